"""Where on a picture a sheet lies and which sheet it is: four corner markers, and the code that says the way up."""

import math
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, product
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots import code
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.core.ballots.markers import SIDE, Found, Grey, find_markers, measured, searched
from nhiemky.core.ballots.paper import PAGES, Page

type Numbers = NDArray[np.floating[Any]]

# Markers of one sheet: nearer ones are larger in a photograph, but each as large as the four places make it.
_SIDES_DIFFER = 2.2
_SIDE_OFF = 0.22
_THREE_OFF = 0.35  # without the fourth, perspective is not known
_FORESHORTENED = 1.6  # a page on its side would have 2
_UNEVEN = _FORESHORTENED + 1 / _FORESHORTENED
_MOST_MARKERS = 10
_LEAST_LIKENESS = 0.5
_MOST_THREES = 6
_FOURTH_OFF = 24.0  # mm: perspective puts the fourth marker so far from where the other three would have it

# Pixels of a reduced picture for a millimetre, when the paper fills the picture.
_COARSEST = 1.9
_LEVELS = 3

# Pixels along a cell of the code, and how far from its place the code may lie on bent paper.
CELL = 1.0  # mm along a cell on every page we print
_CELL_PX = 4
_CODE_OFF = 18  # quarter cells


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
class Registration:
    """`to_picture` (3 × 3) turns millimetres of the sheet into pixels of the picture; `identity` is what it says.

    `corners` are the middles of its markers in millimetres, `markers` the same in the picture.
    """

    to_picture: Numbers
    identity: Identity
    corners: tuple[tuple[float, float], ...]
    markers: tuple[Found, ...]
    spare: tuple[Found, ...]  # markers that belong to no corner

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point in millimetres."""
        u, v, w = self.to_picture @ (x, y, 1.0)
        return float(u / w), float(v / w)


@dataclass(frozen=True)
class Unregistered:
    """What was found of a sheet that could not be registered: markers, in picture pixels, and quads without a code."""

    markers: tuple[Found, ...]
    quad: bool


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


def register(grey: Grey, frames: tuple[Frame, ...], longest: float) -> Registration | Unregistered:
    """Find a sheet with one of the `frames` in a picture, whose paper is at most `longest` millimetres long.

    The first frame is tried first. The picture may be turned by any angle but not mirrored.
    """
    best = Unregistered((), quad=False)
    for factor in _factors(max(grey.shape) / longest):
        small = reduced(grey, factor)
        found = tuple(marker.scaled(factor) for marker in find_markers(small, max(grey.shape) / longest / factor))
        outcome = _registered(grey, found[:_MOST_MARKERS], frames)
        if isinstance(outcome, Registration):
            return outcome
        if (outcome.quad, len(outcome.markers)) > (best.quad, len(best.markers)):
            best = outcome
    if best.quad:
        bent = _registered(grey, best.markers, frames, _CODE_OFF)
        return bent if isinstance(bent, Registration) else best
    return _completed(grey, best.markers, frames) or best


def _completed(grey: Grey, found: tuple[Found, ...], frames: tuple[Frame, ...]) -> Registration | None:
    """The sheet whose fourth marker has to be searched for, because something breaks its rings."""
    for frame in frames:
        for three in threes(found, frame)[:_MOST_THREES]:
            fourth = searched(grey, three.fourth, three.across, _FOURTH_OFF)
            if fourth.likeness < _LEAST_LIKENESS:
                continue
            spare = tuple(marker for marker in found if marker not in three.markers)
            outcome = _registered(grey, (*three.markers, fourth), (frame,))
            if isinstance(outcome, Registration):
                return replace(outcome, spare=spare)
    return None


def reduced(picture: Grey, factor: int) -> Grey:
    """The picture with `factor` × `factor` pixels made one; `factor` is a power of two."""
    while factor > 1:
        height, width = picture.shape[0] // 2, picture.shape[1] // 2
        even = picture[: height * 2, : width * 2]
        picture = cast(Grey, cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA))
        factor //= 2
    return picture


def _factors(px_per_mm: float) -> tuple[int, ...]:
    first = 1 << max(0, int(np.log2(max(1.0, px_per_mm / _COARSEST))))
    return tuple(factor for factor in (first >> level for level in range(_LEVELS)) if factor >= 1)


def _registered(
    grey: Grey, found: tuple[Found, ...], frames: tuple[Frame, ...], reach: int = 0
) -> Registration | Unregistered:
    quad = False
    for frame in frames:
        for four, to_picture in _quads(found, frame):
            quad = True
            exact = _exact(grey, four, to_picture)
            if min(marker.likeness for marker in exact) < _LEAST_LIKENESS:
                continue
            for turned in (exact[turn:] + exact[:turn] for turn in range(4)):
                matrix = _homography(frame.points, turned)
                identity = read_code(grey, matrix, frame.code, reach)
                if identity is not None:
                    spare = tuple(marker for marker in found if marker not in four)
                    return Registration(matrix, identity, frame.corners, turned, spare)
    return Unregistered(found, quad=quad)


def _quads(found: tuple[Found, ...], frame: Frame) -> list[tuple[tuple[Found, ...], Numbers]]:
    """Fours of markers, clockwise, that can be the frame's corners, with its homography; the likeliest first."""
    quads = []
    for four in combinations(found, 4):
        sides = [marker.side for marker in four]
        if max(sides) > _SIDES_DIFFER * min(sides):
            continue
        round_ = _clockwise(four)
        for turned in (round_, round_[1:] + round_[:1]):
            matrix = _homography(frame.points, turned)
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


def _homography(points: Numbers, markers: tuple[Found, ...]) -> Numbers:
    places = np.array([(marker.x, marker.y) for marker in markers], dtype=np.float32)
    return cast(Numbers, cv2.getPerspectiveTransform(points.astype(np.float32), places))


def _sides_off(matrix: Numbers, frame: Frame, markers: tuple[Found, ...]) -> float:
    """By how much (in logarithms, the worst) a marker's side is not what the four places make it."""
    ways = [stretch(matrix, x, y) for x, y in frame.corners]
    areas = [float(way[0, 0] * way[1, 1] - way[0, 1] * way[1, 0]) for way in ways]
    if any(area <= 0 or (way**2).sum() > _UNEVEN * area for way, area in zip(ways, areas, strict=True)):
        return math.inf
    sides = [SIDE * math.sqrt(area) for area in areas]
    return max(abs(math.log(marker.side / side)) for marker, side in zip(markers, sides, strict=True))


def stretch(matrix: Numbers, x: float, y: float) -> Numbers:
    """The 2 × 2 matrix that turns small ways around a point, in millimetres, into pixels."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    w = g * x + h * y + i
    u, v = (a * x + b * y + c) / w, (d * x + e * y + f) / w
    return np.array([[(a - u * g) / w, (b - u * h) / w], [(d - v * g) / w, (e - v * h) / w]])


def density(matrix: Numbers, x: float, y: float) -> float:
    """Pixels along a millimetre around a point, the mean over all directions; 0 where the sheet is mirrored."""
    (a, b), (c, d) = stretch(matrix, x, y).tolist()
    return float(max(0.0, a * d - b * c) ** 0.5)


def _exact(grey: Grey, four: tuple[Found, ...], matrix: Numbers) -> tuple[Found, ...]:
    inverse = np.linalg.inv(matrix)
    exact = []
    for marker in four:
        x, y, w = inverse @ (marker.x, marker.y, 1.0)
        exact.append(measured(grey, marker, stretch(matrix, x / w, y / w)))
    return tuple(exact)


def read_code(grey: Grey, matrix: Numbers, box: Box, reach: int = 0) -> Identity | None:
    """The identity that the code says, looked for up to `reach` quarter cells from its place: paper bends."""
    cells = _code_picture(grey, matrix, box, reach)
    steps = range(0, 2 * reach + 1, 2)
    for row, column in sorted(product(steps, steps), key=lambda at: (at[0] - reach) ** 2 + (at[1] - reach) ** 2):
        darkness = cells[row::_CELL_PX, column::_CELL_PX][: code.ROWS, : code.COLUMNS]
        identity = code.identity_of(darkness)
        if identity is not None:
            return identity
    return None


def _code_picture(grey: Grey, matrix: Numbers, box: Box, reach: int) -> Numbers:
    """How dark the code and what is around it is, 0 to 1, as means over the middles of cells."""
    cell = box.width / code.COLUMNS / _CELL_PX, box.height / code.ROWS / _CELL_PX
    width, height = (side * _CELL_PX + 2 * reach for side in (code.COLUMNS, code.ROWS))
    corner = box.x + (0.5 - reach) * cell[0], box.y + (0.5 - reach) * cell[1]
    to_mm = np.array([[cell[0], 0, corner[0]], [0, cell[1], corner[1]], [0, 0, 1]])
    picture = cv2.warpPerspective(
        grey,
        matrix @ to_mm,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    window = np.ones((_CELL_PX * 5, _CELL_PX * 5), dtype=np.uint8)
    light = cv2.dilate(picture, window).astype(np.float32)
    dark = cv2.erode(picture, window).astype(np.float32)
    means = cv2.blur(picture, (2, 2), anchor=(0, 0)).astype(np.float32)
    # The mean that belongs to a cell starts a quarter cell into it.
    cells = (light - means) / np.maximum(light - dark, 0.35 * float(light.max()))
    return cast(Numbers, cells[1:, 1:])
