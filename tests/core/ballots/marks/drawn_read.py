"""The drawn ballot as the reader reads it: strokes along its names, and what comes of them."""

from nhiemky.core.ballots.marks.read import known_of, read_known
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from tests.core.ballots.marks.drawn import BLUE, EM, Stroke, drawing, grey, scan

PAGE = drawing()
KNOWN = known_of(PAGE.reference, PAGE.layout, PAGE.sheet)
Read = tuple[tuple[MarkReading, ...], tuple[str, ...]]


def along(
    row: int,
    height: float = 0.3,
    start: float = -1.0,
    end: float = 1.0,
    rise: float = 0.0,
    width: float = 0.5,
    ink: tuple[int, int, int] = BLUE,
) -> Stroke:
    """A stroke along a name: `height` em above the baseline, `start` and `end` mm off the name's ends, rising (mm)."""
    box = PAGE.layout.places[row].name_box
    y = box.y + (0.9 - height) * EM
    return Stroke([(box.x + start, y + rise / 2), (box.right + end, y - rise / 2)], width, ink)


def read(*strokes: Stroke, **how: object) -> Read:
    return read_known(255 - grey(scan(PAGE, strokes, **how)), None, KNOWN)


def marks(*strokes: Stroke, **how: object) -> list[ReadMark]:
    return [mark.mark for mark in read(*strokes, **how)[0]]


def asked(read: Read) -> dict[int, Ink]:
    return {mark.candidate: mark.ink for mark in read[0] if mark.mark is ReadMark.UNSURE}


def skipping(row: int, start: float = -1.0, end: float = 1.0, skipped: float = 2.0) -> list[Stroke]:
    """A strike whose pen left out so many millimetres at a quarter, at the half and at three quarters of the name."""
    box = PAGE.layout.places[row].name_box
    y, gaps = box.y + 0.6 * EM, [box.x + box.width * part for part in (0.25, 0.5, 0.75)]
    edges = [box.x + start, *(gap + side * skipped / 2 for gap in gaps for side in (-1, 1)), box.right + end]
    return [Stroke([(first, y), (last, y)]) for first, last in zip(edges[::2], edges[1::2], strict=True)]
