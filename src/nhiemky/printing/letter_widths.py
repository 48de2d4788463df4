"""How wide a line of print is: the sum of the advances in our own font files, kerning and ligatures off."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from nhiemky.core.ballots.composition.paper import MM_PER_POINT, NoSuchLetterError

_FONTS = Path(__file__).parent / "fonts"


class _LiberationSerif:
    """`core.ballots.paper.WidthOf` for the fonts that print."""

    def __call__(self, text: str, size: float, *, bold: bool) -> float:
        """Millimetres of a text of `size` points; raises NoSuchLetterError for a letter the font lacks."""
        advances = _advances(bold=bold)
        try:
            return sum(advances[letter] for letter in text) * size * MM_PER_POINT
        except KeyError as error:
            raise NoSuchLetterError(error.args[0]) from None

    def bearings(self, text: str, size: float, *, bold: bool) -> tuple[float, float]:
        """Millimetres of white before the first letter's ink and after the last one's."""
        em = size * MM_PER_POINT
        return _bearings(text[0], bold=bold)[0] * em, _bearings(text[-1], bold=bold)[1] * em


width_of = _LiberationSerif()


@cache
def _font(*, bold: bool) -> TTFont:
    return TTFont(_FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf")


@cache
def _advances(*, bold: bool) -> dict[str, float]:
    """Ems from each letter to the next."""
    font = _font(bold=bold)
    em, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@cache
def _bearings(letter: str, *, bold: bool) -> tuple[float, float]:
    """Ems of white before and after a letter's ink."""
    font = _font(bold=bold)
    em, glyph = font["head"].unitsPerEm, font.getBestCmap()[ord(letter)]
    advance, before = font["hmtx"][glyph]
    return before / em, (advance - font["glyf"][glyph].xMax) / em
