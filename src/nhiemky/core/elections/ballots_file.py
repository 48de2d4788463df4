"""Read BALLOTS.json: the readings after adjudication, one object per ballot taken from the box."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.election_file import ElectionFile
from nhiemky.core.elections.problems import ELECTION_PROBLEMS, problem
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import MARKS, Ballot, Mark, MarkedBallot, RuledInvalid
from nhiemky.core.problem import Problem, Refused

#: The reader's word for a mark a person must look at; it may stay only on a ballot ruled invalid.
UNSURE = "unsure"

#: Nobody reads more, and a file of another kind would have millions.
MOST_PROBLEMS = 1000


def read_rows(text: str) -> list[Any]:
    """The list under `ballots`, unjudged; raises Refused (E201 not JSON or a key twice, E202 anything else)."""
    try:
        document = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise ELECTION_PROBLEMS.refusal("E201", reason=error) from None
    if isinstance(document, dict) and set(document) == {"ballots"} and isinstance(document["ballots"], list):
        return document["ballots"]
    raise ELECTION_PROBLEMS.refusal("E202")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    times = Counter(key for key, _ in pairs)
    if repeated := sorted(key for key, number in times.items() if number > 1):
        raise ValueError(f"“{repeated[0]}” ×{times[repeated[0]]}")
    return dict(pairs)


def read_ballots(rows: list[Any], election: ElectionFile) -> tuple[Ballot, ...]:
    """The ballots of an election; raises Refused (E203 to E210) with every problem of every ballot.

    After a thousand problems it looks no further and says so (E211).
    """
    found: list[Problem] = []
    ballots: list[Ballot] = []
    for number, row in enumerate(rows, start=1):
        problems = tuple(_wrong_row(row, number, election.contest))
        found.extend(problems)
        if not problems:
            ballots.append(_ballot(row))
        if len(found) >= MOST_PROBLEMS:
            raise Refused(*found, problem("E211", "ballots", ballot=number))
    if len(rows) != election.returned:
        found.append(problem("E210", "ballots", found=len(rows), returned=election.returned))
    if found:
        raise Refused(*found)
    return tuple(ballots)


def _ballot(row: Mapping[str, Any]) -> Ballot:
    if row.get("invalid") is not None:
        return RuledInvalid(InvalidCode(row["invalid"]))
    return MarkedBallot(tuple(Mark(mark) for mark in row["marks"]))


def _wrong_row(row: Any, number: int, contest: Contest) -> Iterator[Problem]:
    place = f"ballots.{number}"
    if not isinstance(row, dict) or "marks" not in row:
        yield problem("E203", place, ballot=number)
        return
    for key in row:
        if key not in {"marks", "invalid"}:
            yield problem("E204", f"{place}.{key}", ballot=number, field=key)
    yield from _wrong_ruling(row.get("invalid"), number, contest)
    marks = row["marks"]
    names = len(contest.candidates)
    if not isinstance(marks, list) or len(marks) != names:
        found = len(marks) if isinstance(marks, list) else json.dumps(marks, ensure_ascii=False)
        yield problem("E205", f"{place}.marks", ballot=number, names=names, found=found)
        return
    yield from _wrong_marks(marks, number, contest, ruled=row.get("invalid") is not None)


def _wrong_ruling(ruling: Any, number: int, contest: Contest) -> Iterator[Problem]:
    if ruling is None:
        return
    allowed = contest.rulebook.invalidities(contest.style, len(contest.candidates))
    if ruling not in allowed:
        code = "E209" if ruling in tuple(InvalidCode) else "E208"
        yield problem(code, f"ballots.{number}.invalid", ballot=number, found=ruling, allowed=", ".join(allowed))


def _wrong_marks(marks: list[Any], number: int, contest: Contest, *, ruled: bool) -> Iterator[Problem]:
    allowed = MARKS[contest.style]
    for index, mark in enumerate(marks, start=1):
        place = f"ballots.{number}.marks.{index}"
        if mark == UNSURE:
            if not ruled:
                yield problem("E207", place, ballot=number, number=index)
        elif mark not in allowed:
            yield problem("E206", place, ballot=number, number=index, found=mark, allowed=", ".join(allowed))
