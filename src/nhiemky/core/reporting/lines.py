"""The figures of one report: cells that hold a value, a zero, or nothing yet, and what can be computed of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting.forms import MONEY, Form, LineKind, Role


class Currency(StrEnum):
    """The currency a project was licensed in; amounts are in USD or in million VND."""

    USD = "USD"
    VND = "VND"


MILLION = 1_000_000


class Place(NamedTuple):
    """A cell: line and column codes."""

    line: str
    column: str

    def __str__(self) -> str:
        return f"{self.line}/{self.column}"


type Cells = Mapping[Place, Decimal | None]


def holds_money(form: Form, cells: Cells) -> bool:
    """Whether a figure is an amount other than 0, so that totals in the other currency need the report's rate."""
    return any(
        cells.get(Place(line.code, column)) for line in form.lines if line.unit == MONEY for column in line.columns
    )


@dataclass(frozen=True)
class Report:
    """One filed report; `rate` is VND for one USD as written on it, needed when amounts are converted."""

    form: str
    unit: str
    period: Period
    currency: Currency
    rate: Decimal | None
    cells: Cells

    def value(self, line: str, column: str) -> Decimal | None:
        """The figure of a cell, None while it is missing."""
        return self.cells.get(Place(line, column))


def places(form: Form) -> tuple[Place, ...]:
    """Every cell of a form, line by line."""
    return tuple(Place(line.code, column) for line in form.lines for column in line.columns)


def sum_of_children(form: Form, cells: Cells, place: Place) -> Decimal | None:
    """The present cells below a total added up; None when none is present."""
    present = [
        value
        for child in form.children(place.line)
        if (value := cells.get(Place(child.code, place.column))) is not None
    ]
    return sum(present, Decimal(0)) if present else None


def year_to_date(form: Form, report: Report, previous: Report | None, line: str) -> Decimal | None:
    """Earlier year to date plus this period, from the accepted report just before; None when it cannot be known.

    `previous` is the report of the quarter before in the same year; in a first quarter it is not looked at.
    """
    columns = form.column(Role.PERIOD), form.column(Role.YEAR_TO_DATE)
    if columns[0] is None or columns[1] is None or form.line(line).kind is not LineKind.FLOW:
        return None
    now = report.value(line, columns[0].code)
    if now is None or report.period.start.month == 1:
        return now
    if previous is None or previous.period.end.year != report.period.end.year:
        return None
    earlier = previous.value(line, columns[1].code)
    return None if earlier is None else earlier + now


def unit_label(form: Form, line: str, currency: Currency) -> str:
    """The unit a cell is typed in: the line's own, or the report's currency (USD, million VND)."""
    unit = form.line(line).unit
    if unit != MONEY:
        return unit
    return "USD" if currency is Currency.USD else "million VND"
