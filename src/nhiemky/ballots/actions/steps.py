"""What several actions ask before they write."""

from collections.abc import Sequence

from nhiemky.ballots import access, queries
from nhiemky.ballots.models import Batch, Side, State
from nhiemky.ballots.problems import problem
from nhiemky.core.ballots.adjudication import rulings
from nhiemky.core.ballots.batch_states import BatchAction, BatchState, after
from nhiemky.core.elections.validity import MARKS
from nhiemky.core.problem import Problem, Refused
from nhiemky.organisation.models import User
from nhiemky.records.actions import about


def locked(batch: Batch, step: BatchAction) -> State:
    """Read the batch anew, keep others from it until the action is done, and say which state the step leads to.

    Raises Refused when the step is not possible now.
    """
    about(batch)
    batch.refresh_from_db(
        from_queryset=Batch.objects.select_for_update(of=("self",)).select_related("election__unit", "paper")
    )
    return next_state(batch, step)


def next_state(batch: Batch, step: BatchAction) -> State:
    """The state a step leads to from the one the batch has. Raises Refused when the step is not possible."""
    found = after(BatchState(batch.state), step)
    if isinstance(found, Problem):
        raise Refused(found)
    return State(found)


def count_open(batch: Batch, side: Side) -> Batch:
    """`locked` for answering and keying in. Raises Refused, too, when that count is closed already."""
    locked(batch, BatchAction.ANSWER)
    if not queries.is_open(batch, side):
        raise Refused(problem("B637"))
    return batch


def require_teller(user: User, batch: Batch) -> None:
    """Raise Refused unless the person may count here: a teller of the unit who is not on the list."""
    if not access.may_count(user, batch.election):
        raise Refused(problem("B630"))


def require_side(user: User, batch: Batch, side: Side) -> None:
    """Raise Refused for a person of the other count, or one who may not count at all."""
    require_teller(user, batch)
    if queries.side_of(user, batch) not in (None, side):
        raise Refused(problem("B631"))


def require_reason(reason: str, field: str = "reason") -> None:
    """Raise Refused without a reason."""
    if not reason.strip():
        raise Refused(problem("B617", field))


def require_marks(batch: Batch, marks: Sequence[str], invalid: str, names: int | None = None) -> None:
    """Raise Refused unless there is a possible mark for each name, or a ruling that is a person's to give."""
    vote = queries.contest(batch.election)
    possible = rulings(vote)
    if invalid:
        if invalid not in possible:
            raise Refused(problem("B641", "invalid", found=invalid, allowed=", ".join(possible)))
        return
    wanted = len(vote.candidates) if names is None else names
    if len(marks) != wanted or not set(marks) <= set(MARKS[vote.style]):
        raise Refused(problem("B640", "marks", names=wanted, allowed=", ".join(MARKS[vote.style])))
