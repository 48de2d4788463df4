"""Why a page is not read: what of a ballot is missing, what is too much, and what the picture cannot show."""

import cmath
import math
from collections.abc import Sequence
from itertools import combinations, product

import cv2
import numpy as np

from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.medians import median
from nhiemky.core.ballots.registration.corners import Frame, Three, density, stretch, threes
from nhiemky.core.ballots.registration.markers import (
    CORE,
    PX_PER_MM,
    RING,
    SIDE,
    Across,
    Found,
    Grey,
    Numbers,
    measured,
    patch_of,
)
from nhiemky.core.ballots.registration.register import Registration, Unregistered
from nhiemky.core.ballots.scans.pyramid import Pyramid

# 200 dpi less a tenth, for scanners that are not exact; print at 92 % of its size still has more than this at 200 dpi.
_LEAST_PX_PER_MM = 0.9 * 200 / 25.4
_FAR = 0.88  # as much of it at the far end of a tilted page
# Of the contrast between paper and print, what is left where black and white change every millimetre: a blur of
# 0.4 mm (one sigma) leaves 0.6, and of a pencil line of 0.4 mm a third.
_LEAST_SHARPNESS = 0.6
# Blank: less ink than a line of print has. Print that shines through from the back has less contrast than this.
_BLANK_INK = 0.0006  # of the picture
_BLANK_CONTRAST = 0.25
_BLANK_PX = 700  # pixels along the picture that is looked at
_EDGE = 0.04  # of the picture's sides: shadows of the scanner's lid

# So coarse that the whole sheet could not be shown well enough, even if the paper filled the picture.
_HOPELESS = 0.6
# Black to white within this is not blurred: 2.5 sigmas of 0.38 mm.
_WIDEST_EDGE = 0.95  # mm
_LARGE = 2500  # pixels along a picture that is looked at at half its size
_LIKE = 0.6  # a marker, whatever perspective and blur do to it; letters and boxes stay below a half

_SAME_SIZE = 0.3  # logarithm
_LENGTH_OFF = 0.2  # logarithm


def why_unregistered(grey: Grey, found: Unregistered, frames: tuple[Frame, ...], longest: float) -> str:
    """The reason why no sheet, at most `longest` millimetres long, could be registered."""
    markers = tuple(marker for marker in found.markers if _likeness(grey, marker)[0] >= _LIKE)
    own = frames[0]
    if found.quad:
        return "two_sheets" if len(markers) > 4 else "unreadable_code"
    fits = threes(markers, own)
    if fits:
        return _why_three(grey, fits[0], markers, longest)
    ways = _ways_of_two(markers, own) or _ways_of_one(grey, markers, own)
    if ways:
        return _cut_or_missing(grey, ways)
    return _why_no_ballot(grey, longest)


def _why_three(grey: Grey, three: Three, markers: tuple[Found, ...], longest: float) -> str:
    fourth, side = three.fourth, three.fourth.side
    others = [marker for marker in markers if marker not in three.markers]
    if any(math.hypot(marker.x - fourth.x, marker.y - fourth.y) > 3 * side for marker in others):
        return "two_sheets"
    if others and _edge_width(grey) > _WIDEST_EDGE * max(grey.shape) / longest:
        return "blurred"
    return "unreadable_code" if others else _cut_or_missing(grey, [[fourth]])


def _why_no_ballot(grey: Grey, longest: float) -> str:
    px_per_mm = max(grey.shape) / longest
    if px_per_mm < _HOPELESS * _LEAST_PX_PER_MM:
        return "low_resolution"
    if is_blank(grey):
        return "blank_page"
    return "blurred" if _edge_width(grey) > _WIDEST_EDGE * px_per_mm else "not_our_form"


def _likeness(grey: Grey, marker: Found) -> tuple[float, complex]:
    """How like a marker a place is, upright as it lies, and that turn with its scale (pixels for a millimetre)."""
    scales, degrees = (0.85, 0.92, 1.0, 1.08), range(0, 90, 6)
    turns = [scale * marker.side / SIDE * cmath.exp(1j * math.radians(angle)) for scale in scales for angle in degrees]
    across = [np.array([[turn.real, -turn.imag], [turn.imag, turn.real]]) for turn in turns]
    found = measured(grey, [marker] * len(turns), across)
    return max((one.likeness, turn) for one, turn in zip(found, turns, strict=True))


def _edge_width(grey: Grey) -> float:
    """How wide the sharpest edges are, in pixels: for a blurred edge, 2.5 times its sigma."""
    inner = Pyramid(grey).coarser(2 if max(grey.shape) > _LARGE else 1).picture
    low, high = np.percentile(inner[::4, ::4], (0.05, 99))
    steps = np.abs(np.diff(inner.astype(np.int16), axis=1))
    width = float(high - low) / max(1.0, float(np.percentile(steps, 99.97)))
    return width * float(grey.shape[1] / inner.shape[1])


def _cut_or_missing(grey: Grey, ways: list[list[Found]]) -> str:
    """Whether, on every way the sheet may lie, a marker falls over the picture's edge."""
    height, width = grey.shape
    cut = all(
        any(
            not (marker.side / 2 <= marker.x <= width - marker.side / 2)
            or not (marker.side / 2 <= marker.y <= height - marker.side / 2)
            for marker in way
        )
        for way in ways
    )
    return "page_cut_off" if cut else "missing_marker"


def _ways_of_two(found: tuple[Found, ...], frame: Frame) -> list[list[Found]]:
    """For each way two of the markers can be the frame's corners, where the two others would be."""
    ways = []
    for first, second in combinations(found, 2):
        side = (first.side * second.side) ** 0.5
        if abs(np.log(first.side / second.side)) > _SAME_SIZE:
            continue
        for one, other in combinations(range(4), 2):
            for start, end in ((first, second), (second, first)):
                turned = _similar(frame, (one, other), (start, end))
                if abs(np.log(abs(turned[0]) * SIDE / side)) < _LENGTH_OFF:
                    rest = [complex(*frame.corners[index]) for index in range(4) if index not in (one, other)]
                    points = [turned[0] * corner + turned[1] for corner in rest]
                    ways.append([Found(point.real, point.imag, side) for point in points])
    return ways


def _ways_of_one(grey: Grey, found: tuple[Found, ...], frame: Frame) -> list[list[Found]]:
    """For each way a lone marker can be one of the frame's corners, where the three others would be."""
    if len(found) != 1:
        return []
    marker = found[0]
    turn = _likeness(grey, marker)[1]
    corners = [complex(*corner) for corner in frame.corners]
    ways = []
    for index, quarter in product(range(4), (1, 1j, -1, -1j)):
        rest = [(corner - corners[index]) * turn * quarter for corner in corners if corner != corners[index]]
        ways.append([Found(marker.x + way.real, marker.y + way.imag, marker.side) for way in rest])
    return ways


def _similar(frame: Frame, corners: tuple[int, int], markers: tuple[Found, Found]) -> tuple[complex, complex]:
    """The turn and scale, and the shift, that put two corners of the frame on two markers, as complex numbers."""
    one, other = (complex(*frame.corners[index]) for index in corners)
    start, end = (complex(marker.x, marker.y) for marker in markers)
    turn = (end - start) / (other - one)
    return turn, start - turn * one


def is_blank(grey: Grey) -> bool:
    """Whether there is nothing on a page but what shines through from its other side."""
    factor = 1
    while max(grey.shape) / factor > 2 * _BLANK_PX:
        factor *= 2
    small = Pyramid(grey).coarser(factor).picture
    rows, columns = (round(side * _EDGE) for side in small.shape)
    inner = small[rows : small.shape[0] - rows, columns : small.shape[1] - columns]
    paper = cv2.blur(cv2.dilate(inner, np.ones((9, 9), dtype=np.uint8)), (9, 9))
    dark = inner.astype(np.float32) < (1 - _BLANK_CONTRAST) * paper.astype(np.float32)
    return bool(dark.mean() < _BLANK_INK)


def why_other(identity: Identity, layout: Layout) -> str | None:
    """The reason when a sheet is not one of the layout's."""
    own = layout.sheets[0].identity
    if identity.election != own.election:
        return "other_election"
    if identity.round != own.round:
        return "other_round"
    if identity not in (sheet.identity for sheet in layout.sheets):
        return "other_layout"
    return None


def why_unfit(grey: Grey, found: Registration) -> str | None:
    """The reason when a registered sheet lies over another one, or its picture is too coarse or blurred."""
    sides = [marker.side for marker in found.markers]
    if any(min(sides) * 0.8 < marker.side < max(sides) * 1.25 for marker in found.spare):
        return "two_sheets"
    across = [stretch(found.to_picture, *corner) for corner in found.corners]
    finest = [density(way) for way in across]
    if sum(finest) / 4 < _LEAST_PX_PER_MM or min(finest) < _FAR * _LEAST_PX_PER_MM:
        return "low_resolution"
    return "blurred" if sharpness(grey, found.markers, across) < _LEAST_SHARPNESS else None


def sharpness(grey: Grey, markers: Sequence[Found], across: Sequence[Across]) -> float:
    """How much of the contrast between black and white is left in the markers' rings, 0 to 1, in the worst direction of
    the worst one; `across` (2 × 2, one for each) turns millimetres into pixels.

    Of two opposite sides the better one counts: ink or a fold may lie on the other.
    """
    patches = np.stack([patch_of(grey, *marker, SIDE / 2 + 1) for marker in zip(markers, across, strict=True)])
    middle = patches.shape[1] // 2
    width = round(CORE * PX_PER_MM / 4)
    band = slice(middle - width, middle + width)
    lines = median(np.concatenate([patches[:, band], patches[:, :, band].transpose(0, 2, 1)]), axis=1)
    return float(_contrast_left(lines).min())


def _contrast_left(lines: Numbers) -> Numbers:
    """The same of each line (n, length) through the middle of a marker."""
    middle = lines.shape[1] / 2 - 0.5
    paper = np.maximum(lines[:, 0], lines[:, -1])
    black = lines[:, round(middle - 1) : round(middle + 2)].min(axis=1)
    white_at, black_at = CORE / 2 + RING / 2, SIDE / 2 - RING / 2
    one, other = (
        _near(lines, middle + sign * white_at * PX_PER_MM).max(axis=1)
        - _near(lines, middle + sign * black_at * PX_PER_MM).min(axis=1)
        for sign in (-1, 1)
    )
    left: Numbers = np.maximum(one, other) / np.maximum(1.0, paper - black)
    return left


def _near(lines: Numbers, at: float) -> Numbers:
    return lines[:, round(at) - 2 : round(at) + 3]
