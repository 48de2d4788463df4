import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.registration.markers import Found, drawn, find_markers, measured, searched


def picture(x: float, y: float, px_per_mm: float = 8.0, degrees: float = 0.0) -> np.ndarray:
    """A marker with its middle at a place (pixels) on paper with noise."""
    fine = drawn(24)
    to_mm = np.array([[1 / 24, 0, 0.5 / 24 - 4.5], [0, 1 / 24, 0.5 / 24 - 4.5], [0, 0, 1]])
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    place = np.array([[px_per_mm, 0, x], [0, px_per_mm, y], [0, 0, 1]])
    page = cv2.warpPerspective(
        cv2.GaussianBlur(fine, (0, 0), 24 / px_per_mm / 2), place @ turn @ to_mm, (200, 200), borderValue=255
    )
    return np.clip(page * 0.9 + np.random.default_rng(0).normal(0, 3, page.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("px_per_mm", [2.0, 3.0, 8.0])
@pytest.mark.parametrize("degrees", [0, 20, 45])
def test_a_marker_is_found_once(px_per_mm, degrees):
    (found,) = find_markers(picture(101.3, 97.6, px_per_mm, degrees), px_per_mm)
    assert np.hypot(found.x - 101.3, found.y - 97.6) < 0.3 * px_per_mm
    assert found.side == pytest.approx(7 * px_per_mm, rel=0.2)


@pytest.mark.parametrize("degrees", [0, 20, 45])
def test_its_middle_is_measured_to_a_fiftieth_of_a_millimetre(degrees):
    angle = np.radians(degrees)
    across = 8 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    (found,) = measured(picture(101.3, 97.6, 8, degrees), [Found(96, 101, 56)], [across])
    assert np.hypot(found.x - 101.3, found.y - 97.6) < 0.02 * 8
    assert found.likeness > 0.9


def test_a_broken_marker_is_searched_for():
    page = picture(120, 90)
    page[80:100, :] = 235
    assert find_markers(page, 8) == ()
    found = searched(page, Found(80, 110, 56), 8 * np.eye(2), reach=8)
    assert np.hypot(found.x - 120, found.y - 90) < 0.5 * 8
    assert found.likeness > 0.5


@pytest.mark.parametrize("contrast", [0.1, 0.2])
def test_print_that_shines_through_is_no_marker(contrast):
    page = 255 - (255 - picture(100, 100, 4).astype(float)) * contrast
    assert find_markers(page.astype(np.uint8), 4) == ()


def test_rings_boxes_and_blots_are_no_markers():
    page = np.full((300, 400), 240, np.uint8)
    cv2.circle(page, (60, 60), 25, 30, 3)
    cv2.rectangle(page, (150, 30), (200, 80), 30, 2)
    cv2.rectangle(page, (250, 30), (300, 80), 30, -1)
    cv2.rectangle(page, (50, 150), (106, 206), 30, 8)
    cv2.rectangle(page, (150, 150), (206, 206), 30, 2)
    cv2.circle(page, (178, 178), 3, 30, -1)
    assert find_markers(page, 8) == ()
