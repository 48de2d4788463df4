"""What writes the scans of a batch, before they are mixed.

Pages are no recorded rows, and events here say how many files and pages, never which: nothing in the records may tell
in which order ballots were scanned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.base import File
from django.db.models import Max

from nhiemky.ballots import pictures, queries
from nhiemky.ballots.actions.steps import locked, require_marks, require_reason, require_teller
from nhiemky.ballots.models import Batch, HandKeying, Page, Paper, SecondWay, Upload
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries.papers import still_fits
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.ballots.scans.files import open_scan
from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem, Refused
from nhiemky.elections import queries as elections
from nhiemky.elections.actions import begin_ballots
from nhiemky.elections.actions.steps import lock
from nhiemky.elections.models import Election
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note


@dataclass(frozen=True)
class ScanFile:
    """A file of scans as it comes in: its name, and its content open for reading."""

    name: str
    file: File[bytes]


@action("ballots.batch_opened")
def open_batch(actor: User, election: Election, *, second_way: SecondWay = SecondWay.SECOND_READER) -> Batch:
    """Begin counting an election's paper ballots; all of them go into this one batch. Typed totals then wait for it.

    Raises Refused when the election is not being counted, has a batch for this count, or no paper that fits.
    """
    about(election)
    lock(election)
    if not elections.is_counting(election):
        raise Refused(problem("B610"))
    paper = Paper.objects.select_related("election__unit").filter(election=election).first()
    if paper is None:
        raise Refused(problem("B602"))
    if not still_fits(paper):
        raise Refused(problem("B603"))
    edition = elections.edition(election)
    found = queries.current(election)
    if found is not None and found.edition == edition:
        raise Refused(problem("B611"))
    batch = Batch(
        election=election,
        edition=edition,
        paper=paper,
        second_way=second_way,
        opened_by=actor,
        opened_at=clock.now(),
    )
    batch.save()
    begin_ballots(actor, election)
    return batch


@action("ballots.scans_added")
def add_scans(actor: Actor, batch: Batch, files: Sequence[ScanFile]) -> list[Upload]:
    """Take files of scans into the batch; workers read their pages (`ballots.tasks.take_scans` calls them).

    Raises Refused for a file that is no scan, naming it; then none of the files is taken.
    """
    locked(batch, BatchAction.ADD_SCANS)
    counted = _page_counts(files)
    last = batch.pages.aggregate(last=Max("position"))["last"] or 0
    uploads = []
    for scan, pages in zip(files, counted, strict=True):
        upload = _taken(batch, scan)
        Page.objects.bulk_create(
            Page(batch=batch, upload=upload, number=number, position=last + number) for number in range(1, pages + 1)
        )
        last += pages
        uploads.append(upload)
    note(files=len(files), pages=sum(counted))
    return uploads


@action("ballots.page_scanned_again")
def scan_again(actor: Actor, page: Page, scan: ScanFile) -> Page:
    """Put a new scan of one sheet in the place of a page. Raises Refused for a file of several pages."""
    batch = page.batch
    locked(batch, BatchAction.ADD_SCANS)
    _require_undealt(page)
    (pages,) = _page_counts([scan])
    if pages != 1:
        raise Refused(problem("B613", "file", name=scan.name, pages=pages))
    page.dealt = Page.Dealt.REPLACED
    page.save()
    new = Page(batch=batch, upload=_taken(batch, scan), number=1, position=page.position)
    new.save()
    return new


@action("ballots.pages_set_aside")
def set_aside(actor: Actor, batch: Batch, pages: Sequence[Page], why: str) -> None:
    """Leave pages out that are no ballots of this vote, or ballots scanned twice. Raises Refused without a reason."""
    locked(batch, BatchAction.ADD_SCANS)
    require_reason(why, "why")
    for page in pages:
        _require_undealt(page)
        page.dealt, page.why = Page.Dealt.SET_ASIDE, why
        page.save()
    note(pages=len(pages), why=why)


@action("ballots.page_keyed_by_hand")
def key_by_hand(actor: User, page: Page, *, sheet: int = 1, marks: Sequence[str], invalid: str = "") -> HandKeying:
    """Key in a sheet from the paper itself; two persons must do so and agree. Typed again, it replaces one's own.

    `marks` are those of the sheet's candidates in printed order; with a ruling (`invalid`) they may be empty.
    Raises Refused for who may not count, for impossible marks, and for a page dealt with in another way.
    """
    batch = page.batch
    locked(batch, BatchAction.ADD_SCANS)
    require_teller(actor, batch)
    page.refresh_from_db()
    if page.dealt != Page.Dealt.BY_HAND:
        _require_undealt(page)
    told = queries.layout(batch.paper)
    if not 1 <= sheet <= len(told.sheets):
        raise Refused(problem("B618", "sheet", sheets=len(told.sheets), found=sheet))
    require_marks(batch, marks, invalid, len(told.on_sheet(sheet)))
    keying = page.keyings.filter(by=actor).first() or HandKeying(page=page, by=actor)
    keying.sheet, keying.marks, keying.invalid = sheet, list(marks), invalid
    keying.save()
    page.dealt = Page.Dealt.BY_HAND
    page.save()
    return keying


def _require_undealt(page: Page) -> None:
    page.refresh_from_db()
    if not page.status:
        raise Refused(problem("B615"))
    if page.dealt:
        raise Refused(problem("B614"))


def _page_counts(files: Sequence[ScanFile]) -> list[int]:
    """How many pages each file has; raises Refused naming each file that is no scan."""
    if not files:
        raise Refused(problem("B616", "scans"))
    found: list[int] = []
    wrong: list[Problem] = []
    for scan in files:
        try:
            found.append(open_scan(scan.name, scan.file).pages)  # type: ignore[arg-type]
        except Refused as refused:
            wrong += [
                problem("B612", "scans", name=scan.name, inner=each.code, reason=Bilingual(vi=each.vi, en=each.en))
                for each in refused.problems
            ]
    if wrong:
        raise Refused(*wrong)
    return found


def _taken(batch: Batch, scan: ScanFile) -> Upload:
    scan.file.seek(0)
    upload = Upload(
        batch=batch, name=scan.name[:200], file=pictures.keep_file(pictures.scans_folder(batch.pk), scan.file)
    )
    upload.save()
    return upload
