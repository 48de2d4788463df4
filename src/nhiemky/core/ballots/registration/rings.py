"""Finding the corner markers by their rings: two connected components of ink with one centre."""

import math
from collections.abc import Sequence
from typing import NamedTuple, cast

import cv2
import numpy as np

from nhiemky.core.ballots.registration.markers import CORE, Found, Grey

# The shape of a marker in a thresholded picture. Perspective, blur and a coarse grid change areas by a third or so.
_SIDES = (8.0, 160.0)  # pixels of the ring's bounding box
_LEAST_CORE = 3  # pixels of the core's
_ASPECT = (0.6, 1.67)
_RING_FILL = (0.2, 0.75)  # of its bounding box; 24 : 49 upright, half of it at 45 degrees
_CORE_FILL = (0.42, 1.0)
_RING_TO_CORE = (1.3, 4.6)  # areas; 24 : 9 in print, less when blur fills the core
_BOXES = (1.7, 3.3)  # sides of the bounding boxes of ring and core; 7 : 3 in print
_OFF_CENTRE = 0.14  # of the ring's side
_DARKER = 10  # grey levels
_MOST_SPOTS = 20_000  # a page of print has some thousands of pieces of ink; noise is no page
_LEAST_CONTRAST = 0.35  # of paper's brightness: print that shines through from the back has less than a fifth

# What is looked at first: the ink around its solid pieces.
_SOLID = (0.85, 0.55)  # of a core's side: a cross of two such bars fits into it however it is turned
_SOLID_TONE = 0.65  # of the picture's mean: darker is a core of ink
_MOST_SOLID = 40
_AROUND = 6.5  # mm from a core's middle: its ring on its corner reaches 5 mm


class _Piece(NamedTuple):
    """A connected piece of ink: its bounding box, how many pixels it has, and their middle."""

    left: float
    top: float
    width: float
    height: float
    area: float
    x: float
    y: float

    def moved(self, right: int, down: int) -> "_Piece":
        return self._replace(left=self.left + right, top=self.top + down, x=self.x + right, y=self.y + down)

    @property
    def side(self) -> float:
        return max(self.width, self.height)

    @property
    def fill(self) -> float:
        return self.area / (self.width * self.height)


def ink_of(grey: Grey, px_per_mm: float) -> Grey:
    """255 where a pixel is clearly darker than the mean of the 9 mm around it, else 0."""
    size = 2 * _reach(px_per_mm) + 1
    around = cv2.blur(grey, (size, size), borderType=cv2.BORDER_REPLICATE)
    return cast(Grey, cv2.compare(cv2.convertScaleAbs(grey, alpha=1, beta=_DARKER), around, cv2.CMP_LT))


def _reach(px_per_mm: float) -> int:
    return int(4.5 * px_per_mm)


def find_markers(grey: Grey, px_per_mm: float) -> tuple[Found, ...]:
    """The unbroken markers in a reduced picture of very roughly `px_per_mm` pixels for a millimetre."""
    return tuple(_found(ring) for ring, core in _nested(ink_of(grey, px_per_mm)) if _are_marker(grey, ring, core))


def likely_markers(grey: Grey, px_per_mm: float) -> tuple[Found, ...]:
    """Those of them whose core is solid and as large as where the paper fills the picture; in half the time.

    Only what is around a solid piece of ink, of which a page has a dozen, is looked at for rings.
    """
    dark = cv2.threshold(grey, _SOLID_TONE * cv2.mean(grey)[0], 255, cv2.THRESH_BINARY_INV)[1]
    solid = cv2.findContours(cv2.erode(dark, _cross(px_per_mm)), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    if not 0 < len(solid) <= _MOST_SOLID:
        return ()
    side = min(2 * round(_AROUND * px_per_mm), *grey.shape)
    corners = [_corner(cv2.boundingRect(outline), side, grey) for outline in solid]
    windows = np.zeros((len(corners), side + 1, side), np.uint8)  # the last row of each keeps it off the next one
    windows[:, :side] = _inks(grey, corners, side, px_per_mm)
    found = {}
    for ring, core in _nested(windows.reshape(-1, side)):
        number, top = divmod(int(ring.top), side + 1)
        whole = min(ring.left, top) > 0 and max(ring.left + ring.width, top + ring.height) < side
        ring, core = (
            piece.moved(corners[number][0], corners[number][1] - number * (side + 1)) for piece in (ring, core)
        )
        if whole and _are_marker(grey, ring, core):
            found[ring[:5]] = _found(ring)
    return tuple(found.values())


def _cross(px_per_mm: float) -> Grey:
    """The pixels that are all dark around the middle of a solid piece: two bars across each other."""
    long, short = (max(1, int(part * CORE * px_per_mm)) for part in _SOLID)
    bar = slice(long // 2 - short // 2, long // 2 - short // 2 + short)
    cross = np.zeros((long, long), np.uint8)
    cross[bar] = cross[:, bar] = 1
    return cross


def _inks(grey: Grey, corners: list[tuple[int, int]], side: int, px_per_mm: float) -> Grey:
    """The ink (n, side, side) in windows of a picture: what `ink_of` finds there."""
    reach = _reach(px_per_mm)
    wide, size = cv2.copyMakeBorder(grey, reach, reach, reach, reach, cv2.BORDER_REPLICATE), side + 2 * reach
    seen = np.concatenate([wide[top : top + size, left : left + size] for left, top in corners])
    return ink_of(seen, px_per_mm).reshape(-1, size, size)[:, reach:-reach, reach:-reach]


def _corner(box: Sequence[int], side: int, grey: Grey) -> tuple[int, int]:
    """The upper left corner of a window around a box, inside the picture."""
    x, y, width, height = box
    left, top = x + (width - side) // 2, y + (height - side) // 2
    return min(max(left, 0), grey.shape[1] - side), min(max(top, 0), grey.shape[0] - side)


def _nested(ink: Grey) -> list[tuple[_Piece, _Piece]]:
    """The pieces of ink that are as large as a ring and have another one in their middle, with that."""
    # Where a picture is too small for more pieces, narrow numbers for them take half the time.
    numbers = cv2.CV_16U if ink.size // 4 < 1 << 16 else cv2.CV_32S
    _, pieces, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=numbers)
    if len(stats) > _MOST_SPOTS:
        return []
    # Of some thousands of pieces a few dozen are as large as a ring.
    large = np.flatnonzero(np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _SIDES[0])
    x, y = np.rint(middles[large]).astype(np.int64).T
    inside = pieces[y, x]
    nested = np.flatnonzero((inside > 0) & (inside != large))
    rings, cores = (
        map(_Piece._make, np.column_stack([stats[which], middles[which]]).tolist())
        for which in (large[nested], inside[nested])
    )
    return list(zip(rings, cores, strict=True))


def _found(ring: _Piece) -> Found:
    return Found(ring.x, ring.y, math.sqrt(ring.area * 49 / 24))


def _are_marker(grey: Grey, ring: _Piece, core: _Piece) -> bool:
    """Whether a piece of ink and the one in its middle can be a marker's ring and core."""
    return (
        _is_square(ring)
        and _within(ring.side, _SIDES)
        and _within(ring.fill, _RING_FILL)
        and math.hypot(ring.x - core.x, ring.y - core.y) < max(1.0, _OFF_CENTRE * ring.side)
        and _is_square(core)
        and _within(core.side, (_LEAST_CORE, _SIDES[1] / 2))
        and _within(core.fill, _CORE_FILL)
        and _within(ring.side / core.side, _BOXES)
        and _within(ring.area / core.area, _RING_TO_CORE)
        and _contrasts(grey, ring)
    )


def _is_square(piece: _Piece) -> bool:
    return _within(piece.width / piece.height, _ASPECT)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _contrasts(grey: Grey, ring: _Piece) -> bool:
    left, top, right, bottom = map(int, (ring.left, ring.top, ring.left + ring.width, ring.top + ring.height))
    low, high, _, _ = cv2.minMaxLoc(grey[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2])
    return high - low >= _LEAST_CONTRAST * high
