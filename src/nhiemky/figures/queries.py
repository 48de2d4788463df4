"""Reading figures: the chain of a key, facts for checking texts, and drafts taken from computed values."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.definition import IndicatorDefinition, ReportSource
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period, label, parse_period
from nhiemky.figures.drafts import Draft
from nhiemky.figures.models import Figure
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.queries import values
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.reporting.models.units import at_boards
from nhiemky.reporting.queries import counted


def chain(key: str) -> list[Figure]:
    """All figures of a key, the first published first."""
    return list(Figure.objects.filter(key=key).select_related("successor").order_by("pk"))


def facts() -> list[dict[str, str]]:
    """Current figures in the shape of `facts.json`: what `nhiemky figures check` reads."""
    return [
        {
            "key": figure.key,
            "label": figure.label_vi,
            "value": plain(figure),
            "unit": figure.unit,
            "period": figure.provenance.get("period", ""),
            "as_of": figure.as_of.isoformat(),
            "source": figure.source_vi,
        }
        for figure in Figure.objects.current()
        if figure.value is not None
    ]


def plain(figure: Figure) -> str:
    """The value as a decimal text in the base unit."""
    return f"{figure.value.normalize():f}" if figure.value is not None else ""


def draft(indicator: str, unit: Unit, period: Period) -> Draft:
    """What a figure of this value says, with all it comes from. Raises LookupError while the value is missing."""
    computation = up_to_date()
    row = values(computation, [indicator], unit.code).get((indicator, period.code))
    if row is None or row.value is None:
        raise LookupError(f"{indicator} {unit.code} {period}")
    definition = catalogue.definitions()[indicator]
    return Draft(
        label=definition.name,
        value=row.value,
        unit=definition.unit,
        period=Bilingual(label(period, "vi"), label(period, "en")),
        since=period.start,
        until=period.end,
        as_of=clock.today(),
        source=Bilingual(definition.cite, definition.cite),
        provenance=_provenance(computation, definition, row, unit, period),
    )


def _provenance(
    computation: Computation, definition: IndicatorDefinition, row: IndicatorValue, unit: Unit, period: Period
) -> dict[str, Any]:
    acceptances = _acceptances(definition, unit, period)
    acceptors = Counter(name for name, _at in acceptances)
    return {
        "indicator": definition.code,
        "version": row.version.isoformat(),
        "formula": definition.formula,
        "cite": definition.cite,
        "sure": definition.sure.value,
        "snapshot": computation.snapshot,
        "computed_at": computation.computed_at.isoformat(),
        "unit": unit.code,
        "unit_name": unit.name,
        "period": period.code,
        "rows": row.facts,
        "reports": len(acceptances),
        "accepted_by": [{"name": name, "reports": count} for name, count in sorted(acceptors.items())],
        "last_accepted": max((at.isoformat() for _name, at in acceptances), default=""),
        "parts": _parts(computation, definition.code, unit, period),
    }


def _acceptances(definition: IndicatorDefinition, unit: Unit, period: Period) -> list[tuple[str, datetime]]:
    """Who accepted each report whose lines the value reads, and when. One query."""
    forms = catalogue.forms_read(definition)
    boards = Unit.objects.filter(path__startswith=unit.path)
    rows = counted(clock.today()).filter(at_boards(boards), form__in=forms, period_end__lte=period.end)
    return [
        (name, at)
        for code, name, at in rows.values_list("period", "accepted_by__full_name", "accepted_at")
        if period.contains(parse_period(code)) and at is not None
    ]


def _parts(computation: Computation, indicator: str, unit: Unit, period: Period) -> list[dict[str, str]]:
    """The same value in the years and quarters inside the period, so that a reader can follow it down."""
    rows = IndicatorValue.objects.filter(computation=computation, indicator=indicator, unit=unit.code)
    inside = [
        (part, row)
        for row in rows
        if (part := parse_period(row.period)) != period and period.contains(part) and row.value is not None
    ]
    inside.sort(key=lambda each: (each[0].start, -each[0].end.toordinal()))
    return [
        {"period": part.code, "value": f"{row.value:f}", "status": row.status, "rows": str(row.facts)}
        for part, row in inside
    ]


def sources_named(definition: IndicatorDefinition, day: date) -> list[dict[str, Any]]:
    """For each measure of the formula, the form and line or the register it is read from for periods ending on a day.

    A measure that ended before names what it was read from last.
    """
    versions = catalogue.measure_versions()
    in_force = {**versions.newest, **versions.on(day)}
    named = []
    for code in sorted(measures_of(definition.expression)):
        measure = in_force[code]
        source = measure.source
        named.append(
            {
                "code": code,
                "name": measure.name,
                "form": source.form if isinstance(source, ReportSource) else "",
                "line": source.line if isinstance(source, ReportSource) else "",
            }
        )
    return named
