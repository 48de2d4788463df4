"""`values.parquet`: `indicator, unit, period`, dimensions, `value` (decimal text), `status`, `facts`.

Equal rows are equal bytes, whichever engine computed them.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS_OF_GROUP = 100_000


def schema(dimensions: Sequence[str]) -> pa.Schema:
    """The columns of the file."""
    texts = [(name, pa.string()) for name in ("indicator", "unit", "period", *dimensions, "value", "status")]
    return pa.schema([*texts, ("facts", pa.int64())])


class ValuesFile:
    """Writes tables of values; the file stands under its name only when everything is in it.

    `origin` (digests of what the values were computed from) is kept in the file's metadata. Raises OSError.
    """

    def __init__(self, file: Path, columns: pa.Schema, origin: Mapping[str, str]) -> None:
        self._file = file
        self._part = file.with_name(f".{file.name}.{os.getpid()}")
        self._stream = self._part.open("wb")
        self._writer = pq.ParquetWriter(self._stream, columns, compression="zstd", store_schema=False)
        self._writer.add_key_value_metadata({f"nhiemky.{key}": text for key, text in origin.items()})
        self.columns = columns
        self.rows = 0

    def __enter__(self) -> Self:
        return self

    def write(self, columns: Iterable[Sequence[object] | pa.Array]) -> None:
        """Append the rows of one indicator."""
        table = pa.table(
            [_array(column, field) for column, field in zip(columns, self.columns, strict=True)], self.columns
        )
        if table.num_rows:
            self._writer.write_table(table, row_group_size=_ROWS_OF_GROUP)
        self.rows += table.num_rows

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
        self._stream.close()
        if kind is None:
            self._part.replace(self._file)
        else:
            self._part.unlink(missing_ok=True)


def _array(column: Sequence[object] | pa.Array, field: pa.Field) -> pa.Array:
    return column.cast(field.type) if isinstance(column, pa.Array) else pa.array(column, field.type)
