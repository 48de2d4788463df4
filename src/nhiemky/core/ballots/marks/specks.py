"""Dust and hairs at a name: ink too small or too thin to be any stroke, measured as if it was not there.

A speck is shorter than a pen that was set down and drawn, a hair has less ink on each millimetre than a pen leaves.
Without them a name must still be as clean as an untouched one by every limit, so that a line of which only the darkest
spot stood out is found all the same.
"""

import math
from dataclasses import replace

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.columns import columns_of, exchanged
from nhiemky.core.ballots.marks.judgement import margins_of_clear
from nhiemky.core.ballots.marks.new_ink import Printed, Seen
from nhiemky.core.ballots.marks.sight import Bytes, Flags

AROUND = np.ones((5, 5), np.uint8)  # the soft edge of a speck lies so many pixels around it
USUAL = 75  # percent of a line's columns: in the others letters hide a part of it


def without_specks(seen: Seen, known: Printed) -> Seen:
    """The same without the dust and hairs at those names that have no other ink."""
    columns = seen.columns
    asked = (margins_of_clear(columns) < 0) | (columns.crossed > limits.CROSSED_BEYOND)
    little = asked & (columns.covered < limits.PART) & (columns.area <= limits.SPECKS_AREA)
    if not little.any():
        return seen
    ink, cleaned = seen.ink.copy(), []
    for row in np.flatnonzero(little).tolist():
        speck = _speck(seen, row, known.hidden[row])
        if speck is not None:
            ink[row][speck] = 0
            cleaned.append(row)
    if not cleaned:
        return seen
    rows = np.array(cleaned, np.int64)
    alone = columns_of(ink[rows], known.places, columns.own_fit[rows], rows)
    return replace(seen, ink=ink, columns=exchanged(columns, alone, rows))


def _pen(seen: Seen) -> float:
    """How much ink (mm² of full black on each mm) the least of the page's long lines has; 0 where there is none."""
    lines = np.flatnonzero(seen.columns.covered >= limits.COVERED)
    if not len(lines):
        return 0.0
    sums = seen.ink[lines].sum(axis=1, dtype=np.uint32)
    return float(np.percentile(sums, USUAL, axis=1).min()) / 255 / limits.PX_PER_MM


def _speck(seen: Seen, row: int, hidden: Bytes) -> Flags | None:
    """Which pixels of a name's ink (rows, width) are a speck or a hair; None where there is none, or other ink."""
    ink = seen.ink[row]
    mask = np.asarray(cv2.threshold(ink, round(limits.PENCIL * 255), 1, cv2.THRESH_BINARY)[1], np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count != 2:
        return None
    width, height = (stats[1, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]] / limits.PX_PER_MM).tolist()
    length = math.hypot(width, height)
    spot = cv2.dilate(mask, AROUND) > 0
    if length < limits.DUST and not _is_cut_off(mask, hidden):
        return spot
    bent = height >= limits.HAIR_BENT * width
    weight = float(ink[spot].sum()) / 255 / limits.PX_PER_MM**2 / length
    small = bent and length < limits.HAIR_LONG and weight < limits.HAIR_INK and not (hidden[spot] == 255).any()
    return spot if small and weight < limits.HAIR_OF_PEN * _pen(seen) else None


def _is_cut_off(mask: Bytes, hidden: Bytes) -> bool:
    """Whether print hides what lies before or after the ink: it may be longer than it shows."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    before, after = max(int(columns[0]) - 1, 0), min(int(columns[-1]) + 1, mask.shape[1] - 1)
    beside = hidden[rows[0] : rows[-1] + 1, [before, after]] > limits.SPECK_HIDDEN * 255
    return bool(beside.mean(axis=0).max() > limits.SPECK_CUT)
