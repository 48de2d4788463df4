"""A form in the making held against the reports that count: what of them it would carry on, and which checks fire."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count

from nhiemky.core.reporting import lines
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.checks import check
from nhiemky.core.reporting.forms import Form, LineKind
from nhiemky.core.reporting.lines import Place
from nhiemky.reporting import catalogue
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.models.units import WITH_UNIT, UnitKey
from nhiemky.reporting.queries import core_report, counted

MOST_REPORTS = 200


class Fate(StrEnum):
    """What becomes of the accepted figures of a cell under the new version."""

    CARRIED = "carried"
    CHANGED = "changed"
    LOST = "lost"


@dataclass(frozen=True)
class Cells:
    """Accepted figures at one place: how many, and what becomes of them. `line` is the line they were filed on."""

    place: Place
    name: str
    count: int
    fate: Fate


@dataclass(frozen=True)
class Firing:
    """How often a check fires at a line: under the version reports were filed on, and under the new one."""

    code: str
    line: str
    name: str
    before: int
    after: int
    example: Report


@dataclass(frozen=True)
class Past:
    """What past reports say of a new version; `checked` of `reports` were run through its checks, the latest first."""

    reports: int
    checked: int
    cells: tuple[Cells, ...]
    firings: tuple[Firing, ...]

    def of_fate(self, fate: Fate) -> int:
        """How many figures have this fate."""
        return sum(each.count for each in self.cells if each.fate is fate)

    @property
    def carried(self) -> int:
        """Figures that the new version carries on."""
        return self.of_fate(Fate.CARRIED)

    @property
    def not_carried(self) -> tuple[Cells, ...]:
        """Places whose figures it does not carry on as they are."""
        return tuple(each for each in self.cells if each.fate is not Fate.CARRIED)


def past(form: Form, language: str) -> Past:
    """The accepted reports on other versions of the form, seen through this one. Three queries."""
    cells = tuple(_cells(form, language))
    reports = list(
        counted().filter(form=form.code).select_related(*WITH_UNIT).order_by("-period_end", "pk")[:MOST_REPORTS]
    )
    number = counted().filter(form=form.code).count() if len(reports) == MOST_REPORTS else len(reports)
    return Past(number, len(reports), cells, tuple(_firings(form, reports, language)))


def _cells(form: Form, language: str) -> Iterable[Cells]:
    rows = Cell.objects.filter(report__in=counted().filter(form=form.code)).order_by()
    grouped = rows.values_list("report__form_version", "line", "column").annotate(count=Count("pk"))
    order = {line.code: number for number, line in enumerate(form.lines)}
    listed = sorted(grouped, key=lambda row: (order.get(row[1], -1), row[1], row[2], row[0]))
    for version, line, column, count in listed:
        old = catalogue.form(form.code, version)
        name = old.line(line).name.text("en" if language == "en" else "vi")
        yield Cells(Place(line, column), name, count, _fate(old, form, Place(line, column)))


def _fate(old: Form, new: Form, place: Place) -> Fate:
    before, after = old.line(place.line), {line.code: line for line in new.lines}.get(place.line)
    if after is None or place.column not in after.columns:
        return Fate.LOST
    return Fate.CARRIED if (before.unit, before.kind) == (after.unit, after.kind) else Fate.CHANGED


def _firings(form: Form, reports: list[Report], language: str) -> Iterable[Firing]:
    figures = _figures(reports)
    before, after = _fired(reports, figures, None), _fired(reports, figures, form)
    names = {line.code: line.name.text("en" if language == "en" else "vi") for line in form.lines}
    examples = {key: report for report, key in reversed(after)}
    counts = Counter(key for _, key in before), Counter(key for _, key in after)
    for code, line in sorted(counts[1], key=lambda key: (counts[0][key] - counts[1][key], key)):
        key = (code, line)
        yield Firing(code, line, names[line], counts[0][key], counts[1][key], examples[key])


type _Fired = list[tuple[Report, tuple[str, str]]]


def _fired(reports: list[Report], figures: Mapping[int, Mapping[Place, Decimal]], form: Form | None) -> _Fired:
    """Each finding as (report, (check, line)): by the new form, or with None by the one each was filed on."""
    read = {report.pk: _read(report, figures[report.pk], form) for report in reports}
    series: dict[UnitKey, list[lines.Report]] = defaultdict(list)
    for report in reversed(reports):
        series[report.unit_key].append(read[report.pk])
    found = []
    for report in reports:
        one = read[report.pk]
        earlier = tuple(each for each in series[report.unit_key] if each.period.end < one.period.start)
        for each in check(form or report.definition, one, Background(history=earlier)):
            found.append((report, (each.problem.code, each.place.line)))
    return found


def _read(report: Report, cells: Mapping[Place, Decimal], form: Form | None) -> lines.Report:
    """The report's figures on its own form, or on the new one: places that the new one lacks are left out."""
    own = core_report(report, cells)
    if form is None:
        return own
    carried = {
        place: cells.get(place) if _comparable(report.definition, form, place) else None for place in lines.places(form)
    }
    return replace(own, cells=carried)


def _comparable(old: Form, new: Form, place: Place) -> bool:
    known = {line.code: line for line in old.lines}.get(place.line)
    return known is not None and known.kind is not LineKind.HEADING and _fate(old, new, place) is Fate.CARRIED


def _figures(reports: list[Report]) -> Mapping[int, Mapping[Place, Decimal]]:
    found: dict[int, dict[Place, Decimal]] = {report.pk: {} for report in reports}
    rows = Cell.objects.filter(report__in=reports).order_by("pk")
    for number, line, column, value in rows.values_list("report_id", "line", "column", "value"):
        found[number][Place(line, column)] = value
    return found
