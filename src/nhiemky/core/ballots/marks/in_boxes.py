"""The first method for boxes: new ink against the reference, as connected strokes that each belong to one box."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints, Sight, above, row_sight, sight
from nhiemky.core.ballots.reading import Ink, ReadMark

AROUND = 4.0  # mm of paper around all boxes that are looked at with them
WIDENED = cv2.getStructuringElement(cv2.MORPH_RECT, (7, 7))  # the page may be 0.4 mm off its reference
LEANING = 30  # pixels of ink in a column that a streak leaves however it leans: 5 mm
THROUGH_RULES = np.ones((15, 1), np.uint8)  # pixels: no rule hides more of an upright line
JOINED = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (11, 11))  # a stroke goes on on the other side of a rule
MEETING = 2.0  # mm between a row's boxes: one mark may mean both
FACING = 8  # pixels of a box, next to the other one of its row
WHOLE = 0.5  # of a stroke's ink: the box with so much of it owns it
FILLED = 0.6  # of its own rectangle: strokes leave more paper


@dataclass(frozen=True)
class Cells:
    """The boxes of a sheet: candidate i has cells 2i + 1 (agree) and 2i + 2 (disagree) in `labels`; 0 is outside;
    `facing` has the same numbers only where a row's two boxes meet;
    `between` says which rows of pixels lie between rows of the table.

    The region starts at `top`, `left` (pixels of the page); `darkness` is the print's own, widened.
    """

    top: int
    left: int
    labels: Ints
    facing: Ints
    between: Flags
    darkness: Bytes
    candidates: tuple[int, ...]

    def region(self, page: Bytes) -> Bytes:
        """The part of a page in which the boxes are."""
        height, width = self.labels.shape
        return page[self.top : self.top + height, self.left : self.left + width]


@dataclass(frozen=True)
class Stroke:
    """A connected stroke within a row: its ink in mm², its longer side in mm, its mean contrast, how much of its
    rectangle it fills, and the ink of all it is connected with across rows."""

    area: float
    long: float
    contrast: float
    filled: float
    whole: float


def cells_of(reference: Bytes, layout: Layout, sheet: int) -> Cells:
    """The boxes of a sheet of an `agree` ballot; raises ValueError when it has none."""
    candidates = layout.on_sheet(sheet)
    boxes = [box for candidate in candidates for box in _boxes(layout, candidate)]
    if not boxes:
        raise ValueError(f"no boxes on sheet {sheet}")
    scale = limits.PX_PER_MM
    left = max(int((min(box.x for box in boxes) - AROUND) * scale), 0)
    top = max(int((min(box.y for box in boxes) - AROUND) * scale), 0)
    right = min(int((max(box.right for box in boxes) + AROUND) * scale), reference.shape[1])
    bottom = min(int((max(box.bottom for box in boxes) + AROUND) * scale), reference.shape[0])
    labels, facing = (np.zeros((bottom - top, right - left), np.int64) for _ in range(2))
    adjacent = boxes[1].x - boxes[0].right < MEETING
    for number, box in enumerate(boxes, 1):
        y, x = round(box.y * scale) - top, round(box.x * scale) - left
        rows, end = slice(y, round(box.bottom * scale) - top), round(box.right * scale) - left
        labels[rows, x:end] = number
        if adjacent:
            facing[rows, slice(end - FACING, end) if number % 2 else slice(x, x + FACING)] = number
    printed = cv2.GaussianBlur(255 - reference[top:bottom, left:right], (0, 0), 1.0)
    between = ~labels.any(axis=1)
    return Cells(top, left, labels, facing, between, np.asarray(cv2.dilate(printed, WIDENED), np.uint8), candidates)


def by_new_ink_in_boxes(darkness: Bytes, cells: Cells) -> tuple[Sight, ...]:
    """What new ink says of every candidate of the sheet on a page (its darkness: 0 paper, 255 black)."""
    soft = cv2.GaussianBlur(cells.region(darkness), (3, 3), 0)
    ink = cv2.subtract(soft, cells.darkness).astype(np.uint8)
    mask = _without_streaks((ink > limits.INK * 255).astype(np.uint8))
    hidden = (cells.darkness > limits.INK * 255).astype(np.uint8)
    joined = mask | (cv2.morphologyEx(mask, cv2.MORPH_CLOSE, JOINED).astype(np.uint8) & hidden)
    rows, columns = np.nonzero(mask)
    through = cv2.connectedComponents(joined, connectivity=8)[1][rows, columns].astype(np.int64)
    joined[cells.between] = mask[cells.between]
    count, labels = cv2.connectedComponents(joined, connectivity=8)
    strokes, parts = labels[rows, columns].astype(np.int64), cells.labels[rows, columns]
    boxes = 2 * len(cells.candidates) + 1
    shares = np.bincount(strokes * boxes + parts, minlength=count * boxes).reshape(count, boxes) / limits.PX_PER_MM**2
    sums = np.bincount(strokes, weights=ink[rows, columns], minlength=count)
    whole = np.zeros(count)
    whole[strokes] = np.bincount(through)[through] / limits.PX_PER_MM**2
    found = _strokes(shares, sums, _sides(strokes, rows, columns, count), whole)
    areas = np.bincount(parts, minlength=boxes)[1:] / limits.PX_PER_MM**2
    sights = _of_one_pen([_box(box, shares, found) for box in range(1, boxes)], areas)
    met = np.bincount(cells.facing[rows, columns], minlength=boxes)[1:].reshape(-1, 2).min(axis=1) > 0
    rows_read = [row_sight(agree, disagree) for agree, disagree in zip(sights[::2], sights[1::2], strict=True)]
    return tuple(_both(_crossing(row) if across else row) for row, across in zip(rows_read, met.tolist(), strict=True))


def _of_one_pen(sights: list[Sight], areas: Floats) -> list[Sight]:
    """The sights of all boxes of a page, with those in doubt that have far less ink than its marks usually do."""
    marked = np.array([one.mark is ReadMark.AGREE for one in sights])
    if not marked.any():
        return sights
    slight = marked & (areas < limits.BOX_SLIGHT * np.median(areas[marked]))
    return [
        sight(ReadMark.UNSURE, -1.0, Ink.DOT) if doubtful else one
        for one, doubtful in zip(sights, slight.tolist(), strict=True)
    ]


def _both(row: Sight) -> Sight:
    """Two marks in one row are always a question: one may be a hair, a slip of the pen or a neighbour's, and the vote
    is lost if both are taken for the voter's."""
    return sight(ReadMark.UNSURE, -1.0, row.ink) if row.mark is ReadMark.BOTH else row


def _crossing(row: Sight) -> Sight:
    """Ink on both sides of the line between a row's boxes may belong to one mark across them."""
    return sight(ReadMark.UNSURE, -1.0, Ink.OUTSIDE) if row.mark is not ReadMark.NONE else row


def _boxes(layout: Layout, candidate: int) -> tuple[Box, ...]:
    place = layout.places[candidate]
    return tuple(box for box in (place.agree_box, place.disagree_box) if box is not None)


def _without_streaks(mask: Bytes) -> Bytes:
    """Without what runs down through several rows and stays thin: the scanner's streak, leaning as the page lay."""
    if cv2.reduce(mask, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).max() < LEANING:
        return mask
    tall = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, THROUGH_RULES)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(tall, connectivity=8)
    height = stats[:, cv2.CC_STAT_HEIGHT] / limits.PX_PER_MM
    area = stats[:, cv2.CC_STAT_AREA] / limits.PX_PER_MM**2
    streaks = (height > limits.STREAK_HEIGHT) & (area < limits.STREAK_WIDTH * height)
    streaks[0] = False
    return np.where(streaks[labels], 0, mask).astype(np.uint8) if streaks.any() else mask


def _sides(strokes: Ints, rows: Ints, columns: Ints, count: int) -> Floats:
    """The width and height in mm (strokes, 2) of the ink itself, without what print may hide of it."""
    sides = []
    for places in (columns, rows):
        low, high = np.full(count, 10**6), np.full(count, -1)
        np.minimum.at(low, strokes, places)
        np.maximum.at(high, strokes, places)
        sides.append(np.maximum(high - low + 1, 0))
    return np.stack(sides, axis=1) / limits.PX_PER_MM


def _strokes(shares: Floats, sums: Floats, sides: Floats, whole: Floats) -> tuple[Stroke, ...]:
    areas = shares.sum(axis=1)
    pixels = np.maximum(areas * limits.PX_PER_MM**2, 1)
    return tuple(
        Stroke(
            float(area), float(side.max()), float(total / 255), float(area / max(side.prod(), 0.01)), float(all_of_it)
        )
        for area, side, total, all_of_it in zip(areas, sides, sums / pixels, whole, strict=True)
    )


def _box(box: int, shares: Floats, strokes: tuple[Stroke, ...]) -> Sight:
    """Marked is `agree`, empty is `none`: what `row_sight` makes the mark from."""
    touching = [k for k in np.flatnonzero(shares[:, box] > 0).tolist() if k > 0 and not _dust(strokes[k])]
    other = box + 1 if box % 2 else box - 1
    arms = [k for k in touching if _is_arm(shares[k, box], shares[k, other], strokes[k])]
    own = [k for k in touching if k not in arms]
    if not own:
        return sight(ReadMark.NONE, 0.0 if arms else 1.0, Ink.OUTSIDE if arms else Ink.NOTHING)
    if any(shares[k, box] < WHOLE * strokes[k].area or _comes_from(shares[k], box, strokes[k]) for k in own):
        return sight(ReadMark.UNSURE, -1.0, Ink.OUTSIDE)
    largest = max((strokes[k] for k in own), key=lambda stroke: stroke.area)
    area = sum(strokes[k].area for k in own)
    margin = min(
        above(area, limits.BOX_INK), above(largest.long, limits.BOX_MARK), above(largest.contrast, limits.SURE_INK)
    )
    return sight(ReadMark.AGREE, min(margin, 1.0), _kind(largest))


def _is_arm(here: float, in_other: float, stroke: Stroke) -> bool:
    """Whether a box has no more of a stroke than the end of an arm; least is allowed to the same row's other box."""
    return here < (limits.BOX_CROSSING if in_other > here else limits.BOX_ARM) * stroke.whole


def _comes_from(shares: Floats, box: int, stroke: Stroke) -> bool:
    """Whether so much of a stroke lies in boxes of other rows that it may be a neighbour's mark, run out of its own."""
    first = box - 1 + box % 2
    in_row = float(shares[0] + shares[first] + shares[first + 1])
    return stroke.whole - in_row > limits.BOX_ARM * stroke.whole


def _dust(stroke: Stroke) -> bool:
    return stroke.long < limits.SPECK or stroke.area < limits.BOX_SPECK


def _kind(stroke: Stroke) -> Ink:
    if stroke.contrast < limits.SURE_INK:
        return Ink.FAINT
    if stroke.long < limits.BOX_MARK or stroke.area < limits.BOX_INK:
        return Ink.DOT
    return Ink.FILL if stroke.filled > FILLED else Ink.CROSS
