"""New ink measured along names: what is touched beyond doubt is not looked at for its palest parts, all else is."""

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.new_ink import printed, seen
from nhiemky.core.ballots.marks.strips import SLACK, strips_of
from tests.core.ballots.marks.drawn import EM, Stroke, drawing, grey, scan

PAGE = drawing()
STRIPS = strips_of(PAGE.layout, 1, PAGE.reference.shape)
KNOWN = printed(PAGE.reference, STRIPS)


def line(row: int, ink: int) -> Stroke:
    box = PAGE.layout.places[row].name_box
    y = box.y + 0.6 * EM
    return Stroke([(box.x - 1, y), (box.right + 1, y)], 0.5, (ink, ink, ink))


def test_ink_is_measured_on_the_names_that_have_it():
    above = PAGE.layout.places[4].name_box
    crumb = Stroke([(above.x + 9, above.y - 0.3), (above.x + 9.1, above.y - 0.3)], 0.4, (90, 90, 90))
    page = 255 - grey(scan(PAGE, [line(0, 40), line(1, 180), line(3, 229), crumb], noise=0))
    columns = seen(STRIPS.cut(page, slack=SLACK), KNOWN).columns
    touched = np.array([True, True, False, False, False, False])
    assert ((columns.longest > limits.LONGEST_CRUMB) == touched).all()
    assert ((columns.area > limits.CRUMBS) == touched).all()
    assert (columns.pen[touched] > limits.SURE_INK).all()
    # The palest line is nothing by length or size; it shows only where it crosses white, and only there is it asked.
    assert columns.crossed[3] > 3 * columns.crossed[[2, 5]].max()
    assert columns.crossed[3] > 0.03
    assert (columns.crossed[touched] == 0).all()
    assert 0 < columns.longest[4] <= limits.LONGEST_CRUMB
    assert columns.blob[4] > 0
