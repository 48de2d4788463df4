"""Work on ballots that a request does not wait for. Any number of workers on any number of machines do it.

Tasks name a batch and nothing else: the queue keeps its rows, and nothing in them may tell of pages. Each wrapper
below writes and queues in one transaction, so that neither can be there without the other.
"""

import os
import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.tasks import task

from nhiemky.ballots import actions, cleaning, reading
from nhiemky.ballots.actions.scanning import ScanFile
from nhiemky.ballots.models import Ballot, Batch, Page, State, Upload
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import Actor

# So much after claims have run out, somebody looks whether their holder died.
_AFTER_LEASE = timedelta(seconds=1)
_AFTER_BUSY = timedelta(seconds=10)
# So many pages for a task, so that several workers find work; at first no more tasks than workers could ever be.
_PAGES_OF_A_TASK = 32
_MOST_TASKS = 16


@task(backend="background")
def read_pages(batch: int) -> None:
    """Read some pages of a batch, and queue the same for the rest: a worker told to stop need not read a whole batch.

    While others hold claims, somebody looks again later in case they die.
    """
    found = Batch.objects.select_related("paper").filter(pk=batch, state=State.COLLECTING).first()
    if found is None:
        return
    _look_again_later(batch)
    worker = f"{os.getpid()}-{uuid.uuid4().hex}"[:40]
    done = 0
    while done < _PAGES_OF_A_TASK and (some := reading.read_some(found, worker)):
        done += some
    if done and _unread(batch):
        read_pages.enqueue(batch)


@task(backend="background")
def clean_up(batch: int) -> None:
    """Remove what a batch no longer needs (see `cleaning`); again a little later while the database is too busy."""
    if not cleaning.clean(batch) and clean_up.get_backend().supports_defer:
        clean_up.using(run_after=clock.now() + _AFTER_BUSY).enqueue(batch)


def take_scans(actor: Actor, batch: Batch, files: Sequence[ScanFile]) -> list[Upload]:
    """`actions.add_scans`, and workers to read them."""
    with transaction.atomic():
        uploads = actions.add_scans(actor, batch, files)
        _start(batch)
    return uploads


def scan_again(actor: Actor, page: Page, scan: ScanFile) -> Page:
    """`actions.scan_again`, and a worker to read it."""
    with transaction.atomic():
        new = actions.scan_again(actor, page, scan)
        _start(page.batch)
    return new


def mix(actor: Actor, batch: Batch) -> list[Ballot]:
    """`actions.mix`, and a worker to clean up after it should this process die."""
    with transaction.atomic():
        ballots = actions.mix(actor, batch)
        clean_up.enqueue(batch.pk)
    return ballots


def discard(actor: User, batch: Batch, reason: str) -> None:
    """`actions.discard`, and a worker to clean up after it."""
    with transaction.atomic():
        actions.discard(actor, batch, reason)
        clean_up.enqueue(batch.pk)


def take_up_what_was_left() -> None:
    """Queue whatever a machine that went down may have left: pages unread, files of batches that need them no more.

    Every worker does this when it starts.
    """
    for batch in Batch.objects.filter(state=State.COLLECTING):
        _start(batch)
    cleaning.clean_all()


def resume(batch: Batch) -> None:
    """Call workers anew for pages left unread; for a person who sees that nothing moves."""
    _start(batch)


def _start(batch: Batch) -> None:
    waiting = Page.objects.filter(batch=batch, status="", dealt="").count()
    for _ in range(min(_MOST_TASKS, -(-waiting // _PAGES_OF_A_TASK))):
        read_pages.enqueue(batch.pk)


def _look_again_later(batch: int) -> None:
    """Queue the same task for later, before anything is claimed: it outlives this process."""
    if read_pages.get_backend().supports_defer and _unread(batch):
        read_pages.using(run_after=clock.now() + reading.lease() + _AFTER_LEASE).enqueue(batch)


def _unread(batch: int) -> bool:
    return Page.objects.filter(batch=batch, status="", dealt="").exists()
