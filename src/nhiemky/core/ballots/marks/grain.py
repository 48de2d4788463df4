"""Names on a grainy page: how much more ink each has than the paper's own grain, where the pen itself is faint.

A strike of a pen that hardly stands out of the grain is lost on every short stretch; over a whole name two things are
left: all its paper is a little darker than other names' paper, and all whites between its letters are crossed. Either
may come by chance, both together seldom do, so they are added, in units of the page's own grain.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.ridges import USUAL, Shown
from nhiemky.core.ballots.marks.sight import Bytes, Floats, Ints
from nhiemky.core.ballots.medians import median, percentile


@dataclass(frozen=True)
class Grain:
    """The ink beyond a page's grain at some of its names (n), the most of it that an untouched one may have, and
    whether the page's pens `drown` in the grain: then a strike may have left nothing to be found by."""

    beyond: Floats
    most: float
    drown: bool


def beyond_grain(ink: Bytes, shown: Shown, names: Ints, crossed: Floats, pens: Floats) -> Grain:
    """Hold some untouched names of a page (by their numbers) against its grain.

    `ink` is the new ink of all names (n, rows, width), `crossed` how dark the whites of those names are, `pens` the
    contrasts of all ink on the page's other names.
    """
    if not len(names) or median(crossed) < limits.GRAINY:
        return Grain(np.zeros(len(names), np.float32), 1.0, drown=False)
    usual = percentile(crossed, USUAL)
    rows, width = shown.mask.shape[1:]
    part = ink[names, shown.top : shown.top + rows, shown.left : shown.left + width]
    mask = shown.mask[names]
    sigma = _sigma(part, mask)
    pen = float(median(pens)) * 255 / sigma if len(pens) else 0.0
    most = max(limits.BEYOND_GRAIN, limits.BEYOND_OF_PEN * pen)
    paper = _means(part, mask)
    darker = (paper - percentile(paper, USUAL)) * limits.GRAIN_SHARED
    drown = bool(len(pens)) and pen < limits.DROWNED
    return Grain(np.asarray((darker + (crossed - usual) * 255) / sigma, np.float32), most, drown)


def _means(part: Bytes, mask: Bytes) -> Floats:
    """The mean darkness of each name's paper (n), in levels."""
    masked = cv2.bitwise_and(part.reshape(-1, part.shape[2]), mask.reshape(-1, part.shape[2])).reshape(len(part), -1)
    sums = cv2.reduce(masked, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    seen = cv2.reduce(mask.reshape(len(mask), -1), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0] / 255
    return np.asarray(sums / np.maximum(seen, 1), np.float32)


def _sigma(part: Bytes, mask: Bytes) -> float:
    """The standard deviation of blank paper in levels, half a level at least."""
    width = part.shape[2]
    counts = cv2.calcHist([part.reshape(-1, width)], [0], mask.reshape(-1, width), [256], [0, 256]).ravel()
    levels = np.arange(256)
    total = max(float(counts.sum()), 1.0)
    mean = float((counts * levels).sum()) / total
    variance = float((counts * (levels - mean) ** 2).sum()) / total
    return max(math.sqrt(variance), 0.5)
