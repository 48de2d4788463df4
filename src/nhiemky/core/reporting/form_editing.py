"""A form in the making, changed one part at a time: the tables of its TOML text in, changed tables out.

Rows count from 1. A code that changes its name changes it wherever the form names it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

type Document = Mapping[str, Any]
"""A form as `tomllib` reads it, or `form_document` makes it."""

ROWS = ("line", "identification", "text", "expect")
"""The tables with rows that are added, moved and removed."""


def with_keys(document: Document, keys: Mapping[str, Any]) -> dict[str, Any]:
    """The form with other values of top-level keys; None takes a key away."""
    return {key: value for key, value in {**document, **keys}.items() if value is not None}


def rows_of(document: Document, table: str) -> list[dict[str, Any]]:
    """The rows of a table; none when it is absent."""
    return [dict(row) for row in document.get(table, [])]


def with_row(document: Document, table: str, row: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """The form with a row in the place of row number `row`, or behind the last when `row` is 0.

    Raises KeyError when there is no such row.
    """
    rows = rows_of(document, table)
    if row == 0:
        return _with_rows(document, table, [*rows, dict(content)])
    before = _of(rows, row)
    changed = _with_rows(document, table, [*rows[: row - 1], dict(content), *rows[row:]])
    if table == "line" and before.get("code") != content.get("code"):
        return _renamed(changed, before.get("code"), content.get("code"))
    return changed


def without_row(document: Document, table: str, row: int) -> dict[str, Any]:
    """The form without a row. Raises KeyError when there is no such row."""
    rows = rows_of(document, table)
    _of(rows, row)
    return _with_rows(document, table, [*rows[: row - 1], *rows[row:]])


def moved(document: Document, table: str, row: int, by: int) -> dict[str, Any]:
    """The form with a row moved up (-1) or down (1); unchanged at the ends. Raises KeyError when there is none."""
    rows = rows_of(document, table)
    taken = _of(rows, row)
    place = min(max(row + by, 1), len(rows))
    rest = [*rows[: row - 1], *rows[row:]]
    return _with_rows(document, table, [*rest[: place - 1], taken, *rest[place - 1 :]])


def _of(rows: Sequence[dict[str, Any]], row: int) -> dict[str, Any]:
    if not 1 <= row <= len(rows):
        raise KeyError(row)
    return rows[row - 1]


def _with_rows(document: Document, table: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {**document, table: list(rows)}


def _renamed(document: Document, old: object, new: object) -> dict[str, Any]:
    def named(row: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
        return {key: new if key in keys and value == old else value for key, value in row.items()}

    return {
        **document,
        "line": [named(row, ("parent",)) for row in rows_of(document, "line")],
        "expect": [named(row, ("when", "then")) for row in rows_of(document, "expect")],
    }
