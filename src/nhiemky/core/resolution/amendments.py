"""Changes of a draft's words, each proposed from the floor and decided by an open vote before the whole is adopted."""

from dataclasses import dataclass

from nhiemky.core.problem import Problem
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS
from nhiemky.core.resolution.states import OpenVote, ResolutionState, vote_problems


@dataclass(frozen=True)
class Amendment:
    """Replace `old` by `new`; an empty `old` adds `new` at the end. `proposer` is who spoke for it."""

    old: str
    new: str
    proposer: str


@dataclass(frozen=True)
class Carried:
    """The amendment won; `text` is the new text."""

    text: str
    vote: OpenVote


@dataclass(frozen=True)
class Lost:
    """The amendment did not reach more than half of the base; the text stays."""

    vote: OpenVote


type AmendmentOutcome = Carried | Lost | tuple[Problem, ...]


def decide_amendment(state: ResolutionState, text: str, amendment: Amendment, vote: OpenVote) -> AmendmentOutcome:
    """Apply an amendment if its vote carries; N06 once adopted, N03 and N04 as in votes, N05 for no such words."""
    if state in {ResolutionState.ADOPTED, ResolutionState.SUPERSEDED}:
        return (RESOLUTION_PROBLEMS.problem("N06"),)
    if problems := vote_problems(vote):
        return problems
    if amendment.old not in text:
        return (RESOLUTION_PROBLEMS.problem("N05", old=amendment.old),)
    if not vote.carried:
        return Lost(vote)
    if not amendment.old:
        return Carried(f"{text}\n{amendment.new}".strip(), vote)
    return Carried(text.replace(amendment.old, amendment.new, 1), vote)
