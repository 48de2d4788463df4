"""One indicator by unit and year: what its page shows and its files hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import year
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.history import cells_as_of
from nhiemky.indicators.models import Computation
from nhiemky.indicators.queries import FIRST_YEAR, Cell, CellPlace
from nhiemky.indicators.queries import cells as kept_cells
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.zones import endings
from nhiemky.zones.models import Zone


@dataclass(frozen=True)
class ByYear:
    """The values there are, with names of units by code (of a zone with its last day where it is past)."""

    computation: Computation
    indicator: str
    names: Mapping[str, Bilingual]
    cells: Mapping[CellPlace, Cell]

    @property
    def years(self) -> Sequence[str]:
        """The codes of the years of which anything is known."""
        return sorted({place.period for place in self.cells})

    def rows(self) -> Iterator[tuple[str, tuple[Cell | None, ...]]]:
        """Each unit of which anything is known, by code, with a cell for each of the years."""
        years = self.years
        for unit in sorted({place.unit for place in self.cells}):
            yield unit, tuple(self.cells.get(CellPlace(self.indicator, unit, code)) for code in years)


def by_year(indicator: str, day: date | None) -> ByYear:
    """An indicator in today's tree of units, or computed anew in that of another day."""
    computation = up_to_date()
    names = {code: Bilingual(name, name) for code, name in Unit.objects.values_list("code", "name")}
    names |= endings.named(dict(Zone.objects.values_list("code", "name")), day or clock.today())
    asked = [year(number) for number in range(FIRST_YEAR, clock.today().year + 1)]
    cells = cells_as_of(day, [indicator], names, asked) if day else kept_cells(computation, [indicator], names, asked)
    return ByYear(computation, indicator, names, cells)
