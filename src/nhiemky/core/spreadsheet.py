"""What one cell of an opened spreadsheet holds, before anybody says what it means. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

type Cell = str | int | Decimal | date | bool | FormulaCell | ErrorCell | None
# Sheets by name, each its rows from the first on; rows may be of different lengths.
type Grid = Mapping[str, Sequence[Sequence[Cell]]]


@dataclass(frozen=True)
class FormulaCell:
    """A cell that computes; its result is not in the file in a way that could be trusted. `text` begins with “=”."""

    text: str


@dataclass(frozen=True)
class ErrorCell:
    """A cell whose computation failed, such as #DIV/0!."""

    text: str

    def __str__(self) -> str:
        return self.text


class Spot(NamedTuple):
    """A cell of a workbook; rows and columns count from 1, as people count them."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.reference}"

    @property
    def reference(self) -> str:
        """The cell within its sheet, such as D14."""
        return f"{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def at(grid: Grid, spot: Spot) -> Cell:
    """What stands at a spot; None where the sheet does not reach so far."""
    rows = grid.get(spot.sheet, ())
    if spot.row > len(rows):
        return None
    row = rows[spot.row - 1]
    return row[spot.column - 1] if spot.column <= len(row) else None
