"""What remains of scans once their rows are gone: files, and traces inside the database. Safe to do again at any time.

Done when a mixing is committed, and once more by a queued task: a process killed in between leaves nothing behind for
longer than until the next worker.
"""

from django.db import connection
from django.db.backends.utils import CursorWrapper

from nhiemky.ballots import pictures
from nhiemky.ballots.models import Batch, HandKeying, Page, State, Upload


def clean(batch: int) -> bool:
    """Remove what a batch no longer needs in the state it has: the scans of a mixed one, all of one put aside.

    False when the database was too busy to overwrite what was deleted: do it again.
    """
    _clear_files(Batch.objects.get(pk=batch))
    return _scrub()


def clean_all() -> None:
    """`clean` for every batch: what a machine that went down at a bad moment may have left."""
    for batch in Batch.objects.all():
        _clear_files(batch)
    _scrub()


def _clear_files(batch: Batch) -> None:
    if batch.state == State.COLLECTING:
        return
    pictures.clear(pictures.scans_folder(batch.pk))
    if batch.state in (State.DISCARDED, State.DESTROYED):
        pictures.clear(pictures.ballots_folder(batch.pk))


def _scrub() -> bool:
    """Have the database overwrite deleted rows; whether it could.

    SQLite zeroes them as it deletes (`secure_delete`), but its write-ahead log keeps old pages until it is emptied.
    PostgreSQL keeps dead rows until a table is written anew. Neither can be done within a transaction.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not busy
        if _is_looked_at(cursor):
            return False
        for model in (Page, Upload, HandKeying):
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
    return True


def _is_looked_at(cursor: CursorWrapper) -> bool:
    """Whether a transaction anywhere on the server began before now: PostgreSQL keeps deleted rows for those."""
    cursor.execute("SELECT pg_current_xact_id()::xid::text")
    (now,) = cursor.fetchone()
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND greatest(age(backend_xid), age(backend_xmin)) > age(%s::xid))",
        [now],
    )
    return bool(cursor.fetchone()[0])
