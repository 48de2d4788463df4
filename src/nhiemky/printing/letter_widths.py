"""How wide a line of print is: the sum of the advances in our own font files, kerning and ligatures off."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from nhiemky.core.ballots.paper import MM_PER_POINT, NoSuchLetterError

_FONTS = Path(__file__).parent / "fonts"


def width_of(text: str, size: float, *, bold: bool) -> float:
    """Millimetres of a text in Liberation Serif of `size` points; raises NoSuchLetterError for a letter it lacks."""
    advances = _advances(bold=bold)
    try:
        return sum(advances[letter] for letter in text) * size * MM_PER_POINT
    except KeyError as error:
        raise NoSuchLetterError(error.args[0]) from None


@cache
def _advances(*, bold: bool) -> dict[str, float]:
    """The advance of each letter in ems."""
    with TTFont(_FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf") as font:
        em = font["head"].unitsPerEm
        return {chr(code): font["hmtx"][glyph][0] / em for code, glyph in font.getBestCmap().items()}
