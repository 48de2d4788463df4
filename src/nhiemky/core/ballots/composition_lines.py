"""Lines of print: broken at spaces, centred, one under the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhiemky.core.ballots.layout import Text
from nhiemky.core.ballots.paper import MM_PER_POINT, WidthOf

#: From the baseline up to the top of letters with two marks (Ễ) and down to the foot of g, in ems.
ASCENT, DESCENT = 0.90, 0.22
#: From one baseline to the next, in ems.
LEADING = 1.18
#: Everything printed stands on thousandths of a millimetre, so that a layout file holds it exactly.
DECIMALS = 3


@dataclass(frozen=True)
class Line:
    """One paragraph of a stack: `space` millimetres above it."""

    text: str
    size: float
    bold: bool = False
    space: float = 0


@dataclass(frozen=True)
class Stacked:
    """Lines in their places, and the y below them."""

    texts: tuple[Text, ...]
    bottom: float


def text_at(text: str, x: float, baseline: float, size: float, *, bold: bool = False) -> Text:
    """A line of print on the grid of thousandths of a millimetre."""
    return Text(text, round(x, DECIMALS), round(baseline, DECIMALS), round(size, DECIMALS), bold)


def centred(text: str, middle: float, baseline: float, size: float, width_of: WidthOf, *, bold: bool = False) -> Text:
    """A line of print whose middle stands at `middle`."""
    return text_at(text, middle - width_of(text, size, bold=bold) / 2, baseline, size, bold=bold)


def wrapped(text: str, size: float, room: float, width_of: WidthOf, *, bold: bool = False) -> tuple[str, ...] | None:
    """The text broken at spaces into lines of nearly one length, at most `room` wide; None when a word is wider.

    The fewest lines first; then the narrowest room that keeps their number, so that no last word stands alone.
    """
    fewest = _broken(text, size, room, width_of, bold=bold)
    if fewest is None:
        return None
    low, high = 0.0, room
    best = fewest
    for _ in range(8):
        middle = (low + high) / 2
        tried = _broken(text, size, middle, width_of, bold=bold)
        if tried is not None and len(tried) == len(fewest):
            best, high = tried, middle
        else:
            low = middle
    return best


def _broken(text: str, size: float, room: float, width_of: WidthOf, *, bold: bool) -> tuple[str, ...] | None:
    lines: list[str] = []
    for word in text.split():
        if width_of(word, size, bold=bold) > room:
            return None
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def stacked(lines: Iterable[Line], left: float, right: float, top: float, width_of: WidthOf) -> Stacked | None:
    """Paragraphs one under the other from `top`, centred between two x; None when a word is too wide."""
    texts: list[Text] = []
    y = top
    for line in lines:
        broken = wrapped(line.text, line.size, right - left, width_of, bold=line.bold)
        if broken is None:
            return None
        y += line.space
        em = line.size * MM_PER_POINT
        for part in broken:
            texts.append(centred(part, (left + right) / 2, y + ASCENT * em, line.size, width_of, bold=line.bold))
            y += LEADING * em
    return Stacked(tuple(texts), round(y, DECIMALS))
