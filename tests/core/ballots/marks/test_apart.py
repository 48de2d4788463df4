import pytest

from nhiemky.core.ballots.reading import ReadMark
from tests.core.ballots.marks.drawn import NAMES, Stroke, zigzag
from tests.core.ballots.marks.drawn_read import PAGE, along, marks


@pytest.mark.parametrize("other", [-0.15, 0.75])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_of_two_lines_the_one_through_the_letters_strikes(row, other):
    assert marks(along(row, 0.28, width=0.4), along(row, other, width=0.4))[row] is ReadMark.STRUCK


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_over_and_a_line_under_a_name_are_no_strike(row):
    """Their middle runs through the letters, neither of them does."""
    assert marks(along(row, 0.85, width=0.4), along(row, -0.2, width=0.4))[row] is not ReadMark.STRUCK


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_through_one_word_and_a_line_under_the_name_are_no_strike(row):
    box = PAGE.layout.places[row].name_box
    through_first = along(row, 0.3, end=-0.6 * box.width, width=0.4)
    assert marks(through_first, along(row, -0.15, width=0.4))[row] is not ReadMark.STRUCK


def test_a_zigzag_whose_turns_lie_off_the_letters_strikes():
    low = [(x, y - 0.8) for x, y in zigzag(PAGE.layout.places[1].name_box, teeth=9, sway=1.8)]
    assert marks(Stroke(low, 0.4))[1] is ReadMark.STRUCK
