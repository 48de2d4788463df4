"""The darkest way through a name counts the white it cannot go round."""

import numpy as np
import pytest

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.strips import strips_of
from nhiemky.core.ballots.marks.strokes import DARK, STEP, WHITE, course_of, ways
from tests.core.ballots.marks.drawn import drawing

PAGE = drawing()
STRIPS = strips_of(PAGE.layout, 1, PAGE.reference.shape)
COURSE = course_of(STRIPS)


@pytest.mark.parametrize(("darkness", "mean"), [((30, 30), 30), ((30, 31), 31), ((0, 60), 30)])
def test_a_level_line_is_as_white_as_the_means_of_its_columns(darkness, mean):
    windows = np.zeros((len(STRIPS.em), STRIPS.height, STRIPS.width), np.uint8)
    row = COURSE.top + 6
    windows[:, row, 0::2], windows[:, row, 1::2] = darkness
    # Beside the names there is more ink, which is not theirs.
    windows[:, row, : int(STRIPS.starts.min())] = 200
    found = ways(windows, COURSE)
    white = np.clip((DARK - mean / 255) / (DARK - WHITE), 0, 1)
    assert found.white == pytest.approx(white * COURSE.inside.sum(axis=0) * STEP / limits.PX_PER_MM, rel=1e-4)
    assert (found.rough == 0).all()


def test_nothing_is_white_beside_a_name():
    windows = np.zeros((len(STRIPS.em), STRIPS.height, STRIPS.width), np.uint8)
    whole = COURSE.inside.sum(axis=0) * STEP / limits.PX_PER_MM
    found = ways(windows, COURSE)
    assert found.white == pytest.approx(whole, rel=1e-4)
    assert found.start == pytest.approx(whole, rel=1e-4)
