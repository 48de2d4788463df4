"""An open vote by Party card: three numbers against those present, passed by more than half of the base."""

from dataclasses import dataclass
from fractions import Fraction

from nhiemky.core.congress.problems import problem
from nhiemky.core.elections.rulebook import Rule
from nhiemky.core.problem import Problem


@dataclass(frozen=True)
class OpenVote:
    """Cards counted, official members present, and the majority base of the congress."""

    agree: int
    disagree: int
    abstain: int
    present: int
    base: int


@dataclass(frozen=True)
class Passed:
    """More than half of the base agreed."""

    agree: int
    needed: int


@dataclass(frozen=True)
class Rejected:
    """Not more than half of the base agreed."""

    agree: int
    needed: int


def check_open_vote(vote: OpenVote) -> tuple[Problem, ...]:
    """Every reason why the numbers cannot be true: each person present is counted exactly once."""
    counts = {"agree": vote.agree, "disagree": vote.disagree, "abstain": vote.abstain, "present": vote.present}
    negative = tuple(problem("C301", key, field=key, found=number) for key, number in counts.items() if number < 0)
    if negative:
        return negative
    found: list[Problem] = []
    total = vote.agree + vote.disagree + vote.abstain
    if total > vote.present:
        found.append(problem("C302", "agree", sum=total, **counts))
    if total < vote.present:
        found.append(problem("C304", "abstain", sum=total, missing=vote.present - total, **counts))
    if vote.present > vote.base:
        found.append(problem("C303", "present", present=vote.present, base=vote.base))
    return tuple(found)


def decide(vote: OpenVote, majority: Rule[Fraction]) -> Passed | Rejected:
    """The result of a checked vote: more than the share of the base, absent members included (24-QĐ/TW 9.3).

    Raises ValueError for a vote whose numbers cannot be true.
    """
    if problems := check_open_vote(vote):
        raise ValueError("; ".join(found.sentence("en") for found in problems))
    needed = int(vote.base * majority.value) + 1
    return Passed(vote.agree, needed) if vote.agree >= needed else Rejected(vote.agree, needed)
