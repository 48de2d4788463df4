"""The roll-up at the size of a country: a page view, an acceptance followed, a snapshot streamed.

`python -m bench.indicators_rollup [thousand facts for the snapshot]`, in a SQLite database of its own (or the one of
NHIEMKY_DATABASE_URL, which must be empty). 63 boards with 961 zones, every shipped indicator in 36 periods: the cells
that 50 million facts of 96,000 projects give. The cells of those are made up in place, because what a page reads does
not depend on what they say; a real project beside them files real reports, and the time from its acceptance to the
changed cells is taken with the cells of the country above it.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["NHIEMKY_DATA"] = tempfile.mkdtemp(prefix="nhiemky-bench-")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from nhiemky.core.indicators.periods import parse_period  # noqa: E402
from nhiemky.indicators import bulk, catalogue, queries, snapshots  # noqa: E402
from nhiemky.indicators.actions import up_to_date  # noqa: E402
from nhiemky.indicators.models import FACT_DECIMALS, Computation, IndicatorValue, PartialValue, StatedFact  # noqa: E402
from nhiemky.records import clock  # noqa: E402
from tests import people  # noqa: E402
from tests.indicators.reports import accepted, corrected, project, zone  # noqa: E402

ROUNDS = 9
PLACES = Decimal(1).scaleb(-FACT_DECIMALS)
QUARTERS = [f"{year}-Q{quarter}" for year in range(2019, 2025) for quarter in (1, 2, 3, 4)]
PERIODS = [*QUARTERS, *(str(year) for year in range(2019, 2025)), *(f"{year}-YTD-09" for year in range(2019, 2025))]
BOARDS = [f"board-{number:02}" for number in range(63)]
ZONES = [f"zone-{number:03}" for number in range(961)]


def fill(computation: Computation) -> None:
    """The cells of the country: totals of every unit, and what they were put together from."""
    units = ["country", *BOARDS, *ZONES]
    day, codes = date(2019, 1, 1), sorted(catalogue.definitions())
    bulk.put(
        IndicatorValue,
        ["indicator", "unit", "period"],
        ["computation_id", "version", "value", "decimals", "status", "facts"],
        (
            (code, unit, period, computation.pk, day, Decimal("123456789.5"), 2, "A", 100)
            for code in codes for unit in units for period in PERIODS
        ),
    )  # fmt: skip
    bulk.put(
        PartialValue,
        ["unit", "period", "dimension", "split", "quantity"],
        ["value", "series", "stated", "present"],
        (
            (unit, period, "", "", code, "123456789", 100, 100, "0,0,0,0,100")
            for unit in units for period in PERIODS for code in catalogue.measures()
        ),
    )  # fmt: skip


def facts(thousands: int) -> None:
    """Facts for the snapshot and for the depth of their index."""
    codes = sorted(catalogue.measures())[:20]
    rows = (
        (f"project-{number:06}", code, quarter, Decimal(number).scaleb(-2).quantize(PLACES), "A")
        for number in range(thousands * 1000 // 20 // 24) for code in codes for quarter in QUARTERS
    )  # fmt: skip
    bulk.put(StatedFact, ["unit", "measure", "period"], ["value", "status"], rows)


def page(computation: Computation) -> tuple[float, int]:
    """Six indicators × a country and twelve zones × twelve periods: seconds in the database, and queries."""
    with CaptureQueriesContext(connection) as told:
        found = up_to_date()
        shown = queries.cells(
            found,
            sorted(catalogue.definitions())[:6],
            ["country", *ZONES[100:112]],
            [parse_period(code) for code in PERIODS[-12:]],
        )
        queries.refusals()
    assert len(shown) == 6 * 13 * 12, len(shown)
    assert found == computation
    with connection.cursor() as cursor:
        # Told times end before the rows are fetched.
        started = time.perf_counter()
        for each in told.captured_queries:
            cursor.execute(each["sql"])
            cursor.fetchall()
        return time.perf_counter() - started, len(told)


def acceptances(mill, count: int) -> list[float]:
    """Seconds from an acceptance in the records to the changed cells."""
    report, taken = accepted(mill, "2022-Q1", Decimal(100)), []
    up_to_date()
    for number in range(count):
        report = corrected(report, Decimal(200 + number))
        started = time.perf_counter()
        up_to_date()
        taken.append(time.perf_counter() - started)
    return taken


def streamed() -> tuple[float, float]:
    """Rows per second of a whole snapshot, and of the driver's cursor that only reads the same rows."""
    sql = str(StatedFact.objects.order_by("unit", "measure", "period").values_list(
        "unit", "measure", "period", "value", "status").query)  # fmt: skip
    rows, started = 0, time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        while some := cursor.fetchmany(10_000):
            rows += len(some)
    driver = rows / (time.perf_counter() - started)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        written = snapshots._written(Path(folder), Computation.objects.get())  # noqa: SLF001 - without bringing up
    assert written.facts == rows
    return rows / (time.perf_counter() - started), driver


def main() -> None:
    """Print the three measurements."""
    thousands = int((sys.argv[1:] or ["1000"])[0])
    call_command("migrate", verbosity=0)
    with clock.at(datetime(2024, 12, 30, 3, tzinfo=UTC)):
        house = people.house()
        mill = project(zone(house.board, "real-zone"), "real-mill")
        computation = up_to_date()
        with transaction.atomic():
            fill(computation)
            facts(thousands)
        cells = IndicatorValue.objects.count()
        print(f"{connection.vendor}: {cells:,} cells, {PartialValue.objects.count():,} partials, "
              f"{StatedFact.objects.count():,} facts")  # fmt: skip
        page(computation)
        times = [page(computation) for _ in range(ROUNDS)]
        print(f"page view: {1000 * statistics.median(time for time, _ in times):.1f} ms in the database, "
              f"{times[0][1]} queries")  # fmt: skip
        taken = acceptances(mill, ROUNDS)
        print(f"acceptance to changed cells: {statistics.median(taken):.3f} s (most {max(taken):.3f} s)")
        ours, driver = streamed()
        print(
            f"snapshot: {ours:,.0f} rows/s; the driver's cursor alone {driver:,.0f} rows/s; ratio {driver / ours:.1f}"
        )


if __name__ == "__main__":
    main()
