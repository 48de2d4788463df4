"""Stretches along a name with and without ink."""

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Flags, Floats

HIDDEN = 0.15  # what a column that a letter hides counts for where ink is missing: letters are no proof of a gap


def missing(has: Flags, expected: Floats, pen: Floats, in_name: Flags) -> tuple[Floats, Floats, Floats]:
    """The longest stretch without ink between two with it, and those at the start and the end (mm)."""
    visible = expected / np.maximum(pen, limits.SURE_INK)[:, None]
    weight = np.where(has | ~in_name, 0.0, np.maximum(visible, HIDDEN))
    run = np.cumsum(weight, axis=1)
    at_ink = np.where(has, run, 0.0)
    total = run[:, -1]
    start = np.minimum(np.where(has, run, np.inf).min(axis=1), total)
    last = np.maximum.accumulate(np.maximum(at_ink, start[:, None]), axis=1)
    most = np.where(has[:, 1:], run[:, 1:] - last[:, :-1], 0.0).max(axis=1)
    end = total - at_ink.max(axis=1)
    return _f(most / limits.PX_PER_MM), _f(start / limits.PX_PER_MM), _f(end / limits.PX_PER_MM)


def longest(has: Flags, countable: Flags) -> Floats:
    """The longest stretch (mm) of inked columns broken by no visible column without ink."""
    ink = np.cumsum(has, axis=1).astype(np.int16)
    at_break = np.maximum.accumulate(ink * (countable & ~has), axis=1)
    return _f((ink - at_break).max(axis=1) / limits.PX_PER_MM)


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)
