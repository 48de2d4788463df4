"""History in the tree of another day: computed when somebody asks, from the facts that the roll-up keeps."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from nhiemky.core.indicators.compute import Fact, Question, compute
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.placements import tree_on
from nhiemky.core.zones.endings import as_of, related
from nhiemky.indicators import catalogue, queries, sources, tree
from nhiemky.indicators.keeping import ROWS_AT_ONCE, core_fact
from nhiemky.indicators.models import StatedFact
from nhiemky.indicators.queries import Cell, CellPlace
from nhiemky.indicators.sources import Touched
from nhiemky.records import clock
from nhiemky.zones import endings


def cells_as_of(
    day: date, indicators: Iterable[str], units: Iterable[str], periods: Iterable[Period], by: str | None = None
) -> Mapping[CellPlace, Cell]:
    """The cells in the tree of units as it stood on a day, on which a zone that ended later stands and goes on.

    Refused measures count nowhere. Exact and slow: it reads every fact of the indicators' measures (seven queries, one
    of them a stream, and the registers of zones that ended since the day).
    """
    refused = queries.refused()
    wanted = set(indicators)
    rows, _ = tree.placements()
    placed = tree_on(rows, day)
    question = Question((), (by,) if by else (), frozenset(units))
    others = _not_ended_yet(day)
    found: dict[CellPlace, Cell] = {}
    for definitions, applying in catalogue.whole().for_periods(periods):
        chosen = [
            each for code, each in definitions.items() if code in wanted and not measures_of(each.expression) & refused
        ]
        read = frozenset().union(*(measures_of(each.expression) for each in chosen))
        stated = StatedFact.objects.filter(measure__in=sorted(read)).iterator(chunk_size=ROWS_AT_ONCE)
        facts = [core_fact(row) for row in stated if row.unit not in others]
        facts += [fact for each in others.values() for fact in each if fact.measure in read]
        asked = Question(applying, question.by, question.units)
        for cell in compute(chosen, catalogue.measures(), facts, placed, asked):
            split = (cell.dimensions[0][1] or "") if by else None
            place = CellPlace(cell.indicator, cell.unit, cell.period.code, split)
            found[place] = Cell(cell.value, definitions[cell.indicator].decimals, cell.status, cell.facts)
    return found


def _not_ended_yet(day: date) -> Mapping[str, Sequence[Fact]]:
    """What zones that ended since a day, and those that merged with them, state as of that day."""
    known = endings.known()
    before = as_of(known, day)
    zones = related(known.keys() - before.keys(), known)
    if not zones:
        return {}
    reading = sources.read(clock.today(), Touched(zones=zones), before)
    return {code: reading.facts.get(code, []) for code in zones}
