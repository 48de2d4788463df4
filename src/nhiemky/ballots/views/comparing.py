"""Pages of the comparison: ballots on which the two counts differ, each looked at again, and the handing over."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.forms import KeyInForm
from nhiemky.ballots.models import Ballot, Batch, Entry, Side, State
from nhiemky.ballots.sights import sheets_of
from nhiemky.ballots.views.pages import handed_over, never_kept, teller
from nhiemky.ballots.wording import told
from nhiemky.organisation.models import User
from nhiemky.ui.refusals import act


@require_GET
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    """Every ballot the two counts do not share, as each has it; once there is none, both are handed over."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    if batch.state not in (State.COMPARING, State.AGREED):
        return redirect("ballots:batch", batch.pk)
    vote = queries.contest(batch.election)
    rows = [
        (each.ballot, told(each.first, vote), told(each.second, vote), _looked(each.ballot))
        for each in queries.differences(batch)
    ]
    context = {
        "batch": batch,
        "election": batch.election,
        "rows": rows,
        "is_head": access.is_head(user, batch.election),
        "ballots": queries.ballots_of(batch),
    }
    return never_kept(render(request, "ballots/differences.html", context))


def look_again(request: HttpRequest, ballot: str) -> HttpResponse:
    """One differing ballot: say anew what it shows for one's own count, or decide it as the head."""
    found = access.ballot(request, ballot, access.COUNT)
    batch = found.batch
    user = teller(request, batch)
    if batch.state != State.COMPARING:
        return redirect("ballots:batch", batch.pk)
    difference = next((each for each in queries.differences(batch) if each.ballot.pk == found.pk), None)
    if difference is None:
        return redirect("ballots:differences", batch.pk)
    as_head = access.is_head(user, batch.election) and _looked(found) == len(Side.values)
    vote = queries.contest(batch.election)
    form = KeyInForm(request.POST or None, contest=vote)
    if not as_head:
        _ask_side(form, user, batch)
    if request.method == "POST" and act(form, lambda typed: _say(user, found, typed, as_head=as_head)):
        messages.success(request, _("Kept."))
        return redirect("ballots:differences", batch.pk)
    context = {
        "batch": batch,
        "election": batch.election,
        "ballot": found,
        "form": form,
        "as_head": as_head,
        "sheets": sheets_of(found),
        "names": vote.candidates,
        "first": told(difference.first, vote) if as_head else "",
        "second": told(difference.second, vote) if as_head else "",
    }
    return never_kept(render(request, "ballots/look_again.html", context, status=422 if form.is_bound else 200))


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give both counts to the election, where the presidium declares."""
    batch = access.batch(request, pk, access.COUNT)
    return handed_over(request, teller(request, batch), batch)


def _say(user: User, ballot: Ballot, form: forms.Form, *, as_head: bool) -> Entry:
    if not isinstance(form, KeyInForm):
        raise Http404
    if as_head:
        return actions.decide_difference(user, ballot, **form.said())
    side = queries.side_of(user, ballot.batch) or Side(form.cleaned_data["side"])
    return actions.look_again(user, ballot, side, **form.said())


def _ask_side(form: KeyInForm, user: User, batch: Batch) -> None:
    """A person who took part in neither count says for which one they look."""
    if queries.side_of(user, batch) is None:
        form.fields["side"] = forms.ChoiceField(label=_("You look again for"), choices=Side.choices)


def _looked(ballot: Ballot) -> int:
    return sum(entry.kind in (Entry.Kind.FIRST_AGAIN, Entry.Kind.SECOND_AGAIN) for entry in ballot.entries.all())
