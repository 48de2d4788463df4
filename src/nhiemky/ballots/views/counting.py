"""Pages of the two counts: questions for the first, ballots keyed in blind for the second, and the pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.forms import KeyInForm
from nhiemky.ballots.models import Answer, Batch, Entry, Question, State
from nhiemky.ballots.sights import close_up, sheets_of
from nhiemky.ballots.views.pages import never_kept, teller, tried
from nhiemky.ballots.wording import INKS, mark_name, reason_sentences
from nhiemky.core.ballots.adjudication import QuestionKind, possible_answers
from nhiemky.organisation.models import User
from nhiemky.ui.refusals import act


@dataclass(frozen=True)
class Choice:
    """A button: the answer, its name, the key that presses it, and whether it rules the ballot invalid."""

    value: str
    name: str
    key: int
    ruling: bool


@require_GET
def picture(request: HttpRequest, ballot: str, sheet: int) -> HttpResponse:
    """The picture of a sheet, for tellers who may count and while the ballots are open."""
    found = access.ballot(request, ballot, access.COUNT)
    teller(request, found.batch)
    content: list[bytes | None] = []
    if not tried(request, lambda: content.append(queries.picture(found, sheet))):
        raise PermissionDenied
    if content[0] is None:
        raise Http404
    return never_kept(HttpResponse(content[0], content_type="image/jpeg"))


@require_GET
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The next question for this teller, or for the head where two disagree."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    mine = queries.to_answer(user, batch)
    disputed = queries.for_head(batch) if _first_open(batch) and access.is_head(user, batch.election) else []
    if not mine and not disputed:
        return never_kept(render(request, "ballots/answered.html", _waiting(batch, user)))
    question = mine[0] if mine else disputed[0]
    context = {
        "left": len(mine) + len(disputed),
        "as_head": not mine,
        "said": [] if mine else [mark_name(each.value) for each in question.answers.all() if not each.as_head],
        "may_undo": _last_answer(user, batch) is not None,
    }
    return never_kept(render(request, "ballots/question.html", {**_shown(question, batch), **context}))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question, or decide it as the head, and go on to the next."""
    question = access.question(request, pk, access.COUNT)
    batch = question.ballot.batch
    user = teller(request, batch)
    value = request.POST.get("value", "")
    decide = actions.decide_question if request.POST.get("as_head") else actions.answer_question
    tried(request, lambda: decide(user, question, value))
    return redirect("ballots:questions", batch.pk)


@require_POST
def undo_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's last answer back; its question comes again."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    last = _last_answer(user, batch)
    if last is not None and tried(request, lambda: actions.take_back_answer(user, last.question)):
        messages.success(request, _("Your last answer is taken back."))
    return redirect("ballots:questions", batch.pk)


def key_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The next ballot to key in blind: its picture, and nothing of what was read."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    waiting = queries.to_key_in(user, batch)
    named = request.POST.get("ballot")
    ballot = next((each for each in waiting if str(each.pk) == named), waiting[0] if waiting and not named else None)
    if ballot is None:
        if named:
            messages.error(request, _("Another person has keyed this ballot in; here is the next one."))
            return redirect("ballots:key_in", batch.pk)
        return never_kept(render(request, "ballots/keyed_in.html", _waiting(batch, user)))
    form = KeyInForm(request.POST or None, contest=queries.contest(batch.election))
    if request.method == "POST" and act(form, lambda found: actions.key_in(user, ballot, **found.said())):
        return redirect("ballots:key_in", batch.pk)
    context = {
        "batch": batch,
        "election": batch.election,
        "ballot": ballot,
        "left": len(waiting),
        "form": form,
        "sheets": sheets_of(ballot),
        "names": queries.contest(batch.election).candidates,
        "may_undo": _last_entry(user, batch) is not None,
    }
    return never_kept(render(request, "ballots/key_in.html", context, status=422 if form.is_bound else 200))


@require_POST
def undo_key_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ballot one keyed in last back, to key it in again."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    last = _last_entry(user, batch)
    if last is not None and tried(request, lambda: actions.take_back_key_in(user, last.ballot)):
        messages.success(request, _("The last ballot you keyed in is taken back."))
    return redirect("ballots:key_in", batch.pk)


@require_POST
def close(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Close the first or the second count and answer for it."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    closing = actions.close_first_count if side == queries.Side.FIRST else actions.close_second_count
    if tried(request, lambda: closing(user, batch)):
        messages.success(request, _("This count is closed."))
        return redirect("ballots:batch", batch.pk)
    return redirect("ballots:questions" if side == queries.Side.FIRST else "ballots:key_in", batch.pk)


def choices(question: Question, batch: Batch) -> list[Choice]:
    """The answers to a question, each with its key: marks first, then rulings."""
    vote = queries.contest(batch.election)
    values: Sequence[str] = possible_answers(QuestionKind(question.kind), vote)
    marks = len(values) - len(possible_answers(QuestionKind.BALLOT, vote)) + 1
    return [Choice(value, mark_name(value), place, ruling=place > marks) for place, value in enumerate(values, start=1)]


def _shown(question: Question, batch: Batch) -> dict[str, object]:
    sheets = sheets_of(question.ballot, question.candidate)
    vote = queries.contest(batch.election)
    return {
        "batch": batch,
        "election": batch.election,
        "question": question,
        "sheets": sheets,
        "close_up": close_up(sheets),
        "number": None if question.candidate is None else question.candidate + 1,
        "name": "" if question.candidate is None else vote.candidates[question.candidate],
        "ink": str(INKS.get(question.ink, "")),
        "reasons": reason_sentences(question.reasons),
        "choices": choices(question, batch),
    }


def _waiting(batch: Batch, user: User) -> dict[str, object]:
    """What a person sees who has nothing left to do in a count."""
    side = queries.side_of(user, batch)
    counting = batch.state == State.COUNTING
    return {
        "batch": batch,
        "election": batch.election,
        "side": side,
        "open_in_first": queries.open_in_first(batch) if counting else 0,
        "open_in_second": queries.open_in_second(batch) if counting else 0,
        "may_undo": _last_answer(user, batch) is not None,
        "may_undo_key_in": _last_entry(user, batch) is not None,
        "counting": counting,
    }


def _first_open(batch: Batch) -> bool:
    return batch.state == State.COUNTING and batch.first_by_id is None


def _last_answer(user: User, batch: Batch) -> Answer | None:
    if not _first_open(batch):
        return None
    own = Answer.objects.filter(by=user, question__ballot__batch=batch)
    return own.select_related("question__ballot__batch").order_by("-at", "-pk").first()


def _last_entry(user: User, batch: Batch) -> Entry | None:
    if batch.state != State.COUNTING or batch.second_by_id is not None:
        return None
    own = Entry.objects.filter(by=user, ballot__batch=batch, kind=Entry.Kind.SECOND, ballot__by_hand=False)
    return own.select_related("ballot__batch").order_by("-at", "-pk").first()
