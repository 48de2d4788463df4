"""A roll-up that is kept: what a change of one unit's facts, or of its place in the tree, changes in the cells above.

Quantities are what cells keep partials of: a measure (by its code), or an indicator whose formula runs in each unit
(`=` and its code). A measure that goes over units first keeps partials of the periods that facts state; all other
quantities of the periods that are kept. The values are those of `compute`, which stays the oracle.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from nhiemky.core.indicators.compute import DIVISION_BY_ZERO, MISSING, Fact, over_time, round_half_up
from nhiemky.core.indicators.compute import Value as ComputedValue
from nhiemky.core.indicators.definition import At, IndicatorDefinition, MeasureDefinition, OverUnits
from nhiemky.core.indicators.formula import Gap, Outcome, evaluate, measures_of
from nhiemky.core.indicators.partials import Change, Partial, status_of
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.plan import SINGLE, Plan, quantities

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


def contributions(plan: Plan, facts: Iterable[Fact]) -> dict[tuple[str, str], Partial]:
    """What one unit's own facts contribute to each quantity and period."""
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_measure[fact.measure].append(fact)
    found: dict[tuple[str, str], Partial] = {}
    for quantity in plan.all_quantities:
        read = [fact for code in plan.measures(quantity) for fact in by_measure.get(code, ())]
        if quantity.startswith(SINGLE):
            for period, inside in _inside(plan, read):
                definition = plan.definition(quantity.removeprefix(SINGLE), period)
                if definition is not None and definition.at is At.UNIT:
                    found |= _of_formula(plan, definition, quantity, period, inside)
        elif plan.keeps_stated_periods(quantity):
            found |= {(quantity, fact.period.code): Partial.of([fact], fact.value) for fact in read}
        else:
            measure = plan.definitions.measures[quantity]
            for period, inside in _inside(plan, read):
                found[quantity, period] = Partial.of(inside, _aggregate(measure, inside))
    return found


def _inside(plan: Plan, facts: Sequence[Fact]) -> Iterable[tuple[str, list[Fact]]]:
    cells: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for period in plan.around(fact.period):
            cells[period.code].append(fact)
    return cells.items()


def _of_formula(
    plan: Plan, definition: IndicatorDefinition, quantity: str, period: str, facts: Sequence[Fact]
) -> dict[tuple[str, str], Partial]:
    """The formula in one unit over its own facts; nothing where the version of this period reads none of them."""
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.measure in measures_of(definition.expression):
            by_measure[fact.measure].append(fact)
    values = {code: _aggregate(plan.definitions.measures[code], rows) for code, rows in by_measure.items()}
    present = {code: value for code, value in values.items() if value is not None}
    outcome = evaluate(definition.expression, present) if present else Gap.MISSING
    read = [fact for rows in by_measure.values() for fact in rows]
    return {(quantity, period): Partial.of(read, None if isinstance(outcome, Gap) else outcome)} if read else {}


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
                    _spread(found, plan.how(*own), own, standing, partial, sign)
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
    place = key.place
    how = plan.how(key.quantity, place.period)
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
        stated = plan.keeps_stated_periods(quantity)
        for period in [each.code for each in plan.around(parse_period(place.period))] if stated else [place.period]:
            found[place._replace(period=period)].update(plan.readers(quantity, period))
    return found


type Lookup = Callable[[str, Place], Mapping[str, Partial]]
"""The partials of a quantity in a cell by period: the cell's own, or those of all stated periods inside it."""


def value_of(plan: Plan, code: str, place: Place, lookup: Lookup) -> ComputedValue | None:
    """An indicator's value in one cell; None where no fact was stated, or no version applies."""
    definition = plan.definition(code, place.period)
    if definition is None:
        return None
    found = {quantity: lookup(quantity, place) for quantity in quantities(definition)}
    used = [partial for partials in found.values() for partial in partials.values() if partial.stated]
    if not used:
        return None
    values = {quantity: _value(plan, quantity, place.period, partials) for quantity, partials in found.items()}
    present = {quantity: value for quantity, value in values.items() if value is not None}
    if definition.at is At.UNIT:
        outcome: Outcome = next(iter(present.values()), Gap.MISSING)
    else:
        outcome = evaluate(definition.expression, present)
    facts, period = sum(each.facts for each in used), plan.by_code[place.period]
    split = ((place.dimension, place.split or None),) if place.dimension else ()
    if isinstance(outcome, Gap):
        status = DIVISION_BY_ZERO if outcome is Gap.DIVISION_BY_ZERO else MISSING
        return ComputedValue(code, place.unit, period, split, None, None, status, facts)
    rounded = round_half_up(outcome, definition.decimals)
    return ComputedValue(code, place.unit, period, split, rounded, outcome, status_of(used), facts)


def _value(plan: Plan, quantity: str, period: str, partials: Mapping[str, Partial]) -> Fraction | None:
    how = plan.how(quantity, period)
    results = {code: partial.result(how) for code, partial in partials.items()}
    if not plan.keeps_stated_periods(quantity):
        return next(iter(results.values()), None)
    values = {parse_period(code): value for code, value in results.items() if value is not None}
    return over_time(plan.definitions.measures[quantity], values) if values else None
