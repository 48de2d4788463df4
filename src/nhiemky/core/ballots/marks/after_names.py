"""Faint ink after a name, on the paper of its row: a tick or a cross in light pencil.

What ink is paler than anywhere else on a page can only be seen where there is nothing but paper, which the right ends
of rows are.
"""

from collections.abc import Collection
from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.shapes import shape_of
from nhiemky.core.ballots.marks.sight import Bytes, Ints, cut, darker_than_usual
from nhiemky.core.ballots.marks.written import Written

SCALE = limits.SMALL
AFTER = 2.0  # mm behind the name, in which the reading of names sees for itself
STREAK = 1.0  # mm: what is as high as the row and no wider
EDGE = 0.8  # mm off the rules of a row


@dataclass(frozen=True)
class Ends:
    """Windows on the small picture behind n names: whose they are, corners, one size, and which columns (n, width) lie
    in the name's own row."""

    candidates: Ints
    tops: Ints
    lefts: Ints
    height: int
    inside: Bytes


def ends_of(layout: Layout, sheet: int, width: int) -> Ends:
    """The windows of a sheet whose small picture is `width` pixels wide."""
    candidates = layout.on_sheet(sheet)
    places = [layout.places[candidate] for candidate in candidates]
    across = int((limits.BESIDE + EDGE) * SCALE)
    lefts = np.array([min(int((place.name_box.right + AFTER) * SCALE), width - across) for place in places], np.int64)
    last = np.array([int((place.row_box.right - EDGE) * SCALE) for place in places], np.int64)
    tops = np.array([round((place.row_box.y + EDGE) * SCALE) for place in places], np.int64)
    height = int(min(place.row_box.height - 2 * EDGE for place in places) * SCALE)
    inside = lefts[:, None] + np.arange(across) < last[:, None]
    return Ends(np.array(candidates, np.int64), tops, lefts, height, inside.astype(np.uint8))


def faint_after(beyond_print: Bytes, known: Ends, untouched: Collection[int]) -> tuple[Written, ...]:
    """What stands behind the names of `untouched` candidates, on a small picture of a page's darkness beyond print."""
    seen = cut(beyond_print, known.tops, known.lefts, known.height, known.inside.shape[1])
    inked = darker_than_usual(seen.reshape(len(seen), -1), limits.AFTER_NAME).reshape(seen.shape)
    ink = inked & known.inside[:, None]
    sums = cv2.reduce(ink.reshape(len(ink), -1), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0]
    enough = np.flatnonzero(sums >= limits.AFTER_NAME_AREA * SCALE**2)
    pieces = (
        _piece(ink[place], int(known.lefts[place]), int(known.tops[place]))
        for place in enough.tolist()
        if int(known.candidates[place]) in untouched
    )
    return tuple(piece for piece in pieces if piece is not None)


def _piece(ink: Bytes, left: int, top: int) -> Written | None:
    """The largest piece of ink in a window, None where it is dust or part of a scanner's streak."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    x, y, width, height, area = stats[largest].tolist()
    if height == len(ink) and width <= STREAK * SCALE:
        return None
    if max(width, height) < limits.AFTER_NAME_LONG * SCALE or area < limits.AFTER_NAME_AREA * SCALE**2:
        return None
    box = Box((left + x) / SCALE, (top + y) / SCALE, width / SCALE, height / SCALE)
    return Written(box, area / SCALE**2, shape_of((labels == largest).astype(np.uint8), SCALE))
