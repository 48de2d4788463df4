"""Immutable snapshots: the facts and the tree of the roll-up as Parquet, streamed, named by the SHA-256 of the files.

Equal facts give equal bytes in SQLite and PostgreSQL: rows come in the byte order of their keys, in row groups of one
size, and nothing of the moment is written into the files. `nhiemky indicators compute` reads the folder.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import batched
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from nhiemky.core.indicators.placements import Placement
from nhiemky.indicators import queries, tree
from nhiemky.indicators.bringing_up import bring_up
from nhiemky.indicators.models import FACT_DECIMALS, Computation, Snapshot, StatedFact
from nhiemky.records import clock
from nhiemky.reporting.queries import counted

FACTS, UNITS = "facts.parquet", "units.parquet"
_FACTS = pa.schema(
    [
        ("unit", pa.string()),
        ("measure", pa.string()),
        ("period", pa.string()),
        ("value", pa.decimal128(38, FACT_DECIMALS)),
        ("status", pa.string()),
    ]
)
_UNITS = pa.schema(
    [("unit", pa.string()), ("parent", pa.string()), ("valid_from", pa.date32()), ("valid_to", pa.date32())]
    + [(name, pa.string()) for name in tree.DIMENSIONS]
)
_ROWS_OF_GROUP = 100_000
_ROWS_AT_ONCE = 10_000


def folder_of(snapshot: Snapshot) -> Path:
    """Where its files are."""
    return _home() / snapshot.name


def take_snapshot() -> Snapshot:
    """Bring the roll-up to the newest event and write what it holds; the same facts and tree give the same snapshot.

    Measures that are refused are left out and named in the row. Raises OSError.
    """
    bring_up()
    _home().mkdir(parents=True, exist_ok=True)
    scratch = Path(mkdtemp(prefix=".part-", dir=_home()))
    try:
        with _one_moment():
            row = _written(scratch, Computation.objects.get())
        target = folder_of(row)
        if not target.exists():
            scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    kept, _ = Snapshot.objects.get_or_create(name=row.name, defaults=_columns(row))
    return kept


def _written(folder: Path, computation: Computation) -> Snapshot:
    refused = sorted(queries.refused())
    facts = _write(folder / FACTS, _FACTS, _facts(refused))
    placements, _ = tree.placements()
    units = _write(folder / UNITS, _UNITS, batched(map(_unit_row, _ordered(placements)), _ROWS_AT_ONCE))
    digests = [_digest(folder / name) for name in (FACTS, UNITS)]
    return Snapshot(
        name=hashlib.sha256("".join(digests).encode()).hexdigest(),
        facts_digest=digests[0],
        units_digest=digests[1],
        fingerprint=computation.snapshot,
        facts=facts,
        units=units,
        reports=counted(computation.day).count(),
        refused=refused,
        through_event=computation.through_event,
        taken_at=clock.now(),
    )


def _columns(row: Snapshot) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in Snapshot._meta.fields if not field.primary_key}  # noqa: SLF001


def _home() -> Path:
    return Path(settings.DATA) / "snapshots"


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which every query sees the same rows."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _facts(refused: Sequence[str]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """Rows in byte order, some at a time; PostgreSQL gives them through a cursor of its own side.

    Values are told as texts: Arrow reads a column of them at once and exactly, Python would make a decimal of each.
    """
    rows = StatedFact.objects.exclude(measure__in=refused).order_by("unit", "measure", "period")
    told = rows.annotate(told=Cast("value", TextField())).values_list("unit", "measure", "period", "told", "status")
    yield from batched(told.iterator(chunk_size=_ROWS_AT_ONCE), _ROWS_AT_ONCE)


def _ordered(placements: Iterable[Placement]) -> list[Placement]:
    return sorted(placements, key=lambda each: (each.unit.encode(), each.first))


def _unit_row(placement: Placement) -> tuple[str | date | None, ...]:
    known = dict(placement.dimensions)
    splits = (known.get(name) for name in tree.DIMENSIONS)
    return (placement.unit, placement.parent, placement.since, placement.until, *splits)


def _write(file: Path, schema: pa.Schema, batches: Iterable[Sequence[tuple[Any, ...]]]) -> int:
    """Row groups of one size, however the rows come."""
    written = 0
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(file, schema, compression="zstd", store_schema=False) as writer:
        for rows in batches:
            columns = zip(*rows, strict=True)
            arrays = [_column(values, field.type) for values, field in zip(columns, schema, strict=True)]
            waiting.append(pa.record_batch(arrays, schema=schema))
            written += len(rows)
            if sum(each.num_rows for each in waiting) >= _ROWS_OF_GROUP:
                writer.write_table(pa.Table.from_batches(waiting), row_group_size=_ROWS_OF_GROUP)
                waiting = []
        writer.write_table(pa.Table.from_batches(waiting, schema), row_group_size=_ROWS_OF_GROUP)
    return written


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Decimals come as texts. Raises ArrowInvalid for one with more places than its column has."""
    return pa.array(values, pa.string()).cast(kind) if pa.types.is_decimal(kind) else pa.array(values, kind)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
