"""Lines that no hand draws: a scanner's streak or a fold goes on where a pen has stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints

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


@dataclass(frozen=True)
class Ends:
    """Where lines are followed beyond n rows: at a row's own two ends, then on the paper on its two sides. `columns`
    (n, 4, length) of the page, and whether all of them are `on_page` (n, 4)."""

    columns: Ints
    on_page: Flags


def ends_of(rows: Sequence[Box], width: int) -> Ends:
    """The ends of the rows of a sheet, for pages of so many columns."""
    scale = limits.PX_PER_MM
    left, right = np.array([(row.x, row.right) for row in rows]).T * scale
    reach, edge = REACH * scale, EDGE * scale
    first = np.stack([left + edge, right - reach, left - reach, right + edge], axis=1).astype(np.int64)
    length = int(reach - edge)
    columns = (first[:, :, None] + np.arange(length)).clip(0, width - 1)
    return Ends(columns, (first >= 0) & (first + length <= width))


def beyond(
    darkness: Bytes, print_darkness: Bytes, ends: Ends, names: Ints, start: Points, end: Points
) -> tuple[Floats, Floats]:
    """How dark n lines from `start` to `end` are beyond the rows (by the numbers of their names) they cross (n):
    contrasts from 0 to 1; and at most.

    What counts is the lighter of the row's own two ends, or of the paper outside it: a strike may reach one of them,
    but not both. The darkest of these four says whether the line may be a fold's. `print_darkness` is the reference's,
    `widened`.
    """
    columns = ends.columns[names]
    (x1, y1), (x2, y2) = start, end
    slope = (y2 - y1) / np.maximum(x2 - x1, 1.0)
    middle = np.rint(_deep(y1) + _deep(slope) * (columns - _deep(x1))).astype(np.int64)
    near = int(NEAR * limits.PX_PER_MM)
    height, width = darkness.shape
    at = middle + np.arange(-near, near + 1)[:, None, None, None]
    np.minimum(np.maximum(at, 0, out=at), height - 1, out=at)
    at *= width
    at += columns
    part = darkness.take(at)
    length = part.shape[3]
    even = (part - part.min(axis=0)).reshape(-1, length)
    new = cv2.subtract(even, print_darkness.take(at).reshape(-1, length))
    # A line goes on from column to column, the paper's grain does not.
    dark = cv2.blur(new, (SMOOTH, 1)).reshape(part.shape).max(axis=0).sum(axis=2) / length / 255
    dark[~ends.on_page[names]] = 0
    found: Floats = np.maximum(dark[:, :2].min(axis=1), dark[:, 2:].min(axis=1)).astype(np.float32)
    return found, np.asarray(dark.max(axis=1), np.float32)


def _deep(values: Floats) -> Floats:
    return values[:, None, None]
