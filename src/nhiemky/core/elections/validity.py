"""Judge one ballot: whom it votes for, or why it is invalid (244 Art. 17.2 and 32.1; 190 Art. 15 and 30).

Reading says what ink is where; this module alone says what it means, and takes which reason applies to
which ballot from the rulebook. Three cases deserve a word:

- an untouched `strike` ballot votes for every name, so with a surplus it votes for too many;
- an `agree` ballot of several names with X in both boxes or in none for a name stays valid and that name
  is not counted; when no name at all is agreed to, it votes for nobody on a list of several names;
- a single name struck out is a valid ballot without a vote: "votes for nobody" is a reason only on a list
  of several names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode


class Mark(StrEnum):
    """What the ink beside or through one name says, after adjudication."""

    STRUCK = "struck"
    CLEAR = "clear"
    AGREE = "agree"
    DISAGREE = "disagree"
    BOTH = "both"
    NONE = "none"


MARKS: Mapping[BallotStyle, tuple[Mark, ...]] = {
    BallotStyle.STRIKE: (Mark.STRUCK, Mark.CLEAR),
    BallotStyle.AGREE: (Mark.AGREE, Mark.DISAGREE, Mark.BOTH, Mark.NONE),
}

_VOTES = frozenset({Mark.CLEAR, Mark.AGREE})


@dataclass(frozen=True)
class MarkedBallot:
    """One mark per candidate in printed order."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class RuledInvalid:
    """A ballot a person ruled invalid; its marks are not looked at."""

    code: InvalidCode


type Ballot = MarkedBallot | RuledInvalid


@dataclass(frozen=True)
class Valid:
    """A valid ballot: for each candidate in printed order, whether it is a vote."""

    chosen: tuple[bool, ...]


@dataclass(frozen=True)
class Invalid:
    """An invalid ballot and its reason."""

    code: InvalidCode


_SHOWN_BY_MARKS: Mapping[InvalidCode, Callable[[MarkedBallot, int, int], bool]] = {
    InvalidCode.TOO_MANY: lambda ballot, votes, seats: votes > seats,
    InvalidCode.NONE_CHOSEN: lambda ballot, votes, seats: votes == 0,
    InvalidCode.BOTH_BOXES: lambda ballot, votes, seats: Mark.BOTH in ballot.marks,
    InvalidCode.NO_BOX: lambda ballot, votes, seats: Mark.NONE in ballot.marks,
}


def judge(ballot: Ballot, contest: Contest) -> Valid | Invalid:
    """Judge a ballot under the contest's rulebook.

    A person's ruling wins. Raises ValueError when the marks are not one per candidate of the contest's style.
    """
    if isinstance(ballot, RuledInvalid):
        return Invalid(ballot.code)
    if len(ballot.marks) != len(contest.candidates) or not set(ballot.marks) <= set(MARKS[contest.style]):
        raise ValueError(f"The marks {ballot.marks} do not fit a {contest.style} ballot of {len(contest.candidates)}")
    chosen = tuple(mark in _VOTES for mark in ballot.marks)
    for code in contest.rulebook.invalidities(contest.style, len(contest.candidates)):
        shown = _SHOWN_BY_MARKS.get(code)
        if shown is not None and shown(ballot, sum(chosen), contest.seats):
            return Invalid(code)
    return Valid(chosen)
