"""The way of a resolution: draft → put to the vote → adopted (frozen) → superseded by a successor.

It is adopted by an open vote when more than half of the members or delegates officially convened, less the lawful
exclusions, are for it: the base of elections holds for resolutions too (24-QĐ/TW 9.3; reference 1.8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS
from nhiemky.core.state_diagram import state_diagram


class ResolutionState(StrEnum):
    """Where a resolution stands."""

    DRAFT = "draft"
    PUT_TO_VOTE = "put_to_vote"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"


class ResolutionEvent(StrEnum):
    """What can happen to a resolution."""

    PUT_TO_VOTE = "put_to_vote"
    ADOPT = "adopt"
    REJECT = "reject"
    SUPERSEDE = "supersede"


RESOLUTION_STATES: Mapping[ResolutionState, Bilingual] = {
    ResolutionState.DRAFT: Bilingual("dự thảo", "a draft"),
    ResolutionState.PUT_TO_VOTE: Bilingual("đang biểu quyết", "put to the vote"),
    ResolutionState.ADOPTED: Bilingual("đã thông qua", "adopted"),
    ResolutionState.SUPERSEDED: Bilingual("đã được thay thế", "superseded"),
}
RESOLUTION_EVENTS: Mapping[ResolutionEvent, Bilingual] = {
    ResolutionEvent.PUT_TO_VOTE: Bilingual("đưa ra biểu quyết", "put to the vote"),
    ResolutionEvent.ADOPT: Bilingual("thông qua", "adopted"),
    ResolutionEvent.REJECT: Bilingual("bác", "rejected"),
    ResolutionEvent.SUPERSEDE: Bilingual("thay thế", "superseded"),
}
TRANSITIONS: Mapping[tuple[ResolutionState, ResolutionEvent], ResolutionState] = {
    (ResolutionState.DRAFT, ResolutionEvent.PUT_TO_VOTE): ResolutionState.PUT_TO_VOTE,
    (ResolutionState.PUT_TO_VOTE, ResolutionEvent.ADOPT): ResolutionState.ADOPTED,
    (ResolutionState.PUT_TO_VOTE, ResolutionEvent.REJECT): ResolutionState.DRAFT,
    (ResolutionState.ADOPTED, ResolutionEvent.SUPERSEDE): ResolutionState.SUPERSEDED,
}


@dataclass(frozen=True)
class OpenVote:
    """A show of cards: `base` is those officially convened less the lawful exclusions, `present` those in the hall."""

    base: int
    present: int
    votes_for: int
    votes_against: int
    abstained: int

    @property
    def needed(self) -> int:
        """The smallest number that is more than half of the base."""
        return self.base // 2 + 1

    @property
    def carried(self) -> bool:
        """Whether enough are for it."""
        return self.votes_for >= self.needed


def vote_problems(vote: OpenVote) -> tuple[Problem, ...]:
    """N03 more votes than people present · N04 a number below 0."""
    negative = [name for name, number in vars(vote).items() if number < 0]
    if negative:
        return tuple(RESOLUTION_PROBLEMS.problem("N04", name) for name in negative)
    counted = vote.votes_for + vote.votes_against + vote.abstained
    if counted > vote.present:
        return (RESOLUTION_PROBLEMS.problem("N03", counted=counted, present=vote.present),)
    return ()


def move(state: ResolutionState, event: ResolutionEvent) -> ResolutionState | Problem:
    """The state after an event, or problem N01."""
    after = TRANSITIONS.get((state, event))
    return after or RESOLUTION_PROBLEMS.problem("N01", state=RESOLUTION_STATES[state], event=RESOLUTION_EVENTS[event])


def put_to_vote(state: ResolutionState, targets: int, tasks: int) -> ResolutionState | Problem:
    """Open the vote on a draft; N02 when there is nothing to adopt."""
    if not targets and not tasks:
        return RESOLUTION_PROBLEMS.problem("N02")
    return move(state, ResolutionEvent.PUT_TO_VOTE)


def decide(state: ResolutionState, vote: OpenVote) -> ResolutionState | tuple[Problem, ...]:
    """Adopted when the vote carries, a draft again when it does not; problems when the vote cannot be true."""
    problems = vote_problems(vote)
    if problems:
        return problems
    after = move(state, ResolutionEvent.ADOPT if vote.carried else ResolutionEvent.REJECT)
    return (after,) if isinstance(after, Problem) else after


def diagram() -> str:
    """The states as drawn in docs/reference/congress.md."""
    arrows = [(before, after, event) for (before, event), after in TRANSITIONS.items()]
    return state_diagram(ResolutionState.DRAFT, arrows)
