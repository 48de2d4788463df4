"""What pages of indicators and of targets show, as files: the same formats as of any board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from nhiemky.boards.downloads import panel_file
from nhiemky.boards.queries import target_result
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.boards.content import Content, Figure, Held, Measured, Panel, Spot, View
from nhiemky.core.indicators.periods import parse_period
from nhiemky.indicators import access, catalogue
from nhiemky.indicators.by_year import by_year
from nhiemky.indicators.forms import DayForm
from nhiemky.indicators.results import results
from nhiemky.organisation.access import require
from nhiemky.records import clock


@require_GET
def indicator_data(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """The values of an indicator by unit and year, in today's tree or in that of another day."""
    require(request, access.SEE)
    definition = catalogue.definitions().get(code)
    asked = DayForm(request.GET if "as_of" in request.GET else None)
    if definition is None or asked.errors:
        raise Http404
    kept = by_year(code, asked.cleaned_data["as_of"] if asked.is_bound else None)
    figures = {
        Spot(code, place.unit, "", place.period): Figure(
            None if cell.value is None else cell.written, cell.status, cell.facts
        )
        for place, cell in kept.cells.items()
    }
    panel = Panel(
        title=definition.name,
        view=View.COLUMNS,
        by="",
        indicators=(Measured(code, definition.name, definition.unit, definition.cite),),
        units=tuple(Held(unit, kept.names[unit], None) for unit, _ in kept.rows()),
        splits=(),
        periods=tuple(parse_period(each) for each in kept.years),
        figures=figures,
    )
    content = Content(definition.name, clock.today(), kept.computation.snapshot, (panel,))
    return panel_file(content, 1, form, code)


@require_GET
def targets_data(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Every target of a resolution with its numbers as of today."""
    resolution, today = access.board_of(request, pk), clock.today()
    computation, rows = results(resolution, today)
    title = Bilingual(resolution.title, resolution.title)
    targets = tuple(target_result(row, today) for row in rows)
    panel = Panel(title, View.BULLETS, "", (), (), (), (), {}, targets)
    content = Content(title, today, computation.snapshot, (panel,))
    return panel_file(content, 1, form, f"chi-tieu-{resolution.pk}")
