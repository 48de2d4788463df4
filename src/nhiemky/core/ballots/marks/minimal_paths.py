"""The cheapest ways through n pictures at once, from their first column to their last, by dynamic programming."""

import numpy as np

from nhiemky.core.ballots.marks.sight import Floats, Ints


def cheapest(cost: Floats, turn: float) -> Ints:
    """The row of the cheapest way in every column (columns, n) of the costs of its steps (columns, height, n).

    A step may go up or down by one row, which costs `turn`.
    """
    names = cost.shape[2]
    # Ways from the start and from the end, side by side, meet in each cell.
    both = np.concatenate([cost, cost[::-1]], axis=2)
    sums = np.full((len(both) + 1, both.shape[1] + 2, 2 * names), 1e9, np.float32)
    sums[0, 1:-1] = 0
    best = np.empty(both.shape[1:], np.float32)
    for own, last, now in zip(both, sums, sums[1:], strict=False):
        np.minimum(last[:-2], last[2:], out=best)
        best += turn
        np.minimum(best, last[1:-1], out=best)
        np.add(best, own, out=now[1:-1])
    through = sums[1:, 1:-1, :names] + sums[:0:-1, 1:-1, names:] - cost
    rows: Ints = through.argmin(axis=1)
    return rows
