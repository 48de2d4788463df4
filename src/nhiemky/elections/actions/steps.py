"""What several actions ask before they write."""

from nhiemky.core.elections.problems import Problem
from nhiemky.core.elections.states import ElectionAction, ElectionState, after
from nhiemky.elections.models import Election, State
from nhiemky.elections.problems import Refused, problem


def next_state(election: Election, step: ElectionAction) -> State:
    """The state a step leads to. Raises Refused when it is not possible now."""
    found = after(ElectionState(election.state), step)
    if isinstance(found, Problem):
        raise Refused(found)
    return State(found)


def require_possible_ballots(election: Election, issued: int, returned: int) -> None:
    """Raise Refused unless returned ≤ issued ≤ present (reference 1.10)."""
    present = election.present or 0
    if not returned <= issued <= present:
        raise Refused(problem("E615", "returned", returned=returned, issued=issued, present=present))
