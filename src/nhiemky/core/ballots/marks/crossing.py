"""Lines that run through a row of the table from above to below: one stroke by which several names are crossed out.

The first method takes upright lines off as a scanner's streaks, and a letter hides most of what is left of a leaning
one. Above and below the letters such a line stands on white; beyond the table only a scanner's streak goes on.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Ints
from nhiemky.core.ballots.marks.strips import Strips

BAND = 3  # pixels: half a millimetre along the rules, where hardly a letter reaches
WIDTH = 3  # pixels of a thin line
LEAN = 24  # pixels: 4 mm to either side on its way through a row
SCALE = limits.SMALL
OFF_TABLE = 3.0  # mm above and below the table
BLOCK = 20  # rows of the small picture looked at together
STREAK_LEANS = 16  # of its columns: 8 mm, so far a streak leans over a page that was fed askew


@dataclass(frozen=True)
class Bands:
    """The first rows of two bands in n windows, along the upper and the lower edge of the rows of the table; where no
    print hides a line in them (n, width; 1 there); and the blocks of rows of the small picture beyond the table."""

    upper: int
    lower: int
    open_above: Bytes
    open_below: Bytes
    beyond: tuple[slice, ...]


def bands_of(strips: Strips, printed: Bytes, rows: list[Box], height: int) -> Bands:
    """Measure a sheet's print in windows (n, height, width) once; its rows of the table and its small picture's height
    are given."""
    upper = int(strips.in_row.argmax(axis=1).max())
    lower = int((strips.height - strips.in_row[:, ::-1].argmax(axis=1)).min()) - BAND
    white = (printed < limits.INK / 2 * 255) & strips.in_name[:, None]
    open_above, open_below = (white[:, first : first + BAND].all(axis=1).astype(np.uint8) for first in (upper, lower))
    top = int((min(row.y for row in rows) - OFF_TABLE) * SCALE)
    bottom = int((max(row.bottom for row in rows) + OFF_TABLE) * SCALE)
    starts = [*range(0, top - BLOCK + 1, BLOCK), *range(bottom, height - BLOCK + 1, BLOCK)]
    return Bands(upper, lower, open_above, open_below, tuple(slice(start, start + BLOCK) for start in starts))


def crossed(names: Bytes, known: Bands, rows: Ints) -> dict[int, int]:
    """Those of some `rows` of windows (n, height, width) through which a line runs, and in which column it leaves."""
    below = _along(names[rows, known.lower : known.lower + BAND], known.open_below[rows])
    # Where nothing is below no line runs through, and that is so at most names.
    inked = np.flatnonzero(below.max(axis=1, initial=0) > limits.THROUGH * 255)
    if not len(inked):
        return {}
    rows, below = rows[inked], below[inked]
    above = _along(names[rows, known.upper : known.upper + BAND], known.open_above[rows])
    near = cv2.dilate(above, np.ones((1, 2 * LEAN + 1), np.uint8))
    line = np.minimum(near, below)
    found = np.flatnonzero(line.max(axis=1) > limits.THROUGH * 255)
    return {int(rows[place]): int(line[place].argmax()) for place in found.tolist()}


def is_streak(beyond_print: Bytes, known: Bands, column: int) -> bool:
    """Whether a line goes on above and below the table, on a small picture of what is darker than the sheet's print."""
    left, right = max(column - STREAK_LEANS, 0), column + STREAK_LEANS + 1
    seen = [beyond_print[block, left:right].mean(axis=0).max() > limits.STREAK_OFF * 255 for block in known.beyond]
    return int(np.count_nonzero(seen)) > len(seen) // 2


def _along(band: Bytes, open_: Bytes) -> Bytes:
    if not len(band):
        return open_
    seen = np.minimum.reduce(band, axis=1)
    paper = cv2.reduce(seen, 1, cv2.REDUCE_AVG)
    lines = cv2.blur(cv2.subtract(seen, np.repeat(paper, seen.shape[1], axis=1)), (WIDTH, 1))
    return np.asarray(lines * open_, np.uint8)
