"""The two counts ballot by ballot, derived from what the machine read and what people answered and typed.

Callers show a person only the own side: `to_answer` and `to_key_in` say what is next for whom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from nhiemky.ballots.marks import keyed_ballot, marks_of
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, Question, SecondWay, State
from nhiemky.ballots.queries.keeping import require_open
from nhiemky.core.ballots import adjudication
from nhiemky.core.ballots.adjudication import ANSWERS_NEEDED, ForHead, Queued, Settled, Settlement, settle
from nhiemky.core.ballots.reading import Ink
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Ballot as CoreBallot
from nhiemky.core.elections.validity import RuledInvalid
from nhiemky.organisation.models import User


class Side(StrEnum):
    """The count a person takes part in; nobody takes part in both."""

    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Standing:
    """A question of the first count and where it stands. `moot`: the ballot is ruled invalid by another question."""

    question: Question
    settlement: Settlement
    moot: bool

    @property
    def open(self) -> bool:
        """Whether somebody still has to say something."""
        return not self.moot and not isinstance(self.settlement, Settled)


def side_of(user: User, batch: Batch) -> Side | None:
    """The count the account has taken part in, None while in neither."""
    if batch.first_by_id == user.pk or Answer.objects.filter(by=user, question__ballot__batch=batch).exists():
        return Side.FIRST
    keyed = Entry.objects.filter(by=user, ballot__batch=batch, ballot__by_hand=False, kind=Entry.Kind.SECOND)
    return Side.SECOND if batch.second_by_id == user.pk or keyed.exists() else None


def standings(batch: Batch) -> list[Standing]:
    """Every question of a batch and where it stands, as the queue orders them; raises Refused when sealed."""
    require_open(batch)
    found = _questions(batch)
    doubts: dict[object, int] = {}
    for question in found:
        doubts[question.ballot_id] = doubts.get(question.ballot_id, 0) + 1
    settlements = {question.pk: _settlement(question) for question in found}
    ruled = {question.ballot_id for question in found if _is_ruling(settlements[question.pk])}

    def key(question: Question) -> tuple[object, ...]:
        return adjudication.queue_key(Queued(_core(question), question.ballot.place, doubts[question.ballot_id]))

    return [
        Standing(each, settlements[each.pk], each.ballot_id in ruled and not _is_ruling(settlements[each.pk]))
        for each in sorted(found, key=key)
    ]


def to_answer(user: User, batch: Batch) -> list[Question]:
    """The questions this person may answer now, in the queue's order; none of the other count's people."""
    if batch.state != State.COUNTING or batch.first_by_id or side_of(user, batch) is Side.SECOND:
        return []
    return [
        standing.question
        for standing in standings(batch)
        if standing.open
        and not isinstance(standing.settlement, ForHead)
        and all(answer.by_id != user.pk for answer in standing.question.answers.all())
    ]


def for_head(batch: Batch) -> list[Question]:
    """The questions on which two persons differ, for the head of the counting committee."""
    return [each.question for each in standings(batch) if each.open and isinstance(each.settlement, ForHead)]


def first_count(batch: Batch) -> list[CoreBallot | None]:
    """The first count in the stored order; None for a ballot with an open question. Raises Refused when sealed."""
    settlements: dict[object, dict[int | None, Settlement]] = {}
    for question in _questions(batch):
        settlements.setdefault(question.ballot_id, {})[question.candidate] = _settlement(question)
    return [_first(ballot, settlements.get(ballot.pk, {})) for ballot in _ballots(batch)]


def second_count(batch: Batch) -> list[CoreBallot | None]:
    """The second count in the stored order; None for a ballot still to be keyed in. Raises Refused when sealed."""
    doubtful = _doubtful(batch)
    return [_second(ballot, batch, doubtful) for ballot in _ballots(batch)]


def open_in_first(batch: Batch) -> int:
    """How many ballots the first count still has open."""
    return first_count(batch).count(None)


def open_in_second(batch: Batch) -> int:
    """How many ballots are still to be keyed in for the second count."""
    return second_count(batch).count(None)


def to_key_in(user: User, batch: Batch) -> list[Ballot]:
    """The ballots this person may key in now, in the stored random order; none for who took part in the first count."""
    if batch.state != State.COUNTING or batch.second_by_id or side_of(user, batch) is Side.FIRST:
        return []
    doubtful = _doubtful(batch)
    return [ballot for ballot in _ballots(batch) if _second(ballot, batch, doubtful) is None]


def needs_keying(ballot: Ballot, batch: Batch) -> bool:
    """Whether the second count needs a person for this ballot."""
    return not ballot.by_hand and (batch.second_way == SecondWay.KEY_IN or ballot.pk in _doubtful(batch))


def _ballots(batch: Batch) -> list[Ballot]:
    require_open(batch)
    return list(Ballot.objects.filter(batch=batch).order_by("place").prefetch_related("entries"))


def _questions(batch: Batch) -> list[Question]:
    found = Question.objects.filter(ballot__batch=batch).order_by("ballot__place", "pk")
    return list(found.select_related("ballot").prefetch_related("answers"))


def _doubtful(batch: Batch) -> set[object]:
    return set(Question.objects.filter(ballot__batch=batch).values_list("ballot_id", flat=True))


def _core(question: Question) -> adjudication.Question:
    return adjudication.Question(
        adjudication.QuestionKind(question.kind),
        question.candidate,
        Ink(question.ink) if question.ink else None,
        tuple(question.reasons),
    )


def _settlement(question: Question) -> Settlement:
    answers: Iterable[Answer] = question.answers.all()
    decisions = [answer.value for answer in answers if answer.as_head]
    values = [answer.value for answer in answers if not answer.as_head]
    return settle(values[:ANSWERS_NEEDED], decisions[0] if decisions else None)


def _is_ruling(settlement: Settlement) -> bool:
    return isinstance(settlement, Settled) and settlement.value in adjudication.RULINGS


def _entry(ballot: Ballot, *kinds: str) -> CoreBallot | None:
    """What was typed last of the kinds, the first kind counting most."""
    entries = {entry.kind: entry for entry in ballot.entries.all()}
    found = next((entries[kind] for kind in kinds if kind in entries), None)
    return None if found is None else keyed_ballot(found.marks, found.invalid)


def _first(ballot: Ballot, settlements: Mapping[int | None, Settlement]) -> CoreBallot | None:
    if again := _entry(ballot, Entry.Kind.DECIDED, Entry.Kind.FIRST_AGAIN):
        return again
    if ballot.ruling:
        return RuledInvalid(InvalidCode(ballot.ruling))
    return adjudication.first_ballot(marks_of(ballot.marks), settlements)


def _second(ballot: Ballot, batch: Batch, doubtful: set[object]) -> CoreBallot | None:
    if typed := _entry(ballot, Entry.Kind.DECIDED, Entry.Kind.SECOND_AGAIN, Entry.Kind.SECOND):
        return typed
    if batch.second_way == SecondWay.KEY_IN or ballot.pk in doubtful:
        return None
    return adjudication.second_reading(marks_of(ballot.marks))
