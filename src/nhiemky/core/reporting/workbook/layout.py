"""Where everything stands in a workbook: one report like the paper form, or one sheet of many reporting units' lines.

In both a line of the form is a row, its figures stand side by side, then the accepted figures of the period before,
an explanation, and what the workbook itself notices. In the workbook of many, a unit is a block of rows of the sheet
“Số liệu”, and its rate, fields and texts are a row of the sheet of units (“Dự án” for forms of projects).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from nhiemky.core.reporting.forms import Field, Form, Reporter
from nhiemky.core.reporting.lines import Place
from nhiemky.core.spreadsheet import Spot

# Counts the ways cells were ever laid out: a workbook of another one is not read.
LAYOUT = 1
REPORT, FIGURES, IDENTITY = "Báo cáo", "Số liệu", "_nhiemky"
UNITS: Mapping[Reporter, str] = {
    Reporter.PROJECT: "Dự án",
    Reporter.ZONE: "Khu công nghiệp",
    Reporter.BOARD: "Ban quản lý",
}
RATE = "rate"
FORMAT = "number_format"

_TITLE_ROWS = 3


class Kind(StrEnum):
    """What a workbook is for."""

    ONE = "report"
    MANY = "reports"


@dataclass(frozen=True)
class Layout:
    """The places of a form's reports of some units; `units` in the order of their blocks, one for kind ONE."""

    kind: Kind
    form: Form
    units: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that a reader of the workbook relies on; the same for the same form and units."""
        told = [f"{LAYOUT} {self.kind} {self.form.code} {self.form.version}", *self.units]
        told += [f"{spot}={text}" for spot, text in self.labels]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @property
    def number_format(self) -> Spot:
        """Where it is chosen how numbers are written that stand as text."""
        return Spot(REPORT, _TITLE_ROWS + 1, 4) if self.kind is Kind.ONE else Spot(self.units_sheet, 1, 4)

    def rate(self, block: int) -> Spot:
        """The rate of a report."""
        return Spot(REPORT, _TITLE_ROWS + 2, 4) if self.kind is Kind.ONE else self._unit(block, 5)

    def field(self, block: int, code: str) -> Spot:
        """A field of Part A or a free text of a report."""
        if self.kind is Kind.ONE:
            return Spot(REPORT, self._field_rows[code], 4)
        return self._unit(block, 6 + self._fields.index(code))

    def figure(self, block: int, place: Place) -> Spot:
        """The cell of a figure."""
        return self._in_line(block, place.line, 3 + self._columns[place.column])

    def earlier(self, block: int, place: Place) -> Spot:
        """The accepted figure of the period before, beside it."""
        return self._in_line(block, place.line, 3 + len(self._columns) + self._columns[place.column])

    def explanation(self, block: int, line: str) -> Spot:
        """Where a warning about a line is explained."""
        return self._in_line(block, line, 3 + 2 * len(self._columns))

    def notice(self, block: int, line: str) -> Spot:
        """Where the workbook says what it notices about a line."""
        return self._in_line(block, line, 4 + 2 * len(self._columns))

    def line(self, block: int, code: str) -> Spot:
        """The code of a line, at the beginning of its row."""
        return self._in_line(block, code, 0)

    def unit(self, block: int) -> Spot:
        """Where the unit of a report is named, for whatever is wrong with the report as a whole."""
        return Spot(REPORT, 2, 1) if self.kind is Kind.ONE else self._unit(block, 1)

    @cached_property
    def labels(self) -> Sequence[tuple[Spot, str]]:
        """Every code that must stand where it stands, or figures would be read for something they are not; sorted."""
        return sorted(self._labels())

    def ends(self) -> Mapping[str, tuple[int, int]]:
        """The last row and column of each sheet to fill in."""
        last = self.first_column + 4 + 2 * len(self._columns)
        if self.kind is Kind.ONE:
            rows = max([*self._field_rows.values(), self._top(0) + len(self.form.lines)])
            return {REPORT: (rows, last)}
        return {
            self.units_sheet: (3 + len(self.units), 5 + len(self._fields)),
            FIGURES: (self._top(len(self.units)) - 1, last),
        }

    def foot(self, code: str) -> bool:
        """Whether a field stands below the figures, as Part C does."""
        return code in {text.code for text in self.form.texts}

    @property
    def figures_sheet(self) -> str:
        """The sheet with the lines."""
        return REPORT if self.kind is Kind.ONE else FIGURES

    @property
    def units_sheet(self) -> str:
        """The sheet of a workbook of many with a row for each unit."""
        return UNITS[self.form.reporter]

    @property
    def first_column(self) -> int:
        """The column of the line codes."""
        return 1 if self.kind is Kind.ONE else 3

    @property
    def heading_row(self) -> int:
        """The row of the columns' names; their codes stand below it."""
        return self._top(0) - 2

    @property
    def fields(self) -> tuple[Field, ...]:
        """Part A, then the free texts."""
        return (*self.form.identification, *self.form.texts)

    def _labels(self) -> Iterator[tuple[Spot, str]]:
        for code, place in self._columns.items():
            yield Spot(self.figures_sheet, self.heading_row + 1, self.first_column + 3 + place), code
        if self.kind is Kind.ONE:
            yield self._beside(self.rate(0)), RATE
            yield from ((self._beside(self.field(0, code)), code) for code in self._fields)
        else:
            yield from ((Spot(self.units_sheet, 3, 6 + place), code) for place, code in enumerate(self._fields))
            yield Spot(self.units_sheet, 3, 5), RATE
        yield self._beside(self.number_format), FORMAT
        for block, unit in enumerate(self.units):
            for line in self.form.lines:
                yield self.line(block, line.code), line.code
                if self.kind is Kind.MANY:
                    yield self._in_line(block, line.code, -2), unit
            if self.kind is Kind.MANY:
                yield self.unit(block), unit

    def _beside(self, spot: Spot) -> Spot:
        return Spot(spot.sheet, spot.row, 1)

    def _unit(self, block: int, column: int) -> Spot:
        return Spot(self.units_sheet, 4 + block, column)

    def _in_line(self, block: int, line: str, offset: int) -> Spot:
        return Spot(self.figures_sheet, self._top(block) + self._lines[line], self.first_column + offset)

    def _top(self, block: int) -> int:
        if self.kind is Kind.MANY:
            return 3 + block * len(self.form.lines)
        return _TITLE_ROWS + 4 + len(self.form.identification) + 4

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return {line.code: place for place, line in enumerate(self.form.lines)}

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {column.code: place for place, column in enumerate(self.form.columns)}

    @cached_property
    def _fields(self) -> tuple[str, ...]:
        return tuple(field.code for field in self.fields)

    @cached_property
    def _field_rows(self) -> Mapping[str, int]:
        """Part A above the figures, the free texts below them."""
        above = {field.code: _TITLE_ROWS + 5 + place for place, field in enumerate(self.form.identification)}
        below = self._top(0) + len(self.form.lines) + 2
        return above | {field.code: below + place for place, field in enumerate(self.form.texts)}
