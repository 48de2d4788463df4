"""What a roll-up keeps: which quantities its values are put together from, in which periods, by which versions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from nhiemky.core.indicators.definition import At, IndicatorDefinition, Order, OverUnits
from nhiemky.core.indicators.folder import Definitions
from nhiemky.core.indicators.formula import Expression, measures_of
from nhiemky.core.indicators.periods import Period

SINGLE = "="
"""What the name of a quantity begins with that is an indicator's formula run in each unit."""


@dataclass(frozen=True)
class Plan:
    """What is kept: indicators over measures, in periods. `refused` measures count nowhere, nor what reads them.

    In each period the versions of its last day apply.
    """

    definitions: Definitions
    periods: Sequence[Period]
    refused: frozenset[str] = frozenset()
    _around: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def by_code(self) -> Mapping[str, Period]:
        """The kept periods by code."""
        return {period.code: period for period in self.periods}

    @cached_property
    def _stretches(self) -> Sequence[tuple[Mapping[str, IndicatorDefinition], tuple[Period, ...]]]:
        return [
            (
                {code: each for code, each in found.items() if not measures_of(each.expression) & self.refused},
                periods,
            )
            for found, periods in self.definitions.for_periods(self.periods)
        ]

    @cached_property
    def _in_force(self) -> Mapping[str, Mapping[str, IndicatorDefinition]]:
        return {period.code: found for found, periods in self._stretches for period in periods}

    @cached_property
    def _readers(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        by_stretch = []
        for found, periods in self._stretches:
            readers: dict[str, list[str]] = defaultdict(list)
            for code in sorted(found):
                for quantity in quantities(found[code]):
                    readers[quantity].append(code)
            by_stretch.append(({quantity: tuple(codes) for quantity, codes in readers.items()}, periods))
        return {period.code: readers for readers, periods in by_stretch for period in periods}

    @cached_property
    def all_quantities(self) -> frozenset[str]:
        """Every quantity that is kept in some period."""
        return frozenset().union(*(readers.keys() for readers in self._readers.values()))

    @cached_property
    def read_together(self) -> frozenset[frozenset[str]]:
        """The quantities of each indicator that reads several."""
        read = {frozenset(quantities(each)) for found, _ in self._stretches for each in found.values()}
        return frozenset(each for each in read if len(each) > 1)

    def readers(self, quantity: str, period: str) -> tuple[str, ...]:
        """The indicators that read a quantity in a kept period."""
        return self._readers[period].get(quantity, ())

    def definition(self, code: str, period: str) -> IndicatorDefinition | None:
        """The version that applies to a kept period; None where there is none that can be computed."""
        return self._in_force[period].get(code)

    def how(self, quantity: str, period: str) -> OverUnits:
        """How a quantity is aggregated over units."""
        if quantity.startswith(SINGLE):
            return self._in_force[period][quantity.removeprefix(SINGLE)].over_units
        return self.definitions.measures[quantity].over_units

    def keeps_stated_periods(self, quantity: str) -> bool:
        """Whether its partials are of the periods that facts state."""
        return not quantity.startswith(SINGLE) and self.definitions.measures[quantity].order is Order.UNITS_FIRST

    def measures(self, quantity: str) -> frozenset[str]:
        """The measures whose facts a quantity is put together from, in any version."""
        if not quantity.startswith(SINGLE):
            return frozenset({quantity})
        versions = (found.get(quantity.removeprefix(SINGLE)) for found, _ in self._stretches)
        return frozenset().union(*(measures_of(each.expression) for each in versions if each is not None))

    def around(self, period: Period) -> tuple[Period, ...]:
        """The kept periods that a stated one lies in."""
        if period not in self._around:
            self._around[period] = tuple(each for each in self.periods if each.contains(period))
        return self._around[period]


@lru_cache(maxsize=1024)
def _parts(expression: Expression) -> tuple[str, ...]:
    return tuple(sorted(measures_of(expression)))


def quantities(definition: IndicatorDefinition) -> tuple[str, ...]:
    """What an indicator's value is put together from."""
    if definition.at is At.UNIT:
        return (SINGLE + definition.code,)
    return _parts(definition.expression)
