"""Pages of indicators: the board of a term's targets, and each indicator with its definition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from nhiemky.core.boards.tidy import FORMATS
from nhiemky.core.charts.points import observed
from nhiemky.core.charts.specification import Bullet, BulletStrip, CategoryChart, Kind, Series
from nhiemky.core.indicators.definition import IndicatorDefinition, MeasureDefinition
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.goals import Direction
from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.by_year import ByYear, by_year
from nhiemky.indicators.forms import DayForm
from nhiemky.indicators.latest import latest
from nhiemky.indicators.published import PublishedValue, published
from nhiemky.indicators.queries import Cell, shown
from nhiemky.indicators.results import Result, progress_of, results, results_of
from nhiemky.organisation.access import may, require
from nhiemky.records import clock
from nhiemky.resolution.access import SEE as READ_TEXT
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.ui import charts
from nhiemky.ui.language import language


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All adopted resolutions with how far they have come, and all indicators with their newest values."""
    require(request, access.SEE)
    resolutions = list(Resolution.objects.filter(state__in=FROZEN_STATES).select_related("unit", "term"))
    computation, rows = results_of(resolutions, clock.today())
    definitions = sorted(catalogue.definitions().values(), key=lambda each: title_sort_key(each.name.text(language())))
    values = latest(computation, definitions, clock.today())
    context = {
        "resolutions": [(each, _progress(each, rows)) for each in resolutions],
        "indicators": [(each, each.name.text(language()), values.get(each.code)) for each in definitions],
        "shown": shown(computation),
    }
    return render(request, "indicators/overview.html", context)


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets of a resolution with actual, target, percent and a picture each."""
    resolution = access.board_of(request, pk)
    computation, rows = results(resolution, clock.today())
    told = published({row.target.indicator for row in rows})
    progress = progress_of(rows)
    context = {
        "resolution": resolution,
        "shown": shown(computation, [row.target.indicator for row in rows]),
        "rows": [(row, _bullet(row), _changed(row.target.pk, told)) for row in rows],
        "progress": progress.sentence(language()),
        "others": progress.others(language()),
        "formats": FORMATS,
        "may_read_text": may(request.user, READ_TEXT, resolution.unit),
    }
    return render(request, "indicators/board.html", context)


@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its definition and its values by unit and year, in today's tree or in that of another day."""
    require(request, access.SEE)
    definition = catalogue.definitions().get(code)
    if definition is None:
        raise Http404
    form = DayForm(request.GET if "as_of" in request.GET else None)
    day = form.cleaned_data["as_of"] if form.is_valid() else None
    kept = by_year(code, day)
    years, rows = kept.years, _rows(kept)
    context = {
        "definition": definition,
        "name": definition.name.text(language()),
        "measures": _measures(definition),
        "note": definition.note.text(language()) if definition.note else "",
        "years": [label(parse_period(code), language()) for code in years],
        "rows": rows,
        "chart": _chart(definition, years, rows[0]) if rows else "",
        "shown": shown(kept.computation, [code]),
        "published": published([code]),
        "form": form,
        "formats": FORMATS,
        "day": day,
    }
    return render(request, "indicators/indicator.html", context, status=422 if form.errors else 200)


def _progress(resolution: Resolution, rows: Iterable[Result]) -> tuple[str, str]:
    progress = progress_of(row for row in rows if row.target.resolution_id == resolution.pk)
    return progress.sentence(language()), progress.others(language())


def _measures(definition: IndicatorDefinition) -> list[tuple[MeasureDefinition, str]]:
    """What the formula reads, each in its newest version, with its name."""
    known = catalogue.measures()
    return [(known[code], known[code].name.text(language())) for code in sorted(measures_of(definition.expression))]


def _bullet(row: Result) -> SafeString:
    """The result as a bar against its target; nothing for a milestone."""
    goal = row.goal
    if goal.value is None:
        return SafeString()
    at_most = goal.direction is Direction.AT_MOST
    bullet = Bullet(row.sentence, row.actual, goal.value, goal.unit, at_most, row.expected, goal.upper)
    return charts.shown(BulletStrip(bullet, language()))


def _changed(target: int, told: Iterable[PublishedValue]) -> list[str]:
    """What is published of a target and another one by now."""
    return [each.changed for each in told if each.target == target and each.revision]


@dataclass(frozen=True)
class Row:
    """A unit with its values, one for each year shown."""

    unit: str
    cells: tuple[Cell | None, ...]


def _rows(kept: ByYear) -> list[Row]:
    return [Row(kept.names[unit].text(language()), cells) for unit, cells in kept.rows()]


def _chart(definition: IndicatorDefinition, years: Sequence[str], first: Row) -> SafeString:
    """The first unit (the top one) over the years."""
    reader, today = language(), clock.today()
    periods = [parse_period(code) for code in years]
    points = tuple(
        observed(cell.value if cell else None, cell.status if cell else "", running=period.end > today)
        for cell, period in zip(first.cells, periods, strict=True)
    )
    labels = tuple(label(period, reader) for period in periods)
    series = (Series(first.unit, points),)
    name = definition.name.text(reader)
    return charts.shown(CategoryChart(Kind.COLUMNS, name, labels, series, definition.unit, reader))
