"""What remains of scans and ballots once their rows are gone: files, and traces inside the database.

Done when a mixing, a putting aside or a destruction is committed, and once more by a queued task: a process killed in
between leaves nothing behind for longer than until the next worker. Safe to do again at any time.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from nhiemky.ballots import pictures
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, HandKeying, Handout, Page, Question, State, Upload

# What knows the order of scanning, and what is said of ballots.
_OF_SCANS: tuple[type[Model], ...] = (Page, Upload, HandKeying)
_OF_BALLOTS: tuple[type[Model], ...] = (Ballot, Question, Answer, Entry, Handout)
_EMPTIED = (State.DISCARDED, State.DESTROYED)

# No upload takes longer: a file of one that is older belongs to a process that died.
_LONGEST_UPLOAD = timedelta(hours=1)


def clean(batch: int) -> bool:
    """Remove what a batch no longer needs in the state it has: the scans of a mixed one, all of one put aside.

    False when the database was too busy to overwrite what was deleted: do it again.
    """
    found = Batch.objects.get(pk=batch)
    _clear_files(found)
    _clear_broken_uploads()
    return _scrub(_OF_SCANS + _OF_BALLOTS if found.state in _EMPTIED else _OF_SCANS)


def clean_all() -> None:
    """`clean` for every batch: what a machine that went down at a bad moment may have left."""
    for batch in Batch.objects.all():
        _clear_files(batch)
    _clear_broken_uploads()
    emptied = Batch.objects.filter(state__in=_EMPTIED).exists()
    _scrub(_OF_SCANS + _OF_BALLOTS if emptied else _OF_SCANS)


def _clear_files(batch: Batch) -> None:
    if batch.state == State.COLLECTING:
        return
    pictures.clear(pictures.scans_folder(batch.pk))
    if batch.state in _EMPTIED:
        pictures.clear(pictures.ballots_folder(batch.pk))


def _clear_broken_uploads() -> None:
    """Remove what processes that were killed while a file came in have left of it on this machine."""
    oldest = time.time() - _LONGEST_UPLOAD.total_seconds()
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):  # it came in whole meanwhile, and was kept
            if path.stat().st_mtime < oldest:
                path.unlink()


def _scrub(models: Iterable[type[Model]]) -> bool:
    """Have the database overwrite the deleted rows of some models; whether it could.

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
        for model in models:
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
