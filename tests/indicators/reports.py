"""Accepted reports and registers for tests of the roll-up, without the way of papers that leads to them."""

from datetime import date
from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.organisation.models import Role, User
from nhiemky.records import clock
from nhiemky.records.actions import action
from nhiemky.reporting.models import Cell, Report
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Certificate
from tests import people
from tests.zones import register

RATE = Decimal("23105.5")


def zone(board, code):
    return register.zone(board, code)


def project(zone, code):
    """A project of an enterprise of its own, certified in February 2021."""
    number = sum(map(ord, code)) % 10**9
    company = register.enterprise(f"Công ty {code}", f"1{number:09d}")
    return register.project(zone, company, code)


def accepted(project, period, revenue, supersedes=None):
    """A report on A.III.1 that counts: revenue, exports of half as much, and workers, in the quarter."""
    officer = User.objects.filter(username="officer").first()
    officer = officer or people.account(Role.ZONES_OFFICER, project.zone.board, "officer")
    now = clock.now()
    report = Report(
        project=project, form="A.III.1", form_version="2021", period=period, period_end=parse_period(period).end,
        currency=project.currency, state=Report.State.ACCEPTED, rate=RATE, created_by=officer, created_at=now,
        changed_by=officer, changed_at=now, submitted_by=officer, submitted_at=now, accepted_by=officer,
        accepted_at=now, supersedes=supersedes, digest="0" * 64,
    )  # fmt: skip
    return _accepted(people.CLOCKMAKER, report, {"II": revenue, "III": revenue / 2, "V": revenue // 3})


def corrected(report, revenue):
    """Its correction, accepted as well."""
    return accepted(report.project, report.period, revenue, report)


@action("reporting.report_accepted")
def _accepted(actor, report, figures):
    report.save()
    Cell.objects.bulk_create(
        Cell(report=report, line=line, column="quarter", value=value) for line, value in figures.items()
    )
    return report


def certificate(project, amount):
    """An increase of capital in VND."""
    row = register.certificate(Certificate.Kind.ADJUSTMENT, amount, "VND", date(2022, 3, 3), None)
    row.project = project
    return zones.add_certificate(people.CLOCKMAKER, row)
