"""A prefilled workbook as an Excel file: locked but for its inputs, with choices, limits and warnings inside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation

from nhiemky.core.reporting.entry import EXAMPLES, MOST_WHOLE_DIGITS
from nhiemky.core.reporting.forms import WHOLE_UNITS, Line, LineKind
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.content import INPUTS, Content, Look, contents
from nhiemky.core.reporting.workbook.layout import IDENTITY, Kind, Layout
from nhiemky.reporting.sheet import unit_name
from nhiemky.reporting.workbooks.sources import Prefilled
from nhiemky.ui.language import language

_UNITS = ("million VND", "person", "t", "l", "m2", "m3")
_FILLS = {
    Look.HEADING: "8C181C",
    Look.NUMBER: "FFF8DC",
    Look.TEXT: "FFF8DC",
    Look.CHOICE: "FFF8DC",
    Look.TOTAL: "EEEEEE",
    Look.KNOWN: "EEEEEE",
    Look.EARLIER: "F7F7F7",
}
_FONTS = {
    Look.TITLE: Font(bold=True, size=14),
    Look.PART: Font(bold=True, size=12, color="8C181C"),
    Look.HEADING: Font(bold=True, color="FFFFFF"),
    Look.CODE: Font(color="767676", size=9),
    Look.NOTE: Font(italic=True),
    Look.EARLIER: Font(color="555555"),
    Look.NOTICE: Font(bold=True, color="B00020"),
}
# Decimals as they are typed; a spreadsheet shows them in its own country's way.
_NUMBERS = frozenset({Look.NUMBER, Look.TOTAL, Look.EARLIER, Look.KNOWN})
_NUMBER_FORMAT = "#,##0.#####"
# The column of the hidden sheet that holds the choices of a number format.
_CHOICES = 5
_LISTED = f"'{IDENTITY}'!${get_column_letter(_CHOICES)}$1:${get_column_letter(_CHOICES)}${len(EXAMPLES)}"
# Points: three lines, for headings such as “Kỳ trước đã tiếp nhận: Lũy kế từ khi được cấp GCNĐKĐT”.
_HEADING_HEIGHT = 48
_WIDTHS = {Kind.ONE: (10, 46, 12), Kind.MANY: (14, 30, 10, 40, 12)}


def written(prefilled: Prefilled) -> bytes:
    """The .xlsx file, in the language of the request."""
    layout = prefilled.layout
    units = {unit: unit_name(unit) for unit in _UNITS}
    cells = contents(layout, prefilled.period, prefilled.sources, language(), units)
    by_sheet: dict[str, dict[int, dict[int, Content]]] = defaultdict(lambda: defaultdict(dict))
    for spot, content in cells:
        by_sheet[spot.sheet][spot.row][spot.column] = content
    workbook = Workbook(write_only=True)
    for style in _styles():
        workbook.add_named_style(style)
    for title in layout.ends():
        sheet = workbook.create_sheet(title)
        _furnish(sheet, layout, title)
        _fill(sheet, by_sheet[title], layout.ends()[title])
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.autoFilter = False
    hidden = workbook.create_sheet(IDENTITY)
    hidden.sheet_state = "hidden"
    hidden.protection.sheet = True
    # The choices hold commas, so that a drop-down cannot list them itself: it points here.
    choices = [*EXAMPLES.values()]
    for place, row in enumerate(prefilled.identity.rows()):
        hidden.append([*row, *("",) * (_CHOICES - 1 - len(row)), *choices[place : place + 1]])
    workbook.security = WorkbookProtection(lockStructure=True)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _styles() -> Iterable[NamedStyle]:
    line = Side(style="thin", color="CCCCCC")
    for look in Look:
        style = NamedStyle(f"nk_{look}")
        if look in _FILLS:
            style.fill = PatternFill("solid", fgColor=_FILLS[look])
        if look in _FONTS:
            style.font = _FONTS[look]
        if look in _NUMBERS:
            style.number_format = _NUMBER_FORMAT
        if look is Look.TEXT:
            style.number_format = "@"
        if look not in {Look.TITLE, Look.NOTE, Look.CODE, Look.PART}:
            style.border = Border(bottom=line, left=line, right=line)
        wraps = look in {Look.HEADING, Look.LABEL, Look.TEXT}
        style.alignment = Alignment(wrap_text=wraps, vertical="top")
        style.protection = Protection(locked=look not in INPUTS)
        yield style


def _fill(sheet: Any, rows: Mapping[int, Mapping[int, Content]], ends: tuple[int, int]) -> None:
    for number in range(1, ends[0] + 1):
        row = rows.get(number, {})
        sheet.append([_cell(sheet, row.get(column)) for column in range(1, max(row, default=0) + 1)])


def _cell(sheet: Any, content: Content | None) -> Any:
    if content is None:
        return None
    cell = WriteOnlyCell(sheet, content.value)  # type: ignore[arg-type]  # openpyxl takes Decimal; its stubs do not know
    if isinstance(content.value, str) and not content.computes:
        # Otherwise a name that begins with "=" would run as a formula on the reader's machine.
        cell.data_type = "s"
    cell.style = f"nk_{content.look}"
    return cell


def _furnish(sheet: Any, layout: Layout, title: str) -> None:
    """Widths, panes and print set-up; then what the sheet checks by itself."""
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    is_figures = title == layout.figures_sheet
    first, last = layout.first_column, layout.ends()[title][1]
    widths = _WIDTHS[layout.kind] if is_figures else (14, 34, 34, 22, 14)
    for column in range(1, last + 1):
        sheet.column_dimensions[get_column_letter(column)].width = (
            widths[column - 1] if column <= len(widths) else 40 if is_figures and column == last - 1 else 18
        )
    if layout.number_format.sheet == title:
        choices = DataValidation(type="list", formula1=_LISTED, allow_blank=True, showErrorMessage=True)
        choices.add(layout.number_format.reference)
        sheet.data_validations.append(choices)
    sheet.row_dimensions[layout.heading_row if is_figures else 2].height = _HEADING_HEIGHT
    if is_figures:
        top = layout.heading_row + 2
        # Part A stands above the figures of one report: freezing it too would fill a small screen.
        sheet.freeze_panes = f"{get_column_letter(first + 3)}{top if layout.kind is Kind.MANY else 1}"
        _check_inside(sheet, layout)
        reach = f"{get_column_letter(first)}{top}:{get_column_letter(last)}{layout.ends()[title][0]}"
        warned = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f"LEN(${get_column_letter(last)}{top})>0"], fill=PatternFill("solid", bgColor="FDE7E9")
        )
        sheet.conditional_formatting.add(reach, warned)


def _check_inside(sheet: Any, layout: Layout) -> None:
    """Numbers only; of one report also whole and not negative where the form says so (10,000 rows are one range)."""
    rules: dict[tuple[str, bool], DataValidation] = {}
    if layout.kind is Kind.MANY:
        rule = _rule(whole=False, negative=True)
        columns = [layout.figure(0, Place(layout.form.lines[0].code, each.code)).column for each in layout.form.columns]
        top, bottom = layout.heading_row + 2, layout.ends()[layout.figures_sheet][0]
        rule.add(f"{get_column_letter(columns[0])}{top}:{get_column_letter(columns[-1])}{bottom}")
        sheet.data_validations.append(rule)
        return
    for line in layout.form.lines:
        if line.kind is not LineKind.HEADING and not line.total:
            _add(rules, layout, line)
    for rule in rules.values():
        sheet.data_validations.append(rule)


def _add(rules: dict[tuple[str, bool], DataValidation], layout: Layout, line: Line) -> None:
    key = ("whole" if line.unit in WHOLE_UNITS else "decimal", line.negative)
    rule = rules.setdefault(key, _rule(whole=key[0] == "whole", negative=line.negative))
    for column in line.columns:
        rule.add(layout.figure(0, Place(line.code, column)).reference)


def _rule(*, whole: bool, negative: bool) -> DataValidation:
    most = 10**MOST_WHOLE_DIGITS
    return DataValidation(
        type="whole" if whole else "decimal",
        operator="between",
        formula1=str(-most if negative else 0),
        formula2=str(most),
        allow_blank=True,
        showErrorMessage=True,
    )
