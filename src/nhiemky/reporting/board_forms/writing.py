"""Forms of the board as files: one line for each cell with its status and basis, and a workbook like the paper form."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import zip_longest

from nhiemky.core.quantities import unit_name
from nhiemky.core.reporting.board_forms.figures import PERSONS, PROJECTS, Basis, Column, Figure, Row, Table
from nhiemky.core.reporting.value_states import OBS_STATUS, VALUE_MARKS, VALUE_STATES, ValueState
from nhiemky.printing.workbook import LONGEST_TEXT, Value, Workbook
from nhiemky.ui.language import language

_DIGITS = 60
_HEAD = ("row", "column", "value", "unit", "obs_status", "state", "period", "rate", "reports", "certificates", "facts",
         "missing", "converted")  # fmt: skip
_BETWEEN = "; "


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
    for codes, value, told, lists in _lines(table):
        joined = (_BETWEEN.join(each) for each in lists)
        writer.writerow([*codes, "" if value is None else f"{value:f}", *told, *joined])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, board: str) -> bytes:
    """The form, and a second sheet that says for each cell its state and what it was computed from."""
    workbook = Workbook()
    form = workbook.sheet(table.form)
    form.write(0, 0, table.name.text(language()), workbook.bold)
    form.write_row(1, 0, [board, table.period, f"1 USD = {table.rate.normalize():f} VND"])
    heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    texts = [each.name.text(language()) for each in table.texts]
    form.write_row(2, 0, ["", *texts, *(_titled(column) for column in table.columns)], heading)
    form.set_row(2, 48)
    formats = {n: workbook.add_format({"num_format": "#,##0" + "." * (n > 0) + "0" * n}) for n in _decimals(table)}
    for number, row in enumerate(table.rows, start=3):
        form.write_row(number, 0, [row.name.text(language()), *(row.texts.get(each.code, "") for each in table.texts)])
        for place, column in enumerate(table.columns, start=1 + len(texts)):
            if figure := row.cells.get(column.code):
                form.write(number, place, _value(column, figure), formats[places(column, figure)])
    form.write_column(3 + len(table.rows), 0, [note.text(language()) for note in table.notes])
    form.freeze_panes(3, 1)
    form.repeat_rows(2)
    form.set_column(0, 0, 44)
    form.set_column(1, len(texts) + len(table.columns), 16)
    workbook.listing("Nguồn" if language() == "vi" else "Basis", _HEAD, _basis(table))
    return workbook.to_bytes()


def _decimals(table: Table) -> set[int]:
    return {places(column, figure) for _, column, figure in _cells(table)}


def _basis(table: Table) -> Iterator[Sequence[Value]]:
    """A row for each cell of the form; lists longer than a cell of Excel go on in rows below."""
    for codes, value, told, lists in _lines(table):
        first, *more = zip_longest(*(_pieces(each) for each in lists), fillvalue="")
        yield [*codes, value, *told, *first]
        for rest in more:
            yield [*codes, None, *("" for _ in told), *rest]


def _pieces(items: Sequence[str]) -> list[str]:
    """The items joined, in as few texts as a cell can hold."""
    pieces = [""]
    for item in items:
        longer = f"{pieces[-1]}{_BETWEEN}{item}" if pieces[-1] else item
        if len(longer) <= LONGEST_TEXT:
            pieces[-1] = longer
        else:
            pieces.append(item)
    return pieces


type _Line = tuple[tuple[str, str], Decimal | None, tuple[str, ...], tuple[tuple[str, ...], ...]]


def _lines(table: Table) -> Iterator[_Line]:
    """Of each cell its two codes, its value, what is told of it, and the lists of what it was computed from."""
    rate = f"{table.rate.normalize():f}"
    for row, column, figure in _cells(table):
        told = (figure.unit, OBS_STATUS[figure.state], figure.state.value, table.period, rate)
        basis = figure.basis
        lists = (basis.reports, basis.certificates, basis.facts, basis.missing, basis.converted)
        yield (row.code, column.code), rounded(figure, places(column, figure)), told, lists


def _cells(table: Table) -> Iterator[tuple[Row, Column, Figure]]:
    for row in table.rows:
        for column in table.columns:
            if column.code in row.cells:
                yield row, column, row.cells[column.code]


def _titled(column: Column) -> str:
    name = column.name.text(language())
    return f"{name} ({unit_name(column.unit, language())})" if column.unit else name


def _value(column: Column, figure: Figure) -> Decimal | str:
    value = rounded(figure, places(column, figure))
    if value is None:
        return f"{mark(column, figure)} ({VALUE_STATES[figure.state].text(language())})"
    return value
