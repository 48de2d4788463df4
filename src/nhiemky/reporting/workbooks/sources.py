"""What a new workbook is prefilled with: registers, what was typed so far, and what was accepted before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import Currency, Place
from nhiemky.core.reporting.workbook.content import Source
from nhiemky.core.reporting.workbook.identity import Identity
from nhiemky.core.reporting.workbook.layout import Kind, Layout
from nhiemky.reporting import identification, queries
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Certificate, Project
from nhiemky.zones.queries import in_force


@dataclass(frozen=True)
class Prefilled:
    """A workbook to be written: where things stand, what of each project is known, and which editions they are of."""

    layout: Layout
    period: Period
    sources: tuple[Source, ...]
    identity: Identity


def prefilled(kind: Kind, form: Form, period: Period, projects: Sequence[Project]) -> Prefilled:
    """A workbook of the projects' reports, whose newest versions are open or not begun. Five queries for any number.

    The projects come with zone and enterprise, and each was certified by the end of the period.
    """
    certificates = _certificates(projects, period)
    reports = newest(form, period, projects)
    earlier = _earlier(form, period, projects)
    sources = tuple(
        _source(each, period, certificates[each.pk], reports.get(each.pk), earlier[each.pk]) for each in projects
    )
    layout = Layout(kind, form, tuple(each.code for each in projects))
    editions = tuple((each.code, reports[each.pk].edition if each.pk in reports else 0) for each in projects)
    identity = Identity(kind, form.code, form.version, period.code, layout.digest, editions)
    return Prefilled(layout, period, sources, identity)


def newest(form: Form, period: Period, projects: Iterable[Project]) -> dict[int, Report]:
    """The newest version of each project's report, by project. One query."""
    versions = Report.objects.filter(project__in=list(projects), form=form.code, period=period.code)
    return {report.project_id: report for report in versions.select_related("changed_by").order_by("pk")}


def _source(
    project: Project,
    period: Period,
    certificates: list[Certificate],
    report: Report | None,
    earlier: Mapping[Place, Decimal],
) -> Source:
    entry = Entry.from_stored(report.entry) if report else Entry()
    known = identification.known(project, period, certificates)
    return Source(
        project=project.code,
        name=project.name,
        enterprise=project.enterprise.name,
        currency=Currency(project.currency),
        fields={**entry.fields, **known},
        known=frozenset(known),
        rate=entry.rate,
        cells=entry.cells,
        explanations=_by_line(entry),
        earlier=earlier,
        begins=any(each.kind == "new" and period.start <= each.issued_on for each in certificates),
        opens_year=period.start.month == 1,
    )


def _by_line(entry: Entry) -> dict[str, str]:
    """The explanations of each line's warnings, each text once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for (_code, place), text in entry.explanations.items():
        found[place.line][text] = None
    return {line: "\n".join(texts) for line, texts in found.items()}


def _certificates(projects: Sequence[Project], period: Period) -> dict[int, list[Certificate]]:
    found: dict[int, list[Certificate]] = defaultdict(list)
    rows = Certificate.objects.filter(project__in=projects, successor=None, issued_on__lte=period.end)
    for row in in_force(rows):
        found[row.project_id].append(row)
    return found


def _earlier(form: Form, period: Period, projects: Sequence[Project]) -> dict[int, dict[Place, Decimal]]:
    """The accepted figures of the period just before, by project."""
    found: dict[int, dict[Place, Decimal]] = defaultdict(dict)
    day_before = period.start - timedelta(days=1)
    counted = queries.counted().filter(project__in=projects, form=form.code, period_end=day_before)
    cells = Cell.objects.filter(report__in=counted).values_list("report__project_id", "line", "column", "value")
    for project, line, column, value in cells:
        found[project][Place(line, column)] = value
    return found
