"""What people are asked about a ballot, what they may answer, and when a question is settled.

Two persons answer each question without seeing each other's answer; agreement settles it, disagreement goes to the
head of the counting committee, who decides (244 Art. 8; reference 1.6: doubtful ballots are settled with the head).
For the second count a third person keys in the same doubtful marks, and the second way of reading supplies the others.
A person may rule a whole ballot invalid; what follows from the marks alone, such as too many chosen, is the
rulebook's to say and nobody's to answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import MARKS, Ballot, Mark, MarkedBallot, RuledInvalid

#: The answer that a ballot is valid as far as what was asked goes.
VALID = "valid"

#: What only a person can see on a ballot.
RULINGS = (InvalidCode.OUTSIDE_NAME, InvalidCode.STRAY_MARK, InvalidCode.NOT_ISSUED)

#: How many persons answer a question.
ANSWERS_NEEDED = 2

# Told by questions about marks already.
_OF_MARKS = frozenset({"unsure_mark", "methods_differ"})
_SEAL = "seal_over_name"


class QuestionKind(StrEnum):
    """What is asked: the mark at one candidate, or whether the whole ballot is valid."""

    MARK = "mark"
    BALLOT = "ballot"


@dataclass(frozen=True)
class Question:
    """One thing people decide; `candidate` from 0 in printed order, None for the whole ballot.

    `alike` as `likeness` says it.
    """

    kind: QuestionKind
    candidate: int | None
    ink: Ink | None
    reasons: tuple[str, ...]
    alike: str = ""


def is_sure(mark: MarkReading) -> bool:
    """Whether the machine says what the mark is, and both its ways of reading say the same."""
    return mark.mark is not ReadMark.UNSURE and mark.by_new_ink == mark.by_strokes == mark.mark


def questions_of(marks: Iterable[MarkReading], reasons: Collection[str]) -> tuple[Question, ...]:
    """What a ballot's reading leaves to people: each doubtful mark, then the ballot where something else was seen."""
    doubtful = [mark for mark in marks if not is_sure(mark)]
    found = [Question(QuestionKind.MARK, mark.candidate, mark.ink, _why(mark), likeness(mark)) for mark in doubtful]
    # A seal over a name that can be read all the same leaves nothing to ask but whether it really can.
    told = _OF_MARKS | ({_SEAL} if doubtful else set())
    if others := tuple(reason for reason in reasons if reason not in told):
        found.append(Question(QuestionKind.BALLOT, None, None, others))
    return tuple(found)


def _why(mark: MarkReading) -> tuple[str, ...]:
    return ("methods_differ",) if mark.by_new_ink != mark.by_strokes else ("unsure_mark",)


def rulings(contest: Contest) -> tuple[InvalidCode, ...]:
    """The reasons for which a person may rule a ballot of this contest invalid."""
    allowed = contest.rulebook.invalidities(contest.style, len(contest.candidates))
    return tuple(code for code in RULINGS if code in allowed)


def possible_answers(kind: QuestionKind, contest: Contest) -> tuple[str, ...]:
    """The answers to a question: marks of the ballot's style or `valid`, then the rulings."""
    own = tuple(map(str, MARKS[contest.style])) if kind is QuestionKind.MARK else (VALID,)
    return (*own, *map(str, rulings(contest)))


@dataclass(frozen=True)
class Waiting:
    """Answers are still to come."""

    missing: int


@dataclass(frozen=True)
class ForHead:
    """Two persons disagree; the head of the counting committee decides."""


@dataclass(frozen=True)
class Settled:
    """The answer that counts."""

    value: str


type Settlement = Waiting | ForHead | Settled


def settle(answers: Sequence[str], decision: str | None = None) -> Settlement:
    """Where a question stands with the answers of different persons and perhaps the head's decision."""
    if decision is not None:
        return Settled(decision)
    if len(answers) < ANSWERS_NEEDED:
        return Waiting(ANSWERS_NEEDED - len(answers))
    return Settled(answers[0]) if len(set(answers)) == 1 else ForHead()


def first_ballot(marks: Sequence[MarkReading], settlements: Mapping[int | None, Settlement]) -> Ballot | None:
    """The ballot of the first count, or None while something is open; `settlements` by candidate, None for the whole.

    One settled ruling makes the whole ballot invalid, whatever else was still asked about it.
    """
    said = {place: found.value if isinstance(found, Settled) else None for place, found in settlements.items()}
    return _ballot({mark.candidate: mark.mark for mark in marks}, said)


def second_ballot(marks: Sequence[MarkReading], keyed: Mapping[int | None, str | None]) -> Ballot | None:
    """The ballot of the second count: the second way of reading, and what a person keyed in where there is a question.

    `keyed` has every question by candidate (None for the whole ballot), with None as long as nothing was keyed in.
    Raises ValueError for a mark that the second way left open and nobody was asked about.
    """
    return _ballot({mark.candidate: mark.by_strokes for mark in marks}, keyed)


def _ballot(read: Mapping[int, ReadMark], said: Mapping[int | None, str | None]) -> Ballot | None:
    ruled = [code for code in RULINGS if code in said.values()]
    if ruled:
        return RuledInvalid(ruled[0])
    if None in said.values():
        return None
    return MarkedBallot(tuple(Mark(said.get(candidate) or mark) for candidate, mark in sorted(read.items())))


def likeness(mark: MarkReading) -> str:
    """What a doubtful mark has in common with others that look like it: its ink and what each way of reading said.

    People are never shown it: they would see the machine's guess.
    """
    return "/".join((mark.ink, mark.by_new_ink, mark.by_strokes))
