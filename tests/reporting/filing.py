"""Reports for tests: a complete entry, and the way from nothing to accepted."""

from datetime import UTC, datetime
from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Place
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting import actions, catalogue
from nhiemky.reporting.models import Report
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Project
from tests.zones.register import Register

QUARTERLY, ANNUAL = catalogue.form("A.III.1", "2021"), catalogue.form("A.III.2", "2021")
IN_APRIL = datetime(2021, 4, 5, 3, 0, tzinfo=UTC)
IN_JULY = datetime(2021, 7, 5, 3, 0, tzinfo=UTC)
RATE = Decimal("23105.5")
FIGURES = {
    "I.1.2.1": Decimal("500000.25"),
    "II": Decimal(300000),
    "III": Decimal(250000),
    "IV": Decimal(90000),
    "V.1": Decimal(120),
    "V.2": Decimal(3),
    "VII": Decimal(0),
}


def entry(**changes: Decimal | None) -> Entry:
    """A complete entry of a first quarter: the quarter is typed, totals and running totals are left to the system."""
    figures = {**FIGURES, **{line.replace("_", "."): value for line, value in changes.items()}}
    return Entry.of_values({Place(line, "quarter"): value for line, value in figures.items()}, RATE)


def begun(register: Register, what: Entry | None = None, period: str = "2021-Q1") -> Report:
    """A draft of the register's project."""
    return actions.begin(register.reporter, register.project, QUARTERLY, parse_period(period), what or entry())


def submitted(register: Register, what: Entry | None = None, period: str = "2021-Q1") -> Report:
    """A report that waits for the officer."""
    report = begun(register, what, period)
    return actions.submit(register.reporter, report, report.edition)


def accepted(register: Register, what: Entry | None = None, period: str = "2021-Q1") -> Report:
    """A report that counts."""
    report = submitted(register, what, period)
    return actions.accept(register.officer, report, report.edition)


def filed_for(project: Project, reporter: User, officer: User, moment: datetime = IN_APRIL) -> Report:
    """The first quarter of any project, accepted at a moment."""
    with clock.at(moment):
        report = actions.begin(reporter, project, QUARTERLY, parse_period("2021-Q1"), entry())
        report = actions.submit(reporter, report, report.edition)
        return actions.accept(officer, report, report.edition)
