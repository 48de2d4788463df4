import numpy as np
import pytest

from nhiemky.core.ballots.marks import new_ink
from nhiemky.core.ballots.marks.hand import as_high_as_others
from nhiemky.core.ballots.marks.sight import Sight
from nhiemky.core.ballots.marks.strips import SLACK
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import EM, NAMES, Stroke, grey, scan
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, marks, read

EDGE = 0.06  # em over the baseline: the middle of a line through the letters' feet
OTHERS = {row: [along(other, 0.2) for other in range(len(NAMES)) if other != row][:3] for row in range(len(NAMES))}


@pytest.mark.parametrize("row", range(5))
def test_a_line_through_the_letters_feet_strikes_where_the_pages_others_are_as_low(row):
    low = along(row, EDGE, width=0.4)
    assert marks(*OTHERS[row], low)[row] is ReadMark.STRUCK
    assert marks(*OTHERS[row][:2], low)[row] is ReadMark.UNSURE, "two do not say how high a voter strikes"


@pytest.mark.parametrize("row", range(5))
def test_a_line_below_the_letters_is_no_strike_however_low_the_pages_others_are(row):
    assert marks(*OTHERS[row], along(row, -0.08, width=0.4))[row] is ReadMark.UNSURE


def test_a_line_through_the_letters_feet_is_asked_about_where_the_others_are_high():
    high = [along(row, 0.5) for row in (0, 1, 3)]
    assert marks(*high, along(4, EDGE, width=0.4))[4] is ReadMark.UNSURE


@pytest.mark.parametrize(("half", "height"), [("lower", -0.02), ("upper", 0.74)])
def test_a_line_whose_one_half_leaves_the_letters_is_not_taken_for_the_pages_usual_strike(half, height):
    windows = KNOWN.marked.strips.cut(255 - grey(scan(PAGE, [*OTHERS[3], along(3, EDGE, width=0.4)])), slack=SLACK)
    columns, names = new_ink.seen(windows, KNOWN.marked.print).columns, KNOWN.marked.names
    second = [Sight(ReadMark.STRUCK if row in (0, 1, 2, 3) else ReadMark.CLEAR, 0.95, Ink.LINE) for row in range(6)]
    first = [second[0] if row in (0, 1, 2) else Sight(ReadMark.UNSURE, 0.8, Ink.UNDERLINE) for row in range(6)]
    no_fold = np.zeros(6)
    assert as_high_as_others(first, second, columns, names, no_fold)[3].mark is ReadMark.STRUCK
    getattr(columns, half)[3] = height
    assert as_high_as_others(first, second, columns, names, no_fold)[3].mark is ReadMark.UNSURE


def test_a_fold_at_the_letters_feet_is_no_strike():
    y = PAGE.layout.places[4].name_box.y + (0.9 - EDGE) * EM
    found = read(*OTHERS[4], Stroke([(0, y), (148, y)], 0.4))[0][4]
    assert (found.mark, found.ink) == (ReadMark.UNSURE, Ink.STREAK)


def test_a_short_name_struck_but_for_a_millimetre_at_both_ends_is_struck():
    assert marks(along(5, 0.25, start=0.9, end=-0.9))[5] is ReadMark.STRUCK
    assert marks(along(5, 0.25, start=1.7, end=-1.7))[5] is ReadMark.UNSURE
