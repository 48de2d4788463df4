"""Compare two independent counts of the same ballots (reference 1.7: readings must agree, ballot by ballot)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.tally import Tally
from nhiemky.core.elections.validity import Ballot


@dataclass(frozen=True)
class Difference:
    """A number the two counts do not share; `field` is a path such as `valid`, `invalid.too_many` or `votes.2`."""

    field: str
    name: str
    first: int
    second: int


@dataclass(frozen=True)
class BallotDifference:
    """Ballot `number`, counted from 1, as each count has it; None where one count has no such ballot."""

    number: int
    first: Ballot | None
    second: Ballot | None


_BALLOT_FIELDS = ("issued", "returned", "valid")


def compare(first: Tally, second: Tally, contest: Contest) -> tuple[Difference, ...]:
    """Every number that differs, ballots first and then candidates in printed order; empty when they agree."""
    found = [Difference(field, "", getattr(first, field), getattr(second, field)) for field in _BALLOT_FIELDS]
    first_invalid, second_invalid = dict(first.invalid), dict(second.invalid)
    for rule in contest.rulebook.invalid:
        code = rule.value.code
        found.append(Difference(f"invalid.{code}", "", first_invalid.get(code, 0), second_invalid.get(code, 0)))
    for index, (name, one, two) in enumerate(zip(contest.candidates, first.votes, second.votes, strict=True), start=1):
        found.append(Difference(f"votes.{index}", name, one, two))
    return tuple(difference for difference in found if difference.first != difference.second)


def compare_ballots(first: Sequence[Ballot], second: Sequence[Ballot]) -> tuple[BallotDifference, ...]:
    """Every ballot the two readings do not share; both must be in the same order of pages."""
    pairs = enumerate(zip_longest(first, second), start=1)
    return tuple(BallotDifference(number, one, two) for number, (one, two) in pairs if one != two)
