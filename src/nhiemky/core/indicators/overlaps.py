"""Facts of one series whose periods share days: to add them would count the shared days twice.

Only sums and plain means over time are at risk; a last, first, smallest or largest value is right all the same.
"""

from collections.abc import Iterable, Iterator

from nhiemky.core.indicators.definition import MeasureDefinition, OverTime
from nhiemky.core.indicators.periods import Period

_ADDED = (OverTime.SUM, OverTime.AVERAGE)


def counts_twice(measure: MeasureDefinition) -> bool:
    """Whether overlapping facts of one series would falsify this measure."""
    return measure.over_time in _ADDED


def overlapping(periods: Iterable[Period]) -> Iterator[tuple[Period, Period]]:
    """Pairs of periods that share a day, the earlier one first; every period in such a pair is named at least once."""
    farthest: Period | None = None
    for period in sorted(periods, key=lambda each: (each.start, each.end, each.code)):
        if farthest is not None and period.start <= farthest.end:
            yield farthest, period
        if farthest is None or period.end > farthest.end:
            farthest = period
