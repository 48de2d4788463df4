"""Pages of the count: each teller's own entry, the comparison, the recount."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhiemky.elections import access, actions, queries
from nhiemky.elections.forms import SHEETS, CountForm, RecountForm
from nhiemky.elections.models import Election, InvalidReason
from nhiemky.elections.views.pages import form_page, to_election
from nhiemky.organisation.access import signed_in
from nhiemky.organisation.models import User
from nhiemky.ui.refusals import act


def count(request: HttpRequest, pk: int) -> HttpResponse:
    """A teller types what they counted; nobody sees the other's numbers here."""
    election = access.election(request, pk, access.COUNT)
    user = signed_in(request)
    if not queries.is_counting(election) or queries.is_candidate(election, user):
        raise PermissionDenied
    own = next((each for each in queries.typed_counts(election) if each.typed_by_id == user.pk), None)
    form = CountForm(request.POST or None, election=election, own=own)
    if request.method == "POST" and act(form, lambda found: actions.type_count(user, election, **found.totals())):
        messages.success(request, _("Your count is kept."))
        return redirect("elections:comparison", election.pk)
    issued, returned = queries.ballots(election)
    return form_page(request, election, form, "elections/count.html", own=own, issued=issued, returned=returned)


@require_GET
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """To the two who typed: whether both are in, and each number that differs."""
    election = access.election(request, pk, access.COUNT)
    user = signed_in(request)
    typed = queries.typed_counts(election)
    if not queries.is_counting(election) or user.pk not in {each.typed_by_id for each in typed}:
        raise PermissionDenied
    differences = queries.differences(election)
    context = {
        "election": election,
        "typed": typed,
        "both": differences is not None,
        "agree": differences == (),
        "awaits_ballots": queries.awaits_ballots(election),
        "rows": [_difference(each.field, each.name, each.first, each.second) for each in differences or ()],
    }
    return render(request, "elections/comparison.html", context)


def recount(request: HttpRequest, pk: int) -> HttpResponse:
    """The presidium orders that the ballots are counted again."""
    election = access.election(request, pk, access.DECLARE)
    form = RecountForm(
        request.POST or None, initial={name: getattr(election, name) for name in ("issued", "returned", *SHEETS)}
    )
    if request.method == "POST" and act(form, lambda found: _recount(signed_in(request), election, found)):
        return to_election(election)
    return form_page(request, election, form, "elections/ballots.html", title=_("Count again"))


def _recount(user: User, election: Election, form: RecountForm) -> None:
    actions.recount(user, election, **form.numbers())


def _difference(field: str, name: str, first: int, second: int) -> tuple[str, int, int]:
    """A row of the comparison: what the number is, and what each typed."""
    kind, _dot, rest = field.partition(".")
    if kind == "votes":
        return name, first, second
    if kind == "invalid":
        return _("Invalid: %(reason)s") % {"reason": InvalidReason(rest).label}, first, second
    return str(_NUMBERS[kind]()), first, second


_NUMBERS = {
    "valid": lambda: _("Valid ballots"),
    "issued": lambda: _("Ballots issued"),
    "returned": lambda: _("Ballots returned"),
}
