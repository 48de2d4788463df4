"""Reading reports: what counts of them, what is due, and what an entry is checked against."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from nhiemky.core.reporting import lines
from nhiemky.core.reporting.forms import Reporter
from nhiemky.core.reporting.lines import Place, unit_label
from nhiemky.core.reporting.value_states import state_of
from nhiemky.records.digests import canonical
from nhiemky.records.remembered import remembering
from nhiemky.reporting import catalogue
from nhiemky.reporting.models import Cell, LineComment, Report
from nhiemky.reporting.models.units import WITH_UNIT


@dataclass(frozen=True)
class AcceptedReport:
    """The version of a report that counts, with its figures for the rules in `core` and what tells of its origin.

    `report.cells` holds every cell of the form as written on it (amounts in USD or million VND), None where missing;
    `report.unit` is the reporting unit's code and `report.rate` the VND for 1 USD written on it.
    """

    id: int
    reporter: Reporter
    unit_code: str
    enterprise: str
    zone_code: str
    form_version: str
    report: lines.Report
    accepted_at: datetime
    accepted_by: str
    digest: str


@dataclass(frozen=True, slots=True)
class AcceptedValue:
    """One cell of a report that counts: the value as written, in `unit` (`USD`, `million VND`, `person`, `kWh`…).

    `value` is None exactly when `status` is `missing`; `currency` is the licence's.
    """

    report_id: int
    reporter: Reporter
    unit_code: str
    enterprise: str
    zone_code: str
    form: str
    line: str
    column: str
    period: str
    value: Decimal | None
    status: str
    unit: str
    currency: str
    accepted_at: datetime
    accepted_by: str


def counted(until: date | None = None) -> QuerySet[Report]:
    """The latest accepted version of each (unit, form, period); `until` counts acceptances up to that day only.

    A correction that is not accepted yet does not displace what it corrects. Days are those of the office.
    """
    accepted = Report.objects.filter(state=Report.State.ACCEPTED)
    later = Report.objects.filter(supersedes=OuterRef("pk"), state=Report.State.ACCEPTED)
    if until is not None:
        accepted = accepted.filter(accepted_at__date__lte=until)
        later = later.filter(accepted_at__date__lte=until)
    return accepted.exclude(Exists(later))


@remembering()
def accepted_reports(until: date | None = None) -> list[AcceptedReport]:
    """Every report that counts (see `counted`), oldest period first. Three queries, however many there are."""
    reports = counted(until).select_related(*WITH_UNIT, "accepted_by")
    cells: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    named = Cell.objects.filter(report__in=counted(until)).order_by("pk")
    for number, line, column, value in named.values_list("report_id", "line", "column", "value").iterator():
        cells[number][Place(line, column)] = value
    return [
        _accepted(each, cells[each.pk])
        for each in reports.order_by("period_end", "form", "project", "zone", "board", "pk")
    ]


def accepted_values(until: date | None = None) -> Iterator[AcceptedValue]:
    """Every cell of every report that counts, missing ones too, in the order of reports and form. Four queries."""
    forms = {(form.code, form.version): form for form in catalogue.forms()}
    for accepted in accepted_reports(until):
        report = accepted.report
        form = forms[report.form, accepted.form_version]
        units = {line.code: unit_label(form, line.code, report.currency) for line in form.lines}
        for place, value in report.cells.items():
            yield AcceptedValue(
                accepted.id,
                accepted.reporter,
                accepted.unit_code,
                accepted.enterprise,
                accepted.zone_code,
                report.form,
                place.line,
                place.column,
                report.period.code,
                value,
                state_of(value).value,
                units[place.line],
                report.currency.value,
                accepted.accepted_at,
                accepted.accepted_by,
            )


def figures(report: Report) -> lines.Report:
    """The accepted figures of one report. One query."""
    return core_report(report, {Place(cell.line, cell.column): cell.value for cell in report.cells.all()})


def core_report(report: Report, cells: Mapping[Place, Decimal]) -> lines.Report:
    """A stored report for the rules in `core`: every cell of its form, None where `cells` has no figure."""
    full = {place: cells.get(place) for place in lines.places(report.definition)}
    return lines.Report(
        report.form, report.unit.code, report.core_period, lines.Currency(report.currency), report.rate, full
    )


def comments(report: Report) -> dict[str, list[LineComment]]:
    """What was written about the lines of a report, by line, oldest first. One query."""
    found: dict[str, list[LineComment]] = defaultdict(list)
    for each in LineComment.objects.filter(report=report).select_related("by"):
        found[each.line].append(each)
    return dict(found)


def content(report: Report, cells: lines.Cells) -> bytes:
    """The canonical bytes of a report's content that its SHA-256 covers; the same for equal figures in any database."""
    return canonical(
        {
            report.reporter.value: report.unit.code,
            "form": report.form,
            "form_version": report.form_version,
            "period": report.period,
            "currency": report.currency,
            "rate": _plain(report.rate),
            "entry": report.entry,
            "cells": {str(place): _plain(value) for place, value in cells.items() if value is not None},
        }
    )


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize() + 0:f}"


def _accepted(report: Report, cells: Mapping[Place, Decimal]) -> AcceptedReport:
    if report.accepted_at is None or report.accepted_by is None:
        raise ValueError(f"report {report.pk} is not accepted")
    return AcceptedReport(
        report.pk,
        report.reporter,
        report.unit.code,
        report.enterprise.name if report.enterprise else "",
        report.of_zone.code if report.of_zone else "",
        report.form_version,
        core_report(report, cells),
        report.accepted_at,
        report.accepted_by.full_name,
        report.digest,
    )
