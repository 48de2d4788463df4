"""The yearly ratings of a cell's members, as counts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nhiemky.organisation import access, actions, queries
from nhiemky.organisation.forms import RatingForm
from nhiemky.organisation.models import MemberRating
from nhiemky.organisation.views.members import require_cell
from nhiemky.organisation.views.units import require_form
from nhiemky.records import clock


@require_form
def ratings(request: HttpRequest, pk: int) -> HttpResponse:
    """Every year with its document; a clerk of the cell enters a year, or corrects one with a reason."""
    unit = access.unit(request, pk, access.SEE_MEMBERS if request.method != "POST" else access.MANAGE_MEMBERS)
    require_cell(unit)
    form = RatingForm(request.POST or None, instance=MemberRating(unit=unit), initial={"year": clock.today().year - 1})
    if form.is_valid():
        actions.rate_members(access.signed_in(request), form.save(commit=False))
        messages.success(request, _("The rating of the year is kept."))
        return redirect("organisation:ratings", pk)
    context = {
        "unit": unit,
        "above": queries.ancestors(unit),
        "rows": unit.ratings.select_related("successor"),
        "form": form,
        "may_manage": access.may(request.user, access.MANAGE_MEMBERS, unit),
    }
    return render(request, "organisation/ratings.html", context, status=422 if form.is_bound else 200)
