import numpy as np
import pytest

from nhiemky.core.ballots.marks.grain import beyond_grain
from nhiemky.core.ballots.marks.read import known_of
from tests.core.ballots.marks.drawn import drawing

PAGE = drawing()
PRINT = known_of(PAGE.reference, PAGE.layout, PAGE.sheet).marked.print
NAMES = np.arange(6)
CROSSED = np.array([0.02, 0.021, 0.05, 0.022, 0.018, 0.019], np.float32)
FAINT, STRONG = np.full(4, 0.1, np.float32), np.full(4, 0.9, np.float32)


def ink(darker: int = 2) -> np.ndarray:
    """Grain of 5 levels on all names; the third one's paper is a little darker."""
    shape = (6, PRINT.strips.height, PRINT.strips.width)
    levels = np.random.default_rng(4).normal(6, 5, shape)
    levels[2] += darker
    return np.clip(levels, 0, 255).astype(np.uint8)


def test_a_name_a_little_darker_all_over_and_across_its_whites_stands_out_of_the_grain():
    found = beyond_grain(ink(), PRINT.shown, NAMES, CROSSED, FAINT)
    assert (found.beyond > found.most).tolist() == [False, False, True, False, False, False]


@pytest.mark.parametrize("pens", [STRONG, np.zeros(0, np.float32)])
def test_what_is_far_fainter_than_the_pages_pens_is_grain(pens):
    found = beyond_grain(ink(), PRINT.shown, NAMES, CROSSED, pens)
    assert bool(found.beyond[2] > found.most) is not bool(len(pens))


def test_a_page_without_grain_is_not_looked_at():
    found = beyond_grain(ink(), PRINT.shown, NAMES, np.where(CROSSED > 0.03, CROSSED, 0), FAINT)
    assert not (found.beyond > found.most).any()
    assert not len(beyond_grain(ink(), PRINT.shown, NAMES[:0], CROSSED[:0], FAINT).beyond)
