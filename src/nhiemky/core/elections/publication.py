"""The files of a count that anyone can count again: ELECTION.toml, BALLOTS.json and result.json.

What the office publishes and what `nhiemky elections count` makes of it are the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from nhiemky.core.elections.ballots_file import read_ballots, read_rows
from nhiemky.core.elections.election_file import ElectionFile, read_election
from nhiemky.core.elections.result_file import result_json
from nhiemky.core.elections.rulebook import Rulebook
from nhiemky.core.elections.tally import Tally, tally
from nhiemky.core.elections.validity import Ballot


@dataclass(frozen=True)
class CountedFiles:
    """Two files and what they add up to; `result` is the text of result.json."""

    election: ElectionFile
    ballots: tuple[Ballot, ...]
    counted: Tally
    result: str


def count_files(election: str, ballots: str, rulebooks: Mapping[str, Rulebook]) -> CountedFiles:
    """Count the texts of an ELECTION.toml and a BALLOTS.json; raises Refused (E1xx, E2xx) with every problem."""
    told = read_election(election, rulebooks)
    found = read_ballots(read_rows(ballots), told)
    counted = tally(found, told.contest, issued=told.issued)
    return CountedFiles(told, found, counted, result_json(told.contest, counted))


def election_toml(told: ElectionFile) -> str:
    """The text of ELECTION.toml from which `read_election` reads the same again."""
    contest = told.contest
    lines = {
        "title": _text(contest.title),
        "organisation": _text(contest.organisation),
        "rulebook": _text(contest.rulebook.name),
        "seats": str(contest.seats),
        "base": str(contest.base),
        "ballot": _text(contest.style),
        "issued": str(told.issued),
        "returned": str(told.returned),
        "round": str(told.round),
        **({"tie_revote": "true"} if contest.tie_revote else {}),
        "candidates": "[\n" + "".join(f"    {_text(name)},\n" for name in contest.candidates) + "]",
    }
    return "".join(f"{key} = {value}\n" for key, value in lines.items())


def _text(value: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the one control character JSON leaves bare."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
