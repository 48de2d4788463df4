"""The second method: the darkest way through each name from its start to its end, in the scan alone.

A strike is a dark way that goes on through the white between letters and words; without one every way has to cross
that white. The way is found by dynamic programming (minimal paths: Vincent, "Minimal path algorithms for the robust
detection of linear features in gray images", ISMM 1998), for all names at once. Nothing of the reference is used, only
where the names stand and of how many words they are.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots.ink_sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.ink_strips import Strips

STEP = 2  # columns are taken in pairs: a third of a millimetre, less than half the white between two words
WHITE, DARK = 0.07, 0.17  # contrasts: surely paper, surely ink
TURN = 0.12  # what a step up or down costs, in steps of white: a hand goes on, letters wander


@dataclass(frozen=True)
class Ways:
    """The darkest way through n names: white on it in mm (in all, the longest stretch, at the start, at the end),
    its mean height and how far it falls or rises in em, and its ups and downs in mm for each mm."""

    white: Floats
    longest: Floats
    start: Floats
    end: Floats
    height: Floats
    rough: Floats
    darkness: Floats


def ways(darkness: Bytes, strips: Strips) -> Ways:
    """Follow the darkest way through every name of a page (its darkness: 0 paper, 255 black)."""
    top = max(int(strips.rows_above(0.70).min()), 0)
    bottom = int(strips.rows_above(-0.12).max()) + 1
    stack = strips.cut(darkness)
    even = stack - stack.min(axis=1, keepdims=True)
    zone = np.ascontiguousarray(even[:, top:bottom])
    count, height, width = zone.shape
    pairs = cv2.resize(zone.reshape(-1, width), (width // STEP, count * height), interpolation=cv2.INTER_AREA)
    dark = pairs.reshape(count, height, -1).astype(np.float32) / 255
    columns = np.arange(dark.shape[2]) * STEP
    inside = (columns >= strips.starts[:, None]) & (columns + STEP <= strips.ends[:, None])
    white = np.clip((DARK - dark) / (DARK - WHITE), 0, 1)
    cost = (white + 0.1 * (1 - dark)) * inside[:, None, :]
    rows = _darkest(cost)
    on_way = np.take_along_axis(white, rows[:, None, :], axis=1)[:, 0, :] * inside
    length = np.maximum(inside.sum(axis=1), 1)
    steps = np.abs(np.diff(rows, axis=1)) * (inside[:, 1:] & inside[:, :-1])
    rise = (strips.baseline - top - rows) / strips.em[:, None]
    millimetres = STEP / limits.PX_PER_MM
    longest, start, end = _runs(on_way, inside)
    dark_on_way = np.take_along_axis(dark, rows[:, None, :], axis=1)[:, 0, :]
    return Ways(
        white=_f(on_way.sum(axis=1) * millimetres),
        longest=_f(longest * millimetres),
        start=_f(start * millimetres),
        end=_f(end * millimetres),
        height=_f((rise * inside).sum(axis=1) / length),
        rough=_f(steps.sum(axis=1) / (length * STEP)),
        darkness=_f((dark_on_way * inside).sum(axis=1) / length),
    )


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)


def _darkest(cost: Floats) -> Ints:
    """The row of the cheapest way in every column of (n, height, columns): ways from both ends meet in each cell."""
    both = np.concatenate([cost, cost[:, :, ::-1]]).transpose(2, 0, 1)
    both = np.ascontiguousarray(both, np.float32)
    sums = np.empty_like(both)
    last = np.full((both.shape[1], both.shape[2] + 2), 1e9, np.float32)
    last[:, 1:-1] = 0
    best = np.empty(both.shape[1:], np.float32)
    up, level, down = last[:, :-2], last[:, 1:-1], last[:, 2:]
    for column in range(len(both)):
        np.minimum(up, down, out=best)
        best += TURN
        np.minimum(best, level, out=best)
        np.add(best, both[column], out=sums[column])
        level[:] = sums[column]
    half = len(cost)
    through = sums[:, :half] + sums[::-1, half:] - both[:, :half]
    rows: Ints = through.argmin(axis=2).T
    return rows


def _runs(white: Floats, inside: Flags) -> tuple[Floats, Floats, Floats]:
    """The most white between two dark places, before the first and after the last, in steps."""
    run = np.cumsum(white, axis=1)
    at_dark = np.where(inside & (white < 0.5), run, 0.0)
    reached = np.maximum.accumulate(at_dark, axis=1)
    first = np.where(inside & (white < 0.5), run, np.inf).min(axis=1)
    total = run[:, -1]
    return (run - reached).max(axis=1), np.minimum(first, total), total - reached[:, -1]
