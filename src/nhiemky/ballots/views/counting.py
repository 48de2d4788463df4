"""Pages of the two counts: whole ballots keyed in blind, the pictures, and the closing of each count."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.forms import KeyInForm
from nhiemky.ballots.models import Side, State
from nhiemky.ballots.sights import sheets_of
from nhiemky.ballots.views.pages import handed_over, never_kept, teller, tried, waiting
from nhiemky.ui.refusals import act


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


def key_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The next ballot to key in blind: its picture, and nothing of what was read."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    open_ballots = queries.to_key_in(user, batch)
    named = request.POST.get("ballot")
    ballot = next((each for each in open_ballots if named in (None, str(each.pk))), None)
    if ballot is None:
        if named:
            messages.error(request, _("Another person has keyed this ballot in; here is the next one."))
            return redirect("ballots:key_in", batch.pk)
        if queries.sheets_for(user, batch, Side.SECOND):
            return redirect("ballots:doubts", batch.pk)
        return never_kept(render(request, "ballots/keyed_in.html", waiting(batch, user)))
    form = KeyInForm(request.POST or None, contest=queries.contest(batch.election))
    if request.method == "POST" and act(form, lambda found: actions.key_in(user, ballot, **found.said())):
        return redirect("ballots:key_in", batch.pk)
    context = {
        "batch": batch,
        "election": batch.election,
        "ballot": ballot,
        "left": len(open_ballots),
        "form": form,
        "sheets": sheets_of(ballot),
        "names": queries.contest(batch.election).candidates,
        "may_undo": queries.last_entry(user, batch) is not None,
    }
    return never_kept(render(request, "ballots/key_in.html", context, status=422 if form.is_bound else 200))


@require_POST
def undo_key_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ballot one keyed in last back, to key it in again."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    last = queries.last_entry(user, batch)
    if last is not None and tried(request, lambda: actions.take_back_key_in(user, last.ballot)):
        messages.success(request, _("The last ballot you keyed in is taken back."))
    return redirect("ballots:key_in", batch.pk)


@require_POST
def close(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Close the first or the second count and answer for it; where both are closed and agree, they are handed over."""
    batch = access.batch(request, pk, access.COUNT)
    user = teller(request, batch)
    closing = actions.close_first_count if side == Side.FIRST else actions.close_second_count
    if not tried(request, lambda: closing(user, batch)):
        return redirect("ballots:questions" if side == Side.FIRST else "ballots:doubts", batch.pk)
    if batch.state == State.COMPARING and not queries.differences(batch):
        return handed_over(request, user, batch)
    messages.success(request, _("This count is closed."))
    return redirect("ballots:batch", batch.pk)
