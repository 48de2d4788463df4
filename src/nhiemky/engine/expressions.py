"""Measures aggregated over time and units as Ibis expressions: the same for every engine, and exact in all of them.

The engine only filters, joins, counts, adds, and takes extremes of decimals. It never divides and never rounds: a mean
is brought home as its sum and its count, and where means are added again, one row for each count.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from nhiemky.core.indicators.compute import LESS_FIRM, NORMAL, Unit
from nhiemky.core.indicators.definition import MeasureDefinition, Order, OverTime, OverUnits
from nhiemky.core.indicators.periods import Period
from nhiemky.engine.snapshot import MOST_DIGITS

AVERAGE = "average"
_COMMUTING = {(OverTime.SUM, OverUnits.SUM), (OverTime.MIN, OverUnits.MIN), (OverTime.MAX, OverUnits.MAX)}


@dataclass(frozen=True, order=True)
class Way:
    """How a measure is aggregated; measures of one way are computed in one expression."""

    over_time: OverTime
    over_units: OverUnits
    order: Order

    @classmethod
    def of(cls, measure: MeasureDefinition) -> "Way":
        """The way of a measure. Where both axes do the same, units come first: it makes the fewest groups."""
        commutes = (measure.over_time, measure.over_units) in _COMMUTING
        return cls(measure.over_time, measure.over_units, Order.UNITS_FIRST if commutes else measure.order)

    @property
    def inner(self) -> OverTime | OverUnits:
        """What is done first."""
        return self.over_units if self.order is Order.UNITS_FIRST else self.over_time

    @property
    def outer(self) -> OverTime | OverUnits:
        """What is done second."""
        return self.over_time if self.order is Order.UNITS_FIRST else self.over_units


@dataclass(frozen=True)
class Places:
    """The tables that put a fact into cells, small enough to be held here.

    `lines`: a row for each unit and each wanted unit it counts for (`above`, its place among the sorted codes), with
    the dimensions of the unit that are asked for. `moments`: a row for each stated period inside each asked period
    (`asked`, its place in the question), with `first` and `last`, larger for a fact that is more first or last.
    """

    lines: ir.Table
    split: tuple[str, ...]
    series: tuple[str, ...]


@dataclass(frozen=True)
class Moments:
    """Which stated periods (`period`) lie in which asked ones (`asked`, its place in the question).

    `all`: every such pair, with `first` and `last`, larger for a fact that is more first or last. `alone`: the pairs
    whose asked period holds no other stated one, so that there is nothing to aggregate over time; `several`: the other
    pairs. None: there are no such pairs.
    """

    all: ir.Table
    alone: ir.Table | None
    several: ir.Table | None


def lines_of(units: Sequence[Unit], wanted: frozenset[str] | None, *, alone: bool) -> list[tuple[Unit, int]]:
    """Each unit with the place of every wanted unit that it counts for: itself and those above, or only itself."""
    by_code = {unit.code: unit for unit in units}
    places = {code: place for place, code in enumerate(sorted(by_code))}
    found: list[tuple[Unit, int]] = []
    for unit in units:
        above: Unit | None = unit
        while above is not None:
            if alone or wanted is None or above.code in wanted:
                found.append((unit, places[above.code]))
            above = None if alone or above.parent is None else by_code[above.parent]
    return found


def lines_table(lines: Iterable[tuple[Unit, int]], dimensions: Mapping[str, str]) -> ir.Table:
    """The table `lines` of Places; `dimensions` gives the dimension of a unit for each further column."""
    rows = [(unit.code, place, *map(dict(unit.dimensions).get, dimensions.values())) for unit, place in lines]
    types = {"unit": pa.string(), "above": pa.int32()} | dict.fromkeys(dimensions, pa.string())
    return _table(types, rows)


def moments_of(stated: Mapping[str, Period], asked: Sequence[Period]) -> Moments | None:
    """None where no stated period lies in an asked one.

    Of two stated periods with the same last (first) day, the shorter is the last (first), as in `core`.
    """
    by_end = sorted(stated.values(), key=lambda each: (each.end, each.start, each.code))
    by_start = sorted(stated.values(), key=lambda each: (each.start, each.end, each.code), reverse=True)
    last = {each.code: place for place, each in enumerate(by_end)}
    first = {each.code: place for place, each in enumerate(by_start)}
    inside = [[code for code, period in stated.items() if question.contains(period)] for question in asked]
    pairs = [(code, place) for place, codes in enumerate(inside) for code in codes]

    def table(chosen: Iterable[tuple[str, int]]) -> ir.Table:
        types = {"period": pa.string(), "asked": pa.int32(), "first": pa.int32(), "last": pa.int32()}
        return _table(types, [(code, place, first[code], last[code]) for code, place in chosen])

    alone = [(code, place) for code, place in pairs if len(inside[place]) == 1]
    several = [(code, place) for code, place in pairs if len(inside[place]) > 1]
    if not pairs:
        return None
    return Moments(table(pairs), table(alone) if alone else None, table(several) if several else None)


def _table(types: Mapping[str, pa.DataType], rows: Sequence[Sequence[Any]]) -> ir.Table:
    columns = list(zip(*rows, strict=True)) or [() for _ in types]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types.values(), strict=True)]
    return ibis.memtable(pa.table(arrays, names=list(types)))


def measured(facts: ir.Table, places: Places, moments: Moments, way: Way) -> ir.Table:
    """Rows `measure, above, asked`, the split, `value`, `n`, `k`, `facts`, `rank` of measures that share a way.

    `facts`: `unit, measure, period, value, status` and the columns of the split and the series that facts have.
    `value` divided by `n` is the inner aggregate; where the outer one is a sum or a mean, its sum over the `k` groups
    with this `n`. `facts` counts present facts, `rank` is the lowest place in LESS_FIRM among them. Null: no such fact.
    """
    cell = ["measure", "above", "asked", *places.split]
    placed = ["measure", "above", "period", *places.split]
    averaged = way.inner == AVERAGE
    if way.order is Order.UNITS_FIRST:
        inner = _inner(facts.join(places.lines, "unit"), placed, way.over_units)
        return _outer(inner.join(moments.all, "period"), cell, way.over_time, averaged=averaged)
    parts = []
    if moments.several is not None:
        inner = _inner(
            facts.join(moments.several, "period"), ["measure", "unit", "asked", *places.series], way.over_time
        )
        parts.append(_outer(inner.join(places.lines, "unit"), cell, way.over_units, averaged=averaged))
    if moments.alone is not None:
        by_period = _outer(_as_inner(facts).join(places.lines, "unit"), placed, way.over_units, averaged=False)
        parts.append(by_period.join(moments.alone, "period").select(*cell, *_RESULTS))
    return parts[0] if len(parts) == 1 else _united(*parts)


def _united(first: ir.Table, second: ir.Table) -> ir.Table:
    """Sums and extremes of the same decimals differ in type, and tables of different types cannot be united."""
    scale = max(first.value.type().scale or 0, second.value.type().scale or 0)
    alike = [table.mutate(value=table.value.cast(dt.Decimal(MOST_DIGITS, scale))) for table in (first, second)]
    return alike[0].union(alike[1])


_RESULTS = ("value", "n", "k", "facts", "rank")


def _rank(facts: ir.Table) -> ir.Value:
    firm = len(LESS_FIRM)
    places = [(facts.status == status, place) for place, status in enumerate(LESS_FIRM)]
    return ibis.cases((facts.value.isnull(), None), (facts.status == NORMAL, firm), *places, else_=firm).cast("int32")


def _inner(facts: ir.Table, keys: list[str], how: OverTime | OverUnits) -> ir.Table:
    present = facts.value.count()
    found = facts.group_by(keys).agg(
        value=_combined(facts, facts.value, how),
        n=present if how == AVERAGE else ibis.literal(1, "int64"),
        facts=present,
        rank=_rank(facts).min(),
    )
    return found.select(*keys, "value", "n", "facts", "rank")


def _as_inner(facts: ir.Table) -> ir.Table:
    """Each fact as the aggregate of itself."""
    return facts.mutate(n=ibis.literal(1, "int64"), facts=facts.value.notnull().cast("int64"), rank=_rank(facts))


def _outer(table: ir.Table, keys: list[str], how: OverTime | OverUnits, *, averaged: bool) -> ir.Table:
    """Means with unlike counts stay apart, for fractions with unlike denominators are added at home."""
    apart = averaged and how not in _MOMENTS
    columns = {
        "value": _combined(table, table.value, how),
        "k": table.value.count(),
        "facts": table.facts.sum(),
        "rank": table["rank"].min(),
    }
    if not apart:
        columns["n"] = _combined(table, table.n, how) if averaged else ibis.literal(1, "int64")
    found = table.group_by([*keys, "n"] if apart else keys).agg(**columns)
    return found.select(*keys, *_RESULTS)


_MOMENTS = (OverTime.FIRST, OverTime.LAST)
_EXTREMES = (OverUnits.MIN, OverUnits.MAX)


def _combined(table: ir.Table, column: ir.Value, how: OverTime | OverUnits) -> ir.Value:
    if how in _MOMENTS:
        return _at_most(column.type())(column, table[str(how)], where=table.value.notnull())
    if how in _EXTREMES:
        return column.min() if how == OverUnits.MIN else column.max()
    return column.sum()


def _at_most(kind: dt.DataType) -> Any:
    """The value where a key is largest. Ibis' own `argmax` sorts every group, which DuckDB does five times slower."""
    return ibis.udf.agg.builtin(lambda value, key: value, name="max_by", signature=((kind, dt.int32), kind))
