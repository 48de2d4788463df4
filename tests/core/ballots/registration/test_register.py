import cv2
import numpy as np
import pytest

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.registration.corners import frame_of, frames_of
from nhiemky.core.ballots.registration.register import Registration, Unregistered, register
from nhiemky.core.ballots.scans.pyramid import Pyramid
from tests.core.ballots.sheets import DPI_200, bent, covered, layout, photographed, printed, seen, turned


def registered(picture: np.ndarray, form: str = "strike-6") -> Registration | Unregistered:
    paper = layout(form)
    return register(Pyramid(picture), frames_of(paper), max(paper.width, paper.height))


def off(found: Registration, matrix: np.ndarray, form: str = "strike-6", px_per_mm: float = DPI_200) -> float:
    """Millimetres between where a corner of a marker was found and where the matrix put it, at worst."""
    sheet = layout(form).sheets[0]
    assert found.identity == sheet.identity
    worst = 0.0
    for box in sheet.markers:
        for x, y in ((box.x, box.y), (box.right, box.bottom)):
            u, v, w = matrix @ (x * px_per_mm - 0.5, y * px_per_mm - 0.5, 1)
            worst = max(worst, float(np.hypot(*np.subtract(found.at(x, y), (u / w, v / w)))))
    return worst / px_per_mm


@pytest.mark.parametrize("degrees", [0, 4, -10, 45, 90, 93, 180, 188, 270, 263])
def test_a_sheet_is_found_at_every_angle_to_a_tenth_of_a_millimetre(degrees):
    picture, matrix = turned(printed(), degrees)
    found = registered(picture)
    assert isinstance(found, Registration)
    assert off(found, matrix) < 0.1


@pytest.mark.parametrize(("tilt", "turn"), [(15, 0), (25, 50), (30, 190)])
def test_a_sheet_is_found_on_a_dark_table_under_a_tilted_phone(tilt, turn):
    picture, matrix = photographed(printed(px_per_mm=10), tilt, turn)
    found = registered(picture)
    assert isinstance(found, Registration)
    assert off(found, matrix, px_per_mm=10) < 0.15


@pytest.mark.parametrize("form", ["strike-60", "agree-3"])
def test_sheets_of_every_form_are_found(form):
    found = registered(printed(form), form)
    assert isinstance(found, Registration)
    assert off(found, np.eye(3), form) < 0.1


@pytest.mark.parametrize("scale", [0.92, 1.04])
@pytest.mark.parametrize("shift", [-8, 8])
def test_a_printer_may_scale_and_shift(scale, shift):
    page = printed()
    height, width = page.shape
    middle = np.array([width / 2, height / 2])
    matrix = np.array([[scale, 0, 0], [0, scale, 0], [0, 0, 1.0]])
    matrix[:2, 2] = middle * (1 - scale) + shift * DPI_200
    found = registered(seen(page, matrix, (width, height)))
    assert isinstance(found, Registration)
    assert off(found, matrix) < 0.1


def test_a_600_dpi_picture_is_found_as_well():
    page = cv2.resize(printed(), None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR)
    matrix = np.array([[3, 0, 1], [0, 3, 1], [0, 0, 1.0]])
    found = registered(page)
    assert isinstance(found, Registration)
    assert off(found, matrix) < 0.15


def test_shadow_noise_and_compression_hide_nothing():
    page = printed()
    light = np.linspace(0.45, 1.0, page.shape[1])[None] * np.where(np.arange(page.shape[0]) < 700, 0.7, 1.0)[:, None]
    dim = page * light + np.random.default_rng(1).normal(0, 9, page.shape)
    picture = cv2.imdecode(cv2.imencode(".jpg", dim.clip(0, 255), [cv2.IMWRITE_JPEG_QUALITY, 30])[1], 0)
    found = registered(picture)
    assert isinstance(found, Registration)
    assert off(found, np.eye(3)) < 0.1


@pytest.mark.parametrize("corner", range(4))
def test_a_marker_that_a_pen_crosses_is_found_by_its_likeness(corner):
    page = printed()
    box = layout().sheets[0].markers[corner]
    start, end = ((round((box.x + x) * DPI_200), round((box.y + y) * DPI_200)) for x, y in ((-5, 9), (11, -1)))
    cv2.line(page, start, end, 40, 6)
    found = registered(page)
    assert isinstance(found, Registration)
    assert off(found, np.eye(3)) < 0.3


@pytest.mark.parametrize("left", [0.0, 9.0, 22.0])
@pytest.mark.parametrize("tone", [40, 255])
def test_a_stain_over_15_percent_of_the_code_is_read_over(left, tone):
    box = layout().sheets[0].code
    picture = covered(printed(), Box(box.x + left, box.y - 1, 4, box.height + 2), tone)
    assert isinstance(registered(picture), Registration)


def test_the_code_is_read_where_bent_paper_has_moved_it():
    found = registered(bent(printed(), 3.0))
    assert isinstance(found, Registration)
    assert found.identity == layout().sheets[0].identity


def test_a_mirrored_sheet_has_no_identity():
    found = registered(np.ascontiguousarray(printed()[:, ::-1]))
    assert isinstance(found, Unregistered)
    assert found.quad


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_no_sheet(seed):
    noise = np.random.default_rng(seed).integers(0, 256, (900, 640), dtype=np.uint8)
    assert isinstance(registered(noise), Unregistered)
    assert isinstance(registered(cv2.GaussianBlur(noise, (0, 0), 4)), Unregistered)


@pytest.mark.parametrize(("own", "other"), [("strike-6", "strike-60"), ("strike-60", "agree-3")])
def test_a_sheet_of_another_page_size_says_what_it_is(own, other):
    """So that a ballot of another election is called that; the frames are those that `composition` prints."""
    assert frame_of(layout(other).sheets[0]) in frames_of(layout(own))
    found = registered(printed(other), own)
    assert isinstance(found, Registration)
    assert found.identity == layout(other).sheets[0].identity
