"""Lines that belong to the paper: a fold is followed over the whole sheet, past every place where a pen stops.

Beside a name a fold may fade where it crosses the row's ends, so that it looks like a strike there. It is therefore
followed on the small picture of the page, in a corridor along the line, by the most inked way (dynamic programming, as
in `ridges`); a hand's line ends, a fold goes on to both edges of the sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.minimal_paths import cheapest
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints

SCALE = 2  # pixels of the small picture in a millimetre
CORRIDOR = 4.0  # mm to both sides of the line's own continuation: a fold bows, and a short name shows its slope badly
FAR = 10.0  # mm off the name: ends of strikes that overshoot lie nearer
STRETCH = 3.0  # mm over which the line is averaged
LEAST = 24.0  # mm of blank paper on which it must be seen or missed
SHOWS = 0.06  # contrast of print beside which a line shows
TURN = 0.02  # contrast that the way must gain for each row it climbs or falls


@dataclass(frozen=True)
class Line:
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
    height, width = small.shape
    reach = int(CORRIDOR * SCALE)
    columns = np.arange(width)
    ends = np.array([(line.x1, line.y1, line.x2, line.y2) for line in lines], np.float64).reshape(-1, 4) * SCALE
    x1, y1, x2, y2 = (edge[:, None] for edge in ends.T)
    middle = np.round(y1 + (y2 - y1) / np.maximum(x2 - x1, 1.0) * (columns - x1)).astype(np.int64)
    rows = middle + np.arange(-reach, reach + 1)[:, None, None]
    on_page = (rows >= 0) & (rows < height)
    rows = rows.clip(0, height - 1)
    blank = on_page & (print_darkness[rows, columns] < SHOWS * 255)
    at_name = (columns >= x1) & (columns < x2)
    blank &= ~at_name | (np.abs(np.arange(-reach, reach + 1))[:, None, None] <= 1)
    new = small[rows, columns].astype(np.float32)
    paper = np.array([np.median(new[:, k][blank[:, k]]) for k in range(len(lines))], np.float32)
    gains = np.where(blank, new - paper[:, None], 0.0)
    cost = np.ascontiguousarray(-gains.transpose(2, 0, 1), np.float32)
    way = cheapest(cost, TURN * 255).T
    gained, seen = (np.take_along_axis(values, way[None], axis=0)[0] for values in (gains, blank))
    own = (gained * at_name).sum(axis=1) / np.maximum((seen & at_name).sum(axis=1), 1)
    beyond = (columns < x1 - FAR * SCALE) | (columns >= x2 + FAR * SCALE)
    return _share(gained, seen & beyond, np.maximum(own, limits.SURE_INK * 255 / 2) * limits.STREAK)


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
