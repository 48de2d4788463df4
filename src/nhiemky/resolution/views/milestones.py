"""A milestone: by when, what is stated about it, and what was stated before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nhiemky.organisation.access import may, signed_in
from nhiemky.resolution import access, actions, queries
from nhiemky.resolution.forms import MilestoneForm
from nhiemky.resolution.models import MilestoneStatement, Shape, State
from nhiemky.resolution.views.pages import act
from nhiemky.ui.language import language


def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """What is stated about a milestone; whoever follows up states it, or corrects what was stated."""
    found = access.target(request, pk, access.FOLLOW_UP if request.method == "POST" else access.SEE)
    if found.shape != Shape.MILESTONE:
        raise Http404
    stated = list(found.statements.select_related("supersedes"))
    form = MilestoneForm(
        request.POST or None,
        instance=MilestoneStatement(target=found),
        corrects=bool(stated),
        initial={"reached": "yes"},
    )
    user = signed_in(request)
    if request.method == "POST" and act(form, lambda filled: actions.state_milestone(user, filled.save(commit=False))):
        messages.success(request, _("What you state is kept and counts from now on."))
        return redirect("resolution:milestone", found.pk)
    adopted = found.resolution.state == State.ADOPTED
    context = {
        "target": found,
        "resolution": found.resolution,
        "sentence": queries.sentence(found, language()),
        "statements": stated,
        "form": form,
        "may_follow_up": adopted and may(user, access.FOLLOW_UP, found.resolution.unit),
    }
    return render(request, "resolution/milestone.html", context, status=422 if form.is_bound else 200)
