"""History in the tree of another day: computed when somebody asks, from the facts that the roll-up keeps."""

from collections.abc import Iterable, Mapping
from datetime import date

from nhiemky.core.indicators.compute import Question, compute
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.placements import tree_on
from nhiemky.indicators import catalogue, queries, tree
from nhiemky.indicators.keeping import ROWS_AT_ONCE, core_fact
from nhiemky.indicators.models import StatedFact
from nhiemky.indicators.queries import Cell, CellPlace


def cells_as_of(
    day: date, indicators: Iterable[str], units: Iterable[str], periods: Iterable[Period], by: str | None = None
) -> Mapping[CellPlace, Cell]:
    """The cells in the tree of units as it stood on a day. Refused measures count nowhere.

    Exact and slow: it reads every fact of the indicators' measures (seven queries, one of them a stream).
    """
    refused = queries.refused()
    wanted = set(indicators)
    rows, _ = tree.placements()
    placed = tree_on(rows, day)
    question = Question((), (by,) if by else (), frozenset(units))
    found: dict[CellPlace, Cell] = {}
    for definitions, applying in catalogue.whole().for_periods(periods):
        chosen = [
            each for code, each in definitions.items() if code in wanted and not measures_of(each.expression) & refused
        ]
        read = frozenset().union(*(measures_of(each.expression) for each in chosen))
        stated = StatedFact.objects.filter(measure__in=sorted(read)).iterator(chunk_size=ROWS_AT_ONCE)
        facts = [core_fact(row) for row in stated]
        asked = Question(applying, question.by, question.units)
        for cell in compute(chosen, catalogue.measures(), facts, placed, asked):
            split = (cell.dimensions[0][1] or "") if by else None
            place = CellPlace(cell.indicator, cell.unit, cell.period.code, split)
            found[place] = Cell(cell.value, definitions[cell.indicator].decimals, cell.status, cell.facts)
    return found
