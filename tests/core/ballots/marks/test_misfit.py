"""Print bolder and softer than its reference, whose own edges look like ink: nothing on it is surely struck."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.misfit import where_print_fits
from nhiemky.core.ballots.marks.read import read_known
from nhiemky.core.ballots.marks.sight import Sight
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import Stroke, grey, scan
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along

STRUCK = Sight(ReadMark.STRUCK, 0.95, Ink.LINE)
CLEAR = Sight(ReadMark.CLEAR, 0.95, Ink.NOTHING)


def bold(row: int, *strokes: Stroke, by: int, blur: float) -> ReadMark:
    """A name of the drawn page whose print is wider by so many twelfths of a millimetre."""
    ellipse = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (by + 1, by + 1))
    page = replace(PAGE, fine=cv2.erode(PAGE.fine, ellipse))
    return read_known(255 - grey(scan(page, strokes, blur=blur, noise=3)), None, KNOWN)[0][row].mark


@pytest.mark.parametrize("row", range(6))
@pytest.mark.parametrize(("by", "blur"), [(2, 1.5), (2, 2.0), (4, 1.0), (4, 2.0), (6, 1.0), (6, 2.0)])
def test_a_line_between_a_bold_names_ends_is_no_sure_strike(row, by, blur):
    assert bold(row, along(row, 0.28, start=6.5, end=-5.5), by=by, blur=blur) is ReadMark.UNSURE
    assert bold(row, by=by, blur=blur) is not ReadMark.STRUCK


def test_strikes_stand_where_most_untouched_names_have_no_ink():
    second = [STRUCK, *[CLEAR] * 4]
    area = np.array([12.0, 0.0, 0.0, 9.0, 7.0])
    assert where_print_fits(second, second, area) == second


def test_strikes_are_asked_about_where_untouched_names_have_ink():
    second = [STRUCK, *[CLEAR] * 4]
    area = np.array([12.0, *[2 * limits.MISFIT] * 4])
    found = where_print_fits(second, second, area)
    assert [one.mark for one in found] == [ReadMark.UNSURE, *[ReadMark.CLEAR] * 4]
    assert found[0].ink is Ink.LINE
    assert found[0].confidence < limits.SURE


@pytest.mark.parametrize(("names", "mark"), [(1, ReadMark.STRUCK), (2, ReadMark.STRUCK), (3, ReadMark.UNSURE)])
def test_where_no_name_is_untouched_only_those_of_short_lists_are_surely_struck(names, mark):
    found = where_print_fits([STRUCK] * names, [STRUCK] * names, np.full(names, 12.0))
    assert {one.mark for one in found} == {mark}
