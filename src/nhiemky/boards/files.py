"""A panel's values as files for other programs: CSV, Excel, Parquet, SDMX-CSV."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from nhiemky.core.bilingual import Language
from nhiemky.core.boards.content import Content, Panel
from nhiemky.core.boards.tidy import COLUMNS, Row, csv_text, rows, sdmx_csv
from nhiemky.printing.workbook import Value, Workbook


def as_csv(content: Content, panel: Panel, language: Language) -> bytes:
    """UTF-8 with a byte order mark, without which Excel garbles Vietnamese."""
    return csv_text(content, panel, language).encode("utf-8-sig")


def as_sdmx_csv(content: Content, panel: Panel, language: Language) -> bytes:
    """SDMX-CSV 2.0."""
    return sdmx_csv(content, panel).encode()


def as_xlsx(content: Content, panel: Panel, language: Language) -> bytes:
    """One sheet of rows; values are numbers, all else is text."""
    workbook = Workbook()
    workbook.listing("data", COLUMNS, (_cells(row) for row in rows(content, panel, language)))
    return workbook.to_bytes()


def _cells(row: Row) -> Sequence[Value]:
    cells: list[Value] = [*astuple(row)]
    cells[COLUMNS.index("value")] = Decimal(row.value) if row.value else None
    return cells


def as_parquet(content: Content, panel: Panel, language: Language) -> bytes:
    """Columns as in the CSV; `value` is text, exact, as in the values that `nhiemky indicators compute` writes."""
    listed = list(rows(content, panel, language))
    columns = {
        name: pa.array(
            [getattr(row, name) or None if name == "value" else getattr(row, name) for row in listed],
            type=pa.int64() if name == "facts" else pa.string(),
        )
        for name in COLUMNS
    }
    saved = io.BytesIO()
    pq.write_table(pa.table(columns), saved)
    return saved.getvalue()


FORMATS: Mapping[str, tuple[str, Callable[[Content, Panel, Language], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "parquet": ("application/vnd.apache.parquet", as_parquet),
    "sdmx.csv": ("application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", as_sdmx_csv),
}
