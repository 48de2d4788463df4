"""Forms of the board as files: one line for each cell with its status and basis, and a workbook like the paper form."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from nhiemky.core.reporting.board_forms.figures import PERSONS, PROJECTS, Basis, Column, Figure, Row, Table
from nhiemky.core.reporting.value_states import OBS_STATUS, VALUE_MARKS, VALUE_STATES, ValueState
from nhiemky.ui.language import language

_DIGITS = 60
_HEAD = ("row", "column", "value", "unit", "obs_status", "state", "period", "rate", "reports", "certificates", "facts",
         "missing", "converted")  # fmt: skip


def as_decimal(value: Fraction) -> Decimal:
    """An exact fraction to 60 digits, to be rounded where it is written."""
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)


def places(column: Column, figure: Figure) -> int:
    """How many decimals a cell is written with: none for what is counted."""
    return 0 if figure.unit in {PROJECTS, PERSONS} else column.decimals


def rounded(figure: Figure, decimals: int) -> Decimal | None:
    """The value half up; None for none, which is never 0."""
    if figure.value is None:
        return None
    with localcontext(prec=_DIGITS):
        return as_decimal(figure.value).quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


def mark(column: Column, figure: Figure) -> str:
    """The sign of the figure's state; empty for a value and a zero.

    Without industrial land there can be no occupancy; where nobody is to report, nothing is missing either.
    """
    if figure.value is None and column.code == "occupancy":
        return VALUE_MARKS[ValueState.NOT_DUE]
    unknown_to_nobody = figure.value is None and figure.basis == Basis()
    return VALUE_MARKS[ValueState.NOT_DUE if unknown_to_nobody else figure.state]


def as_csv(table: Table) -> bytes:
    """Every cell in a line of its own, numbers with a point; UTF-8 with its mark, so that Excel reads Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for row, column, figure in _cells(table):
        value = rounded(figure, places(column, figure))
        basis = figure.basis
        writer.writerow(
            [
                row.code,
                column.code,
                "" if value is None else f"{value:f}",
                figure.unit,
                OBS_STATUS[figure.state],
                figure.state.value,
                table.period,
                f"{table.rate.normalize():f}",
                *("; ".join(each) for each in (basis.reports, basis.certificates, basis.facts)),
                *("; ".join(each) for each in (basis.missing, basis.converted)),
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, board: str) -> bytes:
    """The form, and a second sheet that says for each cell its state and what it was computed from."""
    book = Workbook()
    form = book.active
    if form is None:
        raise TypeError("a new workbook has no sheet")
    form.title = table.form
    form.append([table.name.text(language())])
    form.append([board, table.period, f"1 USD = {table.rate.normalize():f} VND"])
    head = ["", *(each.name.text(language()) for each in table.texts)]
    form.append([*head, *(_titled(column) for column in table.columns)])
    for row in table.rows:
        texts = [row.texts.get(each.code, "") for each in table.texts]
        form.append([row.name.text(language()), *texts, *(_value(row, column) for column in table.columns)])
    for note in table.notes:
        form.append([note.text(language())])
    for cell in (form["A1"], *form[3]):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    form.freeze_panes = "B4"
    form.column_dimensions["A"].width = 44
    basis = book.create_sheet("Nguồn" if language() == "vi" else "Basis")
    for line in csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"))):
        # Texts, so that nothing in a name acts as a formula.
        basis.append(["'" + each if each[:1] in {"=", "+", "@"} else each for each in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(table: Table) -> Iterator[tuple[Row, Column, Figure]]:
    for row in table.rows:
        for column in table.columns:
            if column.code in row.cells:
                yield row, column, row.cells[column.code]


def _titled(column: Column) -> str:
    return f"{column.name.text(language())} ({column.unit})" if column.unit else column.name.text(language())


def _value(row: Row, column: Column) -> Decimal | str:
    figure = row.cells.get(column.code)
    if figure is None:
        return ""
    value = rounded(figure, places(column, figure))
    if value is None:
        return f"{mark(column, figure)} ({VALUE_STATES[figure.state].text(language())})"
    return value
