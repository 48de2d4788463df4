"""What writes answers: to questions of the first count, and of what is keyed in blind at doubtful marks for the second.

A sheet of answers is one transaction and one event of its own; each answer has its event besides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from nhiemky.ballots import access, queries
from nhiemky.ballots.actions.steps import count_open, locked, require_side
from nhiemky.ballots.models import Answer, Ballot, Batch, Question, SecondWay, Side
from nhiemky.ballots.problems import problem
from nhiemky.ballots.queries import Standing
from nhiemky.core.ballots.adjudication import ForHead, QuestionKind, possible_answers
from nhiemky.core.ballots.batch_states import BatchAction
from nhiemky.core.elections.contest import Contest
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note


@dataclass(frozen=True)
class _Turn:
    """What one person gives at once: for which count, and its number in the batch."""

    side: Side
    number: int
    at: datetime


@action("ballots.question_answered")
def answer_question(actor: User, question: Question, value: str) -> Answer:
    """Answer a question for the first count, without seeing the other person's answer.

    Raises Refused for a person of the second count or on the list, for an answer that does not exist, a second answer,
    a question that has all its answers, and once the first count is closed.
    """
    batch = count_open(question.ballot.batch, Side.FIRST)
    require_side(actor, batch, Side.FIRST)
    _require_possible(queries.contest(batch.election), question.kind, value)
    standing = _standing(batch, question)
    if actor.pk in standing.answered_by:
        raise Refused(problem("B633"))
    if not standing.awaits(actor.pk, Side.FIRST):
        raise Refused(problem("B634"))
    return _given(_turn(actor, batch, Side.FIRST), actor, question.pk, value)


@action("ballots.doubt_keyed_in")
def key_in_doubt(actor: User, question: Question, value: str) -> Answer:
    """Key in, blind, what a doubtful mark or ballot shows, for the second count; one person does it.

    Raises Refused for a person of the first count or on the list, for an answer that does not exist, for what another
    person has keyed in or the ballot is keyed in whole for, and once the second count is closed.
    """
    batch = count_open(question.ballot.batch, Side.SECOND)
    require_side(actor, batch, Side.SECOND)
    _require_possible(queries.contest(batch.election), question.kind, value)
    if batch.second_way == SecondWay.KEY_IN or not _standing(batch, question).awaits(actor.pk, Side.SECOND):
        raise Refused(problem("B642"))
    return _given(_turn(actor, batch, Side.SECOND), actor, question.pk, value)


@action("ballots.sheet_answered")
def answer_sheet(actor: User, batch: Batch, side: Side, answers: Mapping[int, str]) -> int:
    """Answer a sheet of questions (by key) for one's own count; how many were taken.

    Questions that others have answered meanwhile, or that this person has, are passed over: nothing is counted twice
    and nothing of the sheet is lost. Raises Refused for a person of the other count or on the list, for an answer that
    does not exist, and once the count is closed.
    """
    about(batch)
    count_open(batch, side)
    require_side(actor, batch, side)
    if side == Side.SECOND and batch.second_way == SecondWay.KEY_IN:
        raise Refused(problem("B642"))
    waiting = {each.question: each for each in queries.standings(batch) if each.awaits(actor.pk, side)}
    wanted = [(waiting[question], value) for question, value in answers.items() if question in waiting]
    vote = queries.contest(batch.election)
    for standing, value in wanted:
        _require_possible(vote, standing.kind, value)
    turn = _turn(actor, batch, side)
    give = _answered if side == Side.FIRST else _keyed_in
    for standing, value in wanted:
        give(actor, batch, turn, standing.question, value)
    note(side=str(side), answers=len(wanted))
    return len(wanted)


@action("ballots.question_answered")
def _answered(actor: User, batch: Batch, turn: _Turn, question: int, value: str) -> Answer:
    return _given(turn, actor, question, value)


@action("ballots.doubt_keyed_in")
def _keyed_in(actor: User, batch: Batch, turn: _Turn, question: int, value: str) -> Answer:
    return _given(turn, actor, question, value)


@action("ballots.answer_taken_back")
def take_back_answer(actor: User, question: Question) -> None:
    """Take back one's own answer while its count is open; the head's decision first, where there is one.

    Raises Refused when there is none, or when the head has decided upon it.
    """
    own = question.answers.filter(by=actor, as_head=False).first()
    side = Side(own.side) if own else Side.FIRST
    count_open(question.ballot.batch, side)
    decision = question.answers.filter(as_head=True).first() if side == Side.FIRST else None
    if decision is not None:
        own = decision if decision.by_id == actor.pk else None
    if own is None:
        raise Refused(problem("B636"))
    own.delete()


@action("ballots.turn_taken_back")
def take_back_turn(actor: User, batch: Batch) -> int:
    """Take back what one gave last, a whole sheet or a single answer; how many answers.

    Where the head has decided upon an answer of it, that answer stays. Raises Refused when none can be taken back.
    """
    about(batch)
    locked(batch, BatchAction.ANSWER)
    last = queries.last_turn(actor, batch)
    decided = set(
        Answer.objects.filter(question__in=[answer.question_id for answer in last], as_head=True)
        .exclude(by=actor)
        .values_list("question_id", flat=True)
    )
    mine = [answer for answer in last if answer.question_id not in decided]
    if not mine:
        raise Refused(problem("B636"))
    for answer in mine:
        _taken_back(actor, batch, answer)
    return len(mine)


@action("ballots.answer_taken_back")
def _taken_back(actor: User, batch: Batch, answer: Answer) -> None:
    answer.delete()


@action("ballots.question_decided")
def decide_question(actor: User, question: Question, value: str) -> Answer:
    """The head of the counting committee decides where two persons differ. Raises Refused otherwise."""
    batch = count_open(question.ballot.batch, Side.FIRST)
    require_side(actor, batch, Side.FIRST)
    _require_possible(queries.contest(batch.election), question.kind, value)
    standing = _standing(batch, question)
    if not access.is_head(actor, batch.election) or not isinstance(standing.settlement, ForHead):
        raise Refused(problem("B635"))
    return _given(_turn(actor, batch, Side.FIRST), actor, question.pk, value, as_head=True)


@action("ballots.question_raised")
def raise_question(actor: User, ballot: Ballot, candidate: int | None = None) -> Question:
    """Ask people about a mark the machine was sure of, or a whole ballot. Raises Refused for one asked already."""
    batch = count_open(ballot.batch, Side.FIRST)
    require_side(actor, batch, Side.FIRST)
    if Question.objects.filter(ballot=ballot, candidate=candidate).exists():
        raise Refused(problem("B647"))
    kind = Question.Kind.BALLOT if candidate is None else Question.Kind.MARK
    question = Question(ballot=ballot, kind=kind, candidate=candidate)
    question.save()
    return question


def _standing(batch: Batch, question: Question) -> Standing:
    return next(each for each in queries.standings(batch) if each.question == question.pk)


def _require_possible(vote: Contest, kind: str, value: str) -> None:
    allowed = possible_answers(QuestionKind(kind), vote)
    if value not in allowed:
        raise Refused(problem("B632", "value", found=value, allowed=", ".join(allowed)))


def _turn(actor: User, batch: Batch, side: Side) -> _Turn:
    last = Answer.objects.filter(by=actor, question__ballot__batch=batch).aggregate(turn=Max("turn"))["turn"]
    return _Turn(side, (last or 0) + 1, clock.now())


def _given(turn: _Turn, actor: User, question: int, value: str, *, as_head: bool = False) -> Answer:
    answer = Answer(
        question_id=question,
        by=actor,
        side=turn.side,
        value=value,
        as_head=as_head,
        turn=turn.number,
        at=turn.at,
    )
    answer.save()
    return answer
