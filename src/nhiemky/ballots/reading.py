"""How workers share the pages of a batch: claim some, read them, write each once.

A claim is a lease. A worker that is killed leaves its claim to run out, and another reads those pages; a worker that
was only slow finds its claim taken and writes nothing. So each page is read at least once and written exactly once.
"""

import logging
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from nhiemky.ballots import pictures, queries
from nhiemky.ballots.copies import mark_copies
from nhiemky.ballots.marks import mark_record
from nhiemky.ballots.models import Batch, Page, State, Upload
from nhiemky.core.ballots.reading import PageReading, Status
from nhiemky.core.ballots.scans.files import Scan, open_scan
from nhiemky.core.ballots.scans.page import Pixels, UnusablePage
from nhiemky.core.problem import Refused
from nhiemky.records import clock

if TYPE_CHECKING:
    from nhiemky.core.ballots.reader import Reader

LOG = logging.getLogger(__name__)

PAGES_AT_ONCE = 8
# A page that has ended this many workers is left to people.
MOST_ATTEMPTS = 5

_UNREADABLE = "unreadable_image"


def read_some(batch: Batch, worker: str) -> int:
    """Claim and read some pages of a batch; how many were claimed, 0 when none is free. `worker` names this process."""
    claimed = _claim(batch, worker)
    reader = reader_of(batch.paper.layout) if claimed else None
    by_upload: dict[Upload, list[Page]] = {}
    for page in claimed:
        by_upload.setdefault(page.upload, []).append(page)
    for upload, pages in by_upload.items():
        with ExitStack() as open_files:
            scan = _scan_of(upload, open_files)
            for page in pages:
                _read(page, scan, reader, worker)
    mark_copies(batch, claimed)
    return len(claimed)


def _scan_of(upload: Upload, open_files: ExitStack) -> Scan | None:
    """The file's pages; None when it is no scan any more or has gone from the storage: people see to its pages."""
    try:
        return open_scan(upload.name, open_files.enter_context(closing(pictures.open_file(upload.file))))
    except Refused:
        return None
    except OSError:
        LOG.exception("A file of batch %s cannot be opened", upload.batch_id)
        return None


@lru_cache(maxsize=4)
def reader_of(layout_text: str) -> "Reader":
    """The reader of a paper; its reference pictures are drawn once for each process.

    A web process imports this module to queue tasks and has no need of the libraries that draw and read.
    """
    from nhiemky.core.ballots.one_core import keep_to_one_core
    from nhiemky.core.ballots.reader import Reader
    from nhiemky.printing.ballots import reference

    keep_to_one_core()
    layout = queries.layout_of(layout_text)
    return Reader(layout, reference(layout, Reader.PX_PER_MM))


def lease() -> timedelta:
    """How long a claim holds: far longer than its pages take, so that only a dead worker's claim runs out."""
    return timedelta(seconds=settings.BALLOT_CLAIM_SECONDS)


def _claim(batch: Batch, worker: str) -> list[Page]:
    now = clock.now()
    with transaction.atomic():
        free = Page.objects.filter(batch=batch, batch__state=State.COLLECTING, status="", dealt="").filter(
            Q(claimed_until=None) | Q(claimed_until__lt=now)
        )
        if connection.features.has_select_for_update_skip_locked:
            free = free.select_for_update(skip_locked=True, of=("self",))
        chosen = list(free.order_by("position", "pk")[:PAGES_AT_ONCE].values_list("pk", flat=True))
        Page.objects.filter(pk__in=chosen).update(
            claimed_by=worker, claimed_until=now + lease(), attempts=F("attempts") + 1
        )
    return list(Page.objects.filter(pk__in=chosen).select_related("upload").order_by("position", "pk"))


def _read(page: Page, scan: Scan | None, reader: "Reader | None", worker: str) -> None:
    if scan is None or reader is None or page.attempts > MOST_ATTEMPTS:
        _write(page, worker, _refused(_UNREADABLE), "", None)
        return
    found = scan.page(page.number)
    if isinstance(found, UnusablePage):
        _write(page, worker, _refused(found.reason), found.sha256, None)
        return
    try:
        examined = reader.examine(found.pyramid)
        reading, upright = examined.reading, examined.upright()
    except Exception:  # a page is never lost by a fault of ours: people look at it
        LOG.exception("A page of batch %s could not be read", page.batch_id)
        reading, upright = _refused(_UNREADABLE), None
    _write(page, worker, reading, found.sha256, found.image if upright is None else upright)


def _write(page: Page, worker: str, reading: PageReading, sha256: str, image: Pixels | None) -> None:
    """Write what was read, unless another worker has taken the page over or written it."""
    name = "" if image is None else pictures.keep_picture(pictures.scans_folder(page.batch_id), image)
    refused = reading.status is Status.REFUSED
    written = Page.objects.filter(
        pk=page.pk, status="", dealt="", claimed_by=worker, batch__state=State.COLLECTING
    ).update(
        status=reading.status.value,
        reasons=list(reading.reasons),
        refused_for=reading.reasons[0] if refused else "",
        sheet=reading.sheet,
        marks=[mark_record(mark) for mark in reading.marks],
        sha256=sha256,
        picture=name,
        claimed_until=None,
    )
    if not written and name:
        pictures.remove(name)


def _refused(reason: str) -> PageReading:
    return PageReading(Status.REFUSED, (reason,), None, ())
