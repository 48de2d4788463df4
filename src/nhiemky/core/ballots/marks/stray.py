"""Ink where no mark belongs: a signature, an added name, a remark, a doodle; and the seal where it covers names.

Looked for on a reduced picture, since such ink is large: half a millimetre a pixel shows what a person would see from
a step away. Dust, streaks, folds, punched holes and the edges of the paper are told apart by their shape and place.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.over_print import Block, blocks_of, over_print
from nhiemky.core.ballots.marks.seal import PIXEL, Rings, Seal, rings_on, seals_in
from nhiemky.core.ballots.marks.shapes import shape_of
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.marks.written import Written
from nhiemky.core.ballots.reading import Ink

SCALE = limits.SMALL
WIDENED = np.ones((9, 9), np.uint8)  # two thirds of a millimetre around print: what a page may be off, and its blur
JOINED = np.ones((5, 5), np.uint8)  # a stroke goes on on the other side of print
AROUND = 8  # pixels around ink in which it is joined to more of it
HIDDEN = 4  # times as much ink as shows may be there where print hides it
NEAR = 2.5  # mm left and right of a name in which the reading of names sees for itself
MARGIN = 5.0  # mm along the paper's edges where scanners show shadows and the table
THIN = 1.0  # mm: pieces of a streak are no wider
LEANING = 4.0  # mm to which they lean over the page
STREAK_LENGTH = 40.0  # mm in all
HOLES = 18.0  # mm from the left and right edges in which holes are punched
SEAL_ROOM = 46.0  # mm from the page's own margin to the right of and below its corner: the seal is 36 mm wide


@dataclass(frozen=True)
class Blank:
    """Where a sheet should stay blank, reduced: `print` is the reference's darkness widened, `printed` where that
    hides ink, `expected` where marks begin, `elsewhere` wherever else stray ink is looked for, `rings` where a seal's
    ring would show, `seal_room` where it is expected, `blocks` print that may be written over."""

    print: Bytes
    printed: Bytes
    expected: Bytes
    elsewhere: Bytes
    rings: Rings
    seal_room: Box
    blocks: tuple[Block, ...]


def blank_of(reference: Bytes, layout: Layout, sheet: Sheet) -> Blank:
    """Measure a sheet's reference (grey, paper 255) once."""
    dark = reduced(np.asarray(cv2.dilate(255 - reference, WIDENED), np.uint8))
    watched = np.zeros_like(dark)
    edge = int(MARGIN * SCALE)
    watched[edge:-edge, edge:-edge] = 1
    room = Box(0, 0, sheet.markers[0].x + SEAL_ROOM, sheet.markers[0].y + SEAL_ROOM)
    _fill(watched, room, 0)
    for marker in (*sheet.markers, sheet.code):
        _fill(watched, _around(marker, 2.0, 2.0), 0)
    expected = np.zeros_like(dark)
    for candidate in layout.on_sheet(sheet.number):
        place = layout.places[candidate]
        boxes = [box for box in (place.agree_box, place.disagree_box) if box is not None]
        name, row = place.name_box, place.row_box
        for box in boxes or [Box(name.x - NEAR, row.y, name.width + 2 * NEAR, row.height)]:
            _fill(expected, box, 1)
    printed = (dark > limits.INK * 255).astype(np.uint8)
    elsewhere = np.asarray(watched & (1 - expected), np.uint8)
    rows = [layout.places[candidate].row_box for candidate in layout.on_sheet(sheet.number)]
    table = Box(0, min(row.y for row in rows), 0, max(row.bottom for row in rows) - min(row.y for row in rows))
    blocks = blocks_of(reduced(255 - reference), watched, table)
    return Blank(dark, printed, expected, elsewhere, rings_on(_coarse(1 - printed)), room, blocks)


def beyond(small: Bytes, blank: Blank) -> Bytes:
    """How much darker a reduced page (its darkness) is than its print."""
    return np.asarray(cv2.subtract(small, blank.print), np.uint8)


def new_on(beyond_print: Bytes) -> Bytes:
    """1 where a reduced page, of which only what is darker than its print is left, has new ink."""
    # Darkness is a whole number: above INK * 255 and above its whole part are the same.
    return np.asarray(cv2.threshold(beyond_print, int(limits.INK * 255), 1, cv2.THRESH_BINARY)[1], np.uint8)


def stray_ink(anywhere: Bytes, blank: Blank) -> tuple[Written, ...]:
    """What is written in a page's new ink outside the places for marks."""
    elsewhere = np.asarray(cv2.bitwise_and(anywhere, blank.elsewhere), np.uint8)
    # On most pages there is too little of it, with what print may hide, to join and to measure.
    if cv2.countNonZero(elsewhere) * HIDDEN < limits.STRAY_PIECE * SCALE**2:
        return ()
    at_places = np.asarray(cv2.bitwise_and(anywhere, blank.expected), np.uint8)
    new = np.asarray(cv2.bitwise_or(elsewhere, at_places), np.uint8)
    part, _ = _around_ink(elsewhere)
    if not _may_be_written(_joined(new[part], blank.printed[part]), at_places[part]):
        return ()
    # Telling pieces apart takes as long on empty paper as where there is ink.
    part, corner = _around_ink(new)
    found = _pieces(new[part], blank.printed[part], at_places[part], corner, new.shape)
    return tuple(_without_streaks(found))


def _around_ink(mask: Bytes) -> tuple[tuple[slice, slice], tuple[int, int]]:
    """The rows and columns of a mask around all of its ink, and the first column and row of these, which are even: so
    pieces are counted in the same order as on the whole page."""
    x, y, width, height = cv2.boundingRect(mask)
    left, top = (max(0, first - AROUND) // 2 * 2 for first in (x, y))
    return (slice(top, y + height + AROUND), slice(left, x + width + AROUND)), (left, top)


def _pieces(
    new: Bytes, printed: Bytes, at_places: Bytes, corner: tuple[int, int], page: tuple[int, ...]
) -> list[Written]:
    """What is written, piece by piece, in a part of a page (rows, columns) that begins at a `corner`."""
    joined = _joined(new, printed)
    _, found_labels, found_stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_16U)
    labels, stats = np.asarray(found_labels, np.uint16), np.asarray(found_stats, np.int64)
    stats[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]] += corner
    areas = np.bincount(labels[new > 0], minlength=len(stats)) / SCALE**2
    written = _written(stats, areas, page)
    written[0] = False
    written[labels[at_places > 0]] = False
    return [
        _one(labels, stats[piece], piece, float(areas[piece]), corner) for piece in np.flatnonzero(written).tolist()
    ]


def written_over(small: Bytes, blank: Blank) -> tuple[Written, ...]:
    """What is written over the print of a reduced page (its darkness) above and below the table."""
    return tuple(Written(box, box.width * box.height, Ink.SCRIBBLE) for box in over_print(small, blank.blocks))


def _joined(new: Bytes, printed: Bytes) -> Bytes:
    """New ink, with what is between its pieces where print may hide it."""
    closed = cv2.morphologyEx(new, cv2.MORPH_CLOSE, JOINED)
    return np.asarray(cv2.bitwise_or(new, cv2.bitwise_and(closed, printed)), np.uint8)


def _may_be_written(joined: Bytes, at_places: Bytes) -> bool:
    """Whether any piece is long enough to be written and has no outline in a place for marks.

    Outlines are found in a tenth of the time of the pieces themselves, and on most pages there is no such piece.
    """
    long = limits.STRAY_LONG * SCALE
    outlines = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)[0]
    kept = [outline for outline in outlines if len(outline) >= long]
    if not kept:
        return False
    starts = np.cumsum([0, *map(len, kept[:-1])])
    x, y = np.concatenate(kept)[:, 0].T
    sides = [np.maximum.reduceat(at, starts) - np.minimum.reduceat(at, starts) + 1 for at in (x, y)]
    free = np.add.reduceat(at_places[y, x], starts, dtype=np.int64) == 0
    return bool((free & (np.maximum(*sides) >= long)).any())


def _without_streaks(found: list[Written]) -> list[Written]:
    """Without the pieces into which print cuts a scanner's streak or a fold: together they are too long for a hand."""
    return [piece for piece in found if not _in_streak(piece, found)]


def _in_streak(piece: Written, found: list[Written]) -> bool:
    box = piece.box
    if box.width <= THIN < box.height:
        line = [other.box for other in found if other.box.width <= THIN and abs(other.box.x - box.x) < LEANING]
        return sum(other.height for other in line) > STREAK_LENGTH
    if box.height <= THIN < box.width:
        line = [other.box for other in found if other.box.height <= THIN and abs(other.box.y - box.y) < LEANING]
        return sum(other.width for other in line) > STREAK_LENGTH
    return False


def seals_on(anywhere: Bytes, blank: Blank) -> tuple[Seal, ...]:
    """The seals in a page's new ink."""
    return seals_in(_coarse(anywhere), blank.rings)


def _coarse(mask: Bytes) -> Bytes:
    """A mask at PIXEL millimetres a pixel: 1 where any of its pixels is."""
    step = round(PIXEL * SCALE)
    height, width = mask.shape[0] // step, mask.shape[1] // step
    most = cv2.dilate(mask, np.ones((step, step), np.uint8), anchor=(0, 0))
    return np.ascontiguousarray(most[: height * step : step, : width * step : step], np.uint8)


def _one(labels: npt.NDArray[np.uint16], stats: Ints, piece: int, area: float, corner: tuple[int, int]) -> Written:
    x, y, width, height = (int(value) for value in stats[:4])
    left, top = x - corner[0], y - corner[1]
    mask = (labels[top : top + height, left : left + width] == piece).astype(np.uint8)
    return Written(Box(x / SCALE, y / SCALE, width / SCALE, height / SCALE), area, shape_of(mask, SCALE))


def reduced(picture: Bytes) -> Bytes:
    """A picture of a third of the size; darkness of a thin line is shared by its pixel."""
    # The mean of each 3 × 3 pixels, as INTER_AREA has it, in half its time.
    step = limits.REDUCED
    means = cv2.blur(picture, (step, step))[step // 2 :: step, step // 2 :: step]
    return np.ascontiguousarray(means, np.uint8)


def _written(stats: Ints, areas: Floats, shape: tuple[int, ...]) -> Flags:
    wide, high = stats[:, cv2.CC_STAT_WIDTH] / SCALE, stats[:, cv2.CC_STAT_HEIGHT] / SCALE
    long, short = np.maximum(wide, high), np.minimum(wide, high)
    filled = areas / np.maximum(wide * high, 0.01)
    page = np.array(shape[::-1]) / SCALE
    streak = ((wide > 0.5 * page[0]) & (high < 0.06 * wide)) | ((high > 0.5 * page[1]) & (wide < 0.06 * high))
    beside = np.minimum(stats[:, cv2.CC_STAT_LEFT] / SCALE, page[0] - stats[:, cv2.CC_STAT_LEFT] / SCALE - wide)
    hole = (beside < HOLES) & (filled > 0.55) & (short > 2.5) & (long < 9)
    flags: Flags = (long >= limits.STRAY_LONG) & (areas >= limits.STRAY_PIECE) & ~streak & ~hole
    return flags


def _around(box: Box, beside: float, above: float) -> Box:
    return Box(box.x - beside, box.y - above, box.width + 2 * beside, box.height + 2 * above)


def _fill(picture: Bytes, box: Box, value: int) -> None:
    top, left = max(round(box.y * SCALE), 0), max(round(box.x * SCALE), 0)
    picture[top : max(round(box.bottom * SCALE), 0), left : max(round(box.right * SCALE), 0)] = value
