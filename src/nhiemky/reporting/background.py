"""What counts around a report: its own earlier figures, other forms of the project, and other projects."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from nhiemky.core.reporting import lines, outliers
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.comparisons import per_size
from nhiemky.core.reporting.forms import Form, Role
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.relations import Agreement, Size, relations
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.queries import core_report, counted

# So far back a figure is still a comparison; more would only cost time.
_PERIODS = 12
# The medcouple looks at all pairs of peers.
_MOST_PEERS = 400


def background(report: Report) -> Background:
    """What a report is held against. Two queries; two more for a form that agrees with another, and for a newcomer."""
    earlier = counted().filter(project=report.project_id, form=report.form, period_end__lt=report.core_period.start)
    history = tuple(reversed(_with_cells(earlier.order_by("-period_end")[:_PERIODS])))
    others = tuple(_others(report, relations().agreements_of(report.form)))
    return Background(history, others, _peers(report) if len(history) < outliers.FEWEST_EARLIER else {})


def _others(report: Report, agreements: Iterable[Agreement]) -> Iterable[tuple[Agreement, lines.Report]]:
    listed = list(agreements)
    wanted = {(each.with_form, report.period + each.with_period) for each in listed}
    if not wanted:
        return []
    named = Q()
    for form, period in wanted:
        named |= Q(form=form, period=period)
    found = _with_cells(counted().filter(named, project=report.project_id))
    by_key = {(each.form, each.period.code): each for each in found}
    keys = [(each, (each.with_form, report.period + each.with_period)) for each in listed]
    return [(each, by_key[key]) for each, key in keys if key in by_key]


def _peers(report: Report) -> Mapping[str, tuple[Decimal, ...]]:
    """Other projects' figures in relation to their size, for this period and the one before."""
    form = report.definition
    size, column = relations().size_of(form.code), form.column(Role.PERIOD)
    if size is None or column is None:
        return {}
    period = report.core_period
    ends = [period.end, period.start - timedelta(days=1)]
    others = counted().filter(form=form.code, period_end__in=ends).exclude(project=report.project_id)
    reports = _with_cells(others.order_by("-period_end", "pk")[:_MOST_PEERS], _places(size, column.code))
    return {line: tuple(_ratios(form, reports, line)) for line in size.lines}


def _places(size: Size, column: str) -> frozenset[Place]:
    return frozenset(Place(line, column) for line in (size.line, *size.lines))


def _ratios(form: Form, reports: Iterable[lines.Report], line: str) -> Iterable[Decimal]:
    return [ratio for report in reports if (ratio := per_size(form, report, line)) is not None]


def _with_cells(reports: QuerySet[Report], only: frozenset[Place] | None = None) -> list[lines.Report]:
    """The reports with their figures, all or those of some places. Two queries."""
    listed = list(reports.select_related("project"))
    cells: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    wanted = Cell.objects.filter(report__in=[each.pk for each in listed])
    if only is not None:
        wanted = wanted.filter(line__in={place.line for place in only}, column__in={place.column for place in only})
    for number, line, column, value in wanted.values_list("report_id", "line", "column", "value"):
        cells[number][Place(line, column)] = value
    return [core_report(each, cells[each.pk]) for each in listed]
