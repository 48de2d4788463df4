import numpy as np
import pytest

from nhiemky.core.ballots.marks.grain import beyond_grain
from nhiemky.core.ballots.marks.read import known_of, read_known
from nhiemky.core.ballots.reading import ReadMark
from tests.core.ballots.marks.drawn import drawing, grey, scan
from tests.core.ballots.marks.drawn_read import KNOWN, along

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


@pytest.mark.parametrize(("pens", "drown"), [(0.0, True), (0.1, True), (0.2, False), (0.9, False)])
def test_pens_that_hardly_stand_out_of_the_grain_may_have_left_nothing_elsewhere(pens, drown):
    """The grain has 5 levels: 0.1 stands out of it by 5, 0.2 by 10."""
    assert beyond_grain(ink(), PRINT.shown, NAMES, CROSSED, np.full(4, pens, np.float32)).drown is drown


def test_a_page_on_which_no_pen_was_found_says_nothing_of_its_pens():
    assert not beyond_grain(ink(), PRINT.shown, NAMES, CROSSED, FAINT[:0]).drown


def test_where_pens_drown_every_name_is_asked_about():
    """A strike that is found only as a doubt; all other names are untouched, on paper as grainy."""
    picture = grey(scan(PAGE, [along(0, ink=(228, 228, 228))])).astype(np.float32)
    noisy = picture + np.random.default_rng(5).normal(0, 6, picture.shape) - 20
    marks, _ = read_known(255 - np.clip(noisy, 0, 255).astype(np.uint8), None, KNOWN)
    assert {mark.mark for mark in marks} == {ReadMark.UNSURE}
