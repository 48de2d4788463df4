"""Facts that would count twice: the same thing stated in two rows, or in two periods that share days."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import combinations

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from nhiemky.core.indicators.periods import Period
from nhiemky.core.problem import Problem
from nhiemky.engine.problems import ENGINE_PROBLEMS
from nhiemky.engine.rows import KEYS, SHOWN, first_rows, row
from nhiemky.engine.snapshot import FACTS, Snapshot

_HASHES_AT_ONCE = 16_000_000


def repeated(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend) -> Iterator[Problem]:
    """S07: rows with the unit, measure, period and dimensions of an earlier row."""
    keys = [*KEYS, *snapshot.dimensions]
    if not _hashes_repeat(facts, keys, snapshot.rows, connection):
        return
    twice = facts.group_by(keys).having(facts.count() > 1).agg(first=facts.file_row_number.min() + 1).limit(SHOWN)
    found = ibis.memtable(connection.to_pyarrow(twice))
    again = facts.join(found, [facts[key].identical_to(found[key]) for key in keys])
    for each in first_rows(again.filter(again.file_row_number + 1 != again["first"]), connection):
        place = row(FACTS, each["row"])
        yield ENGINE_PROBLEMS.problem("S07", place, row=each["first"], **{key: each[key] for key in KEYS})


def _hashes_repeat(facts: ir.Table, keys: Sequence[str], rows: int, connection: ibis.BaseBackend) -> bool:
    """Whether two rows might state the same: equal keys have equal hashes, and sorting those is faster than grouping.

    Some millions at a time, so that memory stays flat.
    """
    chained = ibis.udf.scalar.builtin(
        lambda before, key: before, name="hash", signature=((dt.uint64, dt.string), dt.uint64)
    )
    seed = ibis.literal(0, dt.uint64)
    hashed = facts.select(hash=reduce(lambda before, key: chained(before, facts[key].cast("string")), keys, seed))
    parts = 1 + rows // _HASHES_AT_ONCE
    for part in range(parts):
        chosen = hashed.filter(hashed.hash % parts == part) if parts > 1 else hashed
        found = np.sort(connection.to_pyarrow(chosen)["hash"].to_numpy())
        if (found[1:] == found[:-1]).any():
            return True
    return False


def overlapping_pairs(periods: Iterable[Period]) -> Iterator[tuple[Period, Period]]:
    """All pairs of periods that share a day."""
    for first, second in combinations(sorted(periods, key=lambda each: (each.start, each.end)), 2):
        if second.start <= first.end:
            yield first, second


def added_twice(
    facts: ir.Table, snapshot: Snapshot, pairs: Sequence[tuple[str, Period, Period]], connection: ibis.BaseBackend
) -> Iterator[Problem]:
    """S10: present facts of one series in both periods of a pair; `pairs` of a measure and two periods of its facts.

    Usual snapshots have no such pairs, and then nothing is looked up.
    """
    if not pairs:
        return
    columns = [[code for code, _, _ in pairs], [str(first) for _, first, _ in pairs], [str(last) for *_, last in pairs]]
    table = ibis.memtable(pa.table(columns, names=["measure", "one", "other"]))
    present = facts.filter(facts.value.notnull() & facts.measure.isin(sorted({code for code, _, _ in pairs})))
    ones = present.join(table, [present.measure == table.measure, present.period == table.one])
    others = present.view()
    series = [ones[name].identical_to(others[name]) for name in ("unit", "measure", *snapshot.dimensions)]
    both = ones.join(others, [*series, ones.other == others.period], rname="{name}_in_other")
    both = both.select(*KEYS, "other", "file_row_number", again=both.file_row_number_in_other + 1)
    for each in first_rows(both, connection):
        values = {key: each[key] for key in (*KEYS, "other")}
        yield ENGINE_PROBLEMS.problem("S10", row(FACTS, each["row"], "period"), row=each["again"], **values)
