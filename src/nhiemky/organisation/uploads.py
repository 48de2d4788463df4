"""Carries the rows of an uploaded list from page to page: signed, in the page itself; nothing lies on the server."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core import signing

from nhiemky.organisation.member_sheet import Line
from nhiemky.organisation.models import Unit, User
from nhiemky.organisation.spreadsheets import Cell, ErrorCell, FormulaCell

# Long enough to read the list through; the file is still with the clerk.
SECONDS = 2 * 60 * 60


class StaleUploadError(ValueError):
    """The rows are too old, of another account or cell, or were changed on the way."""


def pack(user: User, cell: Unit, lines: list[Line]) -> str:
    """The rows as a signed text for a hidden field."""
    rows = [[line.row, {key: _to_json(value) for key, value in line.cells.items()}] for line in lines]
    return signing.dumps(rows, salt=_salt(user, cell), compress=True)


def unpack(user: User, cell: Unit, text: str) -> list[Line]:
    """The rows back. Raises StaleUploadError."""
    try:
        rows = signing.loads(text, salt=_salt(user, cell), max_age=SECONDS)
    except signing.BadSignature as error:
        raise StaleUploadError from error
    return [Line(row, {key: _from_json(value) for key, value in cells.items()}) for row, cells in rows]


def _salt(user: User, cell: Unit) -> str:
    return f"organisation.members:{user.pk}:{cell.pk}"


def _to_json(cell: Cell) -> Any:
    match cell:
        case FormulaCell(text):
            return ["formula", text]
        case ErrorCell(text):
            return ["error", text]
        case date():
            return ["day", cell.isoformat()]
        case Decimal():
            return ["decimal", str(cell)]
        case _:
            return cell


def _from_json(value: Any) -> Cell:
    match value:
        case ["formula", text]:
            return FormulaCell(text)
        case ["error", text]:
            return ErrorCell(text)
        case ["day", text]:
            return date.fromisoformat(text)
        case ["decimal", text]:
            return Decimal(text)
        case _:
            return value  # type: ignore[no-any-return]
