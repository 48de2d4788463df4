"""What writes the end of both counts: differing ballots looked at again, and the agreed counts handed over."""

from collections.abc import Sequence

from nhiemky.ballots import access, queries
from nhiemky.ballots.actions.steps import locked, require_marks, require_side
from nhiemky.ballots.models import Ballot, Batch, Entry, Side
from nhiemky.ballots.problems import problem
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.elections.validity import Ballot as CoreBallot
from nhiemky.core.problem import Refused
from nhiemky.elections.actions import BallotCount, record_ballot_counts
from nhiemky.elections.models import CountFiles
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action, note

AGAIN = {Side.FIRST: Entry.Kind.FIRST_AGAIN, Side.SECOND: Entry.Kind.SECOND_AGAIN}


@action("ballots.looked_again")
def look_again(actor: User, ballot: Ballot, side: Side, *, marks: Sequence[str], invalid: str = "") -> Entry:
    """Say anew, for one's own count, what a ballot shows on which the counts differ; it replaces what was said before.

    A person who took part in neither count may look for one of them. Raises Refused for a person of the other count,
    for one who looked for the other count already, and for a ballot that does not differ.
    """
    batch = _differing(ballot)
    require_side(actor, batch, side)
    require_marks(batch, marks, invalid)
    other = AGAIN[Side.SECOND if side is Side.FIRST else Side.FIRST]
    if Entry.objects.filter(ballot__batch=batch, kind=other, by=actor).exists():
        raise Refused(problem("B631"))
    return _typed(actor, ballot, AGAIN[side], marks, invalid)


@action("ballots.difference_decided")
def decide_difference(actor: User, ballot: Ballot, *, marks: Sequence[str], invalid: str = "") -> Entry:
    """The head of the counting committee decides a ballot on which both counts still differ after looking again.

    Raises Refused for anybody else, before both have looked again, and for a ballot that does not differ.
    """
    batch = _differing(ballot)
    require_marks(batch, marks, invalid)
    if not access.is_head(actor, batch.election):
        raise Refused(problem("B635"))
    if ballot.entries.filter(kind__in=AGAIN.values()).count() < len(AGAIN):
        raise Refused(problem("B644"))
    return _typed(actor, ballot, Entry.Kind.DECIDED, marks, invalid)


@action("ballots.counts_handed_over")
def hand_over(actor: User, batch: Batch) -> CountFiles:
    """Give both counts, which agree ballot by ballot, to the election; the presidium can then declare.

    Raises Refused while a ballot differs, and for whatever the election refuses.
    """
    moved = locked(batch, BatchAction.HAND_OVER)
    if left := queries.differences(batch):
        raise Refused(problem("B645", number=len(left)))
    if batch.first_by is None or batch.second_by is None:
        raise AssertionError("A batch is compared only when both counts are closed")
    files = record_ballot_counts(
        actor,
        batch.election,
        first=BallotCount(batch.first_by, _counted(queries.first_count(batch))),
        second=BallotCount(batch.second_by, _counted(queries.second_count(batch))),
        ballots_file=queries.ballots_file(batch),
    )
    batch.state = moved
    batch.save()
    note(ballots=batch.ballots.count())
    return files


def _differing(ballot: Ballot) -> Batch:
    batch = ballot.batch
    locked(batch, BatchAction.LOOK_AGAIN)
    if all(each.ballot.pk != ballot.pk for each in queries.differences(batch)):
        raise Refused(problem("B643"))
    return batch


def _typed(actor: User, ballot: Ballot, kind: Entry.Kind, marks: Sequence[str], invalid: str) -> Entry:
    entry = ballot.entries.filter(kind=kind).first() or Entry(ballot=ballot, kind=kind)
    entry.by, entry.at = actor, clock.now()
    entry.marks, entry.invalid = [] if invalid else list(marks), invalid
    entry.save()
    return entry


def _counted(count: Sequence[CoreBallot | None]) -> list[CoreBallot]:
    return [ballot for ballot in count if ballot is not None]
