"""Read ELECTION.toml: the contest and how many ballots were issued and returned.

Every problem of the file is found at once; nothing is guessed and no unknown key is passed over.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.problems import ELECTION_PROBLEMS, problem
from nhiemky.core.elections.rulebook import BallotStyle, Rulebook
from nhiemky.core.problem import Problem, Refused

_TEXTS = ("title", "organisation")
_WHOLE_NUMBERS = {"seats": 1, "base": 1, "issued": 0, "returned": 0}
_REQUIRED = (*_TEXTS, "rulebook", "seats", "base", "ballot", "candidates", "issued", "returned")
_OPTIONAL = ("tie_revote", "round")
#: The most rounds of one election: what a printed ballot can say.
MOST_ROUNDS = 15


@dataclass(frozen=True)
class ElectionFile:
    """What ELECTION.toml says once it is accepted; `round` counts the votes of one election from 1."""

    contest: Contest
    issued: int
    returned: int
    round: int = 1


def read_election(text: str, rulebooks: Mapping[str, Rulebook]) -> ElectionFile:
    """Read the text of ELECTION.toml against the known rulebooks; raises Refused (E1xx) with every problem."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ELECTION_PROBLEMS.refusal("E101", reason=error) from None
    found = [
        *(problem("E103", key, field=key) for key in document if key not in (*_REQUIRED, *_OPTIONAL)),
        *(problem("E102", key, field=key) for key in _REQUIRED if key not in document),
        *_wrong_numbers(document),
        *_wrong_words(document, rulebooks),
        *_wrong_candidates(document),
    ]
    if found:
        raise Refused(*found)
    contest = Contest(
        title=document["title"],
        organisation=document["organisation"],
        rulebook=rulebooks[document["rulebook"]],
        seats=document["seats"],
        base=document["base"],
        style=BallotStyle(document["ballot"]),
        candidates=printed_order(document["candidates"]),
        tie_revote=document.get("tie_revote", False),
    )
    return ElectionFile(contest, document["issued"], document["returned"], document.get("round", 1))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value.splitlines()) == 1


def _wrong_numbers(document: Mapping[str, Any]) -> list[Problem]:
    wrong = {
        key
        for key, least in _WHOLE_NUMBERS.items()
        if key in document and (type(document[key]) is not int or document[key] < least)
    }
    found = [
        problem("E104", key, field=key, least=_WHOLE_NUMBERS[key], found=document[key])
        for key in _WHOLE_NUMBERS
        if key in wrong
    ]
    turn = document.get("round", 1)
    if type(turn) is not int or not 1 <= turn <= MOST_ROUNDS:
        found.append(problem("E114", "round", field="round", most=MOST_ROUNDS, found=turn))
    both = {"issued", "returned"} <= set(document) - wrong
    if both and document["returned"] > document["issued"]:
        found.append(problem("E111", "returned", returned=document["returned"], issued=document["issued"]))
    return found


def _wrong_words(document: Mapping[str, Any], rulebooks: Mapping[str, Rulebook]) -> list[Problem]:
    found = [problem("E105", key, field=key) for key in _TEXTS if key in document and not _is_text(document[key])]
    rulebook = document.get("rulebook")
    if "rulebook" in document and not (isinstance(rulebook, str) and rulebook in rulebooks):
        found.append(problem("E106", "rulebook", found=rulebook, known=", ".join(rulebooks)))
    if "ballot" in document and document["ballot"] not in tuple(BallotStyle):
        found.append(problem("E107", "ballot", found=document["ballot"]))
    if type(document.get("tie_revote", False)) is not bool:
        found.append(problem("E112", "tie_revote", field="tie_revote"))
    return found


def _wrong_candidates(document: Mapping[str, Any]) -> list[Problem]:
    if "candidates" not in document:
        return []
    names = document["candidates"]
    if not isinstance(names, list) or not names:
        return [problem("E108", "candidates")]
    found = []
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        place = f"candidates.{number}"
        if not _is_text(name):
            found.append(problem("E109", place, number=number))
            continue
        earlier = seen.setdefault(_same_name(name), number)
        if earlier != number:
            found.append(problem("E110", place, number=number, name=name, earlier=earlier))
    return found


def _same_name(name: str) -> str:
    """Two names with the same value look the same on a ballot, however they are encoded or spaced."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
