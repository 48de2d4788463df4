"""A roll-up that is kept: what a change of one unit's facts, or of its place in the tree, changes in the cells above.

Quantities are what cells keep partials of: a measure (by its code), or an indicator whose formula runs in each unit
(`=` and its code). A measure that goes over units first keeps partials of the periods that facts state; all other
quantities of the periods that are kept. The values are those of `compute`, which stays the oracle.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from nhiemky.core.indicators.compute import DIVISION_BY_ZERO, MISSING, Fact, over_time, round_half_up
from nhiemky.core.indicators.compute import Value as ComputedValue
from nhiemky.core.indicators.definition import At, IndicatorDefinition, MeasureDefinition, Measures, Order, OverUnits
from nhiemky.core.indicators.formula import Gap, Outcome, evaluate, measures_of
from nhiemky.core.indicators.partials import Change, Partial, status_of
from nhiemky.core.indicators.periods import Period, parse_period

_SINGLE = "="
TOTAL = ""
"""The dimension of cells that are not split."""


class Place(NamedTuple):
    """A cell: a unit with all below it, a period's code, and one value of one dimension (TOTAL: everything)."""

    unit: str
    period: str
    dimension: str = TOTAL
    split: str = ""


class Key(NamedTuple):
    """The partial of a quantity in a cell."""

    quantity: str
    place: Place


@dataclass(frozen=True)
class Standing:
    """A unit as the roll-up sees it: its facts, the units it counts for, and its value of each dimension."""

    facts: tuple[Fact, ...] = ()
    line: tuple[str, ...] = ()
    splits: tuple[tuple[str, str], ...] = ()


NOWHERE = Standing()


@dataclass(frozen=True)
class Plan:
    """What is kept: indicators over measures, in periods. `refused` measures count nowhere, nor what reads them."""

    definitions: Sequence[IndicatorDefinition]
    measures: Measures
    periods: Sequence[Period]
    refused: frozenset[str] = frozenset()
    _inside: dict[Period, tuple[Period, ...]] = field(default_factory=dict, repr=False)

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorDefinition]:
        """The indicators that can be computed, by code."""
        return {each.code: each for each in self.definitions if not measures_of(each.expression) & self.refused}

    @cached_property
    def readers(self) -> Mapping[str, tuple[str, ...]]:
        """The indicators that read each quantity."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self.indicators):
            for quantity in self.quantities(self.indicators[code]):
                found[quantity].append(code)
        return {quantity: tuple(codes) for quantity, codes in found.items()}

    @cached_property
    def by_code(self) -> Mapping[str, Period]:
        """The kept periods by code."""
        return {period.code: period for period in self.periods}

    def quantities(self, definition: IndicatorDefinition) -> tuple[str, ...]:
        """What an indicator's value is put together from."""
        if definition.at is At.UNIT:
            return (_SINGLE + definition.code,)
        return tuple(sorted(measures_of(definition.expression)))

    def how(self, quantity: str) -> OverUnits:
        """How a quantity is aggregated over units."""
        if quantity.startswith(_SINGLE):
            return self.indicators[quantity.removeprefix(_SINGLE)].over_units
        return self.measures[quantity].over_units

    def stated_periods(self, quantity: str) -> bool:
        """Whether its partials are of the periods that facts state."""
        return not quantity.startswith(_SINGLE) and self.measures[quantity].order is Order.UNITS_FIRST

    def measures_of(self, quantity: str) -> frozenset[str]:
        """The measures whose facts a quantity is put together from."""
        if quantity.startswith(_SINGLE):
            return measures_of(self.indicators[quantity.removeprefix(_SINGLE)].expression)
        return frozenset({quantity})

    def around(self, period: Period) -> tuple[Period, ...]:
        """The kept periods that a stated one lies in."""
        if period not in self._inside:
            self._inside[period] = tuple(each for each in self.periods if each.contains(period))
        return self._inside[period]


def contributions(plan: Plan, facts: Iterable[Fact]) -> dict[tuple[str, str], Partial]:
    """What one unit's own facts contribute to each quantity and period."""
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_measure[fact.measure].append(fact)
    found: dict[tuple[str, str], Partial] = {}
    for quantity in plan.readers:
        read = [fact for code in plan.measures_of(quantity) for fact in by_measure.get(code, ())]
        for period, inside in _inside(plan, quantity, read):
            found[quantity, period] = Partial.of(inside, _own(plan, quantity, inside))
    return found


def _inside(plan: Plan, quantity: str, facts: Sequence[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    if plan.stated_periods(quantity):
        yield from ((fact.period.code, [fact]) for fact in facts)
        return
    cells: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for period in plan.around(fact.period):
            cells[period.code].append(fact)
    yield from cells.items()


def _own(plan: Plan, quantity: str, facts: Sequence[Fact]) -> Fraction | None:
    """The value of one unit's facts in one period."""
    if not quantity.startswith(_SINGLE):
        return _aggregate(plan.measures[quantity], facts)
    definition = plan.indicators[quantity.removeprefix(_SINGLE)]
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_measure[fact.measure].append(fact)
    values = {code: _aggregate(plan.measures[code], rows) for code, rows in by_measure.items()}
    present = {code: value for code, value in values.items() if value is not None}
    outcome = evaluate(definition.expression, present) if present else Gap.MISSING
    return None if isinstance(outcome, Gap) else outcome


def _aggregate(measure: MeasureDefinition, facts: Sequence[Fact]) -> Fraction | None:
    values = {fact.period: fact.value for fact in facts if fact.value is not None}
    return over_time(measure, values) if values else None


def changes(plan: Plan, moved: Iterable[tuple[Standing, Standing]]) -> dict[Key, Change]:
    """What changes in the cells when units stand differently: pairs of before and after (NOWHERE: not there)."""
    found: dict[Key, Change] = defaultdict(Change)
    for before, after in moved:
        olds, news = contributions(plan, before.facts), contributions(plan, after.facts)
        stays = (before.line, before.splits) == (after.line, after.splits)
        for own in olds.keys() | news.keys():
            old, new = olds.get(own), news.get(own)
            if stays and old == new:
                continue
            for standing, partial, sign in ((before, old, -1), (after, new, 1)):
                if partial is not None:
                    _spread(found, plan.how(own[0]), own, standing, partial, sign)
    return found


def _spread(
    found: dict[Key, Change], how: OverUnits, own: tuple[str, str], standing: Standing, partial: Partial, sign: int
) -> None:
    quantity, period = own
    for unit in standing.line:
        for dimension, split in ((TOTAL, ""), *standing.splits):
            found[Key(quantity, Place(unit, period, dimension, split))].add(partial, how, sign)


def counted(plan: Plan, key: Key, standings: Iterable[Standing]) -> Partial:
    """A partial counted from the units themselves: all those that stand below its unit."""
    change = Change()
    how, place = plan.how(key.quantity), key.place
    for standing in standings:
        if place.unit in standing.line and (place.dimension, place.split) in ((TOTAL, ""), *standing.splits):
            partial = contributions(plan, standing.facts).get((key.quantity, place.period))
            if partial is not None:
                change.add(partial, how, 1)
    return change.applied(None, how) or Partial(Fraction(0), 0, 0)


def touched(plan: Plan, changed: Iterable[Key]) -> dict[Place, set[str]]:
    """The cells whose values have to be written anew, each with its indicators."""
    found: dict[Place, set[str]] = defaultdict(set)
    for quantity, place in changed:
        codes = plan.readers.get(quantity, ())
        if plan.stated_periods(quantity):
            for period in plan.around(parse_period(place.period)):
                found[place._replace(period=period.code)].update(codes)
        else:
            found[place].update(codes)
    return found


type Lookup = Callable[[str, Place], Mapping[str, Partial]]
"""The partials of a quantity in a cell by period: the cell's own, or those of all stated periods inside it."""


def value_of(plan: Plan, definition: IndicatorDefinition, place: Place, lookup: Lookup) -> ComputedValue | None:
    """An indicator's value in one cell; None where no fact was stated."""
    found = {quantity: lookup(quantity, place) for quantity in plan.quantities(definition)}
    used = [partial for partials in found.values() for partial in partials.values() if partial.stated]
    if not used:
        return None
    outcome = _outcome(plan, definition, found)
    facts, period = sum(each.facts for each in used), plan.by_code[place.period]
    split = ((place.dimension, place.split or None),) if place.dimension else ()
    if isinstance(outcome, Gap):
        status = DIVISION_BY_ZERO if outcome is Gap.DIVISION_BY_ZERO else MISSING
        return ComputedValue(definition.code, place.unit, period, split, None, None, status, facts)
    rounded = round_half_up(outcome, definition.decimals)
    return ComputedValue(definition.code, place.unit, period, split, rounded, outcome, status_of(used), facts)


def _outcome(plan: Plan, definition: IndicatorDefinition, found: Mapping[str, Mapping[str, Partial]]) -> Outcome:
    values = {quantity: _value(plan, quantity, partials) for quantity, partials in found.items()}
    present = {quantity: value for quantity, value in values.items() if value is not None}
    if definition.at is At.UNIT:
        return next(iter(present.values()), Gap.MISSING)
    return evaluate(definition.expression, present)


def _value(plan: Plan, quantity: str, partials: Mapping[str, Partial]) -> Fraction | None:
    how = plan.how(quantity)
    results = {code: partial.result(how) for code, partial in partials.items()}
    if not plan.stated_periods(quantity):
        return next(iter(results.values()), None)
    values = {parse_period(code): value for code, value in results.items() if value is not None}
    return over_time(plan.measures[quantity], values) if values else None
