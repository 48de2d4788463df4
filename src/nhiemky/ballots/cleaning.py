"""What remains of scans once their rows are gone: files, and traces inside the database. Safe to do again at any time.

Done when a mixing is committed, and once more by a queued task: a process killed in between leaves nothing behind for
longer than until the next worker.
"""

from django.db import connection

from nhiemky.ballots import pictures
from nhiemky.ballots.models import Batch, HandKeying, Page, State, Upload


def clean(batch: int) -> None:
    """Remove what a batch no longer needs in the state it has: the scans of a mixed one, all of one put aside."""
    _clear_files(Batch.objects.get(pk=batch))
    _scrub()


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


def _scrub() -> None:
    """Have the database overwrite deleted rows.

    SQLite zeroes them as it deletes (`secure_delete`), but its write-ahead log keeps old pages until it is emptied.
    PostgreSQL keeps dead rows until a table is written anew. Neither can be done within a transaction.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for model in (Page, Upload, HandKeying):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(model._meta.db_table)}")  # noqa: SLF001
