import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nhiemky.core.ballots.marks.gaps import FEW, bridged, crossed, of_names

# Of four names the first has one white, the second none, the third two, the fourth one.
GAPS = np.array([[0, 2, 4], [2, 1, 2], [2, 5, 8], [3, 0, 1]])


def test_whites_are_counted_anew_for_some_of_the_names():
    assert of_names(np.array([1, 2, 3]), GAPS, 4).tolist() == [[1, 1, 2], [1, 5, 8], [2, 0, 1]]
    assert of_names(np.array([1]), GAPS, 4).shape == (0, 3)
    assert GAPS[:, 0].tolist() == [0, 2, 2, 3]


def test_the_least_inked_white_of_a_name_counts():
    has = np.zeros((4, 10), np.bool_)
    has[0, 3] = has[2, 1:8] = True
    assert bridged(has, GAPS) == pytest.approx([1 / 3, 1, 3 / 4, 0])


def test_a_speck_in_one_white_is_not_even_ink():
    ink = np.zeros((4, 6, 10), np.uint8)
    ink[0, 2:4, 2:5] = 51
    ink[2, 2:4, 5:9] = 255
    mean, evenly = crossed(ink, np.ones(4), 4, GAPS)
    assert mean == pytest.approx([0.2, 0, 2 / 3, 0])
    # The narrow white has a third of the third name's width, fewer than FEW: the wide one tells.
    assert evenly == pytest.approx([0.2, 0, 1, 0])
    ink[2, 2:4, 5:9], ink[2, 2:4, 1:3] = 0, 255
    assert crossed(ink, np.ones(4), 4, GAPS)[1] == pytest.approx([0.2, 0, 0, 0])


def test_names_without_whites_are_not_crossed():
    nothing = np.empty((0, 3), np.int64)
    assert [measured.tolist() for measured in crossed(np.zeros((2, 6, 10), np.uint8), np.ones(2), 4, nothing)] == [
        [0, 0],
        [0, 0],
    ]


@given(ink=arrays.arrays(np.uint8, (4, 7, 10)), tops=arrays.arrays(np.int64, 4, elements=st.integers(0, 2)))
def test_whites_are_measured_as_pixel_by_pixel(ink, tops):
    mean, evenly = crossed(ink, tops.astype(np.float32), 5, GAPS)
    for name in range(4):
        whites = []
        for first, last in GAPS[GAPS[:, 0] == name, 1:]:
            rows = [ink[name, row : row + 2, first : last + 1].mean() / 255 for row in range(tops[name], 6)]
            whites.append((max(rows), last + 1 - first))
        width = sum(wide for _, wide in whites)
        assert mean[name] == pytest.approx(sum(dark * wide for dark, wide in whites) / max(width, 1), abs=1e-5)
        reached = [dark for dark, _ in sorted(whites) if sum(w for d, w in whites if d <= dark) >= FEW * width]
        assert evenly[name] == pytest.approx(min(reached, default=0), abs=1e-5)
