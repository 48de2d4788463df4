"""A filled-in workbook read back into what a person would have typed on the form; every error names sheet and cell.

Numbers are taken as the spreadsheet keeps them, to the 15 digits it shows. A number that stands as text means nothing
until the workbook says how numbers are written: 1.234 is two numbers, and we do not guess which.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Context, Decimal

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.entry import EXAMPLES, NumberFormat, parse_cell
from nhiemky.core.reporting.forms import Field, FieldKind, Line, LineKind
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook import formulas
from nhiemky.core.reporting.workbook.layout import Kind, Layout
from nhiemky.core.reporting.workbook.problems import WORKBOOK_PROBLEMS
from nhiemky.core.spreadsheet import Cell, ErrorCell, FormulaCell, Grid, Spot, at
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number

LONGEST_TEXT = 4000
_LONGEST_SHOWN = 60
# What a spreadsheet shows and compares of a number; the digits behind are those of its binary fractions.
_SHOWN = Context(prec=15)


@dataclass(frozen=True)
class Filled:
    """What a workbook holds of one report, numbers in the Vietnamese way; `explanations` are by line."""

    block: int
    unit: str
    cells: Mapping[Place, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    rate: str = ""
    explanations: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed: the unit is left as it is."""
        return not (self.cells or self.rate or self.explanations)


@dataclass(frozen=True)
class Contents:
    """All reports of a workbook, and everything that cannot be read; `place` of a problem is its sheet and cell."""

    reports: tuple[Filled, ...]
    problems: tuple[Problem, ...]


def read_contents(layout: Layout, grid: Grid) -> Contents:
    """Read every input of a workbook. A figure that holds the workbook's own formula was left to be computed."""
    problems = [*_moved(layout, grid)]
    if problems:
        # Figures beside labels that moved would be read for other lines; nothing else is worth saying.
        return Contents((), tuple(problems))
    problems += _strangers(layout, grid)
    reader = _Reader(layout, grid, problems)
    reports = tuple(reader.report(block, unit) for block, unit in enumerate(layout.units))
    if layout.kind is Kind.ONE and not problems and reports[0].is_empty:
        problems.append(WORKBOOK_PROBLEMS.problem("W13", str(layout.unit(0))))
    return Contents(reports, tuple(problems))


def _moved(layout: Layout, grid: Grid) -> Iterator[Problem]:
    """The first label that is not where it must be, on each sheet: those behind it have moved with it."""
    told = set()
    for spot, expected in layout.labels:
        found = at(grid, spot)
        if spot.sheet not in told and found != expected:
            told.add(spot.sheet)
            yield WORKBOOK_PROBLEMS.problem("W03", str(spot), expected=expected, found=_shown(found))


def _strangers(layout: Layout, grid: Grid) -> Iterator[Problem]:
    """What stands outside of the form, where it would be lost without a word."""
    for sheet, (rows, columns) in layout.ends().items():
        for number, row in enumerate(grid.get(sheet, ()), start=1):
            for column in range(1 if number > rows else columns + 1, len(row) + 1):
                found = row[column - 1]
                if found is not None and str(found).strip():
                    spot = Spot(sheet, number, column)
                    yield WORKBOOK_PROBLEMS.problem("W12", str(spot), found=_shown(found))


class _Reader:
    """Reads cells, collecting problems."""

    def __init__(self, layout: Layout, grid: Grid, problems: list[Problem]) -> None:
        self.layout, self.grid, self.problems = layout, grid, problems
        self.number_format = self._number_format()

    def report(self, block: int, unit: str) -> Filled:
        """One report."""
        layout, form = self.layout, self.layout.form
        cells: dict[Place, str] = {}
        explanations = {}
        for line in form.lines:
            if line.kind is LineKind.HEADING:
                continue
            cells |= self._line(block, line)
            if text := self._text(layout.explanation(block, line.code)):
                explanations[line.code] = text
        fields = {each.code: text for each in layout.fields if (text := self._field(block, each))}
        return Filled(block, unit, cells, fields, self._number(layout.rate(block)), explanations)

    def _line(self, block: int, line: Line) -> dict[Place, str]:
        found = {}
        for column in line.columns:
            place = Place(line.code, column)
            spot = self.layout.figure(block, place)
            cell = at(self.grid, spot)
            if isinstance(cell, FormulaCell) and formulas.one_spelling(cell.text) in formulas.known(
                self.layout, block, place
            ):
                continue
            if text := self._number(spot):
                found[place] = text
        return found

    def _field(self, block: int, each: Field) -> str:
        spot = self.layout.field(block, each.code)
        cell = at(self.grid, spot)
        if each.kind is FieldKind.MONEY:
            return self._number(spot)
        if each.kind is FieldKind.DATE and isinstance(cell, date):
            return format_date(cell)
        return self._text(spot)

    def _number_format(self) -> NumberFormat | None:
        spot = self.layout.number_format
        chosen = at(self.grid, spot)
        if chosen is None or not str(chosen).strip():
            return None
        # Somebody may type a choice; the example 1,234,567.89 must then still be told from a number.
        for number_format, example in EXAMPLES.items():
            if str(chosen).strip() == example:
                return number_format
        choices = " · ".join(EXAMPLES.values())
        self._wrong(WORKBOOK_PROBLEMS.problem("W14", str(spot), typed=_shown(chosen), choices=choices))
        return None

    def _number(self, spot: Spot) -> str:
        """The number at a spot as it would be typed; "" where there is none or where it cannot be read."""
        cell = at(self.grid, spot)
        if isinstance(cell, bool):
            return self._wrong(WORKBOOK_PROBLEMS.problem("W08", str(spot)))
        match cell:
            case None:
                return ""
            case FormulaCell() | ErrorCell():
                return self._wrong(_computed(cell, spot))
            case date():
                return self._wrong(WORKBOOK_PROBLEMS.problem("W07", str(spot)))
            case str():
                return self._written(cell, spot)
            case _:
                return self._parsed(format_number(_SHOWN.create_decimal(cell)), NumberFormat.VIETNAMESE, spot)

    def _written(self, text: str, spot: Spot) -> str:
        if not text.strip():
            return ""
        if self.number_format is None:
            choice = self.layout.number_format
            return self._wrong(WORKBOOK_PROBLEMS.problem("W04", str(spot), typed=_shown(text), choice=choice))
        return self._parsed(text, self.number_format, spot)

    def _parsed(self, text: str, number_format: NumberFormat, spot: Spot) -> str:
        read = parse_cell(text, number_format)
        if isinstance(read, Problem):
            return self._wrong(replace(read, place=str(spot)))
        return "" if read is None else format_number(read)

    def _text(self, spot: Spot) -> str:
        cell = at(self.grid, spot)
        match cell:
            case None:
                return ""
            case FormulaCell() | ErrorCell():
                return self._wrong(_computed(cell, spot))
            case date():
                return format_date(cell)
            case Decimal():
                return self._parsed(format_number(_SHOWN.create_decimal(cell)), NumberFormat.VIETNAMESE, spot)
            case _:
                text = str(cell).strip()
                if len(text) > LONGEST_TEXT:
                    return self._wrong(WORKBOOK_PROBLEMS.problem("W09", str(spot), most=LONGEST_TEXT))
                return text

    def _wrong(self, problem: Problem) -> str:
        self.problems.append(problem)
        return ""


def _computed(cell: FormulaCell | ErrorCell, spot: Spot) -> Problem:
    if isinstance(cell, ErrorCell):
        return WORKBOOK_PROBLEMS.problem("W06", str(spot), error=cell.text)
    return WORKBOOK_PROBLEMS.problem("W05", str(spot), formula=_shown(cell.text))


def _shown(cell: Cell) -> str:
    text = cell.text if isinstance(cell, FormulaCell) else "" if cell is None else str(cell)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
