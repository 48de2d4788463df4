"""Add up ballots."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot, Invalid, judge


@dataclass(frozen=True)
class Tally:
    """Numbers of ballots, and votes per candidate in printed order.

    `invalid` holds only reasons that occurred, in the rulebook's order.
    """

    issued: int
    returned: int
    valid: int
    invalid: tuple[tuple[InvalidCode, int], ...]
    votes: tuple[int, ...]


def tally(ballots: Iterable[Ballot], contest: Contest, *, issued: int) -> Tally:
    """Judge and count every ballot taken from the box; raises ValueError for a ballot of another shape."""
    reasons: Counter[InvalidCode] = Counter()
    votes = [0] * len(contest.candidates)
    valid = 0
    for ballot in ballots:
        judgement = judge(ballot, contest)
        if isinstance(judgement, Invalid):
            reasons[judgement.code] += 1
            continue
        valid += 1
        for index, chosen in enumerate(judgement.chosen):
            votes[index] += chosen
    return Tally(
        issued=issued,
        returned=valid + reasons.total(),
        valid=valid,
        invalid=in_rulebook_order(reasons, contest),
        votes=tuple(votes),
    )


def in_rulebook_order(reasons: Counter[InvalidCode], contest: Contest) -> tuple[tuple[InvalidCode, int], ...]:
    """The reasons that occurred and how often, in the order the rulebook lists them."""
    codes = (rule.value.code for rule in contest.rulebook.invalid)
    return tuple((code, reasons[code]) for code in codes if reasons[code])
