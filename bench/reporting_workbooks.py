"""A workbook of many enterprises comes in: from the bytes of the file to submitted reports, beside openpyxl alone.

    python -m bench.reporting_workbooks [rows] [rounds] [earlier]

The workbook has a row for each line of each project (10,000 rows: about 300 reports), fifteen figures of the quarter
filled in. A round reads the same file with openpyxl alone and imports it (read, check, begin, submit), in turn; the
database is SQLite in a folder of its own and every round has a quarter of its own. `earlier` quarters were accepted
before, so that the checks have something to compare with (default 1).
"""

import os
import resource
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

FIGURES = {
    "I.1.2.1": 500_000,
    "II": 300_000,
    "III": 250_000,
    "IV": 90_000,
    "V.1": 120,
    "V.2": 3,
    "V.N": 2,
    "VII": 1_000,
}
REST = {"I.1.1.1": 10, "I.2.1": 20, "I.3": 30, "VI.1": 5_000, "VI.2": 7, "VI.3": 900, "VIII.1": 10_000}
type Seconds = tuple[float, float]
# The projects of the tests' register are certified in February 2021.
FIRST = 2021


def main() -> None:
    """Print the seconds of each step, by the clock and (of the processor), and the ratio."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    earlier = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NHIEMKY_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        (Path(folder) / "static").mkdir()
        _measure(wanted, rounds, earlier)


def _measure(wanted: int, rounds: int, earlier: int) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from nhiemky.records import clock
    from nhiemky.reporting.models import Report
    from tests import people
    from tests.reporting.filing import QUARTERLY
    from tests.zones import register as registers

    with clock.at(datetime(FIRST, 3, 31, 3, tzinfo=UTC)):
        register = registers.register(people.house())
    lines = len(QUARTERLY.lines)
    for number in range(wanted // lines - 1):
        registers.project(register.zone, register.enterprise, f"da-{number + 2:04d}")
    plain, ours = [], []
    quarters = [(FIRST + number // 4, number % 4 + 1) for number in range(earlier + rounds)]
    for number, (year, quarter) in enumerate(quarters):
        with clock.at(datetime(year + quarter // 4, quarter * 3 % 12 + 1, 5, 3, tzinfo=UTC)):
            data = _filled(register, f"{year}-Q{quarter}")
            bare, steps = _alone(data), _imported(register, data)
            for report in Report.objects.filter(state="submitted"):
                _accept(register, report)
        if number >= earlier:
            plain.append(bare)
            ours.append((sum(each[0] for each in steps.values()), sum(each[1] for each in steps.values())))
            told = " · ".join(f"{name} {clock:.2f} ({cpu:.2f})" for name, (clock, cpu) in steps.items())
            print(f"round {number - earlier + 1}: openpyxl alone {bare[0]:.2f} ({bare[1]:.2f}) · {told}", flush=True)
    rows = (wanted // lines) * lines
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} rows, {wanted // lines} reports, {len(data) / 1024:.0f} kB, most memory {memory:.0f} MB")
    for which, name in enumerate(("clock", "processor")):
        mine, theirs = (statistics.median(each[which] for each in times) for times in (ours, plain))
        print(f"{name}: {mine:.2f} s, openpyxl alone {theirs:.2f} s, ratio {mine / theirs:.1f}")


def _filled(register, period: str) -> bytes:  # type: ignore[no-untyped-def]
    from openpyxl import load_workbook

    from nhiemky.core.indicators.periods import parse_period
    from nhiemky.core.reporting.lines import Place
    from nhiemky.core.reporting.workbook.layout import Kind
    from nhiemky.reporting.access import own_projects
    from nhiemky.reporting.workbooks.sources import prefilled
    from nhiemky.reporting.workbooks.writing import written
    from tests.reporting.filing import QUARTERLY

    projects = list(own_projects(register.reporter).order_by("code"))
    made = prefilled(Kind.MANY, QUARTERLY, parse_period(period), projects)
    started = time.perf_counter()
    book = load_workbook(BytesIO(written(made)))
    for block in range(len(projects)):
        for line, value in (FIGURES | REST).items():
            spot = made.layout.figure(block, Place(line, "quarter"))
            book[spot.sheet].cell(spot.row, spot.column).value = value + block
        spot = made.layout.rate(block)
        book[spot.sheet].cell(spot.row, spot.column).value = 23105.5
        spot = made.layout.explanation(block, "I.1.1.1")
        book[spot.sheet].cell(spot.row, spot.column).value = "Số bịa để đo"
    out = BytesIO()
    book.save(out)
    print(f"{period}: written, opened, filled and saved in {time.perf_counter() - started:.1f} s", flush=True)
    return out.getvalue()


def _alone(data: bytes) -> Seconds:
    from openpyxl import load_workbook

    started = _now()
    for sheet in load_workbook(BytesIO(data), read_only=True).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
    return _since(started)


def _imported(register, data: bytes) -> dict[str, Seconds]:  # type: ignore[no-untyped-def]
    from django.db import transaction

    from nhiemky.core.problem import Refused
    from nhiemky.records.remembered import remembering
    from nhiemky.reporting.workbooks import filing

    steps = {}
    with remembering():
        try:
            started = _now()
            workbook = filing.opened(register.reporter, data)
            steps["read"] = _since(started)
            started = _now()
            workbook = filing.checked(workbook, lambda done, total: None, submits=True)
            steps["check"] = _since(started)
            started = _now()
            with transaction.atomic():
                filing.file(register.reporter, workbook, "bench.xlsx", "0", submits=True)
            steps["write"] = _since(started)
        except Refused as refused:
            raise SystemExit("\n".join(map(str, refused.problems[:5]))) from refused
    return steps


def _now() -> Seconds:
    return time.perf_counter(), time.process_time()


def _since(started: Seconds) -> Seconds:
    now = _now()
    return now[0] - started[0], now[1] - started[1]


def _accept(register, report) -> None:  # type: ignore[no-untyped-def]
    from nhiemky.reporting import actions

    actions.accept(register.officer, report, report.edition)


if __name__ == "__main__":
    main()
