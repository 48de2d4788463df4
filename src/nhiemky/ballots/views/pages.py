"""What the pages of this room share."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.models import Batch, State
from nhiemky.core.problem import Refused
from nhiemky.organisation.access import signed_in
from nhiemky.organisation.models import User
from nhiemky.ui.language import say


def teller(request: HttpRequest, batch: Batch) -> User:
    """The account, when it may count this batch; raises PermissionDenied for a candidate and for anybody else."""
    user = signed_in(request)
    if not access.may_count(user, batch.election):
        raise PermissionDenied
    return user


def tried(request: HttpRequest, do: Callable[[], object]) -> bool:
    """Whether an action without a form was done; what it refuses is said above the next page."""
    try:
        do()
    except Refused as refused:
        for found in refused.problems:
            messages.error(request, f"{say(found)} ({found.code})")
        return False
    return True


def handed_over(request: HttpRequest, user: User, batch: Batch) -> HttpResponse:
    """Give both counts to the election and go there; where that is refused, back to the comparison, which says why."""
    if not tried(request, lambda: actions.hand_over(user, batch)):
        return redirect("ballots:differences", batch.pk)
    messages.success(request, _("Both counts agree and are handed over. The presidium can declare the result."))
    return redirect("elections:election", batch.election_id)


def to_batch(batch: Batch) -> HttpResponse:
    """Back to the page of the batch."""
    return redirect("ballots:batch", batch.pk)


def never_kept(response: HttpResponse) -> HttpResponse:
    """A page or picture of ballots: no browser and nothing between may keep it."""
    response["Cache-Control"] = "no-store, private"
    return response


def waiting(batch: Batch, user: User) -> dict[str, object]:
    """What a person sees who has nothing left to do in a count."""
    counting = batch.state == State.COUNTING
    return {
        "batch": batch,
        "election": batch.election,
        "side": queries.side_of(user, batch),
        "open_in_first": queries.open_in_first(batch) if counting else 0,
        "open_in_second": queries.open_in_second(batch) if counting else 0,
        "pace": queries.pace(user, batch) if counting else None,
        "may_undo": counting and bool(queries.last_turn(user, batch)),
        "may_undo_key_in": queries.last_entry(user, batch) is not None,
        "counting": counting,
    }
