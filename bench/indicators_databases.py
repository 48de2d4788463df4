"""The measures of a country by zone and period: DuckDB SQL by hand beside PostgreSQL and SQLite doing the same.

`python -m bench.indicators_databases [millions of facts] [PostgreSQL's bin folder]`. Every side adds the same facts
into the same cells (measures × zone × 26 periods) and prints its seconds; loading is told apart from asking. Totals
have to agree. SQLite and PostgreSQL add decimals as whole hundredths, so that nobody is helped by rounding.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import psycopg
import pyarrow.parquet as pq

from bench.indicators_engine import ASKED, QUARTERS, SHIPPED, make
from nhiemky.core.indicators.definition import OverTime
from nhiemky.core.indicators.periods import parse_period
from tools.test import postgres

STOCKS = [code for code, each in SHIPPED.measures.items() if each.over_time is OverTime.LAST]
MOMENTS = [
    (stated, code, place)
    for code in ASKED
    for place, stated in enumerate(QUARTERS)
    if parse_period(code).contains(parse_period(stated))
]
LAST = {
    "postgresql": """select distinct on (measure, unit, asked) measure, unit, asked, value as v
        from facts join moments using (period) where measure in ({stocks}) and value is not null
        order by measure, unit, asked, place desc""",
    "sqlite": """select measure, unit, asked, value as v, max(place)
        from facts join moments using (period) where measure in ({stocks}) and value is not null
        group by measure, unit, asked""",
    "duckdb": """select measure, unit, asked, arg_max(value, place) as v
        from facts join moments using (period) where measure in ({stocks}) and value is not null
        group by measure, unit, asked""",
}
CELLS = """with flow as (select measure, zone, period, sum(value) as v from facts join units using (unit)
    where measure not in ({stocks}) group by measure, zone, period),
  stock as ({last}),
  cells as (select measure, zone, asked, sum(v) as v from flow join moments using (period) group by measure, zone, asked
    union all select measure, zone, asked, sum(v) from stock join units using (unit) group by measure, zone, asked)
  select count(*), sum(v) from cells"""


def query(kind: str) -> str:
    """The same question in the words of each database."""
    stocks = ", ".join(f"'{code}'" for code in STOCKS)
    return CELLS.format(stocks=stocks, last=LAST[kind].format(stocks=stocks))


def batches(folder: Path):
    """The facts as rows, some at a time; values in hundredths."""
    for batch in pq.ParquetFile(folder / "facts.parquet").iter_batches(100_000):
        values = [None if each is None else int(each * 100) for each in batch["value"].to_pylist()]
        texts = (batch[name].to_pylist() for name in ("unit", "measure", "period"))
        yield list(zip(*texts, values, strict=True))


def units(folder: Path) -> list[tuple[str, str]]:
    """Each project and zone with its zone."""
    table = pq.read_table(folder / "units.parquet")
    return [(row["unit"], row["zone"]) for row in table.to_pylist() if row["zone"]]


TABLES = (
    "create table facts (unit text, measure text, period text, value bigint)",
    "create table units (unit text primary key, zone text)",
    "create table moments (period text, asked text, place int)",
)


def in_sqlite(folder: Path) -> tuple[float, float, tuple]:
    """Seconds to load, seconds to ask, the answer."""
    started = time.perf_counter()
    connection = sqlite3.connect(folder / "facts.sqlite3")
    connection.execute("pragma journal_mode = off")
    for statement in TABLES:
        connection.execute(statement)
    for rows in batches(folder):
        connection.executemany("insert into facts values (?, ?, ?, ?)", rows)
    connection.executemany("insert into units values (?, ?)", units(folder))
    connection.executemany("insert into moments values (?, ?, ?)", MOMENTS)
    connection.commit()
    loaded, before = time.perf_counter(), time.process_time()
    answer = connection.execute(query("sqlite")).fetchone()
    return loaded - started, time.process_time() - before, answer


def in_postgresql(folder: Path, address: str) -> tuple[float, float, tuple]:
    """Seconds to load, seconds to ask (the clock's: the server is another process), the answer."""
    started = time.perf_counter()
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
        with cursor.copy("copy facts from stdin") as copy:
            for rows in batches(folder):
                for row in rows:
                    copy.write_row(row)
        cursor.executemany("insert into units values (%s, %s)", units(folder))
        cursor.executemany("insert into moments values (%s, %s, %s)", MOMENTS)
        cursor.execute("set work_mem = '600MB'")
        cursor.execute("analyze")
        loaded = time.perf_counter()
        answer = cursor.execute(query("postgresql")).fetchone()
        return loaded - started, time.perf_counter() - loaded, answer


def in_duckdb(folder: Path) -> tuple[float, float, tuple]:
    """Straight from the Parquet files; nothing to load."""
    connection = duckdb.connect(config={"memory_limit": "600MB", "temp_directory": str(folder)})
    connection.execute("create table moments (period text, asked text, place int)")
    connection.executemany("insert into moments values (?, ?, ?)", MOMENTS)
    connection.execute(f"create view facts as select unit, measure, period, value from '{folder}/facts.parquet'")
    connection.execute(f"create view units as select unit, zone from '{folder}/units.parquet' where zone is not null")
    before = time.process_time()
    answer = connection.execute(query("duckdb")).fetchone()
    return 0.0, time.process_time() - before, (answer[0], int(answer[1] * 100))


def main() -> None:
    """Print one line for each database."""
    found = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
    millions = float((sys.argv[1:] or ["5"])[0])
    binaries = Path((sys.argv[2:] or [found or "/usr/lib/postgresql/15/bin"])[0])
    os.nice(5)
    with tempfile.TemporaryDirectory() as scratch, postgres(binaries) as address:
        folder = Path(scratch)
        make(folder, int(millions * 1_000_000))
        answers = {
            "DuckDB on Parquet, processors": in_duckdb(folder),
            "SQLite, processors": in_sqlite(folder),
            "PostgreSQL, clock": in_postgresql(folder, address),
        }
        assert len({answer for *_, answer in answers.values()}) == 1, answers
        cells = next(iter(answers.values()))[2][0]
        print(f"{pq.read_metadata(folder / 'facts.parquet').num_rows:,} facts into {cells:,} cells")
        for name, (loading, asking, _) in answers.items():
            print(f"{name:<32} loading {loading:8.1f} s   asking {asking:8.2f} s")


if __name__ == "__main__":
    main()
