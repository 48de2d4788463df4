"""Accepted reports of a year as one Excel list: a row for each line that has a figure, ready to be filtered."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from nhiemky.core.quantities import unit_name
from nhiemky.core.reporting.forms import Role
from nhiemky.core.reporting.lines import Currency, Place, unit_label
from nhiemky.printing.workbook import Value, Workbook
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.models.units import WITH_UNIT, ReportingUnit, of_units
from nhiemky.reporting.queries import counted
from nhiemky.ui.language import language

_ROLES = (Role.PERIOD, Role.YEAR_TO_DATE, Role.SINCE_LICENCE)


def exported(units: Iterable[ReportingUnit], year: int) -> bytes:
    """The file. Three queries, however many reports."""
    reports = counted().filter(of_units(units), period_end__year=year)
    reports = reports.select_related(*WITH_UNIT).order_by("period_end", "form", "pk")
    cells: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    wanted = Cell.objects.filter(report__in=reports.values("pk")).values_list("report_id", "line", "column", "value")
    for number, line, column, value in wanted:
        cells[number][Place(line, column)] = value
    workbook = Workbook()
    rows = (row for report in reports for row in _rows(report, cells[report.pk]))
    workbook.listing(_("Accepted reports"), _headings(), rows)
    return workbook.to_bytes()


def _headings() -> list[str]:
    return [
        _("Form"),
        _("Version"),
        _("Period"),
        _("Project, zone or board"),
        _("Name of the project, zone or board"),
        _("Enterprise"),
        _("Zone"),
        _("Line"),
        _("Name of the line"),
        _("Unit"),
        _("In the period"),
        _("Year to date"),
        _("Since the licence"),
        _("Rate (VND for 1 USD)"),
        _("Accepted on"),
        "SHA-256",
    ]


def _rows(report: Report, cells: dict[Place, Decimal]) -> Iterable[list[Value]]:
    form, unit = report.definition, report.unit
    columns = [form.column(role) for role in _ROLES]
    accepted = timezone.localdate(report.accepted_at) if report.accepted_at else None
    for line in form.lines:
        values = [cells.get(Place(line.code, column.code)) if column else None for column in columns]
        if all(value is None for value in values):
            continue
        measured = unit_name(unit_label(form, line.code, Currency(report.currency)), language())
        yield [
            *(report.form, report.form_version, report.period, unit.code, unit.name),
            report.enterprise.name if report.enterprise else "",
            report.of_zone.name if report.of_zone else "",
            *(line.code, line.name.text(language()), measured),
            *(*values, report.rate, accepted, report.digest),
        ]
