"""Lines that no hand draws: a scanner's streak or a fold goes on where a pen has stopped."""

import cv2
import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.ink_sight import Bytes

REACH = 4.0  # mm looked at on either side of the row's edges
NEAR = 1.0  # mm the line may lie off its own continuation
EDGE = 0.6  # mm around the table's rules that are not looked at


def beyond(darkness: Bytes, reference: Bytes, row: Box, start: tuple[float, float], end: tuple[float, float]) -> float:
    """How much of the paper beyond a row the line from `start` to `end` inks too, from 0 to 1.

    Points are x and y in pixels of the page. What counts is the less inked of the row's own two ends, or of the paper
    outside it: a strike may reach one of them, but not both.
    """
    scale = limits.PX_PER_MM
    left, right = row.x * scale, row.right * scale
    reach, edge = REACH * scale, EDGE * scale
    line = (start, end)
    outer = min(
        _inked(darkness, reference, line, left - reach, left - edge),
        _inked(darkness, reference, line, right + edge, right + reach),
    )
    inner = min(
        _inked(darkness, reference, line, left + edge, left + reach),
        _inked(darkness, reference, line, right - reach, right - edge),
    )
    return max(outer, inner)


def _inked(
    darkness: Bytes, reference: Bytes, line: tuple[tuple[float, float], tuple[float, float]], left: float, right: float
) -> float:
    (x1, y1), (x2, y2) = line
    slope = (y2 - y1) / max(x2 - x1, 1.0)
    rows = (y1 + slope * (left - x1), y1 + slope * (right - x1))
    near = NEAR * limits.PX_PER_MM
    top, bottom = max(int(min(rows) - near), 0), int(max(rows) + near) + 1
    first, after = max(int(left), 0), min(int(right), darkness.shape[1])
    if after - first < 2 or bottom - top < 2 or bottom > darkness.shape[0]:
        return 0.0
    part = darkness[top:bottom, first:after]
    even = part - part.min(axis=0, keepdims=True)
    known = cv2.dilate(255 - reference[top:bottom, first:after], np.ones((3, 3), np.uint8))
    return float((cv2.subtract(even, known).max(axis=0) > limits.FAINT * 255).mean())
