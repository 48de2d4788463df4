import pytest

from nhiemky.core.ballots.marks import known_of, read_known
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from tests.core.ballots.drawn import BLACK, EM, NAMES, PENCIL, RED, Stroke, drawing, grey, scan

PAGE = drawing()
KNOWN = known_of(PAGE.reference, PAGE.layout, PAGE.sheet)


def along(
    row: int,
    height: float = 0.3,
    start: float = -1.0,
    end: float = 1.0,
    rise: float = 0.0,
    width: float = 0.5,
    ink=None,
) -> Stroke:
    """A stroke along a name: `height` em above the baseline, `start` and `end` mm off the name's ends, rising (mm)."""
    box = PAGE.layout.places[row].name_box
    y = box.y + (0.9 - height) * EM
    ends = [(box.x + start, y + rise / 2), (box.right + end, y - rise / 2)]
    return Stroke(ends, width) if ink is None else Stroke(ends, width, ink)


def read(*strokes: Stroke, **how: object) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    return read_known(grey(scan(PAGE, strokes, **how)), None, KNOWN)


def test_an_untouched_page_is_clear_and_asks_nothing():
    marks, reasons = read(shift=(0.3, -0.3))
    assert [mark.mark for mark in marks] == [ReadMark.CLEAR] * len(NAMES)
    assert reasons == ()


@pytest.mark.parametrize(
    "stroke",
    [
        along(0),
        along(1, 0.2, ink=BLACK, width=0.3),
        along(2, 0.4, ink=RED, width=0.8),
        along(3, 0.3, ink=BLACK, width=1.5),
        along(4, 0.3, rise=1.5),
        along(0, 0.3, rise=-1.5),
        along(1, 0.3, ink=PENCIL, width=0.5),
        along(3, 0.25, start=-6, end=9),
    ],
)
def test_a_line_through_the_whole_name_strikes_it_and_no_other(stroke):
    marks, reasons = read(stroke, shift=(-0.2, 0.2))
    struck = [mark for mark in marks if mark.mark is ReadMark.STRUCK]
    assert len(struck) == 1
    assert struck[0].ink is Ink.LINE
    assert sum(mark.mark is ReadMark.CLEAR for mark in marks) == len(NAMES) - 1
    assert reasons == ()


@pytest.mark.parametrize(
    ("stroke", "ink"),
    [
        (along(0, end=-7), Ink.PARTIAL),
        (along(0, start=12), Ink.PARTIAL),
        (along(0, -0.25), Ink.UNDERLINE),
        (along(3, 0.0), Ink.UNDERLINE),
        (along(0, 0.85), Ink.OVERLINE),
        (along(0, start=-20, end=110), Ink.STREAK),
    ],
)
def test_other_ink_is_for_people_with_its_kind(stroke, ink):
    marks, reasons = read(stroke)
    asked = [mark for mark in marks if mark.mark is ReadMark.UNSURE]
    assert [mark.ink for mark in asked] == [ink]
    assert reasons == ("unsure_mark",)
