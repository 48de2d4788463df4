"""What is wrong with the facts of a snapshot, found before anything is computed; places name the row and the column.

The checks read the file a few times as a stream, in DuckDB whatever computes later: they need the numbers of rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nhiemky.core.indicators.compute import NORMAL
from nhiemky.core.indicators.definition import Measures
from nhiemky.core.indicators.overlaps import counts_twice
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Problem, Refused
from nhiemky.engine.problems import ENGINE_PROBLEMS
from nhiemky.engine.repeats import added_twice, overlapping_pairs, repeated
from nhiemky.engine.rows import KEYS, SHOWN, first_rows, row
from nhiemky.engine.snapshot import FACTS, Snapshot

_STATED_MISSING = ("L", "M", "O", "Q")
"""SDMX OBS_STATUS: kinds of missing values."""


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
        problems += repeated(facts, snapshot, connection)
    if not problems:
        stated = _by_measure([group for group in groups if group.present], periods)
        risky = [code for code in sorted(used) if counts_twice(measures[code])]
        pairs = [(code, *pair) for code in risky for pair in overlapping_pairs(stated.get(code, {}).values())]
        problems += added_twice(facts, snapshot, pairs, connection)
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


def _empty(facts: ir.Table, connection: ibis.BaseBackend, groups: Sequence[_Group]) -> Iterator[Problem]:
    for column in KEYS:
        if column != "unit" and all(getattr(group, column) is not None for group in groups):
            continue
        for found in first_rows(facts.filter(facts[column].isnull()), connection):
            yield ENGINE_PROBLEMS.problem("S04", row(FACTS, found["row"], column))


def _not_finite(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    if not pa.types.is_floating(snapshot.value_type):
        return
    for found in first_rows(facts.filter(facts.value.isnan() | facts.value.isinf()), connection):
        yield ENGINE_PROBLEMS.problem("S05", row(FACTS, found["row"], "value"), found=found["value"])


def _unknown_units(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    stated = connection.to_pyarrow(facts.select("unit").distinct())["unit"].to_pylist()
    unknown = set(stated) - {unit.code for unit in snapshot.units} - {None}
    if unknown:
        for found in first_rows(facts.filter(facts.unit.isin(sorted(unknown))), connection):
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
            for found in first_rows(facts.filter(facts.period == code), connection):
                place = row(FACTS, found["row"], "period")
                problems += [Problem(each.code, place, each.vi, each.en) for each in refused.problems]
    return read, problems[:SHOWN]


def _warnings(groups: Sequence[_Group], measures: Measures) -> Iterator[Problem]:
    for measure in sorted({group.measure for group in groups if group.measure} - measures.keys()):
        rows = sum(group.rows for group in groups if group.measure == measure)
        yield ENGINE_PROBLEMS.problem("S20", FACTS, measure=measure, rows=Decimal(rows))
    if marked := sum(group.marked for group in groups):
        yield ENGINE_PROBLEMS.problem("S21", FACTS, rows=Decimal(marked))
