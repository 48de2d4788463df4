"""Two years of quarterly and annual reports, filed, submitted and accepted through the same actions as real ones."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import Cells, Place
from nhiemky.demonstration.organisation import LOADER, account
from nhiemky.demonstration.tables import rows
from nhiemky.demonstration.zones import INVENTED
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions, background, catalogue
from nhiemky.reporting.models import Infrastructure, Report
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Project, Zone

type Sums = dict[tuple[str, str], Decimal]

# Columns of quarterly_reports.csv that are flows, with their line.
FLOWS = {
    "revenue": "II",
    "exports": "III",
    "imports": "IV",
    "jobs": "V.N",
    "electricity": "VI.1",
    "budget": "VII",
}
ANNUAL = {"profit": "X", "research": "XI", "environment": "XII"}
INFRASTRUCTURE = ("foreign", "domestic", "completion", "handed_over", "realised")
MILLION = Decimal(1_000_000)
EXPLANATION = "Đã đối chiếu với sổ kế toán của doanh nghiệp (lời giải trình giả định)."


@dataclass(frozen=True)
class Filing:
    """A report as somebody brings it in."""

    reporter: User
    unit: Project | Zone
    form: Form
    cells: Cells
    rate: Decimal


def load_infrastructure() -> None:
    """What the board keeps of each zone's infrastructure for form 2103: invented, and it says so."""
    zones = {zone.code: zone for zone in Zone.objects.all()}
    for row in rows("infrastructure.csv"):
        numbers = {name: Decimal(row[name]) if row[name] else None for name in INFRASTRUCTURE}
        texts = {name: row[name] for name in ("decision", "certificate", "place", "investor", "country", "status")}
        kept = Infrastructure(
            zone=zones[row["zone"]], as_of=date.fromisoformat(row["as_of"]), source=INVENTED, **texts, **numbers
        )
        actions.keep_infrastructure(LOADER, kept)


def load_reports() -> None:
    """Every row of the two files, quarter by quarter, each at the dates it would have been filed and accepted."""
    projects = {
        project.code: project
        for project in Project.objects.select_related("enterprise").prefetch_related("enterprise__reporters__user")
    }
    officer = account("khucongnghiep")
    load_infrastructure()
    year_to_date: Sums = defaultdict(Decimal)
    since: Sums = defaultdict(Decimal)
    annual = {(row["project"], row["year"]): row for row in rows("annual_reports.csv")}
    by_period: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("quarterly_reports.csv"):
        by_period[row["period"]].append(row)
    for code in sorted(by_period):
        period = parse_period(code)
        if code.endswith("Q1"):
            year_to_date.clear()
        quarterly: list[Filing] = []
        for row in by_period[code]:
            _add(row, year_to_date, since)
            cells = _quarterly_cells(row, year_to_date, since)
            quarterly.append(_filing(projects[row["project"]], "a-iii-1", period, cells, row["rate"]))
        file_all(officer, period, quarterly)
        if code.endswith("Q4"):
            year, yearly = parse_period(code[:4]), list[Filing]()
            for row in by_period[code]:
                cells = _annual_cells(row, annual[row["project"], year.code], year_to_date, since, projects)
                yearly.append(_filing(projects[row["project"]], "a-iii-2", year, cells, row["rate"]))
            file_all(officer, year, yearly)


def _add(row: dict[str, str], year_to_date: Sums, since: Sums) -> None:
    for name in (*FLOWS, "capital"):
        year_to_date[row["project"], name] += Decimal(row[name])
        since[row["project"], name] += Decimal(row[name])


def _quarterly_cells(row: dict[str, str], year_to_date: Sums, since: Sums) -> Cells:
    code = row["project"]
    cells: dict[Place, Decimal | None] = {}
    for name, line in FLOWS.items():
        cells[Place(line, "quarter")] = Decimal(row[name])
        cells[Place(line, "year_to_date")] = year_to_date[code, name]
        cells[Place(line, "since_licence")] = since[code, name]
    for column, amount in (
        ("quarter", Decimal(row["capital"])),
        ("year_to_date", year_to_date[code, "capital"]),
        ("since_licence", since[code, "capital"]),
    ):
        cells[Place("I.3", column)] = amount
    return {**cells, **_workers(row, "quarter")}


def _annual_cells(
    row: dict[str, str], extra: dict[str, str], year_to_date: Sums, since: Sums, projects: dict[str, Project]
) -> Cells:
    code = row["project"]
    cells: dict[Place, Decimal | None] = {}
    for name, line in (*FLOWS.items(), ("capital", "I.3")):
        cells[Place(line, "year")] = year_to_date[code, name]
        cells[Place(line, "since_licence")] = since[code, name]
    in_dong = projects[code].currency == "VND"
    for name, line in ANNUAL.items():
        amount = Decimal(extra[name]) * (Decimal(row["rate"]) / MILLION if in_dong else 1)
        since[code, name] += amount
        cells[Place(line, "year")] = amount
        cells[Place(line, "since_licence")] = since[code, name]
    cells[Place("IX", "year")] = Decimal(extra["income"])
    return {**cells, **_workers(row, "year")}


def _workers(row: dict[str, str], column: str) -> Cells:
    return {
        Place("V.1", column): Decimal(row["workers_vn"]),
        Place("V.2", column): Decimal(row["workers_foreign"]),
    }


def _filing(project: Project, address: str, period: Period, cells: Cells, rate: str) -> Filing:
    form = catalogue.form_for(address, period)
    if form is None:
        raise LookupError(f"no version of {address} is in force at the end of {period}")
    reporter = next(iter(project.enterprise.reporters.all())).user
    return Filing(reporter, project, form, cells, Decimal(rate))


def file_all(officer: User, period: Period, filings: Sequence[Filing]) -> None:
    """File the reports of a period a few days after it, and accept them a week later."""
    with clock.at(_days_after(period.end, 5)), remembering():
        begun = [
            actions.begin(each.reporter, each.unit, each.form, period, Entry.of_values(each.cells, each.rate))
            for each in filings
        ]
        background.read_ahead(begun)
        sent = [_send(each.reporter, report) for each, report in zip(filings, begun, strict=True)]
    with clock.at(_days_after(period.end, 12)):
        for report in sent:
            actions.accept(officer, report, report.edition)


def _send(reporter: User, report: Report) -> Report:
    """Explain what the checks ask about, and submit."""
    if asked := actions.reading_of(report).outstanding:
        explanations = {(each.problem.code, each.place): EXPLANATION for each in asked}
        entry = replace(Entry.from_stored(report.entry), explanations=explanations)
        report = actions.save(reporter, report, entry, report.edition)
    return actions.submit(reporter, report, report.edition)


def _days_after(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(2), UTC)
