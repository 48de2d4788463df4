import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.registration.bending import Bend
from nhiemky.core.ballots.registration.straightening import (
    PX_PER_MM,
    Window,
    coarsened,
    straight,
    straightened,
    windows_of,
)
from nhiemky.core.ballots.scans.pyramid import Pyramid
from nhiemky.printing.ballots import reference
from tests.core.ballots.sheets import layout

DENSITY = 10
TO_PICTURE = np.array([[DENSITY, 0, -0.5], [0, DENSITY, -0.5], [0, 0, 1.0]])
WINDOWS = (Window(0, 0, 148, 210),)


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    return reference(layout(), DENSITY)[0]


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    return reference(layout(), PX_PER_MM)[0]


def table(picture: np.ndarray) -> np.ndarray:
    """The middle of the table, where there is paper and print."""
    return picture[540:900, 90:810]


def size(drawn: np.ndarray) -> tuple[int, int]:
    return drawn.shape[1], drawn.shape[0]


def paper(picture: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """The brightness of what is paper in print as drawn."""
    white = cv2.erode(table(drawn), np.ones((7, 7), np.uint8)) > 250
    return table(picture)[white]


@pytest.mark.parametrize("light", ["even", "falling off", "shadow", "dim"])
def test_paper_is_white_in_every_light(page, drawn, light):
    width = page.shape[1]
    x = np.linspace(0, 1, width)[None]
    shine = {
        "even": np.full((1, width), 0.93),
        "falling off": 0.5 + 0.5 * x,
        "shadow": np.where(x > 0.45, 0.6, 0.95),
        "dim": np.full((1, width), 0.35),
    }[light]
    lit = (page * shine + np.random.default_rng(0).normal(0, 2, page.shape)).clip(0, 255).astype(np.uint8)
    flat = straight(Pyramid(lit), TO_PICTURE, size(drawn), WINDOWS)
    assert np.percentile(paper(flat.darkness, drawn), 95) < 17
    assert table(flat.darkness).max() > 135


def test_a_filled_box_keeps_its_darkness(page, drawn):
    filled = page.copy()
    filled[1150:1200, 1000:1050] = 60
    flat = straight(Pyramid(filled), TO_PICTURE, size(drawn), WINDOWS)
    assert flat.darkness[705, 615] > 175


def test_each_colour_is_lit_by_itself(page, drawn):
    yellow = np.dstack([page * 0.6, page * 0.9, page * 1.0]).astype(np.uint8)
    flat = straight(Pyramid(yellow), TO_PICTURE, size(drawn), WINDOWS)
    assert flat.colour is not None
    for colour in range(3):
        assert np.median(paper(flat.colour[..., colour], drawn)) > 248


def test_the_page_lies_on_its_reference_and_the_small_one_on_its_own(page, drawn):
    flat = straight(Pyramid(page), TO_PICTURE, size(drawn), WINDOWS)
    assert flat.darkness.shape == drawn.shape
    assert np.abs(table(flat.darkness).astype(int) - table(255 - drawn)).mean() < 6
    small = cv2.resize(drawn, (flat.small.shape[1], flat.small.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(flat.small.astype(int) - (255 - small)).mean() < 6


def test_a_bend_of_nothing_changes_nothing(page, drawn):
    none = Bend(np.zeros((107, 76, 2)))
    plain = straight(Pyramid(page), TO_PICTURE, size(drawn), WINDOWS)
    same = straight(Pyramid(page), TO_PICTURE, size(drawn), WINDOWS, none)
    assert np.abs(plain.darkness.astype(int) - same.darkness).max() <= 12
    assert np.abs(plain.small.astype(int) - same.small).mean() < 3


def test_a_bend_moves_print_back(page, drawn):
    moved = np.roll(page, 2 * DENSITY, axis=0)
    down = np.zeros((107, 76, 2))
    down[..., 1] = 2.0
    assert np.abs(table(straightened(moved, TO_PICTURE, size(drawn), Bend(down))).astype(int) - table(drawn)).mean() < 6


def test_a_fine_picture_is_coarsened_to_no_less_than_is_needed(page, drawn):
    fine = cv2.resize(page, None, fx=2.5, fy=2.5)
    to_fine = np.diag([2.5, 2.5, 1.0]) @ np.array([[DENSITY, 0, 0], [0, DENSITY, 0], [0, 0, 1.0]])
    to_fine[:2, 2] = -0.5
    coarse, to_coarse = coarsened(Pyramid(fine), to_fine, size(drawn), PX_PER_MM)
    assert coarse.picture.shape[0] == fine.shape[0] // 4
    assert np.abs(table(straightened(coarse.picture, to_coarse, size(drawn))).astype(int) - table(drawn)).mean() < 8


@pytest.mark.parametrize("form", ["strike-6", "strike-60", "agree-20"])
def test_names_boxes_and_the_ends_of_rows_are_in_windows(form):
    windows = windows_of(layout(form), 1)
    for candidate in layout(form).on_sheet(1):
        place = layout(form).places[candidate]
        row, boxes = place.row_box, (place.name_box, place.agree_box, place.disagree_box)
        parts = [(row.x - 4, row.x), (row.right - 4, row.right + 4)]
        parts += [(box.x - 4, box.right + 4) for box in boxes if box is not None]
        for first, last in parts:
            assert any(
                window.left <= first and last <= window.right and window.top <= row.y and row.bottom <= window.bottom
                for window in windows
            )


def test_paper_between_names_and_the_ends_of_their_rows_is_not_read():
    read = sum(window.right - window.left for window in windows_of(layout("strike-60"), 1))
    assert read < 0.75 * (layout("strike-60").width - 20)
