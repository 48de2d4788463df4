"""Where every question of a batch stands in both counts, read without the ballots themselves: two queries.

A teller waits for this between two sheets, so nothing here opens the marks of a ballot.
"""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from nhiemky.ballots.models import Answer, Batch, Question, Side
from nhiemky.ballots.queries.keeping import require_open
from nhiemky.core.ballots.adjudication import (
    ANSWERS_NEEDED,
    RULINGS,
    ForHead,
    QuestionKind,
    Settled,
    Settlement,
    settle,
)


@dataclass(frozen=True)
class Standing:
    """A question and where it stands: settled or not in the first count, keyed in or not for the second.

    `moot` and `moot_in_second`: that count has the ballot ruled invalid by another question. `whole`: the ballot is
    keyed in whole for the second count, which asks nothing about its marks. `answered_by` are the accounts that have
    answered for the first count.
    """

    question: int
    ballot: uuid.UUID
    kind: QuestionKind
    candidate: int | None
    alike: str
    of_ballot: int
    whole: bool
    answered_by: frozenset[int]
    settlement: Settlement
    keyed: str | None
    moot: bool
    moot_in_second: bool

    @property
    def open(self) -> bool:
        """Whether somebody still has to say something for the first count."""
        return not self.moot and not isinstance(self.settlement, Settled)

    @property
    def open_in_second(self) -> bool:
        """Whether somebody still has to key something in for the second count."""
        return not self.whole and not self.moot_in_second and self.keyed is None

    def awaits(self, user: int, side: Side) -> bool:
        """Whether this person may answer now, for that count."""
        if side == Side.SECOND:
            return self.open_in_second
        return self.open and not isinstance(self.settlement, ForHead) and user not in self.answered_by


@dataclass(frozen=True)
class _Said:
    by: int
    side: str
    as_head: bool
    value: str


def standings(batch: Batch) -> list[Standing]:
    """Every question of a batch in the order of the ballots' random places. Raises Refused when sealed."""
    require_open(batch)
    said: dict[int, list[_Said]] = {}
    answers = Answer.objects.filter(question__ballot__batch=batch).order_by("pk")
    for question, by, side, as_head, value in answers.values_list("question_id", "by_id", "side", "as_head", "value"):
        said.setdefault(question, []).append(_Said(by, side, as_head, value))
    rows = list(
        Question.objects.filter(ballot__batch=batch)
        .order_by("ballot__place", "candidate", "pk")
        .values_list("pk", "ballot_id", "kind", "candidate", "alike", "ballot__whole")
    )
    settled = {row[0]: _settlement(said.get(row[0], ())) for row in rows}
    keyed = {row[0]: _keyed(said.get(row[0], ())) for row in rows}
    ruled = {row[1] for row in rows if _is_ruling(settled[row[0]])}
    ruled_in_second = {row[1] for row in rows if keyed[row[0]] in RULINGS}
    of_ballot = Counter(row[1] for row in rows)
    return [
        Standing(
            question=pk,
            ballot=ballot,
            kind=QuestionKind(kind),
            candidate=candidate,
            alike=alike,
            of_ballot=of_ballot[ballot],
            whole=whole,
            answered_by=_answered_by(said.get(pk, ())),
            settlement=settled[pk],
            keyed=keyed[pk],
            moot=ballot in ruled and not _is_ruling(settled[pk]),
            moot_in_second=ballot in ruled_in_second and keyed[pk] not in RULINGS,
        )
        for pk, ballot, kind, candidate, alike, whole in rows
    ]


def _settlement(said: Iterable[_Said]) -> Settlement:
    first = [each for each in said if each.side == Side.FIRST]
    decisions = [each.value for each in first if each.as_head]
    values = [each.value for each in first if not each.as_head]
    return settle(values[:ANSWERS_NEEDED], decisions[0] if decisions else None)


def _answered_by(said: Iterable[_Said]) -> frozenset[int]:
    return frozenset(each.by for each in said if each.side == Side.FIRST and not each.as_head)


def _keyed(said: Iterable[_Said]) -> str | None:
    return next((each.value for each in said if each.side == Side.SECOND), None)


def _is_ruling(settlement: Settlement) -> bool:
    return isinstance(settlement, Settled) and settlement.value in RULINGS
