"""What parts ballots from the order they were scanned in, for good.

After `mix` nothing in the database or the files leads from a ballot to its page: keys, places and names of pictures
are drawn at random, rows and pictures are written in that random order, and the pages with their uploads are gone. The
event names the new ballots in the random order and has one digest over the sorted digests of the pages.
"""

import hashlib
from collections.abc import Sequence
from secrets import SystemRandom

from django.db import transaction

from nhiemky.ballots import pictures, queries
from nhiemky.ballots.actions.steps import locked, require_reason
from nhiemky.ballots.cleaning import clean
from nhiemky.ballots.copies import mark_copies
from nhiemky.ballots.marks import mark_record, unread_marks
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, HandKeying, Handout, Page, Question
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries.piles import Pile, agreed_keying, pile
from nhiemky.core.ballots.adjudication import questions_of
from nhiemky.core.ballots.assembly import Whole
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.problem import Refused
from nhiemky.elections import queries as elections
from nhiemky.elections.actions import give_ballots_up
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, action, note


@action("ballots.mixed")
def mix(actor: Actor, batch: Batch) -> list[Ballot]:
    """Make the ballots of all pages, in random order, and forget the pages.

    Raises Refused (B62x) while pages are unread or undecided, ballots are incomplete or not as many as were returned.
    """
    moved = locked(batch, BatchAction.MIX)
    mark_copies(batch)
    found = pile(batch)
    if found.problems:
        raise Refused(*found.problems)
    # A mixing that was cut short left pictures that belong to nothing.
    pictures.clear(pictures.ballots_folder(batch.pk))
    mixed = list(found.ballots)
    SystemRandom().shuffle(mixed)
    rows = Ballot.objects.bulk_create(
        [_row(batch, place, whole, found.of(whole)) for place, whole in enumerate(mixed, start=1)]
    )
    Question.objects.bulk_create(
        question for row, whole in zip(rows, mixed, strict=True) for question in _asked(row, whole)
    )
    Entry.objects.bulk_create(
        entry for row, whole in zip(rows, mixed, strict=True) for entry in _typed(row, whole, found)
    )
    note(pages=len(found.pages), ballots=len(rows), pages_digest=_digest(found.pages))
    _forget(batch)
    batch.state = moved
    batch.save()
    return rows


@action("ballots.batch_discarded")
def discard(actor: User, batch: Batch, reason: str) -> None:
    """Put a batch that is not declared aside with all its pictures and marks, to scan and count the paper anew.

    Raises Refused without a reason, and once both counts are with the election: then a recount is ordered there first.
    """
    moved = locked(batch, BatchAction.DISCARD)
    require_reason(reason)
    same = elections.edition(batch.election) == batch.edition
    if not same or elections.count_files(batch.election):
        raise Refused(problem("B646"))
    note(reason=reason, ballots=batch.ballots.count())
    give_ballots_up(actor, batch.election)
    _forget(batch)
    remove_ballots(batch)
    batch.state = moved
    batch.first_by = batch.second_by = None
    batch.save()


def remove_ballots(batch: Batch) -> None:
    """Delete the ballots with all that was said of them, and their pictures once that is certain."""
    Handout.objects.filter(batch=batch).delete()
    for model in (Entry, Answer, Question, Ballot):
        for row in model.including_sealed.filter(**{model.path_to_batch: batch}):
            row.delete()
    transaction.on_commit(lambda: clean(batch.pk))


def _forget(batch: Batch) -> None:
    """Delete the pages and uploads; their files go once the transaction is certain (and again by the queued task)."""
    HandKeying.objects.filter(page__batch=batch).delete()
    batch.pages.all().delete()
    batch.uploads.all().delete()
    transaction.on_commit(lambda: clean(batch.pk))


def _row(batch: Batch, place: int, whole: Whole, pages: Sequence[Page]) -> Ballot:
    by_hand = all(page.dealt == Page.Dealt.BY_HAND for page in pages)
    ruling = next((keyed[0].invalid for page in pages if (keyed := agreed_keying(page)) and keyed[0].invalid), "")
    copies = (
        [] if by_hand else [pictures.copy_picture(page.picture, pictures.ballots_folder(batch.pk)) for page in pages]
    )
    names = len(queries.layout(batch.paper).places)
    marks = list(map(mark_record, unread_marks(names) if by_hand and ruling else whole.marks))
    return Ballot(
        batch=batch,
        place=place,
        marks=marks,
        reasons=list(whole.reasons),
        pictures=[{"name": name, "sha256": hashlib.sha256(content).hexdigest()} for name, content in copies],
        by_hand=by_hand,
        ruling=ruling,
    )


def _asked(row: Ballot, whole: Whole) -> list[Question]:
    """What the reading leaves to people; nothing where two persons read the paper itself."""
    if row.by_hand:
        return []
    return [
        Question(
            ballot=row,
            kind=asked.kind.value,
            candidate=asked.candidate,
            ink=asked.ink.value if asked.ink else "",
            alike=asked.alike,
            reasons=list(asked.reasons),
        )
        for asked in questions_of(whole.marks, whole.reasons)
    ]


def _typed(row: Ballot, whole: Whole, found: Pile) -> list[Entry]:
    """The second count of a ballot keyed in by hand, in the name of one of the two.

    Which of them does not depend on who typed first: that would tell in which order torn ballots came to hand.
    """
    if not row.by_hand:
        return []
    by = [
        max((each.by for each in keyed), key=lambda user: user.pk)
        for page in found.of(whole)
        if (keyed := agreed_keying(page))
    ]
    marks = [] if row.ruling else [str(mark.mark) for mark in whole.marks]
    return [Entry(ballot=row, kind=Entry.Kind.SECOND, by=by[0], marks=marks, invalid=row.ruling, at=clock.now())]


def _digest(pages: Sequence[Page]) -> str:
    return hashlib.sha256("\n".join(sorted(page.sha256 for page in pages)).encode()).hexdigest()
