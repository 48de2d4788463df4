"""Finding the corner markers: 7 mm squares of a black ring, a white ring (1 mm each) and a black core of 3 mm.

The nested squares are the finder patterns of QR codes (ISO/IEC 18004, 6.3.3), whose rings have the same centre under
every rotation. A marker is found as two connected components of ink with one centre, or, where ink or a fold breaks
its ring, by its likeness to a drawn one; its centre is measured on the full picture by that likeness.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.registration.likeness import Likeness, likeness_to

type Grey = NDArray[np.uint8]
type Numbers = NDArray[np.floating[Any]]
type Across = Numbers | tuple[tuple[float, float], tuple[float, float]]

SIDE, RING, CORE = 7.0, 1.0, 3.0  # mm

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

# The drawn marker that a picture is compared with.
PX_PER_MM = 6
_QUIET = 1.0  # mm of white around it
_REACH = 1.2  # mm by which a rough centre may be wrong


@dataclass(frozen=True)
class Found:
    """A marker's centre and side in pixels of the picture it was found in (0, 0 is the middle of its first pixel).

    `likeness` to a drawn marker goes to 1; it is 0 until it was measured.
    """

    x: float
    y: float
    side: float
    likeness: float = 0.0

    def scaled(self, factor: int) -> "Found":
        """The same marker in the picture that was reduced by `factor`."""
        middle = (factor - 1) / 2
        return replace(self, x=self.x * factor + middle, y=self.y * factor + middle, side=self.side * factor)


def ink_of(grey: Grey, px_per_mm: float) -> Grey:
    """255 where a pixel is clearly darker than the mean of the 9 mm around it, else 0."""
    reach = int(4.5 * px_per_mm) * 2 + 1
    around = cv2.blur(grey, (reach, reach), borderType=cv2.BORDER_REPLICATE)
    return cast(Grey, cv2.compare(cv2.convertScaleAbs(grey, alpha=1, beta=_DARKER), around, cv2.CMP_LT))


def find_markers(grey: Grey, px_per_mm: float) -> tuple[Found, ...]:
    """The unbroken markers in a reduced picture of very roughly `px_per_mm` pixels for a millimetre."""
    ink = ink_of(grey, px_per_mm)
    # Where a picture is too small for more pieces, narrow numbers for them take half the time.
    numbers = cv2.CV_16U if ink.size // 4 < 1 << 16 else cv2.CV_32S
    _, pieces, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=numbers)
    if len(stats) > _MOST_SPOTS:
        return ()
    # Of some thousands of pieces a few dozen are as large as a ring; of these a few have another one in their middle.
    large = np.flatnonzero(np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= _SIDES[0])
    x, y = np.rint(middles[large]).astype(np.int64).T
    inside = pieces[y, x]
    nested = np.flatnonzero((inside > 0) & (inside != large))
    rings, cores = (
        map(_Piece._make, np.column_stack([stats[which], middles[which]]).tolist())
        for which in (large[nested], inside[nested])
    )
    return tuple(
        Found(ring.x, ring.y, math.sqrt(ring.area * 49 / 24))
        for ring, core in zip(rings, cores, strict=True)
        if _are_marker(ring, core) and _contrasts(grey, ring)
    )


class _Piece(NamedTuple):
    """A connected piece of ink: its bounding box, how many pixels it has, and their middle."""

    left: float
    top: float
    width: float
    height: float
    area: float
    x: float
    y: float

    @property
    def side(self) -> float:
        return max(self.width, self.height)

    @property
    def fill(self) -> float:
        return self.area / (self.width * self.height)


def _are_marker(ring: _Piece, core: _Piece) -> bool:
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
    )


def _is_square(piece: _Piece) -> bool:
    return _within(piece.width / piece.height, _ASPECT)


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _contrasts(grey: Grey, ring: _Piece) -> bool:
    left, top, right, bottom = map(int, (ring.left, ring.top, ring.left + ring.width, ring.top + ring.height))
    low, high, _, _ = cv2.minMaxLoc(grey[max(0, top - 2) : bottom + 2, max(0, left - 2) : right + 2])
    return high - low >= _LEAST_CONTRAST * high


def measured(grey: Grey, markers: Sequence[Found], across: Sequence[Across]) -> tuple[Found, ...]:
    """The markers with their centres to a few hundredths of a millimetre, and their likeness.

    `across` (2 × 2, one for each) turns millimetres on the paper, x and y, into pixels around the marker.
    """
    half = SIDE / 2 + _QUIET + _REACH
    patches = [patch_of(grey, marker, way, half) for marker, way in zip(markers, across, strict=True)]
    alike = _drawn_in(patches[0].shape[0]).to(np.stack(patches))
    return tuple(map(_centred, markers, across, alike))


@cache
def _drawn_in(size: int) -> Likeness:
    return likeness_to(drawn(PX_PER_MM), size)


def _centred(marker: Found, across: Across, likeness: Numbers) -> Found:
    row, column = divmod(int(likeness.argmax()), likeness.shape[1])
    middle = (likeness.shape[0] - 1) / 2
    right = (column + _peak(likeness[row].tolist(), column) - middle) / PX_PER_MM
    down = (row + _peak(likeness[:, column].tolist(), row) - middle) / PX_PER_MM
    (a, b), (c, d) = across
    x, y = marker.x + a * right + b * down, marker.y + c * right + d * down
    return Found(x, y, marker.side, float(likeness[row, column]))


def searched(grey: Grey, marker: Found, across: Numbers, reach: float) -> Found:
    """The place within `reach` millimetres that is most like a marker, even if ink or a fold breaks its rings."""
    px_per_mm = 3
    best = replace(marker, likeness=0.0)
    for scale in (1.0, 0.88, 1.13):
        patch = patch_of(grey, marker, across * scale, SIDE / 2 + _QUIET + reach, px_per_mm)
        likeness = cv2.matchTemplate(patch, drawn(px_per_mm), cv2.TM_CCOEFF_NORMED)
        row, column = divmod(int(likeness.argmax()), likeness.shape[1])
        off = (np.array([column, row]) - (likeness.shape[0] - 1) / 2) / px_per_mm
        x, y = across @ off * scale
        if likeness[row, column] > best.likeness:
            best = Found(marker.x + x, marker.y + y, marker.side * scale, float(likeness[row, column]))
    return best


def patch_of(grey: Grey, marker: Found, across: Across, half: float, px_per_mm: int = PX_PER_MM) -> Grey:
    """The picture upright around a marker, `half` millimetres each way."""
    size = round(2 * half * px_per_mm)
    a, b, c, d = (part / px_per_mm for row in across for part in row)
    back = (size - 1) / 2
    to_px = np.array([[a, b, marker.x - (a + b) * back], [c, d, marker.y - (c + d) * back]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cast(Grey, cv2.warpAffine(grey, to_px, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE))


def _peak(values: list[float], at: int) -> float:
    """How far from `at` the top of the parabola through it and its two neighbours is."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, top, after = values[at - 1 : at + 2]
    bend = before - 2 * top + after
    return 0.0 if bend >= 0 else (before - after) / (2 * bend)


@cache
def drawn(px_per_mm: int) -> Grey:
    """A marker with a millimetre of white around it, as sharp as a scan at 200 dpi is."""
    side = round((SIDE + 2 * _QUIET) * px_per_mm)
    picture = np.full((side, side), 255, dtype=np.uint8)
    for inset, tone in ((_QUIET, 0), (_QUIET + RING, 255), (_QUIET + 2 * RING, 0)):
        edge = round(inset * px_per_mm)
        picture[edge : side - edge, edge : side - edge] = tone
    return cast(Grey, cv2.GaussianBlur(picture, (0, 0), 0.12 * px_per_mm))
