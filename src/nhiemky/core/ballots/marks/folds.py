"""Lines that belong to the paper: a fold is followed over the whole sheet, past every place where a pen stops.

Beside a name a fold may fade where it crosses the row's ends, so that it looks like a strike there. It is therefore
followed on the small picture of the page, in a corridor along the line, by the most inked way (dynamic programming, as
in `ridges`); a hand's line ends, a fold goes on to both edges of the sheet.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.minimal_paths import cheapest
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints

SCALE = limits.SMALL
CORRIDOR = 4.0  # mm to both sides of the line's own continuation: a fold bows, and a short name shows its slope badly
REACH = int(CORRIDOR * SCALE)  # pixels
STEP = 3  # columns taken together: 1.5 mm, in which a fold leaves the line's own continuation by less than a row
FAR = 10.0  # mm off the name: ends of strikes that overshoot lie nearer
STRETCH = 3.0  # mm over which the line is averaged
LEAST = 24.0  # mm of blank paper on which it must be seen or missed
SHOWS = 0.06  # contrast of print beside which a line shows
TURN = 0.02  # contrast that the way must gain for each row it climbs or falls


class Line(NamedTuple):
    """A line at a name, from its first to its last column: x and y of both ends in mm of the page."""

    x1: float
    y1: float
    x2: float
    y2: float


def goes_on(small: Bytes, print_darkness: Bytes, lines: Sequence[Line]) -> Floats:
    """The part (n, 0 to 1) of the sheet beyond each line over which it goes on.

    `small` is the page's darkness at SCALE pixels a millimetre, `print_darkness` the reference's, widened; 0 where too
    little blank paper lies beyond a line to tell.
    """
    width = small.shape[1]
    columns, ends = np.arange(width), np.array(lines, np.float64) * SCALE
    x1, y1, x2, y2 = (edge[:, None] for edge in ends.T)
    middle = np.round(y1 + (y2 - y1) / np.maximum(x2 - x1, 1.0) * (columns - x1)).astype(np.int64)
    at_name = (columns >= x1) & (columns < x2)
    new, blank = _corridors(small, print_darkness, middle)
    # At the name only the line itself counts.
    for off in (slice(REACH - 1), slice(REACH + 2, None)):
        blank[off] &= ~at_name
    gains = np.where(blank, new - _paper(new, blank)[:, None], np.float32(0))
    way = np.repeat(_way(gains), STEP, axis=1)[:, :width]
    on_way = way * middle.size + np.arange(middle.size).reshape(middle.shape)
    gained, seen = gains.take(on_way), blank.take(on_way)
    own = (gained * at_name).sum(axis=1) / np.maximum((seen & at_name).sum(axis=1), 1)
    beyond = (columns < x1 - FAR * SCALE) | (columns >= x2 + FAR * SCALE)
    return _share(gained, seen & beyond, np.maximum(own, limits.SURE_INK * 255 / 2) * limits.STREAK)


def _way(gains: Floats) -> Ints:
    """The row of the most inked way through each of n corridors (rows, n, width) on each STEP of their columns."""
    steps = np.add.reduceat(gains, np.arange(0, gains.shape[2], STEP), axis=2)
    cost = np.asarray(cv2.transpose(-steps.reshape(-1, steps.shape[2])), np.float32)
    return cheapest(cost.reshape(-1, *gains.shape[:2]), TURN * 255).T


def _corridors(small: Bytes, print_darkness: Bytes, middle: Ints) -> tuple[Bytes, Flags]:
    """The darkness REACH pixels around lines, whose rows are `middle` (n, width), and where paper is blank there (rows,
    n, width); there is none beyond the page."""
    height, width = small.shape
    # As many rows more on either side as a corridor has that lies beside the page.
    rows = 2 * REACH + 1
    page = cv2.copyMakeBorder(small, rows, rows, 0, 0, cv2.BORDER_REPLICATE)
    # Darkness is a whole number: below SHOWS * 255 and not above its whole part are the same.
    blank = np.zeros(page.shape, np.bool_)
    np.less_equal(print_darkness, int(SHOWS * 255), out=blank[rows:-rows])
    first = np.minimum(np.maximum(middle + REACH + 1, 0), height + rows)
    at = first * width + np.arange(width) + np.arange(0, rows * width, width)[:, None, None]
    return np.asarray(page, np.uint8).take(at), blank.take(at)


def _paper(new: Bytes, blank: Flags) -> Floats:
    """The median of what is `blank` in each of n corridors (rows, n, columns)."""
    masks = zip(new.transpose(1, 0, 2), blank.view(np.uint8).transpose(1, 0, 2), strict=True)
    counts = [cv2.calcHist([corridor], [0], mask, [256], [0, 256]).ravel() for corridor, mask in masks]
    run = np.cumsum(counts, axis=1)
    half = run[:, -1:] / 2
    # Of an even number the mean of the two in the middle.
    levels = (run < half).sum(axis=1) + (run <= half).sum(axis=1)
    return np.asarray(levels / 2, np.float32)


def _share(gained: Floats, seen: Flags, least: Floats) -> Floats:
    """Of the stretches of the ways (n, width) that are mostly `seen`, the part on which they gain at least so much."""
    step = int(STRETCH * SCALE)
    firsts: Ints = np.arange(0, gained.shape[1] - step + 1, step)
    counts = np.add.reduceat(seen.astype(np.float32), firsts, axis=1)
    means = np.add.reduceat(np.where(seen, gained, 0.0), firsts, axis=1) / np.maximum(counts, 1)
    judged = counts * 2 > step
    inked = judged & (means >= least[:, None])
    enough = judged.sum(axis=1) * STRETCH >= LEAST
    return np.asarray(np.where(enough, inked.sum(axis=1) / np.maximum(judged.sum(axis=1), 1), 0.0), np.float32)
