"""What a careful person would record of a mark, and how a reading of it is judged."""

from dataclasses import dataclass, replace
from enum import StrEnum

from nhiemky.core.ballots.reading import MarkReading, ReadMark


class Verdict(StrEnum):
    """`wrong` is the unforgivable one. `silent`: sure of a mark that a person should have been asked about."""

    RIGHT = "right"
    UNSURE = "unsure"
    SILENT = "silent"
    WRONG = "wrong"


@dataclass(frozen=True)
class Truth:
    """One name on one sheet: what the hand did, which sure answers are right, and which are sure past a question.

    `plain` marks are ordinary ones, which nobody should be asked about: the share of unsure answers is taken of them.
    """

    candidate: int
    kind: str
    right: frozenset[ReadMark]
    silent: frozenset[ReadMark] = frozenset()
    plain: bool = True

    def judge(self, reading: MarkReading) -> Verdict:
        """Right, unsure, silent or wrong."""
        if reading.mark is ReadMark.UNSURE:
            return Verdict.UNSURE
        if reading.mark in self.right:
            return Verdict.RIGHT
        return Verdict.SILENT if reading.mark in self.silent else Verdict.WRONG

    def disturbed(self, by: str) -> "Truth":
        """The same mark with something over it that a reader may well ask about."""
        return replace(self, kind=f"{self.kind} + {by}", plain=False)


def plain(candidate: int, kind: str, mark: ReadMark) -> Truth:
    """A mark with one right answer, ordinary enough that nobody should be asked."""
    return Truth(candidate, kind, frozenset({mark}))


def lenient(candidate: int, kind: str, mark: ReadMark) -> Truth:
    """A mark with one right answer, unusual enough that asking is no fault."""
    return Truth(candidate, kind, frozenset({mark}), plain=False)


def question(candidate: int, kind: str, *silent: ReadMark) -> Truth:
    """A mark that only a person may settle; the given sure answers pass over it, any other is wrong."""
    return Truth(candidate, kind, frozenset(), frozenset(silent), plain=False)
