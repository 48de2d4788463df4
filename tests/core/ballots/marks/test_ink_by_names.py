"""Ink beside names and across rows: ticks, crosses and long lines are asked about, streaks and neighbours' ends not."""

import pytest

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.reading import ReadMark
from tests.core.ballots.marks.drawn import PENCIL, Stroke
from tests.core.ballots.marks.drawn_read import PAGE, along, asked, marks, read

PALE = (222, 222, 222)


def tick(x: float, y: float, ink: tuple[int, int, int] = PENCIL) -> Stroke:
    return Stroke([(x, y + 1.6), (x + 1.2, y + 3.2), (x + 3.4, y)], 0.4, ink)


def upright(x: float, top: float, bottom: float, lean: float = 0.0) -> Stroke:
    return Stroke([(x, top), (x + lean, bottom)], 0.4, PENCIL)


def row(number: int):
    return PAGE.layout.places[number].row_box


def name(number: int):
    return PAGE.layout.places[number].name_box


@pytest.mark.parametrize("ink", [PENCIL, PALE], ids=["pencil", "pale"])
def test_a_tick_after_a_name_is_asked_about(ink):
    assert list(asked(read(tick(name(2).right + 5, row(2).y + 1.5, ink)))) == [2]


def test_a_tick_close_to_the_next_rows_strike_is_asked_about():
    """It stands up; what is left of a strike that leaves its row lies down."""
    above = tick(name(2).right + 5, row(2).bottom - 3.6)
    assert list(asked(read(above, along(3)))) == [2]


def test_the_end_of_the_next_rows_strike_is_not_asked_about():
    box = name(3)
    rising = Stroke([(box.x - 1, box.y + 2), (box.right + 3, row(3).y + 1.5), (box.right + 8, row(3).y - 1.0)])
    assert marks(rising)[2] is ReadMark.CLEAR


@pytest.mark.parametrize("ink", [PENCIL, (200, 200, 200)], ids=["pencil", "pale"])
def test_a_tick_over_a_number_is_asked_about(ink):
    assert list(asked(read(tick(row(2).x + 1.5, row(2).y + 1.5, ink)))) == [2]


@pytest.mark.parametrize("lean", [0.0, 3.0])
def test_a_line_through_several_rows_is_asked_about_in_each(lean):
    x = name(2).x + 9.3
    found = asked(read(upright(x, row(1).y - 2, row(3).bottom + 2, lean)))
    assert {1, 2, 3} <= set(found)


def test_a_struck_name_through_which_another_line_runs_is_asked_about():
    """Two marks at one name: what the voter meant is for people."""
    x = name(2).x + 9.3
    found = marks(along(2), along(5), upright(x, row(1).y - 2, row(3).bottom + 2))
    assert (found[2], found[5]) == (ReadMark.UNSURE, ReadMark.STRUCK)


def test_a_streak_over_the_whole_sheet_is_not_asked_about():
    x = name(2).x + 9.3
    height = PAGE.reference.shape[0] / limits.PX_PER_MM
    assert asked(read(upright(x, 0, height, 0.5))) == {}


def test_a_line_that_ends_in_a_row_does_not_cross_it():
    x = name(2).x + 9.3
    assert 2 not in asked(read(upright(x, row(1).y - 2, row(2).y + 1.0)))
