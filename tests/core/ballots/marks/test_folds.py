import numpy as np
import pytest

from nhiemky.core.ballots.marks.folds import Line, goes_on
from nhiemky.core.ballots.marks.read import known_of, read_known
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import EM, Stroke, drawing, grey, scan
from tests.scans.ballots import scan as generated
from tests.scans.measuring import reader_of
from tests.scans.parameters_judging import JUDGING

PAGE = drawing()
KNOWN = known_of(PAGE.reference, PAGE.layout, PAGE.sheet)
DARK, PALE = (110, 110, 110), (228, 228, 228)


@pytest.mark.parametrize("row", [0, 2, 5])
def test_a_fold_that_fades_at_the_ends_of_its_row_is_no_strike(row):
    """Where it is looked for beside the row it is hardly seen: followed over the sheet it is."""
    y = PAGE.layout.places[row].name_box.y + 0.6 * EM
    fold = [Stroke([(x1, y), (x2, y)], 0.3, ink) for x1, x2, ink in ((0, 22, PALE), (22, 126, DARK), (126, 148, PALE))]
    found = read_known(255 - grey(scan(PAGE, fold)), None, KNOWN)[0][row]
    assert (found.mark, found.ink) == (ReadMark.UNSURE, Ink.STREAK)


def test_a_strike_that_overshoots_far_is_followed_to_its_end():
    box = PAGE.layout.places[2].name_box
    y = box.y + 0.6 * EM
    strike = Stroke([(box.x - 13, y), (box.right + 20, y + 0.5)], 0.5)
    assert read_known(255 - grey(scan(PAGE, [strike])), None, KNOWN)[0][2].mark is ReadMark.STRUCK


def test_a_line_counts_only_where_blank_paper_could_show_it():
    small, print_darkness = np.zeros((60, 200), np.uint8), np.zeros((60, 200), np.uint8)
    small[30, :150] = 60
    line = Line(20, 15.2, 30, 15.2)
    # 10 mm to the left of it, and 35 of 60 mm to the right, beyond the first 10 mm on either side.
    assert goes_on(small, print_darkness, [line])[0] == pytest.approx(45 / 70, abs=0.05)
    print_darkness[:, 150:] = 255
    assert goes_on(small, print_darkness, [line])[0] == 1
    print_darkness[:, 60:] = 255
    assert goes_on(small, print_darkness, [line])[0] == 0


def test_a_fold_that_is_lost_on_the_sheet_is_told_from_a_strike_by_its_paleness():
    """Judged on 2026-11-23: the one wrong and sure mark of 300,224, a crease over name 18."""
    made = generated(JUDGING, "creases", 1100018)
    read = {mark.candidate: mark for mark in reader_of(made.form, made.edition).read(made.image).marks}
    assert read[18].mark is ReadMark.UNSURE
    assert read[18].ink is Ink.STREAK
    assert [read[row].mark for row in (4, 9, 28)] == [ReadMark.STRUCK] * 3
