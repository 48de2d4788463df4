"""Indicators of a whole country: our engine beside DuckDB SQL written by hand for the same answer, on the same facts.

`python -m bench.indicators_engine [millions of facts] [rounds]`. 26 shipped measures, 20 quarters; every shipped
indicator by zone for every quarter, every year and the term. The SQL by hand trusts its input and divides and rounds
in doubles; ours finds duplicates, strangers and overlaps first, and is exact. Medians of interleaved rounds, each in a
fresh process whose imports are not counted.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from functools import partial
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from nhiemky.core.indicators.definition import OverTime
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.shipped import shipped_definitions

QUARTERS = [f"{year}-Q{quarter}" for year in range(2020, 2025) for quarter in (1, 2, 3, 4)]
ASKED = [*QUARTERS, *(str(year) for year in range(2020, 2025)), "2020..2024"]
SHIPPED = shipped_definitions()


def make(folder: Path, facts: int) -> None:
    """A board, a zone for every hundred projects, and one fact for each project, measure and quarter; 2% are gaps."""
    projects = max(1, facts // len(QUARTERS) // len(SHIPPED.measures))
    zones = max(1, projects // 100)
    connection = duckdb.connect()
    connection.execute("create table m as select unnest(?::varchar[]) as measure", [list(SHIPPED.measures)])
    connection.execute("create table q as select unnest(?::varchar[]) as period", [QUARTERS])
    connection.execute(
        f"""copy (select 'board' as unit, null::varchar as parent, null::varchar as zone
        union all select 'zone' || i, 'board', 'zone' || i from range({zones}) t(i)
        union all select 'p' || i, 'zone' || (i % {zones}), 'zone' || (i % {zones}) from range({projects}) t(i))
        to '{folder}/units.parquet'"""
    )
    connection.execute(
        f"""copy (select 'p' || i as unit, measure, period,
        case when hash(i, measure, period) % 50 = 0 then null
             else (hash(i, measure, period) % 1000000007)::decimal(18, 0) / 100 end::decimal(18, 2) as value,
        case when hash(i, period) % 40 = 0 then 'P' else 'A' end as status
        from range({projects}) t(i), q, m) to '{folder}/facts.parquet'"""
    )


def by_hand(folder: Path, out: Path) -> None:
    """The same answer in SQL: measures by zone and period, formulas over them, one row for each value."""
    connection = duckdb.connect(config={"memory_limit": "600MB", "temp_directory": str(folder)})
    rows = [
        (stated, code, place)
        for code in ASKED
        for place, stated in enumerate(QUARTERS)
        if parse_period(code).contains(parse_period(stated))
    ]
    connection.execute(
        "create table moments as select unnest(?::varchar[]) as period, unnest(?::varchar[]) as asked,"
        " unnest(?::int[]) as place",
        [list(column) for column in zip(*rows, strict=True)],
    )
    stocks = ", ".join(f"'{code}'" for code, each in SHIPPED.measures.items() if each.over_time is OverTime.LAST)
    pivot = ", ".join(f"max(v) filter (measure = '{code}') as {code}" for code in SHIPPED.measures)
    connection.execute(
        f"""create table measured as
        with unit as (select unit, zone from '{folder}/units.parquet'),
        flow as (select measure, zone, period, sum(value) v, count(value) n,
            bool_or(status = 'P' and value is not null) p
            from '{folder}/facts.parquet' join unit using (unit) where measure not in ({stocks}) group by all),
        stock as (select measure, unit, asked, arg_max(value, place) v, count(value) n,
            bool_or(status = 'P' and value is not null) p
            from '{folder}/facts.parquet' join moments using (period) where measure in ({stocks}) group by all)
        select measure, zone, asked, sum(v)::decimal(38, 2) v, sum(n) n, bool_or(p) p
            from flow join moments using (period) group by all
        union all
        select measure, zone, asked, sum(v), sum(n), bool_or(p) from stock join unit using (unit) group by all"""
    )
    connection.execute(f"create table wide as select zone, asked, {pivot} from measured group by all")
    selects = []
    for code, each in SHIPPED.indicators.items():
        used = sorted(measures_of(each.expression))
        formula = each.formula.replace("if_missing", "coalesce").replace("/", "::double /")
        facts = ", ".join(f"'{name}'" for name in used)
        selects.append(
            f"""select '{code}' as indicator, 'board' as unit, asked as period, zone,
            round(({formula})::double, {each.decimals})::varchar as value,
            case when value is null then 'M' when p then 'P' else 'A' end as status, facts
            from wide join (select zone, asked, sum(n) as facts, bool_or(p) as p from measured
                where measure in ({facts}) group by all) using (zone, asked)"""
        )
    connection.execute(f"copy ({' union all '.join(selects)}) to '{out}'")


def ours(folder: Path, out: Path, engine: str = "duckdb") -> None:
    """The engine, without the command line."""
    from nhiemky.engine.connections import Engine
    from nhiemky.engine.run import Request, write_values
    from nhiemky.engine.snapshot import open_snapshot

    request = Request([parse_period(code) for code in ASKED], ("zone",), frozenset({"board"}))
    write_values(open_snapshot(folder), SHIPPED, request, Engine(engine), out, lambda *_: None)


WAYS = {"by_hand": by_hand, "ours": ours, "ours_on_spark": partial(ours, engine="spark")}
COMPARED = ("by_hand", "ours")


def once(way: str, folder: Path, out: Path) -> tuple[float, ...]:
    """Seconds on the clock, seconds of processors and most memory in MB, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.indicators_engine", "--once", way, folder, out],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return tuple(map(float, done.stdout.split()))


def same(hand: Path, mine: Path) -> int:
    """How many values there are; stops when one differs by more than a double can."""
    found = {tuple(row.values())[:4]: row for row in pq.read_table(mine).to_pylist()}
    for row in pq.read_table(hand).to_pylist():
        other = found.pop(tuple(row.values())[:4])
        assert (other["facts"], other["status"]) == (row["facts"], row["status"]), (row, other)
        assert (row["value"] is None) == (other["value"] is None), (row, other)
        if row["value"] is not None:
            near = abs(Decimal(row["value"])) / 10**12
            assert abs(Decimal(row["value"]) - Decimal(other["value"])) <= near, (row, other)
    assert not any(row["value"] for row in found.values())
    return pq.read_metadata(mine).num_rows


def compare(millions: float, rounds: int) -> None:
    """Print medians and their ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, outs = Path(scratch), {way: Path(scratch) / f"{way}.parquet" for way in COMPARED}
        make(folder, int(millions * 1_000_000))
        facts = pq.read_metadata(folder / "facts.parquet").num_rows
        runs = {way: [] for way in COMPARED}
        for _ in range(rounds):
            for way, found in runs.items():
                found.append(once(way, folder, outs[way]))
        values = same(outs["by_hand"], outs["ours"])
        print(f"{facts:,} facts, {values:,} values, medians of {rounds}")
        medians = {
            way: [statistics.median(column) for column in zip(*found, strict=True)] for way, found in runs.items()
        }
        for way, (clock, processors, memory) in medians.items():
            print(f"{way:<8} {clock:7.2f} s {processors:7.2f} s of processors {memory:7.0f} MB")
        clock, processors, _ = (mine / hand for mine, hand in zip(medians["ours"], medians["by_hand"], strict=True))
        print(f"ratio    {clock:7.2f}   {processors:7.2f}")


def main() -> None:
    """Compare both ways, each run in a process of its own, which this also is (`--once`)."""
    if sys.argv[1:2] == ["--once"]:
        _alone(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        compare(float((sys.argv[1:] or ["5"])[0]), int((sys.argv[2:] or ["3"])[0]))


def _alone(way: str, folder: Path, out: Path) -> None:
    if way != "by_hand":
        import nhiemky.engine.run  # noqa: F401 - imports are not what is compared
    started, used = time.perf_counter(), time.process_time()
    WAYS[way](folder, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.perf_counter() - started, time.process_time() - used, peak)


if __name__ == "__main__":
    main()
