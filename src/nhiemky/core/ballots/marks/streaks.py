"""Lines that no hand draws: a scanner's streak or a fold goes on where a pen has stopped."""

from collections.abc import Sequence

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Floats

REACH = 4.0  # mm looked at on either side of the row's edges
NEAR = 1.0  # mm the line may lie off its own continuation
SMOOTH = 7  # columns over which a line is averaged: a millimetre
EDGE = 0.6  # mm around the table's rules that are not looked at
WIDENED = np.ones((5, 5), np.uint8)  # the page may be 0.4 mm off its reference

type Points = tuple[Floats, Floats]
"""The x and the y of n points, in pixels of the page."""


def widened(reference: Bytes) -> Bytes:
    """The darkness of a sheet's reference as far as its print may reach on a page."""
    return np.asarray(cv2.dilate(255 - reference, WIDENED), np.uint8)


def beyond(
    darkness: Bytes, print_darkness: Bytes, rows: Sequence[Box], start: Points, end: Points
) -> tuple[Floats, Floats]:
    """How dark n lines from `start` to `end` are beyond the rows they cross (n): contrasts from 0 to 1; and at most.

    What counts is the lighter of the row's own two ends, or of the paper outside it: a strike may reach one of them,
    but not both. The darkest of these four says whether the line may be a fold's. `print_darkness` is the reference's,
    `widened`.
    """
    scale = limits.PX_PER_MM
    left, right = np.array([(row.x, row.right) for row in rows]).T * scale
    reach, edge = REACH * scale, EDGE * scale
    # The row's own two ends, then the paper on its two sides: (n, 4), columns (n, 4, length), lines one dimension more.
    first = np.stack([left + edge, right - reach, left - reach, right + edge], axis=1).astype(np.int64)
    length = int(reach - edge)
    columns = first[:, :, None] + np.arange(length)
    (x1, y1), (x2, y2) = start, end
    slope = (y2 - y1) / np.maximum(x2 - x1, 1.0)
    middle = np.round(_deep(y1) + _deep(slope) * (columns - _deep(x1))).astype(np.int64)
    near = int(NEAR * scale)
    height, width = darkness.shape
    lines = (middle + np.arange(-near, near + 1)[:, None, None, None]).clip(0, height - 1)
    at = lines * width + columns.clip(0, width - 1)
    part = darkness.take(at)
    even = (part - part.min(axis=0)).reshape(-1, length)
    new = cv2.subtract(even, print_darkness.take(at).reshape(-1, length))
    # A line goes on from column to column, the paper's grain does not.
    dark = cv2.blur(new, (SMOOTH, 1)).reshape(part.shape).max(axis=0).mean(axis=2) / 255
    dark[(first < 0) | (first + length > width)] = 0
    found: Floats = np.maximum(dark[:, :2].min(axis=1), dark[:, 2:].min(axis=1)).astype(np.float32)
    return found, np.asarray(dark.max(axis=1), np.float32)


def _deep(values: Floats) -> Floats:
    return values[:, None, None]
