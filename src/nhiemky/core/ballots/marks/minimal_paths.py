"""The cheapest ways through n pictures at once, from their first column to their last, by dynamic programming."""

import numpy as np

from nhiemky.core.ballots.marks.sight import Floats, Ints

_WALL = np.float32(1e9)  # more than any way costs


def cheapest(cost: Floats, turn: float) -> Ints:
    """The row of the cheapest way in every column (columns, n) of the costs of its steps (columns, height, n).

    A step may go up or down by one row, which costs `turn`.
    """
    steps, height, names = cost.shape
    own, size = cost.reshape(steps, -1), height * names
    # Ways from the start and, below a wall, ways from the end meet in each cell; a row is one stretch of `names`.
    both = np.empty((steps, 2 * size + names), np.float32)
    both[:, :size], both[:, size:-size], both[:, -size:] = own, _WALL, own[::-1]
    sums = np.empty((steps + 1, both.shape[1] + 2 * names), np.float32)
    sums[0] = sums[:, :names] = sums[:, -names:] = _WALL
    sums[0, names : names + size] = sums[0, -names - size : -names] = 0
    before, inner = sums[:-1], sums[1:, names:-names]
    best = np.empty(both.shape[1], np.float32)
    turns = np.full_like(best, turn)
    level = sums[0, names:-names]
    columns = both, before[:, : -2 * names], before[:, 2 * names :], inner
    less, sum_ = np.minimum, np.add  # looked up once: most of a step's time is what is around its arithmetic
    for step, above, below, now in zip(*columns, strict=True):
        less(above, below, out=best)
        sum_(best, turns, out=best)
        less(best, level, out=best)
        sum_(best, step, out=now)
        level = now
    through = inner[:, :size] + inner[::-1, -size:]
    through -= own
    return _first_least(through.reshape(cost.shape))


def _first_least(values: Floats) -> Ints:
    """The first of the least (columns, n) of values (columns, height, n), in half the time of `argmin` along short
    columns."""
    count, height, names = values.shape
    rows = values.transpose(1, 0, 2).reshape(height, -1)
    is_least = (rows == rows.min(axis=0)).view(np.uint8)
    is_least *= np.arange(height, 0, -1, dtype=np.uint8)[:, None]
    first: Ints = height - is_least.max(axis=0).astype(np.int64)
    return first.reshape(count, names)
