"""Where on a picture a sheet lies and which sheet it is: four corner markers, and the code that says the way up."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.registration.code_reading import read_code
from nhiemky.core.ballots.registration.corners import Frame, homography, quads, stretch, threes
from nhiemky.core.ballots.registration.markers import Found, Grey, measured, searched
from nhiemky.core.ballots.registration.rings import find_markers, likely_markers
from nhiemky.core.ballots.scans.pyramid import Pyramid

type Numbers = NDArray[np.floating[Any]]

_MOST_MARKERS = 10
_LEAST_LIKENESS = 0.5
_MOST_THREES = 6
_MOST_QUADS = 2  # whose codes are searched for around their places
_FOURTH_OFF = 24.0  # mm: perspective puts the fourth marker so far from where the other three would have it

# Pixels of a reduced picture for a millimetre, when the paper fills the picture.
_COARSEST = 1.9
_LEVELS = 3

# How far from its place the code may lie on bent paper.
_CODE_OFF = 18  # quarter cells


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


def register(pyramid: Pyramid, frames: tuple[Frame, ...], longest: float) -> Registration | Unregistered:
    """Find a sheet with one of the `frames` in a picture, whose paper is at most `longest` millimetres long.

    The first frame is tried first. The picture, grey, may be turned by any angle but not mirrored.
    """
    grey = pyramid.picture
    best = Unregistered((), quad=False)
    factors = _factors(max(grey.shape) / longest)
    for factor, find in ((factors[0], likely_markers), *((factor, find_markers) for factor in factors)):
        small = pyramid.coarser(factor).picture
        found = tuple(marker.scaled(factor) for marker in find(small, max(grey.shape) / longest / factor))
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


def _factors(px_per_mm: float) -> tuple[int, ...]:
    first = 1 << max(0, int(np.log2(max(1.0, px_per_mm / _COARSEST))))
    return tuple(factor for factor in (first >> level for level in range(_LEVELS)) if factor >= 1)


def _registered(
    grey: Grey, found: tuple[Found, ...], frames: tuple[Frame, ...], reach: int = 0
) -> Registration | Unregistered:
    quad = False
    for frame in frames:
        for four, to_picture in quads(found, frame)[: _MOST_QUADS if reach else None]:
            quad = True
            exact = measured(grey, four, [stretch(to_picture, *corner) for corner in frame.corners])
            if min(marker.likeness for marker in exact) < _LEAST_LIKENESS:
                continue
            for turned in (exact[turn:] + exact[:turn] for turn in range(4)):
                matrix = homography(frame.points, turned)
                identity = read_code(grey, matrix, frame.code, reach)
                if identity is not None:
                    spare = tuple(marker for marker in found if marker not in four)
                    return Registration(matrix, identity, frame.corners, turned, spare)
    return Unregistered(found, quad=quad)
