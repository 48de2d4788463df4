"""Lines of print: broken at spaces, centred, one under the other."""

from collections.abc import Iterable
from dataclasses import dataclass

from nhiemky.core.ballots.composition.paper import MM_PER_POINT, WidthOf
from nhiemky.core.ballots.layout import Text

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
    # A line is as wide as its words and spaces together: letters are not kerned.
    words = [(word, width_of(word, size, bold=bold)) for word in text.split()]
    space = width_of(" ", size, bold=bold)
    if max(width for _, width in words) > room:
        return None
    best = _broken(words, space, room)
    low, high = max(width for _, width in words), room
    for _ in range(8):
        middle = (low + high) / 2
        tried = _broken(words, space, middle)
        if len(tried) == len(best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _broken(words: list[tuple[str, float]], space: float, room: float) -> tuple[str, ...]:
    lines: list[list[str]] = []
    left = 0.0
    for word, width in words:
        if lines and space + width <= left:
            lines[-1].append(word)
            left -= space + width
        else:
            lines.append([word])
            left = room - width
    return tuple(" ".join(line) for line in lines)


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
