"""A prefilled workbook as an Excel file: locked but for its inputs, with choices, limits and warnings inside."""

from collections import defaultdict
from collections.abc import Mapping
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from nhiemky.core.reporting.entry import EXAMPLES, MOST_WHOLE_DIGITS
from nhiemky.core.reporting.forms import WHOLE_UNITS, Line, LineKind
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.content import Look, contents
from nhiemky.core.reporting.workbook.layout import IDENTITY, Kind, Layout
from nhiemky.core.spreadsheet import Spot
from nhiemky.printing.workbook import Workbook
from nhiemky.reporting.workbooks.looks import WRAPPED, looks
from nhiemky.reporting.workbooks.sources import Prefilled
from nhiemky.ui.language import language

# The column of the hidden sheet that holds the choices of a number format.
_CHOICES = 4
_LISTED = f"='{IDENTITY}'!{xl_range_abs(0, _CHOICES, len(EXAMPLES) - 1, _CHOICES)}"
_LINE_HEIGHT = 15
# Three lines, for headings such as “Kỳ trước đã tiếp nhận: Lũy kế từ khi được cấp GCNĐKĐT”.
_HEADING_HEIGHT = 3 * _LINE_HEIGHT + 3
_WIDTHS = {Kind.ONE: (10, 46, 12), Kind.MANY: (14, 30, 10, 40, 12)}
_FREE = {"format_columns": True, "format_rows": True, "autofilter": True}
_WARNED = {"bg_color": "#FDE7E9"}
# Excel leaves the decimal sign of an optional fraction behind whole numbers: “300.000,”.
_WHOLE = {"num_format": "#,##0"}


def written(prefilled: Prefilled) -> bytes:
    """The .xlsx file, in the language of the request."""
    layout = prefilled.layout
    workbook = Workbook(locks_structure=True)
    sheets = {title: workbook.sheet(title) for title in layout.ends()}
    whole = {"type": "formula", "criteria": "=INT(A1)=A1", "format": workbook.add_format(_WHOLE)}
    for title, sheet in sheets.items():
        _furnish(sheet, layout, title)
        rows, columns = layout.ends()[title]
        sheet.conditional_format(0, 0, rows - 1, columns - 1, whole)
    _fill(sheets, prefilled, looks(workbook))
    _check_inside(sheets[layout.figures_sheet], layout)
    _warn(workbook, sheets[layout.figures_sheet], layout)
    _identify(workbook, prefilled)
    return workbook.to_bytes()


def _fill(sheets: Mapping[str, Worksheet], prefilled: Prefilled, formats: Mapping[Look, Format]) -> None:
    widths = {title: _widths(prefilled.layout, title) for title in sheets}
    heights: dict[tuple[Worksheet, int], int] = defaultdict(int)
    for spot, content in contents(prefilled.layout, prefilled.period, prefilled.sources, language()):
        sheet, row, column = sheets[spot.sheet], spot.row - 1, spot.column - 1
        if content.computes and content.value is not None:
            # The result is for whatever shows a file without computing: a protected view, a telephone.
            sheet.write_formula(row, column, str(content.value), formats[content.look], content.result)
            continue
        sheet.write(row, column, content.value, formats[content.look])
        if content.look in WRAPPED and isinstance(content.value, str):
            lines = sum(ceil(len(line) / widths[spot.sheet][column]) for line in content.value.split("\n"))
            if lines > max(1, heights[sheet, row]):
                # Excel would find the height by itself; LibreOffice does not.
                heights[sheet, row] = lines
                sheet.set_row(row, lines * _LINE_HEIGHT)


def _identify(workbook: Workbook, prefilled: Prefilled) -> None:
    hidden = workbook.sheet(IDENTITY)
    for place, row in enumerate(prefilled.identity.rows()):
        hidden.write_row(place, 0, row)
    # The choices hold commas, so that a drop-down cannot list them itself: it points here.
    hidden.write_column(0, _CHOICES, list(EXAMPLES.values()))
    hidden.hide()
    hidden.protect()


def _widths(layout: Layout, title: str) -> list[int]:
    """The width of each column, in digits."""
    is_figures, last = title == layout.figures_sheet, layout.ends()[title][1]
    first = _WIDTHS[layout.kind] if is_figures else (14, 34, 34, 22, 14)
    return [*first, *(40 if is_figures and column == last - 2 else 18 for column in range(len(first), last))]


def _furnish(sheet: Worksheet, layout: Layout, title: str) -> None:
    """Widths, panes, print set-up, choices and locks."""
    is_figures = title == layout.figures_sheet
    for column, width in enumerate(_widths(layout, title)):
        sheet.set_column(column, column, width)
    heading = layout.heading_row if is_figures else 2
    sheet.set_row(heading - 1, _HEADING_HEIGHT)
    if layout.number_format.sheet == title:
        sheet.data_validation(layout.number_format.reference, {"validate": "list", "source": _LISTED})
    if is_figures:
        # Part A stands above the figures of one report: freezing it too would fill a small screen.
        sheet.freeze_panes(heading + 1 if layout.kind is Kind.MANY else 0, layout.first_column + 2)
        sheet.repeat_rows(heading - 1)
    sheet.protect("", _FREE)


def _warn(workbook: Workbook, sheet: Worksheet, layout: Layout) -> None:
    """Red where the last column notices something."""
    top, (bottom, last) = layout.heading_row + 2, layout.ends()[layout.figures_sheet]
    rule = {
        "type": "formula",
        "criteria": f"=LEN(${xl_col_to_name(last - 1)}{top})>0",
        "format": workbook.add_format(_WARNED),
    }
    sheet.conditional_format(top - 1, layout.first_column - 1, bottom - 1, last - 1, rule)


def _check_inside(sheet: Worksheet, layout: Layout) -> None:
    """Numbers only; of one report also whole and not negative where the form says so (10,000 rows are one range)."""
    if layout.kind is Kind.MANY:
        columns = [layout.figure(0, Place(layout.form.lines[0].code, each.code)).column for each in layout.form.columns]
        top, bottom = layout.heading_row + 2, layout.ends()[layout.figures_sheet][0]
        rule = _rule(whole=False, negative=True)
        sheet.data_validation(top - 1, columns[0] - 1, bottom - 1, columns[-1] - 1, rule)
        return
    cells: dict[tuple[bool, bool], list[Spot]] = defaultdict(list)
    for line in layout.form.lines:
        if line.kind is not LineKind.HEADING and not line.total:
            cells[line.unit in WHOLE_UNITS, line.negative] += _figures(layout, line)
    for (whole, negative), spots in cells.items():
        reach = " ".join(spot.reference for spot in spots)
        sheet.data_validation(spots[0].reference, _rule(whole=whole, negative=negative) | {"multi_range": reach})


def _figures(layout: Layout, line: Line) -> list[Spot]:
    return [layout.figure(0, Place(line.code, column)) for column in line.columns]


def _rule(*, whole: bool, negative: bool) -> dict[str, Any]:
    most = 10**MOST_WHOLE_DIGITS
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": -most if negative else 0,
        "maximum": most,
    }
