"""Numbered checks of a report: blocking ones stop it, warnings let it pass with a written explanation."""

from collections.abc import Iterator
from decimal import Decimal

from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.comparisons import compare
from nhiemky.core.reporting.findings import Finding, finding, title
from nhiemky.core.reporting.forms import WHOLE_UNITS, Form, Line, LineKind, Role
from nhiemky.core.reporting.lines import Place, Report, sum_of_children, year_to_date


def check(form: Form, report: Report, background: Background) -> tuple[Finding, ...]:
    """Every finding, the report's own first, then against what is known around it (`comparisons`).

    R01 required · R02 negative · R03 whole numbers · R04 sums · R05 year to date · R06 since licence falls ·
    R07 out of the usual range · R08 expected with another line · R09 since licence below the period · R10–R18 see
    `comparisons.compare`.
    """
    previous = background.before(report)
    findings = [
        found
        for line in form.lines
        for column in line.columns
        for found in _cell(form, report, line, Place(line.code, column))
    ]
    for line in form.lines:
        if line.kind is LineKind.FLOW:
            findings += _over_time(form, report, previous, line)
    return (*findings, *_expected(form, report), *compare(form, report, background))


def _cell(form: Form, report: Report, line: Line, place: Place) -> Iterator[Finding]:
    value = report.value(place.line, place.column)
    if value is None:
        if line.required:
            yield finding("R01", place, line=title(line))
        return
    if value < 0 and not line.negative:
        yield finding("R02", place, line=title(line))
    if line.unit in WHOLE_UNITS and value != value.to_integral_value():
        yield finding("R03", place, line=title(line))
    if line.total:
        yield from _sum(form, report, place, value)
    if line.plausible and not line.plausible[0] <= value <= line.plausible[1]:
        low, high = line.plausible
        yield finding("R07", place, line=title(line), stated=value, low=low, high=high)


def _sum(form: Form, report: Report, place: Place, stated: Decimal) -> Iterator[Finding]:
    computed = sum_of_children(form, report.cells, place)
    if computed is not None and computed != stated:
        yield finding("R04", place, line=title(form.line(place.line)), stated=stated, computed=computed)


def _over_time(form: Form, report: Report, previous: Report | None, line: Line) -> Iterator[Finding]:
    to_date, since = form.column(Role.YEAR_TO_DATE), form.column(Role.SINCE_LICENCE)
    if to_date is not None:
        yield from _year_to_date(form, report, previous, Place(line.code, to_date.code))
    if since is not None and not line.negative:
        yield from _since_licence(form, report, previous, Place(line.code, since.code))


def _year_to_date(form: Form, report: Report, previous: Report | None, place: Place) -> Iterator[Finding]:
    stated = report.value(place.line, place.column)
    computed = year_to_date(form, report, previous, place.line)
    if stated is not None and computed is not None and stated != computed:
        yield finding("R05", place, line=title(form.line(place.line)), stated=stated, computed=computed)


def _since_licence(form: Form, report: Report, previous: Report | None, place: Place) -> Iterator[Finding]:
    stated = report.value(place.line, place.column)
    if stated is None:
        return
    earlier = previous.value(place.line, place.column) if previous else None
    if earlier is not None and stated < earlier:
        yield finding("R06", place, line=title(form.line(place.line)), stated=stated, earlier=earlier)
    inside = [report.value(place.line, column.code) for column in form.columns if column.code != place.column]
    largest = max((value for value in inside if value is not None), default=None)
    if largest is not None and stated < largest:
        yield finding("R09", place, line=title(form.line(place.line)), stated=stated, smaller=largest)


def _expected(form: Form, report: Report) -> Iterator[Finding]:
    column = form.column(Role.PERIOD)
    if column is None:
        return
    for each in form.expectations:
        when, then = report.value(each.when, column.code), report.value(each.then, column.code)
        if when is not None and when > 0 and not then:
            yield finding(
                "R08",
                Place(each.then, column.code),
                when=title(form.line(each.when)),
                then=title(form.line(each.then)),
            )
