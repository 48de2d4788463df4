import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.registration.flattening import Landmarks, bend_of, is_flat, landmarks_of, why_not_flattened
from nhiemky.core.ballots.registration.landmarks import Fit
from nhiemky.printing.ballots import reference
from tests.core.ballots.sheets import bent, covered, layout, printed

PX = 6
AS_IT_IS = np.array([[PX, 0, -0.5], [0, PX, -0.5], [0, 0, 1.0]])


def landmarks(form: str) -> Landmarks:
    return landmarks_of(layout(form), layout(form).sheets[0], reference(layout(form), PX)[0])


def shifted(page: np.ndarray, across: float, down: float) -> np.ndarray:
    matrix = np.array([[1, 0, across * PX], [0, 1, down * PX]])
    return cv2.warpAffine(page, matrix, page.shape[::-1], flags=cv2.INTER_LINEAR, borderValue=255)


def test_a_page_as_it_was_printed_is_flat():
    fit = landmarks("strike-6").fit(printed(px_per_mm=PX))
    assert fit.off < 0.05
    assert is_flat(fit)


@pytest.mark.parametrize(("across", "down"), [(0.5, 0), (0, -0.4), (-0.3, 0.3)])
def test_how_far_off_print_lies_is_measured(across, down):
    fit = landmarks("agree-3").fit(shifted(printed("agree-3", px_per_mm=PX), across, down))
    assert fit.off == pytest.approx(max(abs(across), abs(down)), abs=0.05)
    assert not is_flat(fit)


@pytest.mark.parametrize("form", ["strike-6", "strike-60", "agree-20"])
@pytest.mark.parametrize("sag", [1.0, 2.5, 4.0])
def test_bent_paper_is_flattened_to_a_fifth_of_a_millimetre(form, sag):
    """A row of 7 mm may lie where its neighbour should: the text says which one it is."""
    page = bent(printed(form, px_per_mm=PX), sag, PX)
    marks = landmarks(form)
    assert not is_flat(marks.fit(page))
    x, y = bend_of(page, AS_IT_IS, marks).maps(AS_IT_IS, marks.size, PX)
    width = page.shape[1]
    for place in layout(form).places:
        column, row = (round(at * PX) for at in (place.row_box.x + 30, place.row_box.y + place.row_box.height / 2))
        true = row + sag * PX * np.sin(np.pi * column / width)
        assert abs(float(y[row, column]) - true) < 0.2 * PX
        assert abs(float(x[row, column]) - column) < 0.2 * PX
    assert why_not_flattened(marks.fit(cv2.remap(page, x, y, cv2.INTER_LINEAR))) is None


def test_thick_strokes_over_names_and_rules_do_not_bend_a_flat_page():
    page = printed("strike-60", px_per_mm=PX)
    for place in layout("strike-60").places[::2]:
        box = place.name_box
        start, end = ((round(x * PX), round((box.y + y) * PX)) for x, y in ((box.x - 3, 6), (box.right + 6, -1)))
        cv2.line(page, start, end, 40, 9, cv2.LINE_AA)
    marks = landmarks("strike-60")
    assert marks.fit(page).off < 0.1
    assert np.abs(bend_of(page, AS_IT_IS, marks).displacement).max() < 0.2


def test_underlines_that_run_beside_the_rules_are_not_taken_for_them():
    page = printed("strike-60", px_per_mm=PX)
    for place in layout("strike-60").places:
        box = place.row_box
        down = round((box.bottom - 0.8) * PX)
        cv2.line(page, (round((box.x + 30) * PX), down), (round((box.right - 3) * PX), down), 40, 5, cv2.LINE_AA)
    fit = landmarks("strike-60").fit(page)
    assert fit.off < 0.1
    assert fit.lost == 0


def test_what_lies_over_the_table_is_noticed():
    page = covered(printed(px_per_mm=PX), Box(20, 90, 60, 60), 250, PX)
    assert why_not_flattened(landmarks("strike-6").fit(page)) == "two_sheets"


@pytest.mark.parametrize(
    ("fit", "reason"),
    [
        (Fit(0.3, 0.05, 0.05), None),
        (Fit(0.5, 0, 0), "bent"),
        (Fit(0.1, 0.3, 0), "bent"),
        (Fit(0.5, 0, 0.3), "two_sheets"),
    ],
)
def test_why_a_page_that_was_flattened_is_refused(fit, reason):
    assert why_not_flattened(fit) == reason
