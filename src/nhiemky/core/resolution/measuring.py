"""Whether an indicator can measure a target: it exists, is still computed for the period, and counts the same thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.goals import Shape
from nhiemky.core.indicators.units import parse_unit
from nhiemky.core.problem import Problem
from nhiemky.core.quantities import PERCENT
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS
from nhiemky.core.resolution.targets import Target

_NOT_COMPARED = frozenset({Shape.MILESTONE, Shape.GROWTH})
"""A milestone is reached or not, whatever is counted; growth is in percent of anything."""


@dataclass(frozen=True)
class Gauge:
    """What a target needs to know of an indicator: its name, its unit, and its last day where it is retired."""

    name: Bilingual
    unit: str
    last_day: date | None = None

    def ends_before(self, day: date) -> bool:
        """Whether a period that ends on this day is not computed any more."""
        return self.last_day is not None and self.last_day < day


def measuring_problems(target: Target, gauges: Mapping[str, Gauge]) -> Iterator[Problem]:
    """T04: nobody knows the indicator. T05: it counts another thing. T06: it is retired before the period ends.

    `gauges` are all indicators by code. The place is the target's number.
    """
    if target.indicator is None:
        return
    place, gauge = str(target.number), gauges.get(target.indicator)
    if gauge is None:
        yield RESOLUTION_PROBLEMS.problem("T04", place, number=target.number, code=target.indicator)
        return
    if gauge.ends_before(target.goal.period.end):
        yield RESOLUTION_PROBLEMS.problem("T06", place, number=target.number, name=gauge.name, day=gauge.last_day)
    if target.goal.shape not in _NOT_COMPARED and not _alike(target.goal.unit, gauge.unit):
        yield RESOLUTION_PROBLEMS.problem(
            "T05", place, number=target.number, unit=target.goal.unit or "–", name=gauge.name, other=gauge.unit
        )


def _alike(unit: str, other: str) -> bool:
    """The same dimensions; a percentage is only like another one, a bare number is a hundred times smaller."""
    return parse_unit(unit) == parse_unit(other) and (unit == PERCENT) == (other == PERCENT)
