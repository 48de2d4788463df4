"""Rows of a snapshot's files, as people are told of them."""

from typing import Any

import ibis
import ibis.expr.types as ir

KEYS = ("unit", "measure", "period")
SHOWN = 20


def row(file: str, number: int, column: str = "") -> str:
    """How a place is written: `facts.parquet, row 12, column value`; rows are counted from 1."""
    return f"{file}, row {number}" + (f", column {column}" if column else "")


def first_rows(found: ir.Table, connection: ibis.BaseBackend) -> list[dict[str, Any]]:
    """The first rows of a selection of facts, with their number in `row`."""
    counted = found.mutate(row=found.file_row_number + 1).drop("file_row_number").order_by("row").limit(SHOWN)
    first: list[dict[str, Any]] = connection.to_pyarrow(counted).to_pylist()
    return first
