"""The cheapest ways through n pictures at once, from their first column to their last, by dynamic programming."""

import numpy as np

from nhiemky.core.ballots.marks.sight import Floats, Ints


def cheapest(cost: Floats, turn: float) -> Ints:
    """The row of the cheapest way in every column (columns, n) of the costs of its steps (columns, height, n).

    A step may go up or down by one row, which costs `turn`.
    """
    steps, height, names = cost.shape
    # Ways from the start and from the end, side by side, meet in each cell; a column's row is one stretch of `width`.
    width = 2 * names
    both = np.concatenate([cost, cost[::-1]], axis=2).reshape(steps, -1)
    sums = np.empty((steps + 1, (height + 2) * width), np.float32)
    sums[:, :width] = sums[:, -width:] = 1e9
    sums[0, width:-width] = 0
    before, inner = sums[:-1], sums[1:, width:-width]
    best = np.empty(height * width, np.float32)
    turns = np.full_like(best, turn)
    columns = both, before[:, : -2 * width], before[:, width:-width], before[:, 2 * width :], inner
    less, sum_ = np.minimum, np.add  # looked up once: most of a step's time is what is around its arithmetic
    for own, above, level, below, now in zip(*columns, strict=True):
        less(above, below, out=best)
        sum_(best, turns, out=best)
        less(best, level, out=best)
        sum_(best, own, out=now)
    cells = inner.reshape(steps, height, width)
    through = cells[:, :, :names] + cells[::-1, :, names:]
    through -= cost
    rows: Ints = through.argmin(axis=1)
    return rows
