import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.registration.rings import find_markers, likely_markers
from tests.core.ballots.registration.drawn import picture


@pytest.mark.parametrize("find", [find_markers, likely_markers])
@pytest.mark.parametrize("px_per_mm", [2.0, 3.0, 8.0])
@pytest.mark.parametrize("degrees", [0, 20, 45])
def test_a_marker_is_found_once(px_per_mm, degrees, find):
    (found,) = find(picture(101.3, 97.6, px_per_mm, degrees), px_per_mm)
    assert np.hypot(found.x - 101.3, found.y - 97.6) < 0.3 * px_per_mm
    assert found.side == pytest.approx(7 * px_per_mm, rel=0.2)


def test_a_broken_marker_is_not_found():
    page = picture(120, 90)
    page[80:100, :] = 235
    assert find_markers(page, 8) == likely_markers(page, 8) == ()


def test_markers_at_the_edge_and_beside_other_ink_are_the_same_wherever_they_are_looked_for():
    page = np.full((300, 400), 225, np.uint8)
    for x, y in ((3, 4), (60, 3), (180, 120), (384, 283)):
        one = picture(101, 98, 2)[87:109, 90:112]
        at = slice(max(0, y - 11), y + 11), slice(max(0, x - 11), x + 11)
        page[at] = one[22 - page[at].shape[0] :, 22 - page[at].shape[1] :]
    page[112:126, 193:240] = 40
    page[200:230, 100:104] = 40
    everywhere, likely = find_markers(page, 2), likely_markers(page, 2)
    assert len(likely) == 2
    assert set(likely) <= set(everywhere)


def test_a_ring_with_a_long_tail_is_no_marker():
    page = np.full((100, 100), 225, np.uint8)
    cv2.rectangle(page, (40, 40), (55, 55), 30, 2)
    page[45:52, 45:52] = page[48, 10:40] = 30
    assert find_markers(page, 2) == likely_markers(page, 2) == ()
    page[48, 10:40] = 225
    assert len(find_markers(page, 2)) == len(likely_markers(page, 2)) == 1


@pytest.mark.parametrize("contrast", [0.1, 0.2])
def test_print_that_shines_through_is_no_marker(contrast):
    page = 255 - (255 - picture(100, 100, 4).astype(float)) * contrast
    assert find_markers(page.astype(np.uint8), 4) == likely_markers(page.astype(np.uint8), 4) == ()


def test_rings_boxes_and_blots_are_no_markers():
    page = np.full((300, 400), 240, np.uint8)
    cv2.circle(page, (60, 60), 25, 30, 3)
    cv2.rectangle(page, (150, 30), (200, 80), 30, 2)
    cv2.rectangle(page, (250, 30), (300, 80), 30, -1)
    cv2.rectangle(page, (50, 150), (106, 206), 30, 8)
    cv2.rectangle(page, (150, 150), (206, 206), 30, 2)
    cv2.circle(page, (178, 178), 3, 30, -1)
    assert find_markers(page, 8) == likely_markers(page, 8) == ()
