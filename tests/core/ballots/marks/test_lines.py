"""The line of ink along a name is followed from one inked column to the next."""

import numpy as np
import pytest

from nhiemky.core.ballots.marks.lines import parts_of, path
from nhiemky.core.ballots.marks.strips import strips_of
from tests.core.ballots.marks.drawn import drawing

PAGE = drawing()
STRIPS = strips_of(PAGE.layout, 1, PAGE.reference.shape)


def test_between_inked_columns_a_path_is_straight_and_beyond_them_level():
    rng = np.random.default_rng(4)
    shape = len(STRIPS.em), STRIPS.width
    mean, has = rng.uniform(5, 40, shape).astype(np.float32), rng.random(shape) < 0.1
    has[0], has[1], has[2], has[3] = False, True, False, False
    has[2, 17] = has[3, 0] = has[3, -1] = True
    rows = path(mean, has, parts_of(STRIPS))
    for name in range(1, len(rows)):
        known = np.flatnonzero(has[name])
        assert rows[name] == pytest.approx(np.interp(np.arange(STRIPS.width), known, mean[name, known]), abs=1e-5)
    # A name without ink has its path among the letters.
    assert rows[0] == pytest.approx(np.full(STRIPS.width, STRIPS.baseline - 0.3 * STRIPS.em[0]))
