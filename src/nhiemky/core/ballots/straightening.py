"""A sheet as it was printed: upright, flat, evenly lit, at a known number of pixels for a millimetre."""

from dataclasses import dataclass
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.markers import Grey

type Numbers = NDArray[np.floating[Any]]
type Picture = NDArray[np.uint8]

PX_PER_MM = 6

_WHITE = 255
# The light is measured on squares of 1 mm and looks over ink up to 9 mm wide: a filled box or a marker's core.
_WIDEST_INK = 9
_EVEN = 6  # grey levels by which evenly lit paper differs from place to place


@dataclass(frozen=True)
class Straight:
    """A straightened page: `grey` (rows, columns) with paper near 255, and `colour` (blue, green, red) or None.

    `residual` is how far, in millimetres, print still lies from where it was printed, at worst.
    """

    grey: Grey
    colour: Picture | None
    residual: float


def straightened(picture: Picture, to_picture: Numbers, size: tuple[int, int]) -> Picture:
    """The page `size` (width, height; pixels) out of a picture; `to_picture` (3 × 3) turns millimetres into pixels."""
    to_mm = np.array([[1 / PX_PER_MM, 0, 0.5 / PX_PER_MM], [0, 1 / PX_PER_MM, 0.5 / PX_PER_MM], [0, 0, 1]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    border = (_WHITE, _WHITE, _WHITE)
    page = cv2.warpPerspective(
        picture, to_picture @ to_mm, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=border
    )
    return cast(Picture, page)


def evenly_lit(page: Picture) -> Picture:
    """The page with its paper made 255 (each colour by itself), whatever light and shadow fell on it."""
    light = _light(page)
    if light.ndim == 2 and int(light.max()) - int(light.min()) <= _EVEN:
        return cast(Picture, cv2.convertScaleAbs(page, alpha=_WHITE / max(1.0, float(np.median(light)))))
    full = cv2.resize(light, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cast(Picture, cv2.divide(page, full, scale=_WHITE))


def _light(page: Picture) -> Picture:
    """How bright the paper is, on squares of a millimetre: the brightest of each, without what is ink."""
    height, width = page.shape[0] // PX_PER_MM, page.shape[1] // PX_PER_MM
    third = cv2.resize(page, (width * 3, height * 3), interpolation=cv2.INTER_AREA)
    third = cv2.dilate(third, np.ones((3, 3), dtype=np.uint8))
    light = np.ascontiguousarray(third[1::3, 1::3])
    window = np.ones((_WIDEST_INK, _WIDEST_INK), dtype=np.uint8)
    closed = cv2.morphologyEx(light, cv2.MORPH_CLOSE, window, borderType=cv2.BORDER_REPLICATE)
    return cast(Picture, cv2.blur(closed, (5, 5), borderType=cv2.BORDER_REPLICATE))
