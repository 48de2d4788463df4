"""How often the checks ask for nothing, and how many typical mistakes they notice, on the demonstration's reports.

    python -m bench.reporting_checks

False alarms: warnings on the demonstration's figures as they are, per report and per figure. Detection: into each
quarterly report, one mistake at a time in one line of the quarter, the running totals typed as they were (as a person
copies them from books) or left to the system (the harder case); noticed is a finding that the report without the
mistake has not. The demonstration's figures are invented: growth, ramp-ups and idle quarters, but no mistakes made on
purpose.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.checks import check
from nhiemky.core.reporting.forms import Form, Role
from nhiemky.core.reporting.lines import Currency, Place, Report, sum_of_children
from nhiemky.core.reporting.outliers import FEWEST_EARLIER
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.demonstration.tables import rows

COLUMNS = {
    "revenue": "II", "exports": "III", "imports": "IV", "jobs": "V.N", "electricity": "VI.1", "budget": "VII",
    "capital": "I.3",
}  # fmt: skip
LINES = ("II", "III", "IV", "V.1", "VI.1", "VII")
PAIRS = (("II", "III"), ("III", "IV"), ("II", "VII"), ("V.1", "V.2"))

type Mistake = Callable[[Decimal], Iterator[Decimal]]


def _times(factor: str) -> Mistake:
    def made(value: Decimal) -> Iterator[Decimal]:
        yield (value * Decimal(factor)).quantize(Decimal("0.00001")).normalize() + 0

    return made


def _lost_digit(value: Decimal) -> Iterator[Decimal]:
    """Each digit of the whole part left out, one after another."""
    digits = f"{value:f}".partition(".")[0]
    for place in range(len(digits)):
        left = digits[:place] + digits[place + 1 :]
        if left:
            yield Decimal(left)


def _doubled_digit(value: Decimal) -> Iterator[Decimal]:
    digits = f"{value:f}".partition(".")[0]
    for place in range(len(digits)):
        yield Decimal(digits[: place + 1] + digits[place:])


MISTAKES: dict[str, Mistake] = {
    "ten times too much": _times("10"),
    "a tenth": _times("0.1"),
    "a thousand times too much": _times("1000"),
    "a thousandth": _times("0.001"),
    "a lost digit": _lost_digit,
    "a doubled digit": _doubled_digit,
    "0 for a figure": lambda _value: iter((Decimal(0),)),
}


@dataclass(frozen=True)
class Case:
    """One report with what counted before it."""

    report: Report
    background: Background


@dataclass
class Share:
    """How many of how many."""

    noticed: int = 0
    of: int = 0

    def add(self, *, noticed: bool) -> None:
        """Count one more."""
        self.noticed += noticed
        self.of += 1

    def __str__(self) -> str:
        return f"{self.noticed:>6} of {self.of:>6}  {100 * self.noticed / max(1, self.of):5.1f} %"


def cases(form: Form) -> list[Case]:
    """Every quarterly report of the demonstration, each with the project's earlier ones."""
    projects = {row["code"]: row for row in rows("projects.csv")}
    history: dict[str, list[Report]] = defaultdict(list)
    found = []
    for row in sorted(rows("quarterly_reports.csv"), key=lambda each: each["period"]):
        earlier, code = history[row["project"]], row["project"]
        period, currency = parse_period(row["period"]), Currency(projects[code]["currency"])
        cells = _cells(row, earlier[-1] if earlier else None)
        report = with_totals(form, Report(form.code, code, period, currency, Decimal(row["rate"]), cells))
        found.append(Case(report, Background(tuple(earlier))))
        earlier.append(report)
    return found


def _cells(row: dict[str, str], before: Report | None) -> dict[Place, Decimal | None]:
    cells: dict[Place, Decimal | None] = {
        Place("V.1", "quarter"): Decimal(row["workers_vn"]),
        Place("V.2", "quarter"): Decimal(row["workers_foreign"]),
    }
    for name, line in COLUMNS.items():
        cells[Place(line, "quarter")] = Decimal(row[name])
        for column in ("year_to_date", "since_licence"):
            fresh = before is None or (column == "year_to_date" and row["period"].endswith("Q1"))
            earlier = Decimal(0) if fresh or before is None else before.value(line, column) or Decimal(0)
            cells[Place(line, column)] = earlier + Decimal(row[name])
    return cells


def with_totals(form: Form, report: Report) -> Report:
    """The sums that the system fills in."""
    cells = dict(report.cells)
    for column in form.columns:
        for line in reversed(form.lines):
            place = Place(line.code, column.code)
            if (
                line.total
                and column.code in line.columns
                and (value := sum_of_children(form, cells, place)) is not None
            ):
                cells[place] = value
    return replace(report, cells=cells)


def changed(form: Form, case: Case, values: dict[str, Decimal], *, follow: bool) -> Case:
    """The report with other figures in the quarter; with `follow` the running totals grow from them."""
    cells = dict(case.report.cells)
    for line, value in values.items():
        grown = value - (cells[Place(line, "quarter")] or 0)
        cells[Place(line, "quarter")] = value
        for column in form.columns:
            place = Place(line, column.code)
            if follow and column.role is not Role.PERIOD and cells.get(place) is not None:
                cells[place] = (cells[place] or 0) + grown
    return replace(case, report=with_totals(form, replace(case.report, cells=cells)))


def told(form: Form, case: Case) -> set[tuple[str, Place]]:
    """What the checks find, apart from figures that the demonstration does not have (R01)."""
    found = check(form, case.report, case.background)
    return {(each.problem.code, each.place) for each in found if each.problem.code != "R01"}


def false_alarms(form: Form, every: list[Case]) -> tuple[Share, Share, Counter[str]]:
    """Reports with a warning, figures with a warning, and how often each code."""
    reports, figures, codes = Share(), Share(), Counter[str]()
    for case in every:
        found = told(form, case)
        reports.add(noticed=bool(found))
        figures.noticed += len({place for _code, place in found})
        figures.of += sum(1 for value in case.report.cells.values() if value is not None)
        codes.update(code for code, _place in found)
    return reports, figures, codes


def detection(form: Form, every: list[Case], *, follow: bool) -> dict[str, Share]:
    """By kind of mistake, how many are noticed in reports with at least three quarters before them."""
    shares: dict[str, Share] = defaultdict(Share)
    for case in every:
        if len(case.background.history) < FEWEST_EARLIER:
            continue
        usual = told(form, case)
        for name, values in _mistakes(case):
            noticed = bool(told(form, changed(form, case, values, follow=follow)) - usual)
            shares[name].add(noticed=noticed)
    return dict(shares)


def _mistakes(case: Case) -> Iterator[tuple[str, dict[str, Decimal]]]:
    for line in LINES:
        value = case.report.value(line, "quarter")
        if value:
            for name, mistake in MISTAKES.items():
                yield from ((name, {line: wrong}) for wrong in mistake(value) if wrong != value)
    for one, other in PAIRS:
        first, second = case.report.value(one, "quarter"), case.report.value(other, "quarter")
        if first and second and first != second:
            yield f"{one} and {other} swapped", {one: second, other: first}


def main() -> None:
    """Print both."""
    form = shipped_forms()["A.III.1", "2021"]
    every = cases(form)
    reports, figures, codes = false_alarms(form, every)
    print(f"{len(every)} quarterly reports of the demonstration as they are")
    print(f"  reports with a warning {reports}")
    print(f"  figures with a warning {figures}   {dict(sorted(codes.items()))}")
    for follow in (False, True):
        print("mistakes, running totals " + ("computed from them" if follow else "typed from the books"))
        for name, share in detection(form, every, follow=follow).items():
            print(f"  {name:<28} {share}")


if __name__ == "__main__":
    main()
