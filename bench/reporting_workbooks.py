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
# The projects of the tests' register are certified in February 2021.
FIRST = 2021


def main() -> None:
    """Print the seconds of each step and the ratio."""
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
            ours.append(sum(steps.values()))
            told = " · ".join(f"{name} {seconds:.2f}" for name, seconds in steps.items())
            print(f"round {number - earlier + 1}: openpyxl alone {bare:.2f} s · {told}", flush=True)
    rows = (wanted // lines) * lines
    mine, theirs = statistics.median(ours), statistics.median(plain)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows} rows, {wanted // lines} reports, {len(data) / 1024:.0f} kB: {mine:.2f} s, "
        f"openpyxl alone {theirs:.2f} s, ratio {mine / theirs:.1f}, most memory {memory:.0f} MB"
    )


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


def _alone(data: bytes) -> float:
    from openpyxl import load_workbook

    started = time.perf_counter()
    for sheet in load_workbook(BytesIO(data), read_only=True).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
    return time.perf_counter() - started


def _imported(register, data: bytes) -> dict[str, float]:  # type: ignore[no-untyped-def]
    from django.db import transaction

    from nhiemky.core.problem import Refused
    from nhiemky.records.remembered import remembering
    from nhiemky.reporting.workbooks import filing

    steps = {}
    with remembering():
        try:
            started = time.perf_counter()
            workbook = filing.opened(register.reporter, data)
            steps["read"] = time.perf_counter() - started
            workbook = filing.checked(workbook, lambda done, total: None, submits=True)
            steps["check"] = time.perf_counter() - started - steps["read"]
            with transaction.atomic():
                filing.file(register.reporter, workbook, "bench.xlsx", "0", submits=True)
        except Refused as refused:
            raise SystemExit("\n".join(map(str, refused.problems[:5]))) from refused
    steps["write"] = time.perf_counter() - started - steps["read"] - steps["check"]
    return steps


def _accept(register, report) -> None:  # type: ignore[no-untyped-def]
    from nhiemky.reporting import actions

    actions.accept(register.officer, report, report.edition)


if __name__ == "__main__":
    main()
