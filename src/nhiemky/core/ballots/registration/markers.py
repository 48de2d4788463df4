"""The corner markers: 7 mm squares of a black ring, a white ring (1 mm each) and a black core of 3 mm.

The nested squares are the finder patterns of QR codes (ISO/IEC 18004, 6.3.3), whose rings have the same centre under
every rotation. A marker is found by its rings (`rings`), or, where ink or a fold breaks them, by its likeness to a
drawn one; its centre is measured on the full picture by that likeness.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.registration.likeness import Likeness, likeness_to

type Grey = NDArray[np.uint8]
type Numbers = NDArray[np.floating[Any]]
type Across = Numbers | tuple[tuple[float, float], tuple[float, float]]

SIDE, RING, CORE = 7.0, 1.0, 3.0  # mm

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
