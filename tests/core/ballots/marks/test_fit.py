"""Names are laid over their print piece by piece, each as many pixels down and right as it stands off its place."""

from itertools import pairwise

import numpy as np

from nhiemky.core.ballots.marks.fit import fitted, moved, pieces_of, profiles_of
from nhiemky.core.ballots.marks.strips import SLACK, strips_of
from tests.core.ballots.marks.drawn import drawing, grey, scan

PAGE = drawing()
STRIPS = strips_of(PAGE.layout, 1, PAGE.reference.shape)


def test_pieces_of_a_name_are_moved_by_themselves():
    pieces = pieces_of(STRIPS)
    wide = STRIPS.cut(255 - PAGE.reference, slack=SLACK)
    down, right = (np.zeros((len(wide), pieces), np.int64) for _ in range(2))
    down[0], right[1], down[2, -1], right[2, 1] = 2, -3, 1, 3
    laid = moved(wide, STRIPS, down, right)
    edges = [-(-STRIPS.width * piece // pieces) for piece in range(pieces + 1)]
    for name in range(len(wide)):
        for piece, (first, after) in enumerate(pairwise(edges)):
            top, left = SLACK + down[name, piece], SLACK + right[name, piece] + first
            part = wide[name, top : top + STRIPS.height, left : left + after - first]
            assert (laid[name, :, first:after] == part).all()


def test_a_page_is_found_where_it_lies():
    known = profiles_of(STRIPS.cut(255 - PAGE.reference), STRIPS)
    page = 255 - grey(scan(PAGE, shift=(2 / 6, -1 / 6), noise=2))
    down, right, own = fitted(STRIPS.cut(page, slack=SLACK), STRIPS, known)
    assert own.all()
    assert (down == -1).all()
    assert (right == 2).all()
