"""A sheet as it was printed: upright, flat, evenly lit, at a known number of pixels for a millimetre."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.registration.bending import Bend
from nhiemky.core.ballots.registration.corners import density
from nhiemky.core.ballots.registration.markers import Grey
from nhiemky.core.ballots.registration.register import reduced

type Numbers = NDArray[np.floating[Any]]
type Picture = NDArray[np.uint8]

PX_PER_MM = 6

_WHITE = 255
# The whole page is also looked at small: for the light on it, and for ink where none belongs.
SMALL_PX_PER_MM = 2
_RATIO = PX_PER_MM // SMALL_PX_PER_MM
# The light is measured on squares of 1 mm and looks over ink up to 9 mm wide: a filled box or a marker's core.
_WIDEST_INK = 9
_EVEN = 6  # grey levels by which evenly lit paper differs from place to place
# Millimetres around the rows of names that are read too: strikes that overshoot, streaks that go on.
_BESIDE, _ABOVE = 7, 4


@dataclass(frozen=True)
class Window:
    """A part of a page that is read, in whole millimetres from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Straight:
    """A straightened page, paper near 255: `grey` (rows, columns), `colour` (blue, green, red) or None.

    Both hold the windows that are read and are white elsewhere; `small` is the whole page in grey, at
    `SMALL_PX_PER_MM`.
    """

    grey: Grey
    colour: Picture | None
    small: Grey


def windows_of(layout: Layout, sheet: int) -> tuple[Window, ...]:
    """The parts of a sheet where marks are read: around the rows of each column of names, or of both together."""
    rows = [layout.places[candidate].row_box for candidate in layout.on_sheet(sheet)]
    windows: list[Window] = []
    for left in sorted({row.x for row in rows}):
        column = [row for row in rows if row.x == left]
        found = Window(
            max(0, int(left) - _BESIDE),
            max(0, int(min(row.y for row in column)) - _ABOVE),
            min(int(layout.width), int(max(row.right for row in column)) + 1 + _BESIDE),
            min(int(layout.height), int(max(row.bottom for row in column)) + 1 + _ABOVE),
        )
        if windows and windows[-1].right >= found.left:
            last = windows.pop()
            found = Window(last.left, min(last.top, found.top), found.right, max(last.bottom, found.bottom))
        windows.append(found)
    return tuple(windows)


def straight(
    picture: Picture,
    to_picture: Numbers,
    size: tuple[int, int],
    windows: tuple[Window, ...],
    bend: Bend | None = None,
) -> Straight:
    """The page `size` (width, height; pixels) out of a picture; `to_picture` (3 × 3) turns millimetres into pixels."""
    whole = None if bend is None else straightened(picture, to_picture, size, bend)
    small = _small(picture, to_picture, size) if whole is None else _shrunk(whole)
    light = _light(small)
    page = np.full((size[1], size[0], *picture.shape[2:]), _WHITE, np.uint8)
    for window in windows:
        rows, columns = _pixels(window)
        part = page[rows, columns]
        if whole is None:
            corner = window.left, window.top
            found = _warped(picture, to_picture, corner, (part.shape[1], part.shape[0]), PX_PER_MM)
        else:
            found = whole[rows, columns]
        page[rows, columns] = _lit(found, light, window)
    everything = Window(0, 0, light.shape[1], light.shape[0])
    evened = _grey(_lit(small, light, everything))
    return Straight(_grey(page), None if page.ndim == 2 else page, evened)


def straightened(picture: Picture, to_picture: Numbers, size: tuple[int, int], bend: Bend | None = None) -> Picture:
    """The whole page as `straight` finds it, in its own colours and light."""
    if bend is None:
        return _warped(picture, to_picture, (0, 0), size, PX_PER_MM)
    x, y = bend.maps(to_picture, size, PX_PER_MM)
    border = (_WHITE, _WHITE, _WHITE)
    page = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border)
    return np.asarray(page, np.uint8)


def coarsened(
    picture: Picture, to_picture: Numbers, size: tuple[int, int], px_per_mm: float
) -> tuple[Picture, Numbers]:
    """The picture with as few pixels as show the page at `px_per_mm` at least, and the matrix that belongs to it.

    Of two pixels or more, the one between them is their mean; of fewer, thin lines would fade.
    """
    finer = density(to_picture, size[0] / 2 / PX_PER_MM, size[1] / 2 / PX_PER_MM) / px_per_mm
    factor = 1 << int(math.log2(max(1.0, finer)))
    shift = (factor - 1) / 2
    to_coarse = np.array([[1, 0, -shift], [0, 1, -shift], [0, 0, factor]], np.float64) @ to_picture
    return reduced(picture, factor), to_coarse


def _warped(
    picture: Picture, to_picture: Numbers, corner: tuple[float, float], size: tuple[int, int], px_per_mm: float
) -> Picture:
    scale, half = 1 / px_per_mm, 0.5 / px_per_mm
    to_mm = np.array([[scale, 0, corner[0] + half], [0, scale, corner[1] + half], [0, 0, 1]])
    border = (_WHITE, _WHITE, _WHITE)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    page = cv2.warpPerspective(
        picture, to_picture @ to_mm, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=border
    )
    return np.asarray(page, np.uint8)


def _small(picture: Picture, to_picture: Numbers, size: tuple[int, int]) -> Picture:
    coarse, to_coarse = coarsened(picture, to_picture, size, 1.5 * SMALL_PX_PER_MM)
    return _warped(coarse, to_coarse, (0, 0), _small_size(size), SMALL_PX_PER_MM)


def _shrunk(whole: Picture) -> Picture:
    width, height = _small_size((whole.shape[1], whole.shape[0]))
    down, right = height * _RATIO - whole.shape[0], width * _RATIO - whole.shape[1]
    full = cv2.copyMakeBorder(whole, 0, max(0, down), 0, max(0, right), cv2.BORDER_REPLICATE)
    full = full[: height * _RATIO, : width * _RATIO]
    return np.asarray(cv2.resize(full, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _small_size(size: tuple[int, int]) -> tuple[int, int]:
    width, height = (len(range(_RATIO // 2, side, _RATIO)) for side in size)
    return width, height


def _pixels(window: Window) -> tuple[slice, slice]:
    return (
        slice(window.top * PX_PER_MM, window.bottom * PX_PER_MM),
        slice(window.left * PX_PER_MM, window.right * PX_PER_MM),
    )


def _lit(part: Picture, light: Picture, window: Window) -> Picture:
    """A part with its paper made 255 (each colour by itself), whatever light and shadow fell on it."""
    if light.ndim == 2 and int(light.max()) - int(light.min()) <= _EVEN:
        return np.asarray(cv2.convertScaleAbs(part, alpha=_WHITE / max(1.0, float(light.mean()))), np.uint8)
    height, width = part.shape[:2]
    # A millimetre more on every side, so that the light between two squares is theirs at the window's edge too.
    around = np.pad(light, ((1, 1), (1, 1), *((0, 0),) * (light.ndim - 2)), mode="edge")
    around = around[window.top : window.bottom + 2, window.left : window.right + 2]
    down, right = height / (window.bottom - window.top), width / (window.right - window.left)
    size = (round(width + 2 * right), round(height + 2 * down))
    full = cv2.resize(around, size, interpolation=cv2.INTER_LINEAR)
    full = full[round(down) : round(down) + height, round(right) : round(right) + width]
    return np.asarray(cv2.divide(part, full, scale=_WHITE), np.uint8)


def _light(small: Picture) -> Picture:
    """How bright the paper is, on squares of a millimetre: the brightest of each, without what is ink."""
    step = SMALL_PX_PER_MM
    bright = np.ascontiguousarray(cv2.dilate(small, np.ones((3, 3), dtype=np.uint8))[1::step, 1::step], np.uint8)
    window = np.ones((_WIDEST_INK, _WIDEST_INK), dtype=np.uint8)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, window, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.blur(closed, (5, 5), borderType=cv2.BORDER_REPLICATE), np.uint8)


def _grey(page: Picture) -> Grey:
    return page if page.ndim == 2 else np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
