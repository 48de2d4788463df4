"""The 28 ballots behind the totals of the scenes, and the text of their file. All invented."""

import json

from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid
from nhiemky.elections import actions
from tests.elections import scenes

# Of 27 valid ballots for five of six, each leaves one or more names out; the last is untouched: too many.
LEFT_OUT = [{5}] * 9 + [{4}] * 4 + [{3}, {3}, {3}, {2}, {2}, {1}] + [{5}] * 8


def marked(struck):
    """A ballot on which the names with these places are struck out."""
    return MarkedBallot(tuple(Mark.STRUCK if n in struck else Mark.CLEAR for n in range(len(scenes.PRINTED))))


BALLOTS = (*map(marked, LEFT_OUT), marked(set()))
VOTES = scenes.VOTES


def row(ballot):
    """A ballot as BALLOTS.json writes it."""
    if isinstance(ballot, RuledInvalid):
        return {"marks": ["clear"] * len(scenes.PRINTED), "invalid": str(ballot.code)}
    return {"marks": [str(mark) for mark in ballot.marks], "invalid": None}


def text(ballots=BALLOTS):
    """The text of BALLOTS.json."""
    return json.dumps({"ballots": [row(ballot) for ballot in ballots]}, ensure_ascii=False) + "\n"


def record(hall, election, first=BALLOTS, second=BALLOTS, file=None, by=None):
    """Both tellers answer for a count of these ballots."""
    one, two = by or hall.tellers
    return actions.record_ballot_counts(
        hall.tellers[0],
        election,
        first=actions.BallotCount(one, first),
        second=actions.BallotCount(two, second),
        ballots_file=text(first) if file is None else file,
    )


def declared(hall):
    """A result declared from ballots."""
    election = scenes.counting(hall)
    record(hall, election)
    return scenes.declare(hall, election)


RULED = (*BALLOTS[:-1], RuledInvalid(InvalidCode.STRAY_MARK))
