"""Derived rows written by the ten thousand: statements that SQLite and PostgreSQL both speak, without model instances.

`bulk_create` spends ten times as long on these small rows as the database does (bench/README.md). Nothing recorded is
written here: all tables are derived.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models

ROWS_AT_ONCE = 5_000


def put(model: type[models.Model], keys: Sequence[str], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of `keys` and then `columns`, or change `columns` of the row that has the same keys."""
    named = [connection.ops.quote_name(name) for name in (*keys, *columns)]
    places = ", ".join(["%s"] * len(named))
    changed = ", ".join(f"{name} = excluded.{name}" for name in named[len(keys) :])
    statement = (
        f"INSERT INTO {_table(model)} ({', '.join(named)}) VALUES ({places}) "  # noqa: S608 - our own names
        f"ON CONFLICT ({', '.join(named[: len(keys)])}) DO UPDATE SET {changed}"
    )
    _run(statement, rows)


def take_away(model: type[models.Model], keys: Sequence[str], rows: Collection[Sequence[Any]]) -> None:
    """Delete the rows that have these keys."""
    if rows:
        condition = " AND ".join(f"{connection.ops.quote_name(name)} = %s" for name in keys)
        _run(f"DELETE FROM {_table(model)} WHERE {condition}", rows)  # noqa: S608 - our own names


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001


def _run(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        for some in batched(rows, ROWS_AT_ONCE):
            cursor.executemany(statement, list(some))
