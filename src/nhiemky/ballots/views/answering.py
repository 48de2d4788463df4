"""Pages on which tellers answer: sheets of alike doubts, and one question at a time on the whole ballot.

The first count and the keying in of doubtful marks for the second have the same pages, each person the own side only.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.handing_out import hand_out
from nhiemky.ballots.models import Batch, Question, Side
from nhiemky.ballots.sheet_form import SheetForm
from nhiemky.ballots.sights import close_up, sheets_of
from nhiemky.ballots.views.pages import never_kept, teller, to_batch, tried, waiting
from nhiemky.ballots.wording import INKS, mark_name, reason_sentences
from nhiemky.core.ballots.adjudication import QuestionKind, possible_answers
from nhiemky.organisation.models import User

QUEUES = {Side.FIRST: "ballots:questions", Side.SECOND: "ballots:doubts"}


@dataclass(frozen=True)
class Choice:
    """A button: the answer, its name, the key that presses it, and whether it rules the ballot invalid."""

    value: str
    name: str
    key: int
    ruling: bool


def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """What this teller answers next for the first count, or the head where two disagree."""
    return _queue(request, pk, Side.FIRST)


def doubts(request: HttpRequest, pk: int) -> HttpResponse:
    """What this teller keys in next for the second count, blind."""
    return _queue(request, pk, Side.SECOND)


def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One question on the whole ballot: show it, answer it or decide it as the head, and go on to the next."""
    question = access.question(request, pk, access.COUNT)
    batch = question.ballot.batch
    user = teller(request, batch)
    side = Side.SECOND if (request.POST or request.GET).get("side") == Side.SECOND else Side.FIRST
    if request.method == "POST":
        give = actions.answer_question if side == Side.FIRST else actions.key_in_doubt
        do = actions.decide_question if request.POST.get("as_head") else give
        tried(request, lambda: do(user, question, request.POST.get("value", "")))
        hand_out(user, batch, side)
        return redirect(QUEUES[side], batch.pk)
    left = queries.sheets_for(user, batch, side)
    if not any(question.pk in sheet for sheet in left):
        return redirect(QUEUES[side], batch.pk)
    return _one(request, question, user, side, sum(map(len, left)))


@require_GET
def crop(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the row a question is about, for tellers who may count and while the ballots are open."""
    question = access.question(request, pk, access.COUNT)
    teller(request, question.ballot.batch)
    content: list[bytes | None] = []
    if not tried(request, lambda: content.append(queries.crop(question))):
        raise PermissionDenied
    if content[0] is None:
        raise Http404
    return never_kept(HttpResponse(content[0], content_type="image/jpeg"))


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's last answer or sheet back; its questions come again."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    side = queries.side_of(user, batch) or Side.FIRST
    taken: list[int] = []
    if tried(request, lambda: taken.append(actions.take_back_turn(user, batch))):
        told = ngettext("%(number)s answer is taken back.", "%(number)s answers are taken back.", taken[0])
        messages.success(request, told % {"number": taken[0]})
    return redirect(QUEUES[side], batch.pk)


@require_POST
def whole(request: HttpRequest, ballot: str) -> HttpResponse:
    """The head has a ballot keyed in whole for the second count."""
    found = access.ballot(request, ballot, access.COUNT)
    user = teller(request, found.batch)
    if tried(request, lambda: actions.ask_for_whole(user, found)):
        messages.success(request, _("This ballot is keyed in whole for the second count."))
    return redirect("ballots:questions", found.batch_id)


def choices(question: Question, batch: Batch) -> list[Choice]:
    """The answers to a question, each with its key: marks first, then rulings."""
    vote = queries.contest(batch.election)
    values: Sequence[str] = possible_answers(QuestionKind(question.kind), vote)
    marks = len(values) - len(possible_answers(QuestionKind.BALLOT, vote)) + 1
    return [Choice(value, mark_name(value), place, ruling=place > marks) for place, value in enumerate(values, start=1)]


def _queue(request: HttpRequest, pk: int, side: Side) -> HttpResponse:
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    if request.method == "POST":
        return _take(request, batch, user, side)
    sheets = queries.sheets_for(user, batch, side)
    disputed = _for_head(user, batch) if side == Side.FIRST else []
    left = sum(map(len, sheets)) + len(disputed)
    shown = queries.questions(sheets[0]) if sheets else disputed[:1]
    if len(shown) > 1:
        form = SheetForm(questions=shown, vote=queries.contest(batch.election))
        return _sheet(request, batch, user, form, side, left)
    if shown:
        return _one(request, shown[0], user, side, left, as_head=not sheets)
    if sheets:
        # The ballots were set aside meanwhile, and their questions are gone: the batch's page says so.
        return to_batch(batch)
    if side == Side.SECOND and queries.to_key_in(user, batch):
        return redirect("ballots:key_in", batch.pk)
    page = "ballots/answered.html" if side == Side.FIRST else "ballots/keyed_in.html"
    return never_kept(render(request, page, waiting(batch, user)))


def _take(request: HttpRequest, batch: Batch, user: User, side: Side) -> HttpResponse:
    """Keep a sheet; the picture that was pressed, if any, is opened on its whole ballot instead of answered."""
    sent = [int(each) for each in request.POST.getlist("question") if each.isascii() and each.isdigit()]
    own = [each for each in queries.questions(sent) if each.ballot.batch_id == batch.pk]
    form = SheetForm(request.POST, questions=own, vote=queries.contest(batch.election))
    if not form.is_valid():
        left = sum(map(len, queries.sheets_for(user, batch, side)))
        return _sheet(request, batch, user, form, side, left)
    answers, taken = form.answers(), [0]
    if answers and not tried(request, lambda: taken.append(actions.answer_sheet(user, batch, side, answers))):
        return redirect(QUEUES[side], batch.pk)
    if late := len(answers) - taken[-1]:
        told = ngettext(
            "%(number)s picture had been answered meanwhile and was passed over.",
            "%(number)s pictures had been answered meanwhile and were passed over.",
            late,
        )
        messages.info(request, told % {"number": late})
    hand_out(user, batch, side)
    if form.looked_at is not None:
        return redirect(f"{reverse('ballots:answer', args=[form.looked_at])}?side={side}")
    return redirect(QUEUES[side], batch.pk)


def _sheet(request: HttpRequest, batch: Batch, user: User, form: SheetForm, side: Side, left: int) -> HttpResponse:
    context = {
        "batch": batch,
        "election": batch.election,
        "form": form,
        "side": side,
        "left": left,
        "pace": queries.pace(user, batch),
        "may_undo": bool(queries.last_turn(user, batch)),
    }
    return never_kept(render(request, "ballots/contact_sheet.html", context, status=422 if form.is_bound else 200))


def _one(
    request: HttpRequest, question: Question, user: User, side: Side, left: int, *, as_head: bool = False
) -> HttpResponse:
    batch = question.ballot.batch
    sheets = sheets_of(question.ballot, question.candidate)
    vote = queries.contest(batch.election)
    candidate = question.candidate
    context = {
        "batch": batch,
        "election": batch.election,
        "question": question,
        "sheets": sheets,
        "close_up": close_up(sheets),
        "number": None if candidate is None else candidate + 1,
        "name": "" if candidate is None else vote.candidates[candidate],
        # Whoever keys in blind is not told what the machine thinks of a mark.
        "ink": str(INKS.get(question.ink, "")) if side == Side.FIRST else "",
        "reasons": reason_sentences(question.reasons) if side == Side.FIRST or candidate is None else [],
        "choices": choices(question, batch),
        "side": side,
        "left": left,
        "as_head": as_head,
        "said": _first_answers(question) if as_head else [],
        "may_undo": bool(queries.last_turn(user, batch)),
        "may_ask_whole": side == Side.FIRST and queries.may_ask_whole(user, question.ballot),
    }
    return never_kept(render(request, "ballots/question.html", context))


def _first_answers(question: Question) -> list[str]:
    rows = question.answers.filter(side=Side.FIRST, as_head=False)
    return [mark_name(value) for value in rows.values_list("value", flat=True)]


def _for_head(user: User, batch: Batch) -> list[Question]:
    if not queries.is_open(batch, Side.FIRST) or not access.is_head(user, batch.election):
        return []
    return queries.for_head(batch)
