"""Which markers are the corners of one sheet: fours, and threes with the place of the fourth."""

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots import code
from nhiemky.core.ballots.composition.paper import PAGES, Page
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.core.ballots.registration.markers import SIDE, Found

type Numbers = NDArray[np.floating[Any]]
type Stretch = tuple[tuple[float, float], tuple[float, float]]

CELL = 1.0  # mm along a cell of the code, on every page we print

# Markers of one sheet: nearer ones are larger in a photograph, but each as large as the four places make it.
_SIDES_DIFFER = 2.2
_SIDE_OFF = 0.22
_THREE_OFF = 0.35  # without the fourth, perspective is not known
_FORESHORTENED = 1.6  # a page on its side would have 2
_UNEVEN = _FORESHORTENED + 1 / _FORESHORTENED


@dataclass(frozen=True)
class Frame:
    """What all sheets of one page size share: the middles of the four markers (4 × 2, mm) and the code's place."""

    corners: tuple[tuple[float, float], ...]
    code: Box

    @cached_property
    def points(self) -> Numbers:
        """The corners as an array."""
        return np.array(self.corners, dtype=np.float64)


@dataclass(frozen=True)
class Three:
    """Three markers that can be a frame's, the fourth as the three would have it, and how millimetres lie there."""

    markers: tuple[Found, ...]
    fourth: Found
    across: Numbers
    off: float


def frame_of(sheet: Sheet) -> Frame:
    """The frame of a sheet."""
    return Frame(tuple((box.x + box.width / 2, box.y + box.height / 2) for box in sheet.markers), sheet.code)


def frames_of(layout: Layout) -> tuple[Frame, ...]:
    """The layout's own frame, then those of other pages ballots are printed on: their sheets are known as others."""
    own = frame_of(layout.sheets[0])
    return (own, *(frame for frame in map(_frame_of_page, PAGES) if frame != own))


def _frame_of_page(page: Page) -> Frame:
    left, top, right, bottom = (
        round(edge, 3)
        for edge in (page.left + SIDE / 2, page.top + SIDE / 2, page.right - SIDE / 2, page.bottom - SIDE / 2)
    )
    width, height = code.COLUMNS * CELL, code.ROWS * CELL
    place = Box(round(page.width / 2 - width / 2, 3), round(page.bottom - height, 3), width, height)
    return Frame(((left, top), (right, top), (right, bottom), (left, bottom)), place)


def quads(found: tuple[Found, ...], frame: Frame) -> list[tuple[tuple[Found, ...], Numbers]]:
    """Fours of markers, clockwise, that can be the frame's corners, with its homography; the likeliest first."""
    quads = []
    for four in combinations(found, 4):
        sides = [marker.side for marker in four]
        if max(sides) > _SIDES_DIFFER * min(sides):
            continue
        round_ = _clockwise(four)
        for turned in (round_, round_[1:] + round_[:1]):
            matrix = homography(frame.points, turned)
            off = _sides_off(matrix, frame, turned)
            if off < _SIDE_OFF:
                quads.append((off, turned, matrix))
    quads.sort(key=lambda quad: quad[0])
    return [(four, matrix) for _, four, matrix in quads]


def _clockwise(markers: tuple[Found, ...]) -> tuple[Found, ...]:
    x, y = (sum(values) / len(markers) for values in zip(*((marker.x, marker.y) for marker in markers), strict=True))
    return tuple(sorted(markers, key=lambda marker: math.atan2(marker.y - y, marker.x - x)))


def threes(found: tuple[Found, ...], frame: Frame) -> list[Three]:
    """Threes of markers that can be the frame's corners; the likeliest first."""
    fits = []
    for three in combinations(found, 3):
        round_ = _clockwise(three)
        for missing, turn in product((0, 1), range(3)):
            fit = _three(round_[turn:] + round_[:turn], frame, missing)
            if fit is not None:
                fits.append(fit)
    return sorted(fits, key=lambda fit: fit.off)


def _three(markers: tuple[Found, ...], frame: Frame, missing: int) -> Three | None:
    points = np.delete(frame.points, missing, axis=0)
    places = np.array([(marker.x, marker.y) for marker in markers])
    matrix = cv2.getAffineTransform(points.astype(np.float32), places.astype(np.float32))
    across = matrix[:, :2]
    large, small = np.linalg.svd(across, compute_uv=False)
    if small <= 0 or large > _FORESHORTENED * small or np.linalg.det(across) <= 0:
        return None
    side = SIDE * float(np.sqrt(large * small))
    off = max(abs(float(np.log(marker.side / side))) for marker in markers)
    if off > _THREE_OFF:
        return None
    x, y = matrix @ (*frame.corners[missing], 1.0)
    return Three(
        markers, Found(float(x), float(y), side), across.astype(np.float64), off + float(np.log(large / small))
    )


def homography(points: Numbers, markers: tuple[Found, ...]) -> Numbers:
    """The matrix (3 × 3) from four points in millimetres to the middles of four markers in pixels."""
    places = np.array([(marker.x, marker.y) for marker in markers], dtype=np.float32)
    return cast(Numbers, cv2.getPerspectiveTransform(points.astype(np.float32), places))


def _sides_off(matrix: Numbers, frame: Frame, markers: tuple[Found, ...]) -> float:
    """By how much (in logarithms, the worst) a marker's side is not what the four places make it."""
    sides = []
    for x, y in frame.corners:
        (a, b), (c, d) = stretch(matrix, x, y)
        area = a * d - b * c
        if area <= 0 or a * a + b * b + c * c + d * d > _UNEVEN * area:
            return math.inf
        sides.append(SIDE * math.sqrt(area))
    return max(abs(math.log(marker.side / side)) for marker, side in zip(markers, sides, strict=True))


def stretch(matrix: Numbers, x: float, y: float) -> Stretch:
    """The 2 × 2 matrix that turns small ways around a point, in millimetres, into pixels."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    w = g * x + h * y + i
    if w == 0:  # infinitely far away
        return (0.0, 0.0), (0.0, 0.0)
    u, v = (a * x + b * y + c) / w, (d * x + e * y + f) / w
    return ((a - u * g) / w, (b - u * h) / w), ((d - v * g) / w, (e - v * h) / w)


def density(way: Stretch) -> float:
    """Pixels along a millimetre around a point, the mean over all directions; 0 where the sheet is mirrored."""
    (a, b), (c, d) = way
    return float(max(0.0, a * d - b * c) ** 0.5)
