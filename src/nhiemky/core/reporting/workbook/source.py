"""What is known of a report when its workbook is made, and the figures that the workbook then shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from nhiemky.core.reporting.entry import NumberFormat, parse_cell
from nhiemky.core.reporting.forms import Form, Line, LineKind, Role
from nhiemky.core.reporting.lines import Currency, Place, sum_of_children

type Figures = Mapping[Place, Decimal]
"""Cells that hold a number, whether it was typed or a formula gives it."""


@dataclass(frozen=True)
class Source:
    """What is known of a report when its workbook is made; texts as typed on the form, numbers the Vietnamese way.

    `known` are the fields that the registers fill in, `earlier` the accepted figures of the period before; `begins`
    says that the unit began to report within the period, `opens_year` that the period is the first of its year.
    `explanations` are by line.
    """

    unit: str
    name: str
    enterprise: str
    currency: Currency
    fields: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    rate: str = ""
    cells: Mapping[Place, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    earlier: Mapping[Place, Decimal] = field(default_factory=dict)
    begins: bool = False
    opens_year: bool = False

    def starts(self, role: Role) -> bool:
        """Whether a running total is this period's figure alone, because nothing came before it."""
        return (self.begins and role is not Role.PERIOD) or (role is Role.YEAR_TO_DATE and self.opens_year)

    def figures(self, form: Form) -> Figures:
        """Every number that a new workbook shows at a figure: as typed, or as the formula there gives it.

        A text that is no number counts for nothing, as in a spreadsheet's sums. (Added to an earlier figure it might
        be read as a number, in one country and not in the next: such a sum has no result here.)
        """
        found: dict[Place, Decimal] = {}
        for column in sorted(form.columns, key=lambda each: each.role is not Role.PERIOD):
            # Lines below a total stand after it on the form.
            for line in reversed(form.lines):
                place = Place(line.code, column.code)
                if column.code in line.columns and (value := self._figure(form, line, place, found)) is not None:
                    found[place] = value
        return found

    def _figure(self, form: Form, line: Line, place: Place, found: Figures) -> Decimal | None:
        if typed := self.cells.get(place, ""):
            read = parse_cell(typed, NumberFormat.VIETNAMESE)
            return read if isinstance(read, Decimal) else None
        if line.total:
            return sum_of_children(form, found, place)
        role, period = form.role(place.column), form.column(Role.PERIOD)
        now = found.get(Place(line.code, period.code)) if period else None
        if line.kind is not LineKind.FLOW or role is Role.PERIOD or now is None:
            return None
        if self.starts(role):
            return now
        earlier = self.earlier.get(place)
        return None if earlier is None else now + earlier
