"""Write result.json: the same facts the minutes, the screens and the portal read."""

import json
from typing import Any

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.outcome import AnotherRound, Elected, Outcome, Tie, outcome, percent_of_base
from nhiemky.core.elections.tally import Tally


def outcome_record(result: Outcome) -> dict[str, Any]:
    """An outcome as `kind`, `elected`, `tied` and `seats_left`."""
    match result:
        case Elected(elected):
            return {"kind": "elected", "elected": list(elected), "tied": [], "seats_left": 0}
        case Tie(elected, tied, seats_left):
            return {"kind": "tie", "elected": list(elected), "tied": list(tied), "seats_left": seats_left}
        case AnotherRound(elected, seats_left):
            return {"kind": "another_round", "elected": list(elected), "tied": [], "seats_left": seats_left}


def result_record(contest: Contest, counted: Tally) -> dict[str, Any]:
    """The result of a count; votes in printed order, `needed` null in a re-vote that needs no majority."""
    return {
        "issued": counted.issued,
        "returned": counted.returned,
        "valid": counted.valid,
        "invalid": {str(code): number for code, number in counted.invalid},
        "votes": [
            {"name": name, "votes": votes, "percent_of_base": percent_of_base(votes, contest.base)}
            for name, votes in zip(contest.candidates, counted.votes, strict=True)
        ],
        "base": contest.base,
        "needed": contest.needed,
        "outcome": outcome_record(outcome(contest, counted.votes)),
        "rulebook": {"name": contest.rulebook.name, "version": contest.rulebook.version},
    }


def result_json(contest: Contest, counted: Tally) -> str:
    """The text of result.json: the same bytes for the same count, in the order of fields above."""
    return json.dumps(result_record(contest, counted), ensure_ascii=False, indent=2) + "\n"
