"""What is wrong with the facts of a snapshot, found before anything is computed; places name the row and the column.

The checks read the file a few times as a stream, in DuckDB whatever engine computes later: they need the numbers of rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import combinations
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from nhiemky.core.indicators.compute import NORMAL
from nhiemky.core.indicators.definition import Measures
from nhiemky.core.indicators.overlaps import counts_twice, overlapping
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Problem, Refused
from nhiemky.engine.problems import ENGINE_PROBLEMS
from nhiemky.engine.snapshot import FACTS, Snapshot, row

_SHOWN = 20
_HASHES_AT_ONCE = 16_000_000
_STATED_MISSING = ("L", "M", "O", "Q")
"""SDMX OBS_STATUS: kinds of missing values."""
_KEYS = ("unit", "measure", "period")


@dataclass(frozen=True)
class Checked:
    """The periods for which each measure has rows, by their codes; warnings."""

    periods: Mapping[str, Mapping[str, Period]]
    warnings: tuple[Problem, ...]

    def stated_for(self, measures: Iterable[str]) -> Mapping[str, Period]:
        """The periods for which any of these measures has rows."""
        return {code: period for name in measures for code, period in self.periods.get(name, {}).items()}


@dataclass(frozen=True)
class _Group:
    """Facts of one measure and period: rows, present values, values marked as missing."""

    measure: str | None
    period: str | None
    rows: int
    present: int
    marked: int


def check_facts(snapshot: Snapshot, measures: Measures, used: frozenset[str], connection: ibis.BaseBackend) -> Checked:
    """Raises Refused with S04 to S07, S10 (for the `used` measures) and K01 or K02, at most 20 rows of each."""
    facts = connection.read_parquet(snapshot.facts_file, table_name="checked_facts", file_row_number=True)
    groups = _groups(facts, connection)
    problems = [
        *_empty(facts, connection, groups),
        *_not_finite(facts, snapshot, connection),
        *_unknown_units(facts, snapshot, connection),
    ]
    periods, unreadable = _periods(facts, groups, connection)
    problems += unreadable
    if not problems:
        problems += _repeated(facts, snapshot, connection)
    if not problems:
        problems += _overlaps(
            facts, snapshot, {code: measures[code] for code in sorted(used)}, groups, periods, connection
        )
    if problems:
        raise Refused(*problems)
    return Checked(_by_measure(groups, periods), tuple(_warnings(groups, measures)))


def _by_measure(groups: Sequence[_Group], periods: Mapping[str, Period]) -> Mapping[str, Mapping[str, Period]]:
    found: dict[str, dict[str, Period]] = defaultdict(dict)
    for group in groups:
        if group.measure is not None and group.period is not None:
            found[group.measure][group.period] = periods[group.period]
    return found


def _groups(facts: ir.Table, connection: ibis.BaseBackend) -> list[_Group]:
    marked = facts.count(where=(facts.status != NORMAL) & facts.value.notnull() & facts.status.isin(_STATED_MISSING))
    counted = facts.group_by("measure", "period").agg(rows=facts.count(), present=facts.value.count(), marked=marked)
    return [_Group(**each) for each in connection.to_pyarrow(counted).to_pylist()]


def _rows(found: ir.Table, connection: ibis.BaseBackend) -> list[dict[str, Any]]:
    """The first rows of a selection, with `row` counted from 1."""
    counted = found.mutate(row=found.file_row_number + 1).drop("file_row_number").order_by("row").limit(_SHOWN)
    first: list[dict[str, Any]] = connection.to_pyarrow(counted).to_pylist()
    return first


def _empty(facts: ir.Table, connection: ibis.BaseBackend, groups: Sequence[_Group]) -> Iterator[Problem]:
    for column in _KEYS:
        if column != "unit" and all(getattr(group, column) is not None for group in groups):
            continue
        for found in _rows(facts.filter(facts[column].isnull()), connection):
            yield ENGINE_PROBLEMS.problem("S04", row(FACTS, found["row"], column))


def _not_finite(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    if not pa.types.is_floating(snapshot.value_type):
        return
    for found in _rows(facts.filter(facts.value.isnan() | facts.value.isinf()), connection):
        yield ENGINE_PROBLEMS.problem("S05", row(FACTS, found["row"], "value"), found=found["value"])


def _unknown_units(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    stated = connection.to_pyarrow(facts.select("unit").distinct())["unit"].to_pylist()
    unknown = set(stated) - {unit.code for unit in snapshot.units} - {None}
    if unknown:
        for found in _rows(facts.filter(facts.unit.isin(sorted(unknown))), connection):
            yield ENGINE_PROBLEMS.problem("S06", row(FACTS, found["row"], "unit"), unit=found["unit"])


def _periods(
    facts: ir.Table, groups: Sequence[_Group], connection: ibis.BaseBackend
) -> tuple[dict[str, Period], list[Problem]]:
    read: dict[str, Period] = {}
    problems: list[Problem] = []
    for code in sorted({group.period for group in groups if group.period is not None}):
        try:
            read[code] = parse_period(code)
        except Refused as refused:
            for found in _rows(facts.filter(facts.period == code), connection):
                place = row(FACTS, found["row"], "period")
                problems += [Problem(each.code, place, each.vi, each.en) for each in refused.problems]
    return read, problems[:_SHOWN]


def _repeated(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    keys = [*_KEYS, *snapshot.dimensions]
    if not _hashes_repeat(facts, keys, snapshot.rows, connection):
        return
    twice = facts.group_by(keys).having(facts.count() > 1).agg(first=facts.file_row_number.min() + 1).limit(_SHOWN)
    found = ibis.memtable(connection.to_pyarrow(twice))
    again = facts.join(found, [facts[key].identical_to(found[key]) for key in keys])
    for each in _rows(again.filter(again.file_row_number + 1 != again["first"]), connection):
        place = row(FACTS, each["row"])
        yield ENGINE_PROBLEMS.problem("S07", place, row=each["first"], **{key: each[key] for key in _KEYS})


def _hashes_repeat(facts: ir.Table, keys: Sequence[str], rows: int, connection: ibis.BaseBackend) -> bool:
    """Whether two rows might state the same: equal keys have equal hashes, and sorting hashes is three times as fast.

    Some millions at a time, so that memory stays flat.
    """
    chained = ibis.udf.scalar.builtin(_chained, name="hash", signature=((dt.uint64, dt.string), dt.uint64))
    hashed = facts.select(
        hash=reduce(lambda before, key: chained(before, facts[key]), keys, ibis.literal(0, dt.uint64))
    )
    parts = 1 + rows // _HASHES_AT_ONCE
    for part in range(parts):
        chosen = hashed.filter(hashed.hash % parts == part) if parts > 1 else hashed
        found = np.sort(connection.to_pyarrow(chosen)["hash"].to_numpy())
        if (found[1:] == found[:-1]).any():
            return True
    return False


def _chained(before: object, key: object) -> object:
    raise NotImplementedError(before, key)


def _overlaps(
    facts: ir.Table,
    snapshot: Snapshot,
    measures: Measures,
    groups: Sequence[_Group],
    periods: Mapping[str, Period],
    connection: ibis.BaseBackend,
) -> Iterator[Problem]:
    """Only the pairs of periods that occur for one measure are looked up, so usual snapshots cost nothing here."""
    for code, measure in measures.items():
        stated = [periods[group.period] for group in groups if group.measure == code and group.present and group.period]
        if not counts_twice(measure) or not any(overlapping(stated)):
            continue
        for first, second in combinations(sorted(stated, key=lambda each: (each.start, each.end)), 2):
            if second.start <= first.end:
                yield from _overlap(facts, snapshot, code, (first, second), connection)


def _overlap(
    facts: ir.Table, snapshot: Snapshot, measure: str, pair: tuple[Period, Period], connection: ibis.BaseBackend
) -> Iterator[Problem]:
    present = facts.filter((facts.measure == measure) & facts.value.notnull())
    first, second = (present.filter(present.period == period.code).view() for period in pair)
    series = [first[name].identical_to(second[name]) for name in ("unit", *snapshot.dimensions)]
    both = first.join(second, series, rname="{name}_other")
    both = both.select("unit", "file_row_number", other=both.file_row_number_other + 1)
    for each in _rows(both, connection)[:1]:
        place = row(FACTS, each["row"], "period")
        yield ENGINE_PROBLEMS.problem(
            "S10", place, period=pair[0], other=pair[1], row=each["other"], unit=each["unit"], measure=measure
        )


def _warnings(groups: Sequence[_Group], measures: Measures) -> Iterator[Problem]:
    for measure in sorted({group.measure for group in groups if group.measure} - measures.keys()):
        rows = sum(group.rows for group in groups if group.measure == measure)
        yield ENGINE_PROBLEMS.problem("S20", FACTS, measure=measure, rows=Decimal(rows))
    if marked := sum(group.marked for group in groups):
        yield ENGINE_PROBLEMS.problem("S21", FACTS, rows=Decimal(marked))
