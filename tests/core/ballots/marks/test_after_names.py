"""Windows behind names on a small picture of what is darker than print: 2 pixels a millimetre."""

from dataclasses import replace

import numpy as np
import pytest

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks.after_names import SCALE, ends_of, faint_after
from nhiemky.core.ballots.reading import Ink
from tests.core.ballots.marks.drawn_read import PAGE

SMALL = (210 * SCALE, 148 * SCALE)
ENDS = ends_of(PAGE.layout, 1, SMALL[1])
EVERYONE = range(6)


def page(paper: int = 0) -> np.ndarray:
    return np.full(SMALL, paper, np.uint8)


def window(row: int) -> tuple[int, int]:
    """The upper left corner of a name's window."""
    return int(ENDS.tops[row]), int(ENDS.lefts[row])


def slash(small: np.ndarray, row: int, length: int, darkness: int = 25) -> np.ndarray:
    """A stroke so many pixels up and right, from three pixels into the window."""
    top, left = window(row)
    for step in range(length):
        small[top + 10 - step, left + 3 + step] += darkness
        small[top + 10 - step, left + 4 + step] += darkness
    return small


@pytest.mark.parametrize("paper", [0, 40])
def test_a_pale_stroke_is_found_on_white_and_on_grey_paper(paper):
    (found,) = faint_after(slash(page(paper), 2, 7), ENDS, EVERYONE)
    top, left = window(2)
    assert (found.box.x, found.box.bottom) == ((left + 3) / SCALE, (top + 11) / SCALE)
    assert (found.box.width, found.area) == (4.0, 14 / SCALE**2)
    assert found.ink is Ink.LINE


def test_only_behind_names_that_were_found_untouched():
    assert faint_after(slash(page(), 2, 7), ENDS, {1, 3}) == ()


@pytest.mark.parametrize("small", [slash(page(), 2, 3), slash(page(), 2, 9, darkness=12)], ids=["short", "fainter"])
def test_dust_and_grain_are_nothing(small):
    assert faint_after(small, ENDS, EVERYONE) == ()


def test_a_streak_from_rule_to_rule_is_nothing():
    small = page()
    top, left = window(2)
    small[top : top + ENDS.height, left + 4 : left + 6] = 60
    assert faint_after(small, ENDS, EVERYONE) == ()


def test_what_lies_beyond_the_row_is_another_columns():
    """The rows of a list in two columns end soon behind their names."""
    box = PAGE.layout.places[2].row_box
    row = Box(box.x, box.y, PAGE.layout.places[2].name_box.right + 6 - box.x, box.height)
    places = [replace(place, row_box=row) if number == 2 else place for number, place in enumerate(PAGE.layout.places)]
    known = ends_of(replace(PAGE.layout, places=tuple(places)), 1, SMALL[1])
    small, (top, left) = page(), window(2)
    small[top + 4 : top + 6, left + 2 : left + 8] = 60
    assert len(faint_after(small, known, EVERYONE)) == 1
    small = page()
    small[top + 4 : top + 6, int(row.right * SCALE) : int(row.right * SCALE) + 6] = 60
    assert faint_after(small, known, EVERYONE) == ()
