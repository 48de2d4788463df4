"""Print that shows where a straightened page really lies: points on the table's rules, and lines of text."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nhiemky.core.ballots.composition.paper import MM_PER_POINT
from nhiemky.core.ballots.layout import Layout, Rule, Sheet, Text
from nhiemky.core.ballots.medians import median
from nhiemky.core.ballots.registration.bending import Measured
from nhiemky.core.ballots.registration.markers import Grey

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
_TEXT_WIDTH = 28.0  # mm of a line of text that are searched for
_TEXT_ABOVE, _TEXT_BELOW = 0.95, 0.3  # em
_TEXT_WHITE = 0.8  # mm around it
_TEXT_REACH = 6.0  # mm
_MOST_TEXTS = 40
_TEXT_PX = 3  # pixels for a millimetre in this search
_TEXT_LIKENESS = 0.45


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
    dark = profiles(reference, found)
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


def profiles(page: Grey, points: RulePoints, to_pixels: Numbers = AS_IT_LIES) -> Numbers:
    """How dark the page is across the rules (points, 2 × reach + 1), 0 to 1 of the brightest beside each.

    `to_pixels` (3 × 3) says where in `page` the pixels of the straightened page are.
    """
    along, count, across = points.looked_at.shape[:3]
    at = cv2.perspectiveTransform(points.looked_at.reshape(along * count, across, 2), to_pixels)
    seen = cv2.remap(page, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    grey = seen if seen.ndim == 2 else cv2.cvtColor(seen, cv2.COLOR_BGR2GRAY)
    bright = grey.reshape(along, count, across).mean(axis=0, dtype=np.float32)
    paper = np.maximum(1.0, bright.max(axis=1, keepdims=True))
    return cast(Numbers, 1 - bright / paper)


@dataclass(frozen=True)
class Offsets:
    """How far each rule lies from its place, in millimetres; `plain` where it can be told, `lost` where no ink is."""

    off: Numbers
    plain: NDArray[np.bool_]
    lost: NDArray[np.bool_]


def offsets(page: Grey, points: RulePoints, to_pixels: Numbers = AS_IT_LIES) -> Offsets:
    """Where the darkest line across each point lies; it is not plain where other ink is near."""
    dark = profiles(page, points, to_pixels)
    at = dark[:, 1:-1].argmax(axis=1) + 1
    index = np.arange(len(at))
    before, top, after = dark[index, at - 1], dark[index, at], dark[index, at + 1]
    bend = before - 2 * top + after
    peak = np.where(bend < 0, (before - after) / np.where(bend < 0, 2 * bend, 1), 0)
    off = (at - points.reach + np.clip(peak, -0.5, 0.5) - points.fraction) / PX_PER_MM
    lost = top - median(dark, axis=1) < _LEAST_DARK
    beside = np.abs(np.arange(dark.shape[1])[None] - at[:, None]) > _RULE_HALF
    alone = np.where(beside, dark, 0).max(axis=1) < _ALONE * top
    return Offsets(off, alone & ~lost, lost)


@dataclass(frozen=True)
class Places:
    """Rule points in groups of neighbours (groups, 5): each place of the page is judged by its median."""

    points: RulePoints
    groups: Whole

    def fit(self, page: Grey, to_pixels: Numbers = AS_IT_LIES) -> "Fit":
        """How well the page lies on its rules."""
        if not len(self.groups):
            return Fit(0.0, 0.0, 0.0)
        found = offsets(page, self.points, to_pixels)
        plain, off = found.plain[self.groups], found.off[self.groups]
        kept = plain.sum(axis=1) >= _LEAST_PLAIN
        plain, off = plain[kept], off[kept]
        median = _medians(off, plain)
        agree = (plain & (np.abs(off - median[:, None]) < _AGREE)).sum(axis=1) >= _LEAST_PLAIN
        return Fit(
            off=float(np.abs(median[agree]).max(initial=0.0)),
            scattered=float((~agree).sum() / len(self.groups)),
            lost=float((found.lost[self.groups].mean(axis=1) > 0.5).mean()),
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

    def and_(self, other: "Fit") -> "Fit":
        """The worse of two."""
        return Fit(max(self.off, other.off), max(self.scattered, other.scattered), max(self.lost, other.lost))


def _medians(values: Numbers, which: NDArray[np.bool_]) -> Numbers:
    """The median of some of each row's values; of an even number the lower of the two in the middle."""
    ordered = np.sort(np.where(which, values, np.inf), axis=1)
    return cast(Numbers, ordered[np.arange(len(ordered)), (which.sum(axis=1) - 1) // 2])


def places_of(points: RulePoints) -> Places:
    """The points in groups of five that lie within about 30 mm of each other."""
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(points.points):
        cells.setdefault((int(x // _PLACE), int(y // _PLACE)), []).append(index)
    groups = [[cell[round(at)] for at in np.linspace(0, len(cell) - 1, _GROUP)] for cell in cells.values()]
    kept = np.array(groups, dtype=np.int64).reshape(-1, _GROUP)
    return Places(points.taken(kept.ravel()), np.arange(kept.size).reshape(kept.shape))


@dataclass(frozen=True)
class TextPiece:
    """A piece of printed text at `_TEXT_PX` pixels for a millimetre, and its top left corner on the page."""

    picture: Grey
    x: int
    y: int

    @property
    def middle(self) -> tuple[float, float]:
        """In millimetres."""
        height, width = self.picture.shape
        return (self.x + width / 2) / _TEXT_PX, (self.y + height / 2) / _TEXT_PX


def text_pieces(sheet: Sheet, reference: Grey) -> tuple[TextPiece, ...]:
    """The beginnings of lines of text, spread over the sheet: no two rows of a table have the same."""
    small = _half(reference)
    texts = sheet.texts[:: -(-len(sheet.texts) // _MOST_TEXTS)]
    return tuple(_piece(text, small) for text in texts)


def _piece(text: Text, small: Grey) -> TextPiece:
    em = text.size * MM_PER_POINT
    left, top = text.x - _TEXT_WHITE, text.baseline - _TEXT_ABOVE * em - _TEXT_WHITE
    right, bottom = left + _TEXT_WIDTH, text.baseline + _TEXT_BELOW * em + _TEXT_WHITE
    x, y = (max(0, round(edge * _TEXT_PX)) for edge in (left, top))
    return TextPiece(small[y : round(bottom * _TEXT_PX), x : round(right * _TEXT_PX)], x, y)


def text_offsets(page: Grey, pieces: tuple[TextPiece, ...]) -> tuple[Measured, Measured]:
    """How far pieces of text lie from their places, across and down: those that are found within 6 mm."""
    small = _half(page)
    reach = round(_TEXT_REACH * _TEXT_PX)
    padded = cv2.copyMakeBorder(small, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    points, off = [], []
    for piece in pieces:
        height, width = piece.picture.shape
        around = padded[piece.y : piece.y + height + 2 * reach, piece.x : piece.x + width + 2 * reach]
        likeness = cv2.matchTemplate(around, piece.picture, cv2.TM_CCOEFF_NORMED)
        row, column = divmod(int(likeness.argmax()), likeness.shape[1])
        if likeness[row, column] >= _TEXT_LIKENESS:
            points.append(piece.middle)
            off.append(((column - reach) / _TEXT_PX, (row - reach) / _TEXT_PX))
    where, by = np.array(points).reshape(-1, 2), np.array(off).reshape(-1, 2)
    return Measured(where, by[:, 0]), Measured(where, by[:, 1])


def _half(page: Grey) -> Grey:
    height, width = page.shape[0] // 2, page.shape[1] // 2
    return cast(Grey, cv2.resize(page[: height * 2, : width * 2], (width, height), interpolation=cv2.INTER_AREA))
