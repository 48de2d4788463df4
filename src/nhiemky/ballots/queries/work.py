"""What is next for whom: the sheets of alike doubts a person may answer, what waits for the head, whole ballots to key.

A person is shown only the own count; nobody takes part in both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min

from nhiemky.ballots import access
from nhiemky.ballots.models import Answer, Ballot, Batch, Entry, Handout, Question, SecondWay, Side, State
from nhiemky.ballots.queries.counting import to_key_whole
from nhiemky.ballots.queries.standings import Standing, standings
from nhiemky.core.ballots.adjudication import ANSWERS_NEEDED, ForHead
from nhiemky.core.ballots.contact_sheets import Doubt, contact_sheets
from nhiemky.organisation.models import User
from nhiemky.records import clock

type Sheet = tuple[int, ...]

#: Two who answer, one who keys in.
TEAM = 3


@dataclass(frozen=True)
class Pace:
    """How many answers a person has given, in how many turns, and the seconds from the first turn to the last."""

    answers: int
    turns: int
    seconds: int


def side_of(user: User, batch: Batch) -> Side | None:
    """The count the account has taken part in, None while in neither."""
    given = Answer.objects.filter(by=user, question__ballot__batch=batch).values_list("side", flat=True).first()
    if given is not None or batch.first_by_id == user.pk:
        return Side(given or Side.FIRST)
    keyed = Entry.objects.filter(by=user, ballot__batch=batch, ballot__by_hand=False, kind=Entry.Kind.SECOND)
    return Side.SECOND if batch.second_by_id == user.pk or keyed.exists() else None


def side_to_take(user: User, batch: Batch) -> Side:
    """The count a person takes part in, or the one we propose so that each side has its people.

    Of three tellers two answer for the first count and one keys in for the second. The head is always of the first:
    who keys in cannot decide where two differ.
    """
    if taken := side_of(user, batch):
        return taken
    place = next((place for place, each in enumerate(access.tellers(batch.election)) if each == user), 0)
    return Side.SECOND if place % TEAM == TEAM - 1 else Side.FIRST


def is_open(batch: Batch, side: Side) -> bool:
    """Whether a count still goes on."""
    closed = batch.first_by_id if side == Side.FIRST else batch.second_by_id
    return batch.state == State.COUNTING and closed is None


def may_work(user: User, batch: Batch, side: Side) -> bool:
    """Whether the count goes on and the person has no part in the other one."""
    return is_open(batch, side) and side_of(user, batch) in (None, side)


def sheets_for(user: User, batch: Batch, side: Side = Side.FIRST) -> list[Sheet]:
    """The questions this person may answer for a count, as sheets, in order; none for a person of the other count.

    The sheet handed out to the person comes first; what is before others who will settle it is left out.
    """
    if not may_work(user, batch, side) or (side == Side.SECOND and batch.second_way == SecondWay.KEY_IN):
        return []
    waiting = {each.question: each for each in standings(batch) if each.awaits(user.pk, side)}
    before = _before_people(batch, side)
    own = tuple(question for question in before.pop(user.pk, ()) if question in waiting)
    free = [each for each in waiting.values() if each.question not in own and _is_free(each, side, before)]
    return [*([own] if own else []), *contact_sheets(map(_doubt, free), f"{batch.pk}:{user.pk}")]


def to_answer(user: User, batch: Batch, side: Side = Side.FIRST) -> list[Question]:
    """The same questions one by one, with their ballots."""
    return questions([question for sheet in sheets_for(user, batch, side) for question in sheet])


def questions(wanted: Sequence[int]) -> list[Question]:
    """Questions in the order named, with their ballots; those that are gone or sealed are left out."""
    order = list(wanted)
    found = Question.objects.select_related("ballot__batch__paper", "ballot__batch__election__unit").in_bulk(order)
    return [found[pk] for pk in order if pk in found]


def for_head(batch: Batch) -> list[Question]:
    """The questions on which two persons differ, for the head of the counting committee."""
    return questions([each.question for each in standings(batch) if each.open and isinstance(each.settlement, ForHead)])


def to_key_in(user: User, batch: Batch) -> list[Ballot]:
    """The ballots this person may key in whole now, in the stored random order; none for one of the first count."""
    return list(to_key_whole(batch)) if may_work(user, batch, Side.SECOND) else []


def pace(user: User, batch: Batch) -> Pace:
    """How fast a person answers, shown to nobody else: against it an evening's assumed seconds can be held."""
    own = Answer.objects.filter(by=user, question__ballot__batch=batch, as_head=False)
    found = own.aggregate(answers=Count("pk"), turns=Count("turn", distinct=True), first=Min("at"), last=Max("at"))
    seconds = round((found["last"] - found["first"]).total_seconds()) if found["answers"] else 0
    return Pace(found["answers"], found["turns"], seconds)


def last_turn(user: User, batch: Batch) -> list[Answer]:
    """What the person gave last, a sheet or a single answer, while it can still be taken back."""
    own = Answer.objects.filter(by=user, question__ballot__batch=batch)
    newest = own.aggregate(turn=Max("turn"))["turn"]
    found = list(own.filter(turn=newest).select_related("question__ballot__batch__election__unit"))
    return found if found and is_open(batch, Side(found[0].side)) else []


def last_entry(user: User, batch: Batch) -> Entry | None:
    """The whole ballot the person keyed in last, while it can still be taken back."""
    if not is_open(batch, Side.SECOND):
        return None
    own = Entry.objects.filter(by=user, ballot__batch=batch, kind=Entry.Kind.SECOND, ballot__by_hand=False)
    return own.select_related("ballot__batch").order_by("-at", "-pk").first()


def may_ask_whole(user: User, ballot: Ballot) -> bool:
    """Whether this is the head and the ballot's doubtful marks alone would be keyed in for the second count."""
    batch = ballot.batch
    alone = batch.second_way != SecondWay.KEY_IN and not ballot.whole and not ballot.by_hand
    return alone and is_open(batch, Side.SECOND) and access.is_head(user, batch.election)


def _before_people(batch: Batch, side: Side) -> dict[int, list[int]]:
    """The questions of each sheet that is handed out now, by the key of the account."""
    rows = Handout.objects.filter(batch=batch, side=side, until__gt=clock.now())
    return dict(rows.values_list("by_id", "questions"))


def _is_free(standing: Standing, side: Side, before: Mapping[int, Sequence[int]]) -> bool:
    """Whether fewer persons answer or look at a question than are needed."""
    looking = {user for user, questions in before.items() if standing.question in questions}
    if side == Side.SECOND:
        return not looking
    return len(standing.answered_by | looking) < ANSWERS_NEEDED


def _doubt(standing: Standing) -> Doubt:
    return Doubt(
        question=standing.question,
        kind=standing.kind,
        ballot=str(standing.ballot),
        place=-1 if standing.candidate is None else standing.candidate,
        of_ballot=standing.of_ballot,
        alike=standing.alike,
    )
