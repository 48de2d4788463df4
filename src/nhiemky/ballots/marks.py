"""Marks as the rows keep them: plain dicts, and the core's types again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot, Mark, MarkedBallot, RuledInvalid

# Four decimals tell any two confidences apart that a person could, and are the same text in both databases.
_DECIMALS = 4


def mark_record(mark: MarkReading) -> dict[str, Any]:
    """A mark as JSON."""
    return {
        "candidate": mark.candidate,
        "mark": str(mark.mark),
        "confidence": round(mark.confidence, _DECIMALS),
        "ink": str(mark.ink),
        "by_new_ink": str(mark.by_new_ink),
        "by_strokes": str(mark.by_strokes),
    }


def mark_of(record: Mapping[str, Any]) -> MarkReading:
    """A mark from its JSON."""
    return MarkReading(
        candidate=record["candidate"],
        mark=ReadMark(record["mark"]),
        confidence=record["confidence"],
        ink=Ink(record["ink"]),
        by_new_ink=ReadMark(record["by_new_ink"]),
        by_strokes=ReadMark(record["by_strokes"]),
    )


def marks_of(records: Iterable[Mapping[str, Any]]) -> tuple[MarkReading, ...]:
    """Marks from their JSON, in printed order."""
    return tuple(sorted(map(mark_of, records), key=lambda mark: mark.candidate))


def keyed_mark(candidate: int, mark: str) -> MarkReading:
    """A mark that two persons read from the paper."""
    said = ReadMark(mark)
    return MarkReading(candidate, said, 1.0, Ink.NOTHING, said, said)


def keyed_ballot(marks: Sequence[str], invalid: str) -> Ballot:
    """A ballot as a person keyed it in."""
    return RuledInvalid(InvalidCode(invalid)) if invalid else MarkedBallot(tuple(map(Mark, marks)))


def unread_marks(names: int) -> tuple[MarkReading, ...]:
    """The marks of a ballot nobody looked at because it was ruled invalid."""
    unsure = ReadMark.UNSURE
    return tuple(MarkReading(index, unsure, 0.0, Ink.NOTHING, unsure, unsure) for index in range(names))
