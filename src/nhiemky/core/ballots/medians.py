"""Medians of small arrays: NumPy's own take ten times as long, most of it to look for what these cannot hold."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.floating[Any]]


def median(values: NDArray[Any], axis: int = 0) -> Numbers:
    """The median along an axis that is not empty; of an even number the mean of the two in the middle."""
    ordered = np.sort(values, axis=axis)
    last = values.shape[axis] - 1
    middle: Numbers = ordered.take(last // 2, axis).astype(np.float64)
    return (middle + ordered.take(last - last // 2, axis)) / 2 if last % 2 else middle


def row_medians(values: Numbers) -> Numbers:
    """The median of each row (n, m) without its NaN, of which no row may be full."""
    ordered = np.sort(values, axis=1)
    counts, rows = (~np.isnan(values)).sum(axis=1), np.arange(len(values))
    middle: Numbers = (ordered[rows, (counts - 1) // 2] + ordered[rows, counts // 2]) / 2
    return middle


def percentile(values: Numbers, percent: float) -> float:
    """The value below which so many of a hundred lie, between two values on the straight line from one to the other."""
    ordered = np.sort(values)
    place = (len(ordered) - 1) * percent / 100
    at = int(place)
    low, high, part = float(ordered[at]), float(ordered[min(at + 1, len(ordered) - 1)]), place - at
    step = high - low
    return low + step * part if part < 0.5 else high - step * (1 - part)
