import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import confidence, confidences, cut


def test_windows_are_cut_where_they_stand():
    page = np.arange(60, dtype=np.uint8).reshape(6, 10)
    windows = cut(page, np.array([0, 4]), np.array([7, 1]), 2, 3)
    assert windows.tolist() == [[[7, 8, 9], [17, 18, 19]], [[41, 42, 43], [51, 52, 53]]]


def test_one_window_is_cut_out_of_each_page():
    pages = np.arange(60, dtype=np.uint8).reshape(2, 3, 10)
    windows = cut(pages, np.array([0, 1]), np.array([7, 1]), 2, 3)
    assert windows.tolist() == [[[7, 8, 9], [17, 18, 19]], [[41, 42, 43], [51, 52, 53]]]


def test_many_confidences_are_those_of_each_margin():
    margins = np.concatenate([np.linspace(-3, 3, 601), [-40.0, -1e-9, 0.0, 1e-9, 40.0]])
    assert confidences(margins) == [round(confidence(margin), 4) for margin in margins.tolist()]
    assert confidences(np.array([0.0])) == [limits.SURE]
