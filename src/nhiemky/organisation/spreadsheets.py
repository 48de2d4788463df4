"""Opens Excel files that strangers made: small, without macros or formulas, and never trusted to be what they say."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from nhiemky.core.spreadsheet import Cell, ErrorCell, FormulaCell, Grid

__all__ = ["Cell", "ErrorCell", "FormulaCell", "Limits", "RefusedFileError", "read_rows", "read_sheets"]

# Parts that make a workbook do something, or fetch something, when it is opened.
_MACROS = ("vbaproject", "macrosheets", "activex")
_LINKS = ("externallinks/", "connections.xml", "querytables/", "/embeddings/")

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken in: bytes as it came and unpacked, parts of the package, rows and columns."""

    most_bytes: int = 2 * 1024 * 1024
    most_unpacked: int = 40 * 1024 * 1024
    most_parts: int = 200
    most_rows: int = 5000
    most_columns: int = 60


LIST = Limits()


class RefusedFileError(ValueError):
    """The file is not read at all; the message says why and what to do."""


def read_rows(file: IO[bytes]) -> list[tuple[Cell, ...]]:
    """The cells of the first visible sheet, row by row; row 1 of the file is the first. Raises RefusedFileError.

    Blanks in texts are made one, as in a list that people typed.
    """
    workbook = _opened(file.read(LIST.most_bytes + 1), LIST)
    with _readable():
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        rows = _rows(sheets[0], LIST) if sheets else ()
        return [tuple(" ".join(cell.split()) if isinstance(cell, str) else cell for cell in row) for row in rows]


def read_sheets(data: bytes, limits: Limits) -> Grid:
    """The cells of every sheet, hidden ones too, texts as they are. Raises RefusedFileError.

    `limits.most_rows` is for all sheets together.
    """
    workbook = _opened(data, limits)
    found = {}
    with _readable():
        left = limits.most_rows
        for sheet in workbook.worksheets:
            found[sheet.title] = list(_rows(sheet, limits, left))
            left -= len(found[sheet.title])
    return found


class _readable:  # noqa: N801 - reads as a statement
    """openpyxl raises whatever a broken part leads to: all of it is a file that cannot be read."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, RefusedFileError):
            raise RefusedFileError(
                _("The file cannot be read; open it in Excel and save it again as an Excel workbook (.xlsx).")
            ) from error


def _opened(data: bytes, limits: Limits) -> Any:
    if len(data) > limits.most_bytes:
        raise RefusedFileError(
            _("The file is larger than %(most)s MB; remove pictures, or split the list.")
            % {"most": limits.most_bytes // 1024 // 1024}
        )
    _refuse_what_is_no_plain_workbook(data, limits)
    with _readable():
        return load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)


def _refuse_what_is_no_plain_workbook(data: bytes, limits: Limits) -> None:
    """A .xlsx is a ZIP of XML parts: check sizes before anything is unpacked, then the parts themselves."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            _refuse_bombs(parts.infolist(), limits)
            _refuse_what_acts({part.filename.lower() for part in parts.infolist()})
            for part in parts.infolist():
                _refuse_content(part.filename.lower(), parts.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedFileError(
            _("This is not an Excel workbook, or it is locked with a password; save it as .xlsx and choose it again.")
        ) from error


def _refuse_what_acts(names: set[str]) -> None:
    if any(word in name for name in names for word in _MACROS):
        raise RefusedFileError(_("The file has macros; save it as an Excel workbook without macros (.xlsx)."))
    if any(word in name for name in names for word in _LINKS):
        raise RefusedFileError(
            _("The file is linked to other files or has files inside; break the links and paste the values.")
        )
    if "xl/workbook.xml" not in names:
        raise RefusedFileError(_("This is not an Excel workbook; save it as .xlsx and choose it again."))


def _refuse_bombs(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.most_parts or sum(part.file_size for part in parts) > limits.most_unpacked:
        raise RefusedFileError(_("The file unpacks to far more than a list needs; copy the rows into the template."))


def _refuse_content(name: str, content: bytes) -> None:
    """XML that declares its own entities can grow without bounds or read other files; Excel never writes it."""
    text = content.replace(b"\0", b"").lower()
    if b"<!doctype" in text or b"<!entity" in text:
        raise RefusedFileError(_("The file has parts that Excel does not write; copy the rows into the template."))
    if name == "[content_types].xml" and b"macroenabled" in text:
        raise RefusedFileError(_("The file has macros; save it as an Excel workbook without macros (.xlsx)."))


def _rows(sheet: Any, limits: Limits, left: int | None = None) -> Iterator[tuple[Cell, ...]]:
    most = limits.most_rows if left is None else left
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > most:
            raise RefusedFileError(
                _("The sheet has more than %(rows)s rows; delete the rows below the list, or split it.")
                % {"rows": limits.most_rows}
            )
        if len(cells) > limits.most_columns:
            raise RefusedFileError(
                _("The sheet has more than %(columns)s columns; delete those right of the list.")
                % {"columns": limits.most_columns}
            )
        yield tuple(None if cell.value is None else _cell(cell.value, cell.data_type) for cell in cells)


def _cell(value: object, data_type: str) -> Cell:
    # Most cells are texts of which nothing has to be taken out.
    if data_type == "s" and isinstance(value, str) and value.isprintable() and "_x" not in value:
        return value
    if data_type == "f":
        return FormulaCell(str(value))
    if data_type == "e":
        return ErrorCell(str(value))
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else Decimal(str(value))
    if isinstance(value, bool | int | date):
        return value
    # Excel keeps what XML cannot as _x000D_, and openpyxl leaves it so.
    return _UNSEEN.sub("", unescape(str(value)))
