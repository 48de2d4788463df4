"""Ink written over small print: too little of it lies on blank paper to be seen as new ink, but print is darker there.

Averaged over squares wider than a line of print is high, print is as dark as its reference times one number for the
whole block, that of this printer and scanner; where it is much darker, something was written over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.medians import percentile

SCALE = limits.SMALL
SQUARE = 8  # pixels: 4 mm, a line of small print and the white below it
STEP = 2  # pixels from one square to the next: each stands for a square millimetre
PRINTED = 0.05  # mean darkness of a square with print in it
OFF_ROWS = 3.0  # mm off the table, in which marks may stand
USUAL = 40  # percent of a block that surely has no ink on it


@dataclass(frozen=True)
class Block:
    """Print above or below the table: the rows and columns of the small picture it fills, which of its pixels (counted
    on, row by row) are the middles of squares with print, and how dark these (n) are on the reference."""

    rows: slice
    columns: slice
    squares: Ints
    darkness: Floats


def blocks_of(print_darkness: Bytes, watched: Bytes, table: Box) -> tuple[Block, ...]:
    """The blocks of print on a sheet: its darkness as a small picture, 1 where ink is looked for, and the table."""
    inside = cv2.erode(watched, np.ones((SQUARE, SQUARE), np.uint8), borderValue=0) > 0
    printed = inside & (_around(print_darkness) > PRINTED * 255)
    edges = (0, round((table.y - OFF_ROWS) * SCALE), round((table.bottom + OFF_ROWS) * SCALE), len(printed))
    return tuple(
        block for first, after in (edges[:2], edges[2:]) for block in _block(print_darkness, printed, first, after)
    )


def over_print(small: Bytes, blocks: Sequence[Block]) -> tuple[Box, ...]:
    """Where something was written over the print of a page (its darkness as a small picture), in mm of the page."""
    found = (_written(small, block) for block in blocks)
    return tuple(box for box in found if box is not None)


def _written(small: Bytes, block: Block) -> Box | None:
    around = _around(small[block.rows, block.columns])
    seen = around.take(block.squares).astype(np.float32)
    usual = block.darkness * percentile(seen / block.darkness, USUAL)
    least = np.maximum(usual * limits.OVER_PRINT_PART, limits.OVER_PRINT * 255)
    found = block.squares[seen - usual > least]
    if len(found) < limits.OVER_PRINT_AREA:
        return None
    down, right = np.divmod(found, around.shape[1])
    x, y = block.columns.start + int(right.min()), block.rows.start + int(down.min())
    width, height = (int(np.ptp(places)) + STEP for places in (right, down))
    return Box(x / SCALE, y / SCALE, width / SCALE, height / SCALE)


def _block(print_darkness: Bytes, printed: Flags, first: int, after: int) -> tuple[Block, ...]:
    down, right = np.nonzero(printed[max(first, 0) : after])
    if len(down) < limits.OVER_PRINT_AREA * STEP**2:
        return ()
    rows = slice(max(first, 0) + int(down.min()), max(first, 0) + int(down.max()) + 1)
    columns = slice(int(right.min()), int(right.max()) + 1)
    around = _around(print_darkness[rows, columns])
    chosen = np.zeros(around.shape, np.bool_)
    chosen[::STEP, ::STEP] = printed[rows, columns][::STEP, ::STEP]
    squares = np.flatnonzero(chosen)
    return (Block(rows, columns, squares, np.maximum(around.take(squares).astype(np.float32), 1)),)


def _around(darkness: Bytes) -> Bytes:
    """The mean darkness of the square around each pixel."""
    return np.asarray(cv2.blur(darkness, (SQUARE, SQUARE)), np.uint8)
