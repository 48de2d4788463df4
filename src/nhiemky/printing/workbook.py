"""New Excel files, as Excel itself writes them. What opens the files of others is `organisation.spreadsheets`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nhiemky.core.vietnamese.dates import format_date

type Value = str | int | Decimal | date | None

# Characters in the UTF-16 of Excel; it cuts the text of a cell that has more.
LONGEST_TEXT = 32767
_WIDEST = 48
_FIRST_SURE_DAY = date(1900, 3, 1)
# XML has no place for the first, Excel none for most of the others; a line in a cell ends with \n alone.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class Workbook(xlsxwriter.Workbook):
    """A new workbook in memory. Texts stay texts: one that begins with “=” would run on the reader's machine.

    The first sheet is the one that opens. `to_bytes` ends it.
    """

    def __init__(self, *, locks_structure: bool = False) -> None:
        self._saved = BytesIO()
        self._locks_structure = locks_structure
        texts = {"strings_to_formulas": False, "strings_to_urls": False}
        super().__init__(self._saved, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **texts})
        self.bold = self.add_format({"bold": True})

    def sheet(self, title: str) -> Worksheet:
        """A new sheet, printed on A4 and across one page; raises InvalidWorksheetName for a title Excel refuses."""
        sheet = self.add_worksheet(title, _Sheet)
        sheet.add_write_handler(str, _as_text)
        sheet.add_write_handler(date, _as_day)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def listing(self, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> Worksheet:
        """A new sheet to be filtered: headings that stay, then the rows; columns as wide as their headings at least."""
        sheet = self.sheet(title)
        sheet.write_row(0, 0, headings, self.bold)
        last = 0
        widths = [len(heading) for heading in headings]
        for last, row in enumerate(rows, start=1):
            sheet.write_row(last, 0, row)
            widths = [max(width, len(str(value))) for width, value in zip(widths, row, strict=True)]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width, _WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, last, len(headings) - 1)
        return sheet

    def to_bytes(self) -> bytes:
        """The .xlsx file."""
        self.close()
        return self._saved.getvalue()

    def _write_book_views(self) -> None:
        """XlsxWriter locks sheets, not their order and names, and will not (its issue 516); here it has its place."""
        if self._locks_structure:
            self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


class _Sheet(Worksheet):
    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002
        """No formula of ours has a function younger than Excel 2007; looking for thirty took half of the time."""
        return formula.removeprefix("=")


def storable(text: str) -> str:
    """A text as a cell can hold it; one that is too long ends with “…”."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes this for its own mark of a text in several styles, and writes it into the file as it is.
        text += " "
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST_TEXT:
        text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT - 2].decode("utf-16-le", "ignore") + "…"
    return text


def _as_text(sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None) -> int | None:
    written = storable(text)
    # None leaves an empty text to XlsxWriter, for which it is an empty cell.
    return sheet.write_string(row, column, written, look) if written else None


def _as_day(sheet: Worksheet, row: int, column: int, day: date, look: Format | None = None) -> int | None:
    # The days of Excel begin with 1900, and with one that never was: 29 February of that year.
    return sheet.write_string(row, column, format_date(day), look) if day < _FIRST_SURE_DAY else None
