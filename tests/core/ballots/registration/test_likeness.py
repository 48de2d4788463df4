import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.registration.likeness import likeness_to
from nhiemky.core.ballots.registration.markers import drawn

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("degrees", [0, 7, 45])
def test_likeness_is_opencvs_normalised_correlation(degrees):
    marker = drawn(6)
    side = len(marker)
    page = np.full((3, side + 14, side + 14), 220, np.uint8)
    for place, picture in zip(((7, 7), (0, 14), (3, 9)), page, strict=True):
        turned = cv2.warpAffine(
            marker, cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1), (side, side), borderValue=255
        )
        picture[place[0] : place[0] + side, place[1] : place[1] + side] = turned * 0.7 + 30
        picture[:] = np.clip(picture + RNG.normal(0, 6, picture.shape), 0, 255)
    found = likeness_to(marker, side + 14).to(page)
    by_opencv = np.stack([cv2.matchTemplate(picture, marker, cv2.TM_CCOEFF_NORMED) for picture in page])
    assert found == pytest.approx(by_opencv, abs=1e-3)
    if degrees < 45:
        assert [divmod(int(each.argmax()), 15) for each in found] == [(7, 7), (0, 14), (3, 9)]


@pytest.mark.parametrize("tone", [0, 128, 255])
def test_a_picture_of_one_tone_is_like_nothing(tone):
    found = likeness_to(drawn(6), 60).to(np.full((1, 60, 60), tone, np.uint8))
    assert np.abs(found).max() < 0.01
