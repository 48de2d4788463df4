"""Print that shows where a straightened page really lies: points on the rules of its table."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.layout import Layout, Rule, Sheet
from nhiemky.core.ballots.medians import median
from nhiemky.core.ballots.registration.markers import Grey
from nhiemky.core.ballots.scans.pyramid import Picture

type Numbers = NDArray[np.floating[Any]]
type Whole = NDArray[np.int64]

PX_PER_MM = 6
AS_IT_LIES = np.eye(3)

_APART = 5.0  # mm between points on a rule
_CLEAR = 1.2  # mm between a point and a rule that crosses
_ALONG = 2  # pixels on both sides of a point, along the rule, whose mean is looked at
_LEAST_DARK = 0.05  # of paper: a thin rule in a blurred picture of pale print
_EMPTY = 0.06  # darkness of what has to be white beside a rule
_RULE_HALF = 3  # pixels from the middle of a rule within which it is dark
_ALONE = 0.55  # of a rule's darkness: more than that beside it is a pen's
_LEAST_PLAIN = 3  # points of a place
_AGREE = 0.3  # mm between a place's offsets and their median
_PLACE = 30.0  # mm: points nearer than this to each other are judged together
_GROUP = 5  # points of such a place that are looked at


@dataclass(frozen=True)
class RulePoints:
    """Points on rules that run along one axis: pixels of the page, and how far off the pixel's middle the rule is."""

    rows: Whole
    columns: Whole
    upright: bool  # the rules run down the page, and their offsets go across
    fraction: Numbers  # pixels
    reach: int  # pixels to both sides that are looked at

    @property
    def points(self) -> Numbers:
        """The points in millimetres (n, 2)."""
        return cast(Numbers, (np.stack([self.columns, self.rows], axis=1) + 0.5) / PX_PER_MM)

    @cached_property
    def looked_at(self) -> NDArray[np.float32]:
        """The pixels, x and y, that are looked at (along a rule, points, across it, 2)."""
        along, across = np.arange(-_ALONG, _ALONG + 1)[:, None, None], np.arange(-self.reach, self.reach + 1)
        x, y = (across, along) if self.upright else (along, across)
        places = np.broadcast_arrays(self.columns[:, None] + x, self.rows[:, None] + y)
        return np.stack(places, axis=-1).astype(np.float32)

    def spread(self, most: int) -> "RulePoints":
        """At most so many of the points, evenly chosen."""
        return self.taken(np.arange(0, len(self.rows), max(1, -(-len(self.rows) // most))))

    def taken(self, which: NDArray[Any]) -> "RulePoints":
        """Some of the points."""
        return RulePoints(self.rows[which], self.columns[which], self.upright, self.fraction[which], self.reach)


def rule_points(layout: Layout, sheet: Sheet, reference: Grey, reach: float, *, upright: bool) -> RulePoints:
    """Points on the sheet's rules beside the rows of names; nothing else is printed within `reach` millimetres."""
    rows = [layout.places[candidate].row_box for candidate in layout.on_sheet(sheet.number)]
    top, bottom = min(row.y for row in rows) - 0.5, max(row.bottom for row in rows) + 0.5
    rules = [rule for rule in sheet.rules if _upright(rule) == upright and top <= (rule.y1 + rule.y2) / 2 <= bottom]
    crossing = [rule for rule in sheet.rules if _upright(rule) != upright]
    places = [point for rule in rules for point in _points_on(rule, crossing, upright=upright)]
    at = np.array(places, dtype=np.float64).reshape(-1, 2) * PX_PER_MM - 0.5
    whole = np.rint(at).astype(np.int64)
    fraction = (at - whole)[:, 0 if upright else 1]
    size = round(reach * PX_PER_MM)
    inside = ((whole > size) & (whole < np.array(reference.shape[::-1]) - size - 1)).all(axis=1)
    found = RulePoints(whole[inside, 1], whole[inside, 0], upright, fraction[inside], size)
    dark = profiles(reference, found.looked_at)
    aside = np.abs(np.arange(-size, size + 1)) > 3
    return found.taken(np.flatnonzero((dark[:, aside] < _EMPTY).all(axis=1)))


def _upright(rule: Rule) -> bool:
    return rule.x1 == rule.x2


def _points_on(rule: Rule, crossing: list[Rule], *, upright: bool) -> list[tuple[float, float]]:
    """Points on a rule, in millimetres, away from its ends and from the rules that cross it."""
    start, end = (rule.y1, rule.y2) if upright else (rule.x1, rule.x2)
    across = rule.x1 if upright else rule.y1
    crossed = []
    for other in crossing:
        first, last = (other.x1, other.x2) if upright else (other.y1, other.y2)
        if first - 0.5 <= across <= last + 0.5:
            crossed.append(other.y1 if upright else other.x1)
    count = max(1, int((end - start) / _APART))
    along = (start + (end - start) * (index + 0.5) / count for index in range(count))
    kept = (place for place in along if all(abs(place - at) > _CLEAR for at in crossed))
    return [(across, place) if upright else (place, across) for place in kept]


def profiles(page: Picture, looked_at: Numbers, to_pixels: Numbers = AS_IT_LIES) -> Numbers:
    """How dark the page is across rules (points, 2 × reach + 1), 0 to 1 of the brightest beside each.

    `looked_at` (along, points, across, 2) are pixels of the straightened page; `to_pixels` (3 × 3) says where in `page`
    these are.
    """
    along, count, across = looked_at.shape[:3]
    # In longer rows than those across a rule: OpenCV takes as long to begin one as for a dozen of its pixels.
    at = cv2.perspectiveTransform(looked_at.reshape(count, along * across, 2), to_pixels)
    seen = cv2.remap(page, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]
    grey = seen if seen.ndim == 2 else cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY)
    bright = grey.reshape(along, count, across).sum(axis=0, dtype=np.uint16).astype(np.float32)
    paper = np.maximum(1.0, bright.max(axis=1, keepdims=True))
    return cast(Numbers, 1 - bright / paper)


@dataclass(frozen=True)
class Offsets:
    """How far each rule lies from its place, in millimetres; `plain` where it can be told, `lost` where no ink is."""

    off: Numbers
    plain: NDArray[np.bool_]
    lost: NDArray[np.bool_]


def offsets(dark: Numbers, fraction: Numbers) -> Offsets:
    """Where the darkest line across each point lies, from the profiles; it is not plain where other ink is near.

    `fraction` is how many pixels each rule lies off its profile's middle in print.
    """
    at = dark[:, 1:-1].argmax(axis=1) + 1
    index = np.arange(len(at))
    before, top, after = dark[index, at - 1], dark[index, at], dark[index, at + 1]
    bend = before - 2 * top + after
    peak = np.where(bend < 0, (before - after) / np.where(bend < 0, 2 * bend, 1), 0)
    off = (at - dark.shape[1] // 2 + np.minimum(np.maximum(peak, -0.5), 0.5) - fraction) / PX_PER_MM
    lost = top - median(dark, axis=1) < _LEAST_DARK
    beside = np.abs(np.arange(dark.shape[1])[None] - at[:, None]) > _RULE_HALF
    alone = np.where(beside, dark, 0).max(axis=1) < _ALONE * top
    return Offsets(off, alone & ~lost, lost)


@dataclass(frozen=True)
class Places:
    """Points on rules in groups of five neighbours, those on upright rules first: each group is judged by its median.

    `looked_at` (along, points, across, 2) and `fraction` (points) as `profiles` and `offsets` take them; `upright`
    groups stand on upright rules.
    """

    looked_at: Numbers
    fraction: Numbers
    upright: int

    def fit(self, page: Picture, to_pixels: Numbers = AS_IT_LIES) -> "Fit":
        """How well the page lies on its rules."""
        if not len(self.fraction):
            return Fit(0.0, 0.0, 0.0)
        found = offsets(profiles(page, self.looked_at, to_pixels), self.fraction)
        plain, off = found.plain.reshape(-1, _GROUP), found.off.reshape(-1, _GROUP)
        told = plain.sum(axis=1) >= _LEAST_PLAIN
        median = _medians(off, plain)
        agree = told & ((plain & (np.abs(off - median[:, None]) < _AGREE)).sum(axis=1) >= _LEAST_PLAIN)
        return Fit(
            off=float(np.abs(median[agree]).max(initial=0.0)),
            scattered=self._worse(told & ~agree),
            lost=self._worse(found.lost.reshape(-1, _GROUP).sum(axis=1) * 2 > _GROUP),
        )

    def _worse(self, groups: NDArray[np.bool_]) -> float:
        """The share of the groups on upright rules, or of those on level ones if it is more."""
        return max(
            np.count_nonzero(part) / len(part) for part in (groups[: self.upright], groups[self.upright :]) if len(part)
        )


@dataclass(frozen=True)
class Fit:
    """How far off print is (mm) at the worst place, and two shares of all places.

    Where offsets are `scattered`, the page bends much or a voter's ink was taken for rules; where rules are `lost`,
    something lies over them.
    """

    off: float
    scattered: float
    lost: float


def _medians(values: Numbers, which: NDArray[np.bool_]) -> Numbers:
    """The median of some of each row's values; of an even number the lower of the two in the middle."""
    ordered = np.sort(np.where(which, values, np.inf), axis=1)
    return cast(Numbers, ordered[np.arange(len(ordered)), (which.sum(axis=1) - 1) // 2])


def places_of(across: RulePoints, down: RulePoints) -> Places:
    """The points on upright and on level rules, each in groups of five that lie within about 30 mm of each other."""
    grouped = [_grouped(points) for points in (across, down)]
    looked_at = np.concatenate([points.looked_at for points in grouped], axis=1)
    upright, level = (points.fraction for points in grouped)
    return Places(looked_at, np.concatenate([upright, level]), len(upright) // _GROUP)


def _grouped(points: RulePoints) -> RulePoints:
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(points.points):
        cells.setdefault((int(x // _PLACE), int(y // _PLACE)), []).append(index)
    groups = [[cell[round(at)] for at in np.linspace(0, len(cell) - 1, _GROUP)] for cell in cells.values()]
    return points.taken(np.array(groups, dtype=np.int64).ravel())
