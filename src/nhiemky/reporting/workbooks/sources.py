"""What a new workbook is prefilled with: registers, what was typed so far, and what was accepted before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import Currency, Place
from nhiemky.core.reporting.workbook.identity import Identity
from nhiemky.core.reporting.workbook.layout import Kind, Layout
from nhiemky.core.reporting.workbook.source import Source
from nhiemky.reporting import identification, queries
from nhiemky.reporting.lives import begins_in, certificates, life
from nhiemky.reporting.models import Cell, Report
from nhiemky.reporting.models.units import WITH_UNIT, ReportingUnit, UnitKey, currency_of, key_of, of_units
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Certificate


@dataclass(frozen=True)
class Prefilled:
    """A workbook to be written: where things stand, what of each project is known, and which editions they are of."""

    layout: Layout
    period: Period
    sources: tuple[Source, ...]
    identity: Identity


def prefilled(kind: Kind, form: Form, period: Period, units: Sequence[ReportingUnit]) -> Prefilled:
    """A workbook of the units' reports, whose newest versions are open or not begun. Five queries for any number.

    The units come with board, zone and enterprise, and each reported by the end of the period.
    """
    issued = certificates(units, period.end)
    reports = newest(form, period, units)
    earlier = _earlier(form, period, units)
    sources = tuple(
        _source(each, period, issued.get(each.pk, []), reports.get(key_of(each)), earlier[key_of(each)])
        for each in units
    )
    layout = Layout(kind, form, tuple(each.code for each in units))
    opened = {each.code: reports.get(key_of(each)) for each in units}
    editions = tuple((code, report.edition if report else 0) for code, report in opened.items())
    identity = Identity(kind, form.code, form.version, period.code, layout.digest, editions)
    return Prefilled(layout, period, sources, identity)


def newest(form: Form, period: Period, units: Iterable[ReportingUnit]) -> dict[UnitKey, Report]:
    """The newest version of each unit's report. One query."""
    versions = Report.objects.filter(of_units(units), form=form.code, period=period.code)
    return {report.unit_key: report for report in versions.select_related(*WITH_UNIT, "changed_by").order_by("pk")}


def _source(
    unit: ReportingUnit,
    period: Period,
    issued: list[Certificate],
    report: Report | None,
    earlier: Mapping[Place, Decimal],
) -> Source:
    entry = Entry.from_stored(report.entry) if report else Entry()
    known = identification.known(unit, period, issued)
    return Source(
        unit=unit.code,
        name=unit.name,
        enterprise=known.get("A7", ""),
        currency=Currency(currency_of(unit)),
        fields={**entry.fields, **known},
        known=frozenset(known),
        rate=entry.rate,
        cells=entry.cells,
        explanations=_by_line(entry),
        earlier=earlier,
        begins=begins_in(life(unit, issued, period.end), period.start, period.end),
        opens_year=period.start.month == 1,
    )


def _by_line(entry: Entry) -> dict[str, str]:
    """The explanations of each line's warnings, each text once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for (_code, place), text in entry.explanations.items():
        found[place.line][text] = None
    return {line: "\n".join(texts) for line, texts in found.items()}


def _earlier(form: Form, period: Period, units: Sequence[ReportingUnit]) -> dict[UnitKey, dict[Place, Decimal]]:
    """The accepted figures of the period just before, by unit. Two queries."""
    found: dict[UnitKey, dict[Place, Decimal]] = defaultdict(dict)
    day_before = period.start - timedelta(days=1)
    counted = queries.counted().filter(of_units(units), form=form.code, period_end=day_before)
    of_reports = {report.pk: report.unit_key for report in counted.defer("entry")}
    for number, line, column, value in Cell.objects.filter(report__in=of_reports).values_list(
        "report_id", "line", "column", "value"
    ):
        found[of_reports[number]][Place(line, column)] = value
    return found
