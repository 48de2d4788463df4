"""The newest value of every indicator, and how it stands to the year before: what an overview begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from nhiemky.core.indicators.definition import IndicatorDefinition
from nhiemky.core.indicators.periods import Period, label, year
from nhiemky.core.indicators.wording import Baseline, comparison_sentence
from nhiemky.indicators.models import Computation
from nhiemky.indicators.queries import FIRST_YEAR, Cell, CellPlace, cells
from nhiemky.organisation.models import Unit
from nhiemky.ui.language import language


@dataclass(frozen=True)
class Latest:
    """A value of one year at the widest unit that has it; `before` is that of the year before, None while it runs."""

    definition: IndicatorDefinition
    unit: str
    period: Period
    cell: Cell
    before: Cell | None

    @property
    def year(self) -> str:
        """The year in the reader's language."""
        return label(self.period, language())

    @property
    def change(self) -> str:
        """The value held against the year before, in words; empty where there is none."""
        if self.before is None or self.before.value is None or self.cell.value is None:
            return ""
        values = Fraction(self.cell.value), Fraction(self.before.value)
        return comparison_sentence(*values, self.definition.unit, Baseline.SAME_PERIOD, language())


def latest(computation: Computation, definitions: Iterable[IndicatorDefinition], today: date) -> Mapping[str, Latest]:
    """By indicator its newest value at a board or the highest unit, whichever is made of more facts. Two queries."""
    listed = list(definitions)
    names = dict(
        Unit.objects.filter(Q(parent=None) | Q(kind=Unit.Kind.BOARD)).order_by("path").values_list("code", "name")
    )
    years = [year(number) for number in range(today.year, FIRST_YEAR - 1, -1)]
    found = cells(computation, [each.code for each in listed], names, years)
    newest = ((each, _newest(each, names, years, found, today)) for each in listed)
    return {definition.code: value for definition, value in newest if value is not None}


def _newest(
    definition: IndicatorDefinition,
    names: Mapping[str, str],
    years: Iterable[Period],
    found: Mapping[CellPlace, Cell],
    today: date,
) -> Latest | None:
    for period in years:
        held = {unit: found.get(CellPlace(definition.code, unit, period.code)) for unit in names}
        known = {unit: cell for unit, cell in held.items() if cell is not None and cell.value is not None}
        if known:
            unit, cell = max(known.items(), key=lambda each: each[1].facts)
            earlier = CellPlace(definition.code, unit, year(period.start.year - 1).code)
            before = found.get(earlier) if period.end <= today else None
            return Latest(definition, names[unit], period, cell, before)
    return None
