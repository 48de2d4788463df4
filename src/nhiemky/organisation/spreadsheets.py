"""Opens Excel files that strangers made: small, without macros or formulas, and never trusted to be what they say."""

import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 5000
MOST_COLUMNS = 60

# What one cell may hold. A formula becomes a FormulaCell, so that nobody takes its text for a value.
type Cell = str | int | Decimal | date | bool | FormulaCell | None


@dataclass(frozen=True)
class FormulaCell:
    """A cell that computes; its result is not in the file in a way that could be trusted."""

    text: str


class RefusedFileError(ValueError):
    """The file is not read at all; the message says why and what to do."""


def read_rows(file: IO[bytes]) -> list[tuple[Cell, ...]]:
    """The cells of the first visible sheet, row by row; row 1 of the file is the first. Raises RefusedFileError."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise RefusedFileError(_("The file is larger than 2 MB; remove pictures, or split the list."))
    _refuse_what_is_no_plain_workbook(data)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        return _rows(sheets[0]) if sheets else []
    except RefusedFileError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part leads to
        raise RefusedFileError(
            _("The file cannot be read; open it in Excel and save it again as an Excel workbook (.xlsx).")
        ) from error


def _refuse_what_is_no_plain_workbook(data: bytes) -> None:
    """A .xlsx is a ZIP of XML parts: check sizes before anything is unpacked, then the parts themselves."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            _refuse_bombs(parts.infolist())
            names = {part.filename.lower() for part in parts.infolist()}
            if any("vbaproject" in name or "macrosheets" in name for name in names):
                raise RefusedFileError(_("The file has macros; save it as an Excel workbook without macros (.xlsx)."))
            if "xl/workbook.xml" not in names:
                raise RefusedFileError(_("This is not an Excel workbook; save it as .xlsx and choose it again."))
            for part in parts.infolist():
                _refuse_entities(parts.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedFileError(
            _("This is not an Excel workbook, or it is locked with a password; save it as .xlsx and choose it again.")
        ) from error


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError(_("The file unpacks to far more than a list needs; copy the rows into the template."))


def _refuse_entities(content: bytes) -> None:
    """XML that declares its own entities can grow without bounds or read other files; Excel never writes it."""
    text = content.replace(b"\0", b"").lower()
    if b"<!doctype" in text or b"<!entity" in text:
        raise RefusedFileError(_("The file has parts that Excel does not write; copy the rows into the template."))


def _rows(sheet: Any) -> list[tuple[Cell, ...]]:
    sheet.reset_dimensions()
    rows: list[tuple[Cell, ...]] = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > MOST_ROWS:
            raise RefusedFileError(
                _("The sheet has more than %(rows)s rows; delete the rows below the list, or split it.")
                % {"rows": MOST_ROWS}
            )
        if len(cells) > MOST_COLUMNS:
            raise RefusedFileError(
                _("The sheet has more than %(columns)s columns; delete those right of the list.")
                % {"columns": MOST_COLUMNS}
            )
        rows.append(tuple(_cell(cell.value, cell.data_type) for cell in cells))
    return rows


def _cell(value: object, data_type: str) -> Cell:
    if data_type == "f":
        return FormulaCell(str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(str(value))
    if value is None or isinstance(value, bool | int | date):
        return value
    return " ".join(str(value).split())
