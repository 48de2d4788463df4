"""The two counts ballot by ballot, derived from what the machine read and what people answered and keyed in.

Nobody is shown them before both are closed; `work` says what is next for whom.
"""

import uuid
from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from nhiemky.ballots.marks import keyed_ballot, marks_of
from nhiemky.ballots.models import Ballot, Batch, Entry, SecondWay
from nhiemky.ballots.queries.keeping import require_open
from nhiemky.ballots.queries.standings import Standing, standings
from nhiemky.core.ballots import adjudication
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot as CoreBallot
from nhiemky.core.elections.validity import RuledInvalid

type Asked = Mapping[uuid.UUID, Sequence[Standing]]


def first_count(batch: Batch) -> list[CoreBallot | None]:
    """The first count in the stored order; None for a ballot with an open question. Raises Refused when sealed."""
    asked = _by_ballot(batch)
    return [_first(ballot, asked.get(ballot.pk, ())) for ballot in _ballots(batch)]


def second_count(batch: Batch) -> list[CoreBallot | None]:
    """The second count in the stored order; None for a ballot still to be keyed in. Raises Refused when sealed."""
    asked = _by_ballot(batch)
    return [_second(ballot, batch, asked.get(ballot.pk, ())) for ballot in _ballots(batch)]


def open_in_first(batch: Batch) -> int:
    """How many ballots the first count still has open."""
    return len({standing.ballot for standing in standings(batch) if standing.open})


def open_in_second(batch: Batch) -> int:
    """How many ballots the second count still has open."""
    return len(marks_to_key(batch)) + to_key_whole(batch).count()


def marks_to_key(batch: Batch) -> set[uuid.UUID]:
    """The ballots of which doubtful marks are still to be keyed in for the second count."""
    if batch.second_way == SecondWay.KEY_IN:
        return set()
    return {standing.ballot for standing in standings(batch) if standing.open_in_second}


def to_key_whole(batch: Batch) -> QuerySet[Ballot]:
    """The ballots still to be keyed in whole: all of them where that was chosen, else those the head asked for."""
    require_open(batch)
    rows = Ballot.objects.filter(batch=batch, by_hand=False).exclude(entries__kind=Entry.Kind.SECOND)
    if batch.second_way != SecondWay.KEY_IN:
        rows = rows.filter(whole=True)
    return rows.order_by("place")


def _by_ballot(batch: Batch) -> Asked:
    found: dict[uuid.UUID, list[Standing]] = {}
    for standing in standings(batch):
        found.setdefault(standing.ballot, []).append(standing)
    return found


def _ballots(batch: Batch) -> list[Ballot]:
    return list(Ballot.objects.filter(batch=batch).order_by("place").prefetch_related("entries"))


def _entry(ballot: Ballot, *kinds: str) -> CoreBallot | None:
    """What was typed last of the kinds, the first kind counting most."""
    entries = {entry.kind: entry for entry in ballot.entries.all()}
    found = next((entries[kind] for kind in kinds if kind in entries), None)
    return None if found is None else keyed_ballot(found.marks, found.invalid)


def _first(ballot: Ballot, asked: Sequence[Standing]) -> CoreBallot | None:
    if again := _entry(ballot, Entry.Kind.DECIDED, Entry.Kind.FIRST_AGAIN):
        return again
    if ballot.ruling:
        return RuledInvalid(InvalidCode(ballot.ruling))
    return adjudication.first_ballot(
        marks_of(ballot.marks), {standing.candidate: standing.settlement for standing in asked}
    )


def _second(ballot: Ballot, batch: Batch, asked: Sequence[Standing]) -> CoreBallot | None:
    if typed := _entry(ballot, Entry.Kind.DECIDED, Entry.Kind.SECOND_AGAIN, Entry.Kind.SECOND):
        return typed
    if batch.second_way == SecondWay.KEY_IN or ballot.whole:
        return None
    return adjudication.second_ballot(
        marks_of(ballot.marks), {standing.candidate: standing.keyed for standing in asked}
    )
