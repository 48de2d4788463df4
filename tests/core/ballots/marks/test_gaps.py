import numpy as np
import pytest

from nhiemky.core.ballots.marks.gaps import bridged, of_names

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
