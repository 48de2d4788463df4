"""Unusual figures, told robustly where enterprises differ by orders of magnitude.

Figures are compared by their logarithms, as binary fractions: they only decide whether somebody is asked, and nothing
is computed from them. Against the reporter's own earlier figures: a modified z-score of the kind of B. Iglewicz and
D. Hoaglin, “How to Detect and Handle Outliers” (ASQC 1993), limit 3.5. Against other reporters: the boxplot adjusted
for skew of M. Hubert and E. Vandervieren, Computational Statistics & Data Analysis 52 (2008) 5186–5201, with the
medcouple of G. Brys, M. Hubert and A. Struyf, J. Comput. Graph. Statist. 13 (2004) 996–1017.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Self

import numpy as np

LIMIT = 3.5
# The median absolute deviation of a normal distribution is 1 / 1.4826 of its standard deviation.
_MAD_SCALE = 1.4826
# Changes of a fifth are ordinary even for one whose figures hardly ever move.
_SMALLEST_SCALE = math.log10(1.2)
# Nor is a figure ordinary because earlier ones jumped about: a factor of 5 is always asked about.
# `bench/reporting_checks.py` shows what 3 to 8 would cost in false alarms and give in mistakes noticed.
_LARGEST_SCALE = math.log10(5) / LIMIT
FEWEST_EARLIER = 3
_MOST_EARLIER = 8
FEWEST_PEERS = 12
# How close to a power of ten the ratio is that a comma or a unit in the wrong place leaves.
_NEAR_POWER = math.log10(1.6)
_WHISKER = 1.5


def distance(value: Decimal, earlier: Sequence[Decimal]) -> float | None:
    """How far a figure lies from the nearest of what could be expected, in units of LIMIT: above 1 it is unusual.

    `earlier` are the figures of the periods before, oldest first. Expected are the latest, the middle of the last
    eight, and the one four periods back (the season). None when fewer than three figures above 0 are known, or when
    the figure itself is not above 0.
    """
    known = [math.log10(each) for each in earlier[-_MOST_EARLIER:] if each > 0]
    if len(known) < FEWEST_EARLIER or value <= 0:
        return None
    return _nearest(math.log10(value), known) / (LIMIT * _scale(known))


def slip(value: Decimal, earlier: Sequence[Decimal]) -> int | None:
    """The power of ten by which a figure seems misplaced: 1 for a lost comma, 3 for a unit; None for none."""
    known = [math.log10(each) for each in earlier[-_MOST_EARLIER:] if each > 0]
    if not known or value <= 0:
        return None
    apart = math.log10(value) - known[-1]
    power = round(apart)
    return power if power and abs(apart - power) <= _NEAR_POWER else None


def is_small_change(value: Decimal, latest: Decimal) -> bool:
    """Whether a count moved no more than chance moves counts: three standard deviations of Poisson's, and two more."""
    return abs(value - latest) <= 3 * max(value, latest, Decimal(0)).sqrt() + 2


def fell_to_nothing(value: Decimal, earlier: Sequence[Decimal]) -> bool:
    """Whether a figure is 0 that was above 0 in each of the last periods."""
    return not value and len(earlier) >= FEWEST_EARLIER and all(each > 0 for each in earlier[-_MOST_EARLIER:])


@dataclass(frozen=True)
class Fences:
    """What is usual among others: from `low` to `high`."""

    low: Decimal
    high: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a figure is usual."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Others:
    """The figures of others, as the common logarithms of those above 0 in ascending order."""

    logs: tuple[float, ...]

    @classmethod
    def of(cls, figures: Iterable[Decimal]) -> Self:
        """Of figures in any order."""
        return cls(tuple(sorted(math.log10(each) for each in figures if each > 0)))

    @cached_property
    def fences(self) -> Fences | None:
        """The usual range, by the adjusted boxplot of the logarithms; None of fewer than twelve."""
        if len(self.logs) < FEWEST_PEERS:
            return None
        first, third = self._quartiles
        skew, spread = medcouple(self.logs), max(third - first, _SMALLEST_SCALE)
        below, above = (-4, 3) if skew >= 0 else (-3, 4)
        return Fences(
            _power(first - _WHISKER * math.exp(below * skew) * spread),
            _power(third + _WHISKER * math.exp(above * skew) * spread),
        )

    def crossed_by(self, value: Decimal) -> Fences | None:
        """The usual range when a figure above 0 lies outside of it; None when it does not, or nothing is usual.

        What lies between the quartiles is inside whatever the skew: each fence is at least half a percent of its
        quartile away, which is more than rounding takes. So half of all figures never ask for the medcouple.
        """
        if len(self.logs) < FEWEST_PEERS:
            return None
        first, third = self._quartiles
        if first <= math.log10(value) <= third:
            return None
        return None if self.fences is None or self.fences.holds(value) else self.fences

    @cached_property
    def _quartiles(self) -> tuple[float, float]:
        return _quantile(self.logs, 0.25), _quantile(self.logs, 0.75)


def medcouple(values: Iterable[float]) -> float:
    """The medcouple, a robust measure of skew from -1 to 1: plainly by all pairs, for at most some hundred figures."""
    listed = np.sort(np.fromiter(values, float))
    if not len(listed):
        return 0.0
    middle = np.median(listed)
    above = (listed[listed >= middle] - middle)[:, np.newaxis]
    below = (middle - listed[listed <= middle][::-1])[np.newaxis, :]
    # Pairs of values equal to the median: -1, 0 or 1 by their order, as Brys et al. define them.
    order = np.arange(above.size)[:, np.newaxis] + np.arange(below.size)[np.newaxis, :]
    kernels = np.sign(order - (np.count_nonzero(listed == middle) - 1)).astype(float)
    np.divide(above - below, above + below, out=kernels, where=(above + below) != 0)
    return float(np.median(kernels))


def _nearest(value: float, known: Sequence[float]) -> float:
    season = known[-4:-3]
    return min(abs(value - each) for each in (known[-1], median(known), *season))


def _scale(known: Sequence[float]) -> float:
    changes = [abs(later - sooner) for sooner, later in pairwise(known)]
    return min(max(_SMALLEST_SCALE, _MAD_SCALE * median(changes)), _LARGEST_SCALE)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Linear between neighbours (type 7 of R. Hyndman and Y. Fan, 1996); `share` is below 1, figures are several."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def _power(exponent: float) -> Decimal:
    # Three digits say enough of a bound that nobody types.
    return Decimal(f"{10**exponent:.3g}")
