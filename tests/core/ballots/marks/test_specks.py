import numpy as np
import pytest

from nhiemky.core.ballots.reading import ReadMark
from tests.core.ballots.marks.drawn import BLACK, EM, Stroke
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, marks

GREY = (110, 110, 110)


def beside_letters(row: int) -> tuple[float, float]:
    """The middle of a name's widest white, at the height of its small letters (mm)."""
    whites = [(last - first, first, last) for name, first, last in KNOWN.marked.print.places.gaps if name == row]
    _, first, last = max(whites)
    return (KNOWN.marked.strips.lefts[row] + (first + last) / 2) / 6, PAGE.layout.places[row].name_box.y + 0.6 * EM


def hair(x: float, y: float, width: float) -> Stroke:
    turn = np.linspace(0.6, 2.6, 12)
    return Stroke([(x + np.cos(t), y - 1 + np.sin(t)) for t in turn], width, (150, 150, 150))


@pytest.mark.parametrize("row", [0, 1, 3, 4])
def test_a_speck_between_two_words_is_no_mark(row):
    x, y = beside_letters(row)
    assert marks(Stroke([(x, y), (x + 0.05, y)], 0.45, BLACK))[row] is ReadMark.CLEAR


@pytest.mark.parametrize("row", [0, 1, 3, 4])
def test_a_pens_dot_is_asked_about(row):
    x, y = beside_letters(row)
    assert marks(Stroke([(x, y), (x + 0.05, y)], 1.2, BLACK))[row] is ReadMark.UNSURE


def test_a_hair_far_thinner_than_the_pages_pen_is_no_mark():
    strike, (x, y) = along(0, width=0.8), beside_letters(1)
    assert marks(strike, hair(x, y, width=0.15))[1] is ReadMark.CLEAR
    assert marks(hair(x, y, width=0.15))[1] is ReadMark.UNSURE, "no pen to compare it with"
    assert marks(strike, hair(x, y, width=0.4))[1] is ReadMark.UNSURE, "as wide as the pen's own lines"


def test_a_level_piece_of_a_thin_line_is_no_hair():
    x, y = beside_letters(1)
    piece = Stroke([(x - 1.1, y), (x + 1.1, y)], 0.15, GREY)
    assert marks(along(0), piece)[1] is ReadMark.UNSURE


@pytest.mark.parametrize("row", [0, 1, 3, 4])
def test_a_faint_line_with_one_dark_spot_is_not_clear(row):
    x, y = beside_letters(row)
    spot = Stroke([(x, y), (x + 0.05, y)], 0.45, BLACK)
    assert marks(along(row, 0.3, ink=(224, 224, 224), width=0.3), spot)[row] is not ReadMark.CLEAR
