"""What writes the two counts: answers to questions for the first, ballots keyed in blind for the second."""

from collections.abc import Sequence

from nhiemky.ballots import access, queries
from nhiemky.ballots.actions.steps import locked, next_state, require_marks, require_side
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, Question
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries import Side, Standing
from nhiemky.core.ballots.adjudication import ForHead, QuestionKind, possible_answers
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action


@action("ballots.question_answered")
def answer_question(actor: User, question: Question, value: str) -> Answer:
    """Answer a question for the first count, without seeing the other person's answer.

    Raises Refused for a person of the second count or on the list, for an answer that does not exist, a second answer,
    a question that has all its answers, and once the first count is closed.
    """
    batch = _first_count_open(question.ballot.batch)
    require_side(actor, batch, Side.FIRST)
    _require_possible(question, value)
    if question.answers.filter(by=actor).exists():
        raise Refused(problem("B633"))
    standing = _standing(batch, question)
    if not standing.open or isinstance(standing.settlement, ForHead):
        raise Refused(problem("B634"))
    return _answered(actor, question, value, as_head=False)


@action("ballots.answer_taken_back")
def take_back_answer(actor: User, question: Question) -> None:
    """Take back one's own answer while the first count is open; the head's decision first, where there is one.

    Raises Refused when there is none, or when the head has decided upon it.
    """
    _first_count_open(question.ballot.batch)
    decision = question.answers.filter(as_head=True).first()
    own = question.answers.filter(by=actor, as_head=False).first()
    if decision is not None:
        own = decision if decision.by_id == actor.pk else None
    if own is None:
        raise Refused(problem("B636"))
    own.delete()


@action("ballots.question_decided")
def decide_question(actor: User, question: Question, value: str) -> Answer:
    """The head of the counting committee decides where two persons differ. Raises Refused otherwise."""
    batch = _first_count_open(question.ballot.batch)
    require_side(actor, batch, Side.FIRST)
    _require_possible(question, value)
    standing = _standing(batch, question)
    if not access.is_head(actor, batch.election) or not isinstance(standing.settlement, ForHead):
        raise Refused(problem("B635"))
    return _answered(actor, question, value, as_head=True)


@action("ballots.question_raised")
def raise_question(actor: User, ballot: Ballot, candidate: int | None = None) -> Question:
    """Ask people about a mark the machine was sure of, or a whole ballot. Raises Refused for one asked already."""
    batch = _first_count_open(ballot.batch)
    require_side(actor, batch, Side.FIRST)
    if Question.objects.filter(ballot=ballot, candidate=candidate).exists():
        raise Refused(problem("B647"))
    kind = Question.Kind.BALLOT if candidate is None else Question.Kind.MARK
    question = Question(ballot=ballot, kind=kind, candidate=candidate)
    question.save()
    return question


@action("ballots.ballot_keyed_in")
def key_in(actor: User, ballot: Ballot, *, marks: Sequence[str], invalid: str = "") -> Entry:
    """Key a whole ballot in for the second count, from its picture alone. Typed again, it replaces one's own.

    Raises Refused for a person of the first count or on the list, impossible marks, a ballot that needs no keying in or
    was keyed in by another person, and once the second count is closed.
    """
    batch = _second_count_open(ballot.batch)
    require_side(actor, batch, Side.SECOND)
    require_marks(batch, marks, invalid)
    entry = ballot.entries.filter(kind=Entry.Kind.SECOND).first()
    if not queries.needs_keying(ballot, batch) or (entry is not None and entry.by_id != actor.pk):
        raise Refused(problem("B642"))
    entry = entry or Entry(ballot=ballot, kind=Entry.Kind.SECOND, by=actor)
    entry.marks, entry.invalid, entry.at = [] if invalid else list(marks), invalid, clock.now()
    entry.save()
    return entry


@action("ballots.key_in_taken_back")
def take_back_key_in(actor: User, ballot: Ballot) -> None:
    """Take back what one keyed in oneself, while the second count is open. Raises Refused when there is nothing."""
    _second_count_open(ballot.batch)
    entry = ballot.entries.filter(kind=Entry.Kind.SECOND, by=actor).first()
    if entry is None or ballot.by_hand:
        raise Refused(problem("B636"))
    entry.delete()


@action("ballots.first_count_closed")
def close_first_count(actor: User, batch: Batch) -> Batch:
    """Close the first count and answer for it. Raises Refused while a ballot of it is open."""
    _first_count_open(batch)
    require_side(actor, batch, Side.FIRST)
    if left := queries.open_in_first(batch):
        raise Refused(problem("B638", number=left))
    batch.first_by = actor
    return _closed(batch)


@action("ballots.second_count_closed")
def close_second_count(actor: User, batch: Batch) -> Batch:
    """Close the second count and answer for it. Raises Refused while a ballot is to be keyed in."""
    _second_count_open(batch)
    require_side(actor, batch, Side.SECOND)
    if left := queries.open_in_second(batch):
        raise Refused(problem("B639", number=left))
    batch.second_by = actor
    return _closed(batch)


def _closed(batch: Batch) -> Batch:
    """Once both counts are closed, and only then, anybody sees where they differ."""
    if batch.first_by_id and batch.second_by_id:
        batch.state = next_state(batch, BatchAction.COMPARE)
    batch.save()
    return batch


def _first_count_open(batch: Batch) -> Batch:
    locked(batch, BatchAction.ANSWER)
    if batch.first_by_id:
        raise Refused(problem("B637"))
    return batch


def _second_count_open(batch: Batch) -> Batch:
    locked(batch, BatchAction.ANSWER)
    if batch.second_by_id:
        raise Refused(problem("B637"))
    return batch


def _standing(batch: Batch, question: Question) -> Standing:
    return next(each for each in queries.standings(batch) if each.question.pk == question.pk)


def _require_possible(question: Question, value: str) -> None:
    allowed = possible_answers(QuestionKind(question.kind), queries.contest(question.ballot.batch.election))
    if value not in allowed:
        raise Refused(problem("B632", "value", found=value, allowed=", ".join(allowed)))


def _answered(actor: User, question: Question, value: str, *, as_head: bool) -> Answer:
    answer = Answer(question=question, by=actor, value=value, as_head=as_head, at=clock.now())
    answer.save()
    return answer
