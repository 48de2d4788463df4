import numpy as np
import pytest

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.read import known_of, read_known
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.elections.rulebook import BallotStyle
from tests.core.ballots.marks.drawn import BLACK, BLUE, NAMES, PENCIL, RED, Stroke, crossing, drawing, grey, scan

PAGE = drawing(BallotStyle.AGREE)
KNOWN = known_of(PAGE.reference, PAGE.layout, PAGE.sheet)
AGREE = [place.agree_box for place in PAGE.layout.places]
DISAGREE = [place.disagree_box for place in PAGE.layout.places]


def read(*strokes: Stroke, **how: object) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    return read_known(255 - grey(scan(PAGE, strokes, **how)), None, KNOWN)


def cross(
    row: int, box: str = "agree", size: float = 3.6, right: float = 0.0, down: float = 0.0, **pen
) -> list[Stroke]:
    place = (AGREE if box == "agree" else DISAGREE)[row]
    assert place is not None
    return crossing(place.x + place.width / 2 + right, place.y + place.height / 2 + down, size, **pen)


def test_empty_boxes_are_none_and_ask_nothing():
    marks, reasons = read(shift=(0.3, -0.3))
    assert [mark.mark for mark in marks] == [ReadMark.NONE] * len(NAMES)
    assert {mark.ink for mark in marks} == {Ink.NOTHING}
    assert reasons == ()


@pytest.mark.parametrize("ink", [BLUE, BLACK, RED, PENCIL], ids=["blue", "black", "red", "pencil"])
@pytest.mark.parametrize("width", [0.35, 0.6, 1.2])
def test_a_cross_marks_its_box_in_any_ink(ink, width):
    marks, reasons = read(
        *cross(0, ink=ink, width=width), *cross(3, "disagree", ink=ink, width=width), shift=(0.2, 0.2)
    )
    assert [mark.mark for mark in marks] == [
        *(ReadMark.AGREE, ReadMark.NONE, ReadMark.NONE, ReadMark.DISAGREE),
        *(ReadMark.NONE, ReadMark.NONE),
    ]
    assert marks[0].confidence >= limits.SURE
    assert reasons == ()


@pytest.mark.parametrize(
    "points",
    [
        [(105.0, 74.6), (106.2, 76.2), (108.2, 72.8)],
        [(105.0, 76.0), (108.0, 73.0)],
        [(104.8 + 0.25 * k, 73.2 + 2.6 * (k % 2)) for k in range(14)],
    ],
    ids=["tick", "slash", "fill"],
)
def test_tick_slash_and_fill_mark_a_box(points):
    assert read(Stroke(points))[0][0].mark is ReadMark.AGREE


def test_a_filled_box_is_told_from_a_cross():
    filled = [Stroke([(104.8, y), (108.2, y)], 0.6) for y in np.arange(73.0, 76.2, 0.4)]
    assert read(*filled)[0][0].ink is Ink.FILL
    assert read(*cross(0))[0][0].ink is Ink.CROSS


def test_crosses_in_both_boxes_are_for_people_however_alike():
    mark = read(*cross(2), *cross(2, "disagree"))[0][2]
    assert (mark.mark, mark.ink, mark.by_strokes) == (ReadMark.UNSURE, Ink.CROSS, ReadMark.BOTH)


def test_a_large_cross_marks_its_box_and_no_neighbour():
    marks = read(*cross(2, size=7.0))[0]
    assert marks[2].mark in (ReadMark.AGREE, ReadMark.UNSURE)
    assert {marks[1].mark, marks[3].mark} <= {ReadMark.NONE, ReadMark.UNSURE}


@pytest.mark.parametrize("size", [0.7, 1.1, 1.6])
def test_a_dot_in_a_box_is_for_people(size):
    dot = Stroke([(106.0, 74.4), (106.3, 74.4)], size)
    mark = read(dot)[0][0]
    assert (mark.mark, mark.ink) == (ReadMark.UNSURE, Ink.DOT)


def test_a_hair_next_to_a_mark_does_not_mark_the_other_box():
    hair = Stroke([(124.0, 74.0), (124.6, 74.5), (125.2, 75.4)], 0.12, BLACK)
    assert read(*cross(0), hair)[0][0].mark in (ReadMark.AGREE, ReadMark.UNSURE)
    assert read(hair)[0][0].mark in (ReadMark.NONE, ReadMark.UNSURE)


def test_a_cross_beside_the_boxes_is_for_people():
    mark = read(*cross(1, "disagree", right=9))[0][1]
    assert (mark.mark, mark.ink) == (ReadMark.UNSURE, Ink.OUTSIDE)


def test_a_cross_touching_its_box_from_outside_is_for_people():
    assert read(*cross(1, right=-4.2))[0][1].mark is ReadMark.UNSURE


def test_a_line_across_both_boxes_is_for_people():
    assert read(Stroke([(105, 74.5), (126, 74.6)]))[0][0].mark is ReadMark.UNSURE


def test_a_cross_over_a_name_is_for_people():
    mark = read(*crossing(40.0, 74.5, 4.0))[0][0]
    assert mark.mark is ReadMark.UNSURE


def test_the_palest_pencil_is_no_empty_box():
    assert read(*cross(0, ink=(230, 230, 230), width=0.4))[0][0].mark is not ReadMark.NONE


def test_an_upright_streak_through_a_column_of_boxes_changes_nothing():
    marks = read(Stroke([(105.2, 0), (105.4, 210)], 0.2, (120, 120, 120)), *cross(1))[0]
    assert ReadMark.BOTH not in [mark.mark for mark in marks]
    assert marks[1].mark in (ReadMark.AGREE, ReadMark.UNSURE)
    assert ReadMark.AGREE not in [mark.mark for mark in marks if mark.candidate != 1]


def test_a_hair_where_others_have_crosses_is_no_sure_mark():
    hair = Stroke([(104.9, 82.0), (106.0, 83.6), (107.6, 84.6)], 0.22, (90, 90, 90))
    assert read(*(stroke for row in (0, 2, 3, 4) for stroke in cross(row, width=1.2)), hair)[0][1].mark in (
        ReadMark.NONE,
        ReadMark.UNSURE,
    )


@pytest.mark.parametrize("row", [1, 2])
def test_a_stroke_across_the_boxes_of_two_rows_marks_neither_surely(row):
    first, second = (PAGE.layout.places[k].agree_box for k in (1, 2))
    stroke = Stroke([(first.x + 2.5, first.y + 1), (second.x + 2.5, second.y + 3)], 0.5, BLUE)
    assert read(stroke)[0][row].mark is ReadMark.UNSURE
