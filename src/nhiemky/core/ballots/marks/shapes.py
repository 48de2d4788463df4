"""Telling small marks apart by their outline: dot, line, tick, cross, blot."""

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags
from nhiemky.core.ballots.reading import Ink

CORNER = 0.34  # of a mark's width and height: its corners, in which a cross has all four arms' ends
END = 0.12  # of its width and height: where a stroke's ends and its foot are looked for
FLAT = 0.3  # height by width of a line
FILLED = 0.45  # of its own rectangle: strokes leave more paper


def shape_of(mask: Bytes, px_per_mm: float) -> Ink:
    """What the ink in a mask (rows, columns; ink is not 0) looks like; NOTHING where it is empty.

    DOT is shorter than a written mark, FILL leaves hardly any paper, CROSS reaches all corners and passes its middle,
    TICK has its foot between its ends, LINE is everything straighter.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return Ink.NOTHING
    part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] > 0
    height, width = part.shape[0] / px_per_mm, part.shape[1] / px_per_mm
    if max(height, width) < limits.DOT:
        return Ink.DOT
    if part.mean() > FILLED and min(height, width) > limits.DOT:
        return Ink.FILL
    if height < FLAT * width or width < FLAT * height:
        return Ink.LINE
    return _written(part)


def _written(part: Flags) -> Ink:
    down, over = max(1, round(part.shape[0] * CORNER)), max(1, round(part.shape[1] * CORNER))
    corners = [
        bool(part[y, x].any())
        for y in (slice(None, down), slice(-down, None))
        for x in (slice(None, over), slice(-over, None))
    ]
    if all(corners) and part[down:-down, over:-over].any():
        return Ink.CROSS
    return Ink.TICK if _is_tick(part) else Ink.LINE


def _is_tick(part: Flags) -> bool:
    """A short way down from the left end to the foot, a longer one up to the right end."""
    height, width = part.shape
    edge = max(1, round(width * END))
    left, right = (float(np.nonzero(columns)[0].mean()) / height for columns in (part[:, :edge], part[:, -edge:]))
    foot = float(np.flatnonzero(part[-max(1, round(height * END)) :].any(axis=0)).mean()) / width
    return bool(0.1 < foot < 0.75 and left < 0.8 and right < 0.6)
