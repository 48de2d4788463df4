"""Lines that no hand draws: a scanner's streak or a fold goes on where a pen has stopped."""

import cv2
import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.ink_sight import Bytes

REACH = 4.0  # mm looked at on either side of the row's edges
NEAR = 1.0  # mm the line may lie off its own continuation
SMOOTH = 7  # columns over which a line is averaged: a millimetre
EDGE = 0.6  # mm around the table's rules that are not looked at
WIDENED = np.ones((5, 5), np.uint8)  # the page may be 0.4 mm off its reference

type Point = tuple[float, float]


def beyond(darkness: Bytes, reference: Bytes, row: Box, start: Point, end: Point) -> float:
    """How dark the line from `start` to `end` is beyond the row it crosses: a contrast from 0 to 1.

    Points are x and y in pixels of the page. What counts is the lighter of the row's own two ends, or of the paper
    outside it: a strike may reach one of them, but not both.
    """
    scale = limits.PX_PER_MM
    left, right = row.x * scale, row.right * scale
    reach, edge = REACH * scale, EDGE * scale
    inside = (left + edge, left + reach), (right - reach, right - edge)
    outside = (left - reach, left - edge), (right + edge, right + reach)
    return max(min(_dark(darkness, reference, (start, end), *part) for part in pair) for pair in (inside, outside))


def _dark(darkness: Bytes, reference: Bytes, line: tuple[Point, Point], left: float, right: float) -> float:
    (x1, y1), (x2, y2) = line
    columns = np.arange(max(int(left), 0), min(int(right), darkness.shape[1]))
    if len(columns) < limits.PX_PER_MM:
        return 0.0
    near = int(NEAR * limits.PX_PER_MM)
    middle = np.round(y1 + (y2 - y1) / max(x2 - x1, 1.0) * (columns - x1)).astype(np.int64)
    rows = np.clip(middle + np.arange(-near, near + 1)[:, None], 0, darkness.shape[0] - 1)
    part = darkness[rows, columns]
    known = cv2.dilate(255 - reference[rows, columns], WIDENED)
    new = cv2.subtract(part - part.min(axis=0, keepdims=True), known)
    # A line goes on from column to column, the paper's grain does not.
    return float(cv2.blur(new, (SMOOTH, 1)).max(axis=0).mean() / 255)
