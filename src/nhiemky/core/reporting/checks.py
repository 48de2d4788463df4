"""Numbered checks of a report: blocking ones stop it, warnings let it pass with a written explanation."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.reporting.forms import WHOLE_UNITS, Form, Line, LineKind, Role
from nhiemky.core.reporting.lines import Place, Report, places, sum_of_children, year_to_date
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS


class Severity(StrEnum):
    """What a finding does to the report."""

    BLOCKING = "blocking"
    WARNING = "warning"


WARNINGS = frozenset({"R05", "R06", "R07", "R08"})


@dataclass(frozen=True)
class Finding:
    """A problem at one cell."""

    problem: Problem
    place: Place

    @property
    def severity(self) -> Severity:
        """Blocking, or a warning that an explanation lifts."""
        return Severity.WARNING if self.problem.code in WARNINGS else Severity.BLOCKING


type Explanations = Mapping[tuple[str, Place], str]


def check(form: Form, report: Report, previous: Report | None) -> tuple[Finding, ...]:
    """Every finding, in the order of the form. `previous` is the last accepted report of the same project and form.

    R01 required · R02 negative · R03 whole numbers · R04 sums · R05 year to date · R06 since licence falls ·
    R07 out of the usual range · R08 expected with another line · R09 since licence below the period.
    """
    findings = [finding for place in places(form) for finding in _cell(form, report, place)]
    for line in form.lines:
        if line.kind is LineKind.FLOW:
            findings += _over_time(form, report, previous, line)
    return (*findings, *_expected(form, report))


def outstanding(findings: Iterable[Finding], explanations: Explanations) -> tuple[Finding, ...]:
    """The findings that still stand in the way: all blocking ones, and warnings without a written explanation."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.BLOCKING
        or not explanations.get((finding.problem.code, finding.place), "").strip()
    )


def _finding(code: str, place: Place, **values: object) -> Finding:
    return Finding(REPORTING_PROBLEMS.problem(code, str(place), **values), place)


def _title(line: Line) -> Bilingual:
    return Bilingual(f"{line.code}. {line.name.vi}", f"{line.code}. {line.name.en}")


def _cell(form: Form, report: Report, place: Place) -> Iterator[Finding]:
    line = form.line(place.line)
    value = report.value(place.line, place.column)
    if value is None:
        if line.required:
            yield _finding("R01", place, line=_title(line))
        return
    if value < 0 and not line.negative:
        yield _finding("R02", place, line=_title(line))
    if line.unit in WHOLE_UNITS and value != value.to_integral_value():
        yield _finding("R03", place, line=_title(line))
    if line.total:
        yield from _sum(form, report, place, value)
    if line.plausible and not line.plausible[0] <= value <= line.plausible[1]:
        low, high = line.plausible
        yield _finding("R07", place, line=_title(line), stated=value, low=low, high=high)


def _sum(form: Form, report: Report, place: Place, stated: Decimal) -> Iterator[Finding]:
    computed = sum_of_children(form, report.cells, place)
    if computed is not None and computed != stated:
        yield _finding("R04", place, line=_title(form.line(place.line)), stated=stated, computed=computed)


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
        yield _finding("R05", place, line=_title(form.line(place.line)), stated=stated, computed=computed)


def _since_licence(form: Form, report: Report, previous: Report | None, place: Place) -> Iterator[Finding]:
    stated = report.value(place.line, place.column)
    if stated is None:
        return
    earlier = previous.value(place.line, place.column) if previous else None
    if earlier is not None and stated < earlier:
        yield _finding("R06", place, line=_title(form.line(place.line)), stated=stated, earlier=earlier)
    inside = [report.value(place.line, column.code) for column in form.columns if column.code != place.column]
    largest = max((value for value in inside if value is not None), default=None)
    if largest is not None and stated < largest:
        yield _finding("R09", place, line=_title(form.line(place.line)), stated=stated, smaller=largest)


def _expected(form: Form, report: Report) -> Iterator[Finding]:
    column = form.column(Role.PERIOD)
    if column is None:
        return
    for each in form.expectations:
        when, then = report.value(each.when, column.code), report.value(each.then, column.code)
        if when is not None and when > 0 and not then:
            yield _finding(
                "R08",
                Place(each.then, column.code),
                when=_title(form.line(each.when)),
                then=_title(form.line(each.then)),
            )
