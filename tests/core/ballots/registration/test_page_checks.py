import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.reading import PageReading, Status
from nhiemky.core.ballots.reasons import reasons
from tests.core.ballots.sheets import DPI_200, covered, layout, printed, reader, seen


def refused(picture: np.ndarray) -> str:
    """The reason why a page was refused; nothing of it was read."""
    reading = reader().read(np.ascontiguousarray(picture))
    assert reading == PageReading(Status.REFUSED, reading.reasons, None, ())
    (reason,) = reading.reasons
    assert reasons()[reason].refused
    return reason


def is_read(picture: np.ndarray) -> bool:
    reading = reader().read(np.ascontiguousarray(picture))
    return reading.status is not Status.REFUSED and len(reading.marks) == 6


def without_marker(page: np.ndarray, corner: int, part: float = 1.0) -> np.ndarray:
    box = layout().sheets[0].markers[corner]
    return covered(page, Box(box.x - 1, box.y - 1, 9 * part, 9), 255)


@pytest.mark.parametrize("edge", ["top", "bottom", "left", "right", "half", "corner", "through a marker"])
def test_a_page_that_is_cut_off(edge):
    page = printed()
    height, width = page.shape
    cut = {
        "top": page[height // 8 :],
        "bottom": page[: -height // 8],
        "left": page[:, width // 8 :],
        "right": page[:, : -width // 8],
        "half": page[: height // 2],
        "corner": page[height // 8 :, width // 8 :],
        "through a marker": page[round(16 * DPI_200) :],
    }[edge]
    assert refused(cut) == "page_cut_off"


def test_white_margins_may_be_cut_off():
    margin = round(11 * DPI_200)
    assert is_read(printed()[margin:-margin, margin:-margin])


@pytest.mark.parametrize("gone", [(0,), (3,), (0, 1), (0, 2)])
def test_a_missing_marker(gone):
    page = printed()
    for corner in gone:
        page = without_marker(page, corner)
    assert refused(page) == "missing_marker"


def test_a_marker_half_torn_off_is_enough():
    assert is_read(without_marker(printed(), 1, part=0.4))


def test_the_back_of_a_ballot_is_blank_whatever_shines_through():
    page = printed()
    back = 250 - cv2.GaussianBlur(255 - page[:, ::-1], (0, 0), 2) * 0.17
    speckled = back + np.random.default_rng(0).normal(0, 4, page.shape)
    edged = np.full_like(page, 246)
    edged[:25], edged[:, :20] = 40, 60
    for picture in (np.full_like(page, 255), speckled.clip(0, 255).astype(np.uint8), edged):
        assert refused(picture) == "blank_page"


def test_other_papers_are_not_our_form():
    letter = np.full((1654, 1166), 250, np.uint8)
    for row in range(120, 1500, 40):
        cv2.putText(letter, f"Kinh gui dong chi thu {row}", (100, row), cv2.FONT_HERSHEY_COMPLEX, 1, 30, 2)
    code = cv2.resize(cv2.QRCodeEncoder.create().encode("https://example.org"), None, fx=6, fy=6, interpolation=0)
    with_code = letter.copy()
    with_code[1300 : 1300 + code.shape[0], 800 : 800 + code.shape[1]] = code
    noise = np.random.default_rng(0).integers(0, 256, letter.shape, dtype=np.uint8)
    for picture in (letter, with_code, noise):
        assert refused(picture) == "not_our_form"


def test_two_sheets():
    page = printed()
    height, width = page.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), 5, 1), [0, 0, 1]])
    other = seen(page, turn, (width, height))
    shifted = page.copy()
    shifted[640:, 470:] = page[: height - 640, : width - 470]
    side_by_side = np.hstack([page, page])
    slip = covered(page, Box(25, 30, 90, 130), 245)
    for picture in (np.minimum(page, other), shifted, side_by_side, slip):
        assert refused(picture) == "two_sheets"


@pytest.mark.parametrize("dpi", [25, 75, 150, 170])
def test_too_few_pixels(dpi):
    page = cv2.resize(printed(), None, fx=dpi / 200, fy=dpi / 200, interpolation=cv2.INTER_AREA)
    assert refused(page) == "low_resolution"


def test_200_dpi_are_enough_of_a_print_at_92_percent():
    page = printed()
    matrix = np.array([[0.92, 0, 40], [0, 0.92, 60], [0, 0, 1.0]])
    assert is_read(seen(page, matrix, page.shape[::-1]))


@pytest.mark.parametrize("sigma", [0.42, 0.55, 0.75])
def test_a_blurred_picture(sigma):
    assert refused(cv2.GaussianBlur(printed(), (0, 0), sigma * DPI_200)) == "blurred"


def test_a_picture_blurred_by_motion():
    assert refused(cv2.blur(printed(), (round(1.6 * DPI_200), 1))) == "blurred"


def test_a_little_blur_is_read():
    assert is_read(cv2.GaussianBlur(printed(), (0, 0), 0.25 * DPI_200))


def test_a_code_that_cannot_be_read():
    box = layout().sheets[0].code
    assert refused(covered(printed(), Box(box.x, box.y, 20, box.height), 255)) == "unreadable_code"
    assert refused(printed()[:, ::-1]) == "unreadable_code"


def test_a_sheet_too_bent_to_flatten():
    page = printed()
    height, width = page.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    crumpled = (1.5 * DPI_200 * np.sin(x / 60) * np.sin(np.pi * y / height) ** 4).astype(np.float32)
    assert refused(cv2.remap(page, x, y - crumpled, cv2.INTER_LINEAR, borderValue=255)) == "bent"
