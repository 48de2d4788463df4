"""The public pages of indicators: what each one is, and everything that stands published of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from nhiemky.boards import changes, public_indicators, showing
from nhiemky.boards.downloads import panel_file
from nhiemky.boards.files import FORMATS
from nhiemky.boards.models import Edition
from nhiemky.boards.public_indicators import Published
from nhiemky.core.bilingual import Language
from nhiemky.core.boards.content import Content
from nhiemky.core.indicators.definition import IndicatorDefinition
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.figures import comparing
from nhiemky.figures.models import Figure
from nhiemky.indicators import catalogue
from nhiemky.indicators.definitions.fields import OVER_TIME, OVER_UNITS
from nhiemky.records import clock
from nhiemky.ui.language import language


@login_not_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All indicators of which something was published. Public."""
    found = public_indicators.listed()
    found.sort(key=lambda each: title_sort_key(each.definition.name.text(language())))
    rows = [(each, each.definition.name.text(language())) for each in found]
    return render(request, "boards/indicators.html", {"rows": rows})


@login_not_required
@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it is, how it is computed, what is published of it and what changed since. Public."""
    definition, found = _published(code)
    reader = language()
    versions = public_indicators.versions(code, reader)
    context = {
        "definition": definition,
        "name": definition.name.text(reader),
        "note": definition.note.text(reader) if definition.note else "",
        "formula": versions[0].formula,
        "versions": versions,
        "measures": _measures(definition, reader),
        "combined": dict(OVER_UNITS)[definition.over_units],
        "figures": [
            (each.figure, each.revision.sentence(reader, named=False) if each.revision else "")
            for each in comparing.published(found.figures)
        ],
        "targets": [(each.sentence.text(reader), each.result.text(reader)) for each in found.targets],
        "series": [*_of_boards(code, found), *_of_figures(definition, found)],
        "changed": [each.sentence(reader, named=False) for each in changes.of_values(found.editions)],
    }
    return render(request, "boards/indicator.html", context)


@login_not_required
@require_GET
def panel_data(request: HttpRequest, code: str, slug: str, number: int, form: str) -> HttpResponse:
    """The values of an indicator on a published panel as a file. Public."""
    _, found = _published(code)
    content = next((each for edition, each in found.editions if edition.board.slug == slug), None)
    if content is None:
        raise Http404
    return panel_file(content, number, form, f"{code}-{slug}-{number}")


@login_not_required
@require_GET
def figure_data(request: HttpRequest, code: str, key: str, form: str) -> HttpResponse:
    """The values of a published figure period by period as a file. Public."""
    definition, found = _published(code)
    figure = next((each for each in found.figures if each.key == key), None)
    content = public_indicators.own_content(figure, definition) if figure else None
    if content is None:
        raise Http404
    return panel_file(content, 1, form, f"{code}-{key}")


def _published(code: str) -> tuple[IndicatorDefinition, Published]:
    """Raises Http404 for what is not defined, or of which nothing was published."""
    definition = catalogue.definitions().get(code)
    found = public_indicators.published(code) if definition else None
    if definition is None or not found:
        raise Http404
    return definition, found


@dataclass(frozen=True)
class Shown:
    """Published values as picture and table: where they stand, and their files by format."""

    panel: showing.ShownPanel
    place: str
    address: str
    as_of: date
    files: Mapping[str, str]


def _measures(definition: IndicatorDefinition, reader: Language) -> list[dict[str, Any]]:
    """What the formula reads, with its two ways of being added up in words."""
    over_time, over_units = dict(OVER_TIME), dict(OVER_UNITS)
    return [
        {
            "definition": each.definition,
            "name": each.definition.name.text(reader),
            "form": each.form,
            "line": each.line,
            "over_time": over_time[each.definition.over_time],
            "over_units": over_units[each.definition.over_units],
        }
        for each in public_indicators.measures(definition, clock.today(), reader)
    ]


def _of_boards(code: str, found: Published) -> Iterator[Shown]:
    for edition, content in found.editions:
        for number, panel in enumerate(content.panels, start=1):
            if panel.indicators:
                yield _of_panel(code, edition, content, number)


def _of_panel(code: str, edition: Edition, content: Content, number: int) -> Shown:
    slug = edition.board.slug
    files = {form: reverse("public_indicators:panel_data", args=(code, slug, number, form)) for form in FORMATS}
    shown = showing.shown_panel(content, number, language())
    return Shown(shown, edition.board.title, f"{edition.get_absolute_url()}#hinh-{number}", content.as_of, files)


def _of_figures(definition: IndicatorDefinition, found: Published) -> Iterator[Shown]:
    """Figures of one unit and period hold the same values: the first of them is shown."""
    first: dict[tuple[str, str], Figure] = {}
    for figure in found.figures:
        first.setdefault((figure.provenance["unit"], figure.provenance["period"]), figure)
    for figure in first.values():
        content = public_indicators.own_content(figure, definition)
        if content is not None:
            args = (definition.code, figure.key)
            files = {form: reverse("public_indicators:figure_data", args=(*args, form)) for form in FORMATS}
            panel = showing.shown_panel(content, 1, language())
            yield Shown(panel, figure.label, figure.get_absolute_url(), content.as_of, files)
