"""Pages of indicators: the board of a term's targets, and each indicator with its definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from nhiemky.core.indicators.periods import label, parse_period
from nhiemky.core.resolution.progress import target_progress
from nhiemky.core.resolution.targets import Group
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import IndicatorValue
from nhiemky.indicators.results import results
from nhiemky.organisation.access import require
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.ui.language import language
from nhiemky.zones.models import Zone


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """All adopted resolutions, and all indicators."""
    require(request, access.SEE)
    resolutions = Resolution.objects.filter(state__in=FROZEN_STATES).select_related("unit", "term")
    definitions = sorted(catalogue.definitions().values(), key=lambda each: each.name.text(language()))
    named = [{"definition": each, "name": each.name.text(language())} for each in definitions]
    return render(request, "indicators/overview.html", {"resolutions": resolutions, "indicators": named})


@require_GET
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets of a resolution with actual, target, percent and a picture each."""
    resolution = access.board_of(request, pk)
    computation, rows = results(resolution, clock.today())
    progress = target_progress((Group(row.target.group), row.attainment.status) for row in rows)
    context = {
        "resolution": resolution,
        "computation": computation,
        "rows": rows,
        "progress": progress.sentence(language()),
    }
    return render(request, "indicators/board.html", context)


@require_GET
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its definition and its values by unit and year."""
    require(request, access.SEE)
    definition = catalogue.definitions().get(code)
    if definition is None:
        raise Http404
    computation = up_to_date()
    cells = IndicatorValue.objects.filter(computation=computation, indicator=code)
    years = sorted({cell.period for cell in cells if len(cell.period) == len("2020")})
    names = dict([*Unit.objects.values_list("code", "name"), *Zone.objects.values_list("code", "name")])
    table: dict[str, dict[str, IndicatorValue]] = {}
    for cell in cells:
        table.setdefault(cell.unit, {})[cell.period] = cell
    rows = [
        Row(names.get(unit, unit), tuple(found.get(year) for year in years))
        for unit, found in table.items()
        if any(year in found for year in years)
    ]
    total = [(label(parse_period(year), language()), _of_the_first(rows, place)) for place, year in enumerate(years)]
    context = {
        "definition": definition,
        "name": definition.name.text(language()),
        "note": definition.note.text(language()) if definition.note else "",
        "years": [label(parse_period(year), language()) for year in years],
        "rows": rows,
        "points": total,
        "computation": computation,
    }
    return render(request, "indicators/indicator.html", context)


@dataclass(frozen=True)
class Row:
    """A unit with its values, one for each year shown."""

    unit: str
    cells: tuple[IndicatorValue | None, ...]


def _of_the_first(rows: Sequence[Row], place: int) -> Decimal | None:
    """The value of the first unit (the top one) in a year, for the picture."""
    cell = rows[0].cells[place] if rows else None
    return cell.value if cell else None
