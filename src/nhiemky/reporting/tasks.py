"""Work on reports that a request does not wait for: workbooks coming in. Any number of workers do it."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.tasks import task

from nhiemky.core.problem import Problem, Refused
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.reporting.models import WorkbookImport
from nhiemky.reporting.workbooks import filing

# A worker that is heard of no more is taken for dead; writing 10,000 lines takes a fraction of this.
_LEASE = timedelta(minutes=3)
# Progress is written once for so many reports.
_TOLD_EVERY = 20
_KEPT = timedelta(days=30)
_State = WorkbookImport.State


def take_workbook(user: User, name: str, data: bytes, *, submits: bool) -> WorkbookImport:
    """Keep an uploaded workbook and queue its import; imports long done are forgotten."""
    with transaction.atomic():
        WorkbookImport.objects.filter(at__lt=clock.now() - _KEPT).delete()
        found = WorkbookImport.objects.create(
            by=user,
            at=clock.now(),
            name=name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            content=data,
            submits=submits,
        )
        import_workbook.enqueue(found.pk)
    return found


@task(backend="background")
def import_workbook(pk: int) -> None:
    """Read, check and file one workbook. Whoever claims it first does it; what it files and its end are one write."""
    now = clock.now()
    waiting = Q(state=_State.WAITING) | Q(
        state__in=[_State.READING, _State.CHECKING, _State.WRITING], heard_at__lt=now - _LEASE
    )
    if not WorkbookImport.objects.filter(waiting, pk=pk).update(state=_State.READING, heard_at=now):
        return
    found = WorkbookImport.objects.select_related("by").get(pk=pk)
    try:
        with remembering():
            _import(found)
    except Refused as refused:
        told = [_told(each) for each in refused.problems]
        _update(found, state=_State.REFUSED, problems=told, content=b"")


def take_up_what_was_left() -> None:
    """Queue the imports that a machine which went down may have left. Every worker does this when it starts."""
    unfinished = WorkbookImport.objects.exclude(state__in=[_State.DONE, _State.REFUSED])
    for pk in unfinished.values_list("pk", flat=True):
        import_workbook.enqueue(pk)


def _import(found: WorkbookImport) -> None:
    def progress(done: int, total: int) -> None:
        if done % _TOLD_EVERY == 0:
            _update(found, state=_State.CHECKING, done=done, total=total)

    workbook = filing.opened(found.by, bytes(found.content))
    workbook = filing.checked(workbook, progress, submits=found.submits)
    _update(found, state=_State.WRITING, done=len(workbook.items), total=len(workbook.items))
    with transaction.atomic():
        reports = filing.file(found.by, workbook, found.name, found.sha256, submits=found.submits)
        filed = [[report.pk, report.unit.code] for report in reports]
        _update(found, state=_State.DONE, filed=filed, content=b"")


def _update(found: WorkbookImport, **values: object) -> None:
    # Whatever a worker that was taken for dead still says of it, what is done stays done.
    WorkbookImport.objects.filter(pk=found.pk).exclude(state=_State.DONE).update(heard_at=clock.now(), **values)


def _told(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "place": problem.place, "vi": problem.vi, "en": problem.en}
