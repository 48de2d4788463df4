"""The stored roll-up: reading and writing facts, standings, partials and values in as few queries as rows allow."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from itertools import batched, groupby
from typing import Any

from django.db import models

from nhiemky.core.indicators import rollup
from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.compute import Value as ComputedValue
from nhiemky.core.indicators.partials import Change, Partial
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.plan import Plan
from nhiemky.core.indicators.rollup import TOTAL, Key, Place
from nhiemky.indicators import bulk
from nhiemky.indicators.models import (
    Computation,
    IndicatorValue,
    PartialValue,
    SplitValue,
    StandingUnit,
    StatedFact,
)

ROWS_AT_ONCE = 2000
_CODES_AT_ONCE = 500
"""SQLite takes a limited number of parameters in one statement."""


def line_of(fact: Fact) -> str:
    """A fact as the fingerprint reads it: the same text in any database."""
    value = "" if fact.value is None else f"{decimal(fact.value):.10f}"
    return f"{fact.unit}\t{fact.measure}\t{fact.period.code}\t{value}\t{fact.status}"


def decimal(value: Fraction) -> Decimal:
    """A fraction that is a decimal number, as such."""
    scaled = value * 10**10
    return Decimal(scaled.numerator).scaleb(-10)


def core_fact(row: StatedFact) -> Fact:
    """A stored fact for the rules in `core`."""
    value = None if row.value is None else Fraction(row.value)
    return Fact(row.unit, row.measure, parse_period(row.period), value, row.status)


def stored_facts(units: Iterable[str]) -> dict[str, dict[tuple[str, str], tuple[int, Fact]]]:
    """The facts kept of some units, each with its row's number, by unit, measure and period."""
    found: dict[str, dict[tuple[str, str], tuple[int, Fact]]] = {}
    for some in batched(units, _CODES_AT_ONCE):
        for row in StatedFact.objects.filter(unit__in=some):
            found.setdefault(row.unit, {})[row.measure, row.period] = (row.pk, core_fact(row))
    return found


def all_facts() -> Iterator[tuple[str, list[Fact]]]:
    """All facts kept, unit by unit, in the order of codes; read as a stream."""
    rows = StatedFact.objects.order_by("unit", "measure", "period").iterator(chunk_size=ROWS_AT_ONCE)
    for unit, group in groupby(rows, key=lambda row: row.unit):
        yield unit, [core_fact(row) for row in group]


def write_facts(removed: Iterable[int], written: Iterable[Fact]) -> None:
    """Take rows away by number and write facts, new or in the place of those with the same key."""
    for some in batched(removed, _CODES_AT_ONCE):
        StatedFact.objects.filter(pk__in=some).delete()
    rows = (
        (fact.unit, fact.measure, fact.period.code, None if fact.value is None else decimal(fact.value), fact.status)
        for fact in written
    )
    bulk.put(StatedFact, ["unit", "measure", "period"], ["value", "status"], rows)


def standing(row: StandingUnit, facts: Iterable[Fact]) -> rollup.Standing:
    """A stored unit with its facts for the rules in `core`."""
    return rollup.Standing(tuple(facts), tuple(row.line), tuple(row.splits.items()))


def _partial(row: PartialValue) -> Partial:
    return Partial(Fraction(row.value), row.series, row.stated, tuple(map(int, row.present.split(","))))


@dataclass
class Cells:
    """The stored cells around some changes: partials read once, changed here, then written."""

    plan: Plan
    computation: Computation
    _partials: dict[Place, dict[str, Partial]] = field(default_factory=dict)

    def apply(self, found: Mapping[Key, Change]) -> None:
        """Let partials and values follow the changes."""
        self._read(found)
        written: list[Key] = []
        for key, change in found.items():
            before = self._partials.get(key.place, {}).get(key.quantity)
            after = change.applied(before, self.plan.how(key.quantity, key.place.period))
            if after is None:
                after = rollup.counted(self.plan, key, _below(self.plan, key))
            if after != before:
                self._partials.setdefault(key.place, {})[key.quantity] = after
                written.append(key)
        self._write_partials(written)
        self._write_values(rollup.touched(self.plan, written))

    def _read(self, found: Iterable[Key]) -> None:
        """All partials of the units, periods and dimensions that are touched, with those that formulas read beside."""
        self._partials.clear()
        places = {key.place for key in found}
        wanted = {(place.unit, place.dimension, place.split) for place in places}
        rows = PartialValue.objects.filter(quantity__in=self._quantities(found))
        rows = _narrowed(rows, "split", {place.split for place in places})
        rows = _narrowed(rows, "period", self._periods({place.period for place in places}))
        for some in batched(sorted({place.unit for place in places}), _CODES_AT_ONCE):
            for row in rows.filter(unit__in=some).iterator(chunk_size=ROWS_AT_ONCE):
                if (row.unit, row.dimension, row.split) in wanted:
                    place = Place(row.unit, row.period, row.dimension, row.split)
                    self._partials.setdefault(place, {})[row.quantity] = _partial(row)

    def _quantities(self, found: Iterable[Key]) -> set[str]:
        changed = {key.quantity for key in found}
        beside: set[str] = set()
        for read in self.plan.read_together:
            beside |= read if read & changed else set()
        return changed | beside

    def _periods(self, touched: set[str]) -> list[str]:
        """The touched periods, and every stated one that a value of a units-first measure may read."""
        if not any(self.plan.keeps_stated_periods(quantity) for quantity in self.plan.all_quantities):
            return sorted(touched)
        kept = {period.code for code in touched for period in self.plan.around(parse_period(code))}
        around = [parse_period(code) for code in touched | kept]
        stated = PartialValue.objects.order_by().values_list("period", flat=True).distinct()
        inside = {code for code in stated if any(period.contains(parse_period(code)) for period in around)}
        return sorted(touched | inside)

    def _lookup(self, quantity: str, place: Place) -> Mapping[str, Partial]:
        if not self.plan.keeps_stated_periods(quantity):
            found = self._partials.get(place, {}).get(quantity)
            return {} if found is None else {place.period: found}
        period = self.plan.by_code[place.period]
        return {
            each.period: partials[quantity]
            for each, partials in self._partials.items()
            if quantity in partials
            and (each.unit, each.dimension, each.split) == (place.unit, place.dimension, place.split)
            and period.contains(parse_period(each.period))
        }

    def _write_partials(self, keys: Sequence[Key]) -> None:
        rows, gone = [], []
        for quantity, place in keys:
            partial, named = self._partials[place][quantity], (*place, quantity)
            if partial.stated:
                present = ",".join(map(str, partial.present))
                rows.append((*named, str(partial.value), partial.series, partial.stated, present))
            else:
                gone.append(named)
        keys_of_row = [*Place._fields, "quantity"]
        bulk.take_away(PartialValue, keys_of_row, gone)
        bulk.put(PartialValue, keys_of_row, ["value", "series", "stated", "present"], rows)

    def _write_values(self, cells: Mapping[Place, Iterable[str]]) -> None:
        rows: dict[bool, list[tuple[Any, ...]]] = {True: [], False: []}
        gone: dict[bool, list[tuple[Any, ...]]] = {True: [], False: []}
        for place, codes in cells.items():
            total = place.dimension == TOTAL
            for code in codes:
                named = (code, *(place[:2] if total else place))
                value = rollup.value_of(self.plan, code, place, self._lookup)
                if value is None:
                    gone[total].append(named)
                else:
                    rows[total].append((*named, *self._columns(value)))
        for total, model in ((True, IndicatorValue), (False, SplitValue)):
            keys = ["indicator", *(Place._fields[:2] if total else Place._fields)]
            bulk.take_away(model, keys, gone[total])
            bulk.put(model, keys, _COLUMNS, rows[total])

    def _columns(self, value: ComputedValue) -> tuple[Any, ...]:
        definition = self.plan.definition(value.indicator, value.period.code)
        assert definition is not None
        written = None if value.value is None else value.value.quantize(_PLACES, context=_WIDE)
        return (
            self.computation.pk, definition.effective_from, written, definition.decimals, value.status, value.facts,
        )  # fmt: skip


_COLUMNS = ["computation_id", "version", "value", "decimals", "status", "facts"]
_PLACES, _WIDE = Decimal("1e-12"), Context(prec=60)


def _narrowed[M: models.Model](rows: models.QuerySet[M], column: str, values: Collection[str]) -> models.QuerySet[M]:
    """Only rows with these values, where they are few enough to be named."""
    return rows.filter(**{f"{column}__in": sorted(values)}) if len(values) <= _CODES_AT_ONCE else rows


def _below(plan: Plan, key: Key) -> Iterator[rollup.Standing]:
    """Every unit that counts for the unit of a cell, with its facts of the quantity's measures."""
    measures = plan.measures(key.quantity)
    rows = StandingUnit.objects.all() if key.place.unit else StandingUnit.objects.none()
    for some in batched(rows.iterator(chunk_size=ROWS_AT_ONCE), _CODES_AT_ONCE):
        inside = {row.code: row for row in some if key.place.unit in row.line}
        facts: dict[str, list[Fact]] = {code: [] for code in inside}
        for fact in StatedFact.objects.filter(unit__in=list(inside), measure__in=sorted(measures)):
            facts[fact.unit].append(core_fact(fact))
        yield from (standing(inside[code], rows) for code, rows in facts.items() if rows)
