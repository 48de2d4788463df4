"""The desk of the presidium: where the congress is, the vote, the speakers; one page while it meets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhiemky.congress import access, actions, forms, queries
from nhiemky.congress.models import AgendaItem, Congress
from nhiemky.congress.views.answers import accepted, form_page, require_form, tried
from nhiemky.organisation.access import signed_in


@require_safe
def conduct(request: HttpRequest, pk: int) -> HttpResponse:
    """The item under way, what comes next, the vote under it, the speakers and their clock."""
    congress = access.congress(request, pk, access.CONDUCT)
    return _desk(request, congress)


@require_POST
def item_start(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """Begin an item; the one under way ends."""
    congress = access.congress(request, pk, access.CONDUCT)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    return tried(
        request,
        lambda: actions.start_item(signed_in(request), item),
        _("Now: %(item)s") % {"item": item.title},
        to="congress:conduct",
        pk=pk,
    )


@require_POST
def item_end(request: HttpRequest, pk: int, item_pk: int) -> HttpResponse:
    """End the item under way, as before a break."""
    congress = access.congress(request, pk, access.CONDUCT)
    item = get_object_or_404(congress.items.select_related("congress"), pk=item_pk)
    return tried(
        request,
        lambda: actions.end_item(signed_in(request), item),
        _("The item is over."),
        to="congress:conduct",
        pk=pk,
    )


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Record an open vote; the desk comes back with what was typed when the numbers cannot be true."""
    congress = access.congress(request, pk, access.CONDUCT)
    form = forms.VoteForm(_with_unanimity(request, congress), congress=congress)
    if accepted(form, lambda: actions.record_vote(signed_in(request), congress, **form.cleaned_data)):
        return tried(request, lambda: None, _("The vote is recorded."), to="congress:conduct", pk=pk)
    return _desk(request, congress, vote_form=form)


@require_form
def vote_correct(request: HttpRequest, pk: int, vote_pk: int) -> HttpResponse:
    """Record a successor of a vote that was recorded wrongly."""
    congress = access.congress(request, pk, access.CONDUCT)
    found = get_object_or_404(congress.votes.select_related("congress", "item"), pk=vote_pk)
    initial = {"agree": found.agree, "disagree": found.disagree, "abstain": found.abstain}
    form = forms.CorrectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and accepted(
        form, lambda: actions.correct_vote(signed_in(request), found, **form.cleaned_data)
    ):
        return tried(request, lambda: None, _("The correction is recorded."), to="congress:conduct", pk=pk)
    return form_page(request, congress, form, _("Correct the vote “%(question)s”") % {"question": found.question})


@require_POST
def speak(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody into the queue."""
    congress = access.congress(request, pk, access.CONDUCT)
    form = forms.SpeakForm(request.POST, congress=congress)
    if accepted(form, lambda: actions.ask_to_speak(signed_in(request), congress, **form.cleaned_data)):
        return tried(request, lambda: None, _("The speaker is in the queue."), to="congress:conduct", pk=pk)
    return _desk(request, congress, speak_form=form)


@require_POST
def floor(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the floor to the next, or end the running speech."""
    congress = access.congress(request, pk, access.CONDUCT)
    user = signed_in(request)
    if request.POST.get("do") == "end":
        return tried(
            request, lambda: actions.end_turn(user, congress), _("The speech is over."), to="congress:conduct", pk=pk
        )
    return tried(
        request, lambda: actions.give_floor(user, congress), _("The clock is running."), to="congress:conduct", pk=pk
    )


@require_POST
def speaker_withdraw(request: HttpRequest, pk: int, speech_pk: int) -> HttpResponse:
    """Take somebody off the queue."""
    congress = access.congress(request, pk, access.CONDUCT)
    speech = get_object_or_404(congress.speeches.select_related("congress"), pk=speech_pk)
    return tried(
        request,
        lambda: actions.withdraw_speaker(signed_in(request), speech),
        _("Off the queue."),
        to="congress:conduct",
        pk=pk,
    )


def _with_unanimity(request: HttpRequest, congress: Congress) -> dict[str, object]:
    """What was typed; the button for a unanimous vote stands for all present against nobody."""
    typed: dict[str, object] = dict(request.POST.items())
    if "unanimous" in typed:
        typed |= {"agree": queries.base_of(congress).present, "disagree": 0, "abstain": 0}
    return typed


def _desk(
    request: HttpRequest,
    congress: Congress,
    vote_form: forms.VoteForm | None = None,
    speak_form: forms.SpeakForm | None = None,
) -> HttpResponse:
    items = queries.items(congress)
    current = next((item for item in items if item.current), None)
    base = queries.base_of(congress)
    rows = queries.speeches(congress)
    on_floor = queries.on_floor(rows)
    votes = list(queries.votes(congress).order_by("-pk"))
    return render(
        request,
        "congress/conduct.html",
        {
            "congress": congress,
            "items": items,
            "current": current,
            "following": queries.following(items),
            "base": base,
            "quorum": queries.quorum_of(base),
            "votes": votes,
            "votes_now": [row for row in votes if current and row.item_id == current.pk],
            "vote_form": vote_form or forms.VoteForm(congress=congress, initial=_question(current)),
            "speak_form": speak_form or forms.SpeakForm(congress=congress),
            "on_floor": on_floor,
            "seconds_left": int(queries.time_left(on_floor).total_seconds()) if on_floor else 0,
            "waiting": queries.waiting(rows),
            "rounds": queries.elections(congress) if current and current.kind == AgendaItem.Kind.ELECTION else [],
        },
        status=422 if vote_form or speak_form else 200,
    )


def _question(current: AgendaItem | None) -> dict[str, object]:
    return {"question": current.title, "item": current.pk, "disagree": 0, "abstain": 0} if current else {}
