"""Pages of measures and indicators as definitions: all of them, one with its past, its text as TOML."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhiemky.core.indicators.definition import IndicatorDefinition, MeasureDefinition, read_indicator
from nhiemky.core.indicators.definition_writing import indicator_toml, measures_toml
from nhiemky.core.indicators.periods import label
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.catalogue import FILE
from nhiemky.indicators.definitions import past
from nhiemky.indicators.definitions.actions import one_measure, users_of
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.access import may, require, signed_in
from nhiemky.records import clock
from nhiemky.ui.language import language, say


@dataclass(frozen=True)
class Listed:
    """A measure or a version of an indicator on the list; `row` is None for one that comes with the product."""

    definition: MeasureDefinition | IndicatorDefinition
    name: str
    row: OfficeDefinition | None
    is_in_force: bool


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is measured and computed, the drafts, and what cannot be computed."""
    user = require(request, access.SEE)
    rows = list(OfficeDefinition.objects.select_related("changed_by"))
    by_key = {(row.kind, row.code, row.effective_from): row for row in rows if not row.is_draft}
    planned, current, measured = catalogue.planned(), catalogue.current(), catalogue.planned_measures()
    counting = measured.on(clock.today())
    in_force = {(each.code, each.effective_from) for each in current.values()}
    versions = sorted(planned.versions, key=lambda each: (each.code, each.effective_from), reverse=True)
    context = {
        "drafts": [row for row in rows if row.is_draft] if may(user, access.DEFINE) else [],
        "indicators": [
            Listed(
                each,
                each.name.text(language()),
                by_key.get((OfficeDefinition.Kind.INDICATOR, each.code, each.effective_from)),
                (each.code, each.effective_from) in in_force,
            )
            for each in reversed(versions)
        ],
        "measures": [
            Listed(
                each,
                each.name.text(language()),
                by_key.get((OfficeDefinition.Kind.MEASURE, each.code, each.effective_from)),
                is_in_force=counting.get(each.code) == each,
            )
            for each in sorted(measured.versions, key=lambda each: (each.code, each.effective_from))
        ],
        "broken": [(code, [say(each) for each in problems]) for (code, _day), problems in planned.broken.items()],
        "may_define": may(user, access.DEFINE),
    }
    return render(request, "indicators/definitions/index.html", context)


@require_GET
def definition(request: HttpRequest, pk: int) -> HttpResponse:
    """A measure or indicator of the office with its values on what is known now."""
    row = access.definition(request, pk)
    user = signed_in(request)
    context = {
        "row": row,
        "is_own": row.changed_by_id == user.pk,
        "may_define": may(user, access.DEFINE),
        "today": clock.today(),
        "users": users_of(row),
        **(_measure(row) if row.is_measure else _indicator(row)),
    }
    return render(request, "indicators/definitions/definition.html", context)


@require_GET
def toml(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A measure, or the newest version of an indicator, as TOML."""
    require(request, access.SEE)
    whole = catalogue.whole()
    if kind == OfficeDefinition.Kind.MEASURE and code in whole.measures:
        text = measures_toml({code: whole.measures[code]})
    elif kind == OfficeDefinition.Kind.INDICATOR and code in whole.indicators:
        text = indicator_toml(whole.indicators[code])
    else:
        raise Http404
    return as_file(text, code)


@require_GET
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """A definition of the office, also a draft, as TOML."""
    row = access.definition(request, pk)
    return as_file(row.text, row.code)


def as_file(text: str, code: str) -> HttpResponse:
    """A TOML text to keep."""
    return HttpResponse(
        text,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}.toml"'},
    )


def _measure(row: OfficeDefinition) -> dict[str, object]:
    measure = one_measure(row.text, row.effective_from)
    seen = past.of_measure(measure, clock.today())
    return {"definition": measure, "name": measure.name.text(language()), **_shown(seen)}


def _indicator(row: OfficeDefinition) -> dict[str, object]:
    read = read_indicator(row.text, FILE)
    planned = catalogue.planned([read] if row.is_draft else [])
    resolved = planned.at(read.effective_from).get(read.code)
    told: dict[str, object] = {"definition": read, "name": read.name.text(language())}
    if resolved is None or resolved.effective_from != read.effective_from:
        wrong = planned.broken.get((read.code, read.effective_from), ())
        return {**told, "problems": [f"{say(each)} ({each.code})" for each in wrong]}
    return {**told, **_shown(past.of_indicator(resolved, clock.today()))}


def _shown(seen: past.Past) -> dict[str, object]:
    return {
        "past": seen,
        "periods": [label(each, language()) for each in seen.periods],
        "problems": [f"{say(each)} ({each.code})" for each in seen.problems],
    }
