"""A sheet as it was printed: upright, flat, evenly lit, at a known number of pixels for a millimetre."""

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.layout import Layout, Place
from nhiemky.core.ballots.registration.bending import Bend
from nhiemky.core.ballots.registration.corners import density, stretch
from nhiemky.core.ballots.registration.markers import Grey
from nhiemky.core.ballots.scans.pyramid import Picture, Pyramid

type Numbers = NDArray[np.floating[Any]]

PX_PER_MM = 6

_WHITE = 255
# The whole page is also looked at small: for the light on it, and for ink where none belongs.
SMALL_PX_PER_MM = 2
_RATIO = PX_PER_MM // SMALL_PX_PER_MM
# The light is measured on squares of 1 mm and looks over ink up to 9 mm wide: a filled box or a marker's core.
_WIDEST_INK = 9
_EVEN = 6  # grey levels by which evenly lit paper differs from place to place
# Millimetres that are read too around names and boxes, at the ends of rows, and above and below the rows of a column:
# strikes that overshoot, streaks that go on.
_AROUND, _AT_END, _ABOVE = 4.5, 4, 4


@dataclass(frozen=True)
class Window:
    """A part of a page that is read, in whole millimetres from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Straight:
    """A straightened page: its `darkness` (rows, columns), paper near 0; its `colour` (blue, green, red), paper near
    255, or None.

    Both hold the windows that are read and are paper elsewhere; `small` is the whole page's darkness, at
    `SMALL_PX_PER_MM`.
    """

    darkness: Grey
    colour: Picture | None
    small: Grey


@dataclass(frozen=True)
class Light:
    """How bright the paper is, on squares of a millimetre: the brightest of each, without what is ink; and its one
    `level` where it is evenly lit."""

    squares: Picture
    level: float | None


def windows_of(layout: Layout, sheet: int) -> tuple[Window, ...]:
    """The parts of a sheet that are read: around the names and boxes of each column, and the ends of its rows."""
    places = [layout.places[candidate] for candidate in layout.on_sheet(sheet)]
    windows: list[Window] = []
    for left in sorted({place.row_box.x for place in places}):
        column = [place for place in places if place.row_box.x == left]
        rows = [place.row_box for place in column]
        top = max(0, int(min(row.y for row in rows)) - _ABOVE)
        bottom = min(int(layout.height), int(max(row.bottom for row in rows)) + 1 + _ABOVE)
        for first, last in ((left - _AT_END, _last_mark(column) + _AROUND), _around(max(row.right for row in rows))):
            window = Window(max(0, int(first)), top, min(int(layout.width), int(last) + 1), bottom)
            windows.append(_joined(windows.pop(), window) if _meet(windows, window) else window)
    return tuple(windows)


def _last_mark(places: list[Place]) -> float:
    boxes = [box for place in places for box in (place.name_box, place.agree_box, place.disagree_box) if box]
    return max(box.right for box in boxes)


def _around(end: float) -> tuple[float, float]:
    return end - _AT_END, end + _AT_END


def _meet(windows: list[Window], window: Window) -> bool:
    return bool(windows) and windows[-1].right >= window.left


def _joined(one: Window, other: Window) -> Window:
    top, bottom = min(one.top, other.top), max(one.bottom, other.bottom)
    return Window(one.left, top, max(one.right, other.right), bottom)


def straight(
    pyramid: Pyramid,
    to_picture: Numbers,
    size: tuple[int, int],
    windows: tuple[Window, ...],
    bend: Bend | None = None,
) -> Straight:
    """The page `size` (width, height; pixels) out of a picture; `to_picture` (3 × 3) turns millimetres into pixels.

    A page that has to be flattened is straightened whole, beyond the windows too.
    """
    if bend is None:
        small = _small(pyramid, to_picture, size)
        light = _light(small)
        darkness, colour = _windows(pyramid.picture, to_picture, size, windows, light)
    else:
        page = straightened(pyramid.picture, to_picture, size, bend)
        small = _shrunk(page)
        light = _light(small)
        _light_up(page, light, _whole(light))
        darkness, colour = _darkness(page), None if page.ndim == 2 else page
    _light_up(small, light, _whole(light))
    return Straight(darkness, colour, _darkness(small))


def _windows(
    picture: Picture, to_picture: Numbers, size: tuple[int, int], windows: tuple[Window, ...], light: Light
) -> tuple[Grey, Picture | None]:
    """The darkness of a page with its windows, and its colours if it has any.

    Each window is a small picture of its own, in the same memory, until it is done: so it stays near the processor.
    """
    darkness = np.zeros((size[1], size[0]), np.uint8)
    colour = None if picture.ndim == 2 else np.full((size[1], size[0], 3), _WHITE, np.uint8)
    memory = np.empty((max(darkness[_pixels(window)].size for window in windows), *picture.shape[2:]), np.uint8)
    for window in windows:
        place = _pixels(window)
        part = memory[: darkness[place].size].reshape(*darkness[place].shape, *picture.shape[2:])
        _warp(picture, to_picture, (window.left, window.top), PX_PER_MM, part)
        _light_up(part, light, window)
        _darkness(part, darkness[place])
        if colour is not None:
            colour[place] = part
    return darkness, colour


def straightened(picture: Picture, to_picture: Numbers, size: tuple[int, int], bend: Bend | None = None) -> Picture:
    """The whole page as `straight` finds it, in its own colours and light."""
    if bend is None:
        page = np.empty((size[1], size[0], *picture.shape[2:]), np.uint8)
        _warp(picture, to_picture, (0, 0), PX_PER_MM, page)
        return page
    x, y = bend.maps(to_picture, size, PX_PER_MM)
    border = (_WHITE, _WHITE, _WHITE)
    flat = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border)
    return np.asarray(flat, np.uint8)


def coarsened(
    pyramid: Pyramid, to_picture: Numbers, size: tuple[int, int], px_per_mm: float
) -> tuple[Pyramid, Numbers]:
    """The picture with as few pixels as show the page at `px_per_mm` at least, and the matrix that belongs to it.

    Of two pixels or more, the one between them is their mean; of fewer, thin lines would fade.
    """
    finer = density(stretch(to_picture, size[0] / 2 / PX_PER_MM, size[1] / 2 / PX_PER_MM)) / px_per_mm
    factor = 1 << int(math.log2(max(1.0, finer)))
    shift = (factor - 1) / 2
    to_coarse = np.array([[1, 0, -shift], [0, 1, -shift], [0, 0, factor]], np.float64) @ to_picture
    return pyramid.coarser(factor), to_coarse


def _warp(picture: Picture, to_picture: Numbers, corner: tuple[float, float], px_per_mm: float, out: Picture) -> None:
    """Fill a part of a page, whose `corner` stands at so many millimetres, from the picture."""
    scale, half = 1 / px_per_mm, 0.5 / px_per_mm
    matrix = to_picture @ np.array([[scale, 0, corner[0] + half], [0, scale, corner[1] + half], [0, 0, 1]])
    # Read in order first: the warp walks across rows, and would wait for far memory at each.
    cv2.sumElems(_under(picture, matrix, out.shape[1], out.shape[0]))
    cv2.warpPerspective(
        picture,
        matrix,
        (out.shape[1], out.shape[0]),
        out,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(_WHITE, _WHITE, _WHITE),
    )


def _under(picture: Picture, matrix: Numbers, width: int, height: int) -> Picture:
    """The part of a picture that lies under `width` × `height` pixels; `matrix` (3 × 3) turns these into its own."""
    (a, b, c), (d, e, f), (g, h, i) = matrix.tolist()
    corners = ((0, 0), (width, 0), (0, height), (width, height))
    far = [g * x + h * y + i for x, y in corners]
    across, down = (
        [int((p * x + q * y + r) / w) for (x, y), w in zip(corners, far, strict=True)]
        for p, q, r in ((a, b, c), (d, e, f))
    )
    return picture[max(0, min(down)) : max(0, max(down)), max(0, min(across)) : max(0, max(across))]


def _small(pyramid: Pyramid, to_picture: Numbers, size: tuple[int, int]) -> Picture:
    coarse, to_coarse = coarsened(pyramid, to_picture, size, 1.5 * SMALL_PX_PER_MM)
    width, height = _small_size(size)
    small = np.empty((height, width, *coarse.picture.shape[2:]), np.uint8)
    _warp(coarse.picture, to_coarse, (0, 0), SMALL_PX_PER_MM, small)
    return small


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


def _whole(light: Light) -> Window:
    return Window(0, 0, light.squares.shape[1], light.squares.shape[0])


def _light_up(part: Picture, light: Light, window: Window) -> None:
    """Make the paper of a part 255 (in each colour by itself), whatever light and shadow fell on it."""
    level = light.level or _level(light.squares[window.top : window.bottom, window.left : window.right])
    if level:
        cv2.convertScaleAbs(part, part, alpha=_WHITE / level)
        return
    height, width = part.shape[:2]
    # A millimetre more on every side, so that the light between two squares is theirs at the window's edge too.
    around = cv2.copyMakeBorder(light.squares, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    around = around[window.top : window.bottom + 2, window.left : window.right + 2]
    down, right = height / (window.bottom - window.top), width / (window.right - window.left)
    size = (round(width + 2 * right), round(height + 2 * down))
    full = cv2.resize(around, size, interpolation=cv2.INTER_LINEAR)
    full = full[round(down) : round(down) + height, round(right) : round(right) + width]
    cv2.divide(part, full, part, scale=_WHITE)


def _light(small: Picture) -> Light:
    step = SMALL_PX_PER_MM
    bright = np.ascontiguousarray(cv2.dilate(small, np.ones((3, 3), dtype=np.uint8))[1::step, 1::step], np.uint8)
    window = np.ones((_WIDEST_INK, _WIDEST_INK), dtype=np.uint8)
    closed = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, window, borderType=cv2.BORDER_REPLICATE)
    squares = np.asarray(cv2.blur(closed, (5, 5), borderType=cv2.BORDER_REPLICATE), np.uint8)
    return Light(squares, _level(squares))


def _level(squares: Picture) -> float | None:
    """The mean brightness of evenly lit paper, 1 at least; None where it differs or has colours."""
    if squares.ndim > 2:
        return None
    darkest, brightest, _, _ = cv2.minMaxLoc(squares)
    return max(1.0, cv2.sumElems(squares)[0] / squares.size) if brightest - darkest <= _EVEN else None


def _darkness(page: Picture, out: Grey | None = None) -> Grey:
    grey = page if page.ndim == 2 else cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.bitwise_not(grey, out), np.uint8)
