"""What counts around a report: its unit's own earlier figures and other forms, and the figures of other units."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting import lines
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.comparisons import per_size
from nhiemky.core.reporting.forms import Form, Role
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.outliers import FEWEST_EARLIER, Others
from nhiemky.core.reporting.relations import Agreement, Size, relations
from nhiemky.records.remembered import remembered
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.models.units import WITH_UNIT, ReportingUnit, UnitKey, of_units
from nhiemky.reporting.queries import core_report, counted

# So far back a figure is still a comparison; more would only cost time.
_PERIODS = 12
# The medcouple looks at all pairs of peers.
_MOST_PEERS = 400


def background(report: Report) -> Background:
    """What a report is held against. Two queries; two more for a form that agrees with another, and for a newcomer.

    None for a report that was `read_ahead`.
    """
    around = _read().get(_key(report))
    if around is None:
        around = _around([report])[report.unit_key]
    history, others = around
    return Background(history, others, _peers(report) if len(history) < FEWEST_EARLIER else {})


def read_ahead(reports: Sequence[Report]) -> None:
    """Read what many reports are held against, all on one form and period at once; what was read is not read again.

    Lasts within `remembering()`.
    """
    groups: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        if _key(report) not in _read():
            groups[report.form, report.form_version, report.period].append(report)
    for group in groups.values():
        around = _around(group)
        _read().update({_key(report): around[report.unit_key] for report in group})


type _Key = tuple[UnitKey, str, str, str]
type _Around = tuple[tuple[lines.Report, ...], tuple[tuple[Agreement, lines.Report], ...]]


@remembered
def _read() -> dict[_Key, _Around]:
    return {}


def _key(report: Report) -> _Key:
    return (report.unit_key, report.form, report.form_version, report.period)


def _around(reports: Sequence[Report]) -> dict[UnitKey, _Around]:
    """The history of each report's unit, oldest first, and its agreeing reports, by unit."""
    first = reports[0]
    units = [report.unit for report in reports]
    earlier = counted().filter(of_units(units), form=first.form, period_end__lt=first.core_period.start)
    newest_first = earlier.order_by("-period_end")
    histories: dict[str, list[lines.Report]] = defaultdict(list)
    for each in with_cells(newest_first[:_PERIODS] if len(reports) == 1 else newest_first):
        if len(histories[each.unit]) < _PERIODS:
            histories[each.unit].append(each)
    others = _others(first, units, relations().agreements_of(first.form))
    return {
        report.unit_key: (tuple(reversed(histories[report.unit.code])), tuple(others[report.unit.code]))
        for report in reports
    }


def _others(
    report: Report, units: Sequence[ReportingUnit], agreements: Iterable[Agreement]
) -> dict[str, list[tuple[Agreement, lines.Report]]]:
    """The reports that have to agree with those of `report`'s form and period, by the unit's code."""
    listed = list(agreements)
    wanted = {(each.with_form, report.period + each.with_period) for each in listed}
    found: dict[str, list[tuple[Agreement, lines.Report]]] = defaultdict(list)
    if not wanted:
        return found
    named = Q()
    for form, period in wanted:
        named |= Q(form=form, period=period)
    there = with_cells(counted().filter(named, of_units(units)))
    for agreement in listed:
        key = (agreement.with_form, report.period + agreement.with_period)
        for each in there:
            if (each.form, each.period.code) == key:
                found[each.unit].append((agreement, each))
    return found


def _peers(report: Report) -> Mapping[str, Others]:
    """Other units' figures in relation to their size, for this period and the one before."""
    form = report.definition
    size, column = relations().size_of(form.code), form.column(Role.PERIOD)
    if size is None or column is None:
        return {}
    period, memory = report.core_period, _peers_read()
    key = (form.code, form.version, period.code)
    if key not in memory:
        memory[key] = {line: _Peers(logs) for line, logs in _logs_by_line(form, period, size, column.code).items()}
    return {line: peers.than(report.unit.code) for line, peers in memory[key].items()}


type _Logs = tuple[tuple[str, float], ...]


class _Peers:
    """One line's figures of all units, as logarithms with the unit's code, in the order in which they count."""

    def __init__(self, logs: _Logs) -> None:
        self._logs = logs
        self._units = {unit for unit, _log in logs}
        self._others: dict[str | None, Others] = {}

    def than(self, unit: str) -> Others:
        """The figures of all others than a unit. Units that are not among them share one answer."""
        own = unit if unit in self._units else None
        if own not in self._others:
            logs = [log for each, log in self._logs if each != own][:_MOST_PEERS]
            self._others[own] = Others(tuple(sorted(logs)))
        return self._others[own]


@remembered
def _peers_read() -> dict[tuple[str, str, str], dict[str, _Peers]]:
    """The peers of each form and period that were read for the work under way: hundreds of reports share them."""
    return {}


def _logs_by_line(form: Form, period: Period, size: Size, column: str) -> dict[str, _Logs]:
    ends = [period.end, period.start - timedelta(days=1)]
    others = counted().filter(form=form.code, period_end__in=ends)
    # Two more than needed: a unit's own reports are left out for itself.
    listed = others.order_by("-period_end", "pk")[: _MOST_PEERS + len(ends)]
    reports = with_cells(listed, _places(size, column))
    return {
        line: tuple(
            (each.unit, math.log10(ratio)) for each in reports if (ratio := per_size(form, each, line)) is not None
        )
        for line in size.lines
    }


def _places(size: Size, column: str) -> frozenset[Place]:
    return frozenset(Place(line, column) for line in (size.line, *size.lines))


def with_cells(reports: QuerySet[Report], only: frozenset[Place] | None = None) -> list[lines.Report]:
    """The reports with their figures, all or those of some places. Two queries."""
    listed = list(reports.select_related(*WITH_UNIT))
    cells: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    wanted = Cell.objects.filter(report__in=[each.pk for each in listed])
    if only is not None:
        wanted = wanted.filter(line__in={place.line for place in only}, column__in={place.column for place in only})
    for number, line, column, value in wanted.values_list("report_id", "line", "column", "value"):
        cells[number][Place(line, column)] = value
    return [core_report(each, cells[each.pk]) for each in listed]
