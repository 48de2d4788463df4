"""What writes whole ballots keyed in for the second count, and closes both counts."""

from collections.abc import Sequence

from nhiemky.ballots import access, queries
from nhiemky.ballots.actions.steps import count_open, next_state, require_marks, require_side
from nhiemky.ballots.models import Ballot, Batch, Entry, SecondWay, Side
from nhiemky.ballots.problems import problem
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action


@action("ballots.whole_ballot_asked")
def ask_for_whole(actor: User, ballot: Ballot) -> Ballot:
    """The head of the counting committee has a ballot keyed in whole for the second count, not its doubtful marks only.

    Raises Refused for anybody else, for a ballot that is keyed in whole anyway, and once the second count is closed.
    """
    batch = count_open(ballot.batch, Side.SECOND)
    if not access.is_head(actor, batch.election):
        raise Refused(problem("B648"))
    if ballot.whole or ballot.by_hand or batch.second_way == SecondWay.KEY_IN:
        raise Refused(problem("B649"))
    ballot.whole = True
    ballot.save()
    return ballot


@action("ballots.ballot_keyed_in")
def key_in(actor: User, ballot: Ballot, *, marks: Sequence[str], invalid: str = "") -> Entry:
    """Key a whole ballot in for the second count, from its picture alone. Typed again, it replaces one's own.

    Raises Refused for a person of the first count or on the list, impossible marks, a ballot that is not keyed in whole
    or was keyed in by another person, and once the second count is closed.
    """
    batch = count_open(ballot.batch, Side.SECOND)
    require_side(actor, batch, Side.SECOND)
    require_marks(batch, marks, invalid)
    entry = ballot.entries.filter(kind=Entry.Kind.SECOND).first()
    wanted = not ballot.by_hand and (ballot.whole or batch.second_way == SecondWay.KEY_IN)
    if not wanted or (entry is not None and entry.by_id != actor.pk):
        raise Refused(problem("B642"))
    entry = entry or Entry(ballot=ballot, kind=Entry.Kind.SECOND, by=actor)
    entry.marks, entry.invalid, entry.at = [] if invalid else list(marks), invalid, clock.now()
    entry.save()
    return entry


@action("ballots.key_in_taken_back")
def take_back_key_in(actor: User, ballot: Ballot) -> None:
    """Take back what one keyed in oneself, while the second count is open. Raises Refused when there is nothing."""
    count_open(ballot.batch, Side.SECOND)
    entry = ballot.entries.filter(kind=Entry.Kind.SECOND, by=actor).first()
    if entry is None or ballot.by_hand:
        raise Refused(problem("B636"))
    entry.delete()


@action("ballots.first_count_closed")
def close_first_count(actor: User, batch: Batch) -> Batch:
    """Close the first count and answer for it. Raises Refused while a ballot of it is open."""
    count_open(batch, Side.FIRST)
    require_side(actor, batch, Side.FIRST)
    if left := queries.open_in_first(batch):
        raise Refused(problem("B638", number=left))
    batch.first_by = actor
    return _closed(batch)


@action("ballots.second_count_closed")
def close_second_count(actor: User, batch: Batch) -> Batch:
    """Close the second count and answer for it. Raises Refused while a ballot of it is open."""
    count_open(batch, Side.SECOND)
    require_side(actor, batch, Side.SECOND)
    if left := queries.open_in_second(batch):
        raise Refused(problem("B639", number=left))
    batch.second_by = actor
    return _closed(batch)


def _closed(batch: Batch) -> Batch:
    """Once both counts are closed, and only then, anybody sees where they differ."""
    if batch.first_by_id and batch.second_by_id:
        batch.state = next_state(batch, BatchAction.COMPARE)
    batch.save()
    return batch
