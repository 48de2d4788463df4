"""The visitor counter of one process: counts in memory, adds to the database every few seconds and at the end.

Nothing of a visitor is kept: a page view is +1 to one number, a sign of life is +1 to its slot of 30 seconds.
"""

import atexit
import logging
import os
import threading
import time
from collections import Counter as Multiset
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import F

from nhiemky.portal.models import Beat, Visits

SLOT_SECONDS = 30
# Slots older than this are deleted: the last full one is all that is ever shown.
SLOTS_KEPT = 4

logger = logging.getLogger(__name__)


def slot_of(moment: float) -> int:
    """The slot of a Unix time."""
    return int(moment // SLOT_SECONDS)


class VisitCounter:
    """What this process has counted and not yet written."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self._lock = threading.Lock()
        self._views = 0
        self._beats: Multiset[int] = Multiset()
        self._writer_of: int | None = None

    def view(self) -> None:
        """A page was opened, which is a sign of life too."""
        with self._lock:
            self._views += 1
            self._beats[slot_of(self.now())] += 1
        self._start_writing()

    def beat(self) -> None:
        """An open page gave a sign of life."""
        with self._lock:
            self._beats[slot_of(self.now())] += 1
        self._start_writing()

    def unwritten(self) -> tuple[int, int]:
        """The views, and the beats of the present slot, that the database does not know yet."""
        with self._lock:
            return self._views, self._beats[slot_of(self.now())]

    def flush(self) -> None:
        """Add what was counted to the database, in one transaction; what cannot be written is kept for later."""
        with self._lock:
            views, beats = self._views, self._beats
            self._views, self._beats = 0, Multiset()
        if not views and not beats:
            return
        try:
            _add(views, beats, slot_of(self.now()))
        except DatabaseError:
            logger.warning("Visits could not be written; they are kept and written later.", exc_info=True)
            with self._lock:
                self._views += views
                self._beats += beats

    def _start_writing(self) -> None:
        """Start the writing thread of this process, once; a forked process starts its own."""
        if not settings.COUNT_VISITS_EVERY or self._writer_of == os.getpid():
            return
        with self._lock:
            if self._writer_of == os.getpid():
                return
            self._writer_of = os.getpid()
        atexit.register(self.flush)
        threading.Thread(target=self._write_for_ever, name="visit-counter", daemon=True).start()

    def _write_for_ever(self) -> None:
        while True:
            time.sleep(settings.COUNT_VISITS_EVERY)
            close_old_connections()
            self.flush()
            connection.close()


def _add(views: int, beats: Multiset[int], slot: int) -> None:
    with transaction.atomic():
        Visits.objects.bulk_create([Visits(pk=Visits.ONLY)], ignore_conflicts=True)
        Visits.objects.filter(pk=Visits.ONLY).update(counted=F("counted") + views)
        Beat.objects.bulk_create([Beat(slot=at) for at in sorted(beats)], ignore_conflicts=True)
        for at in sorted(beats):
            Beat.objects.filter(slot=at).update(count=F("count") + beats[at])
        Beat.objects.filter(slot__lt=slot - SLOTS_KEPT).delete()


visits = VisitCounter()
