"""A milestone: by when, what is stated about it, and what was stated before."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhiemky.organisation.access import may, signed_in
from nhiemky.resolution import access, actions, queries
from nhiemky.resolution.following_forms import MilestoneForm
from nhiemky.resolution.models import MilestoneStatement, Shape, State, Target
from nhiemky.resolution.views.pages import act, file_of
from nhiemky.ui.language import language


def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """What is stated about a milestone; whoever follows up states it, or corrects what was stated."""
    found = access.target(request, pk, access.FOLLOW_UP if request.method == "POST" else access.SEE)
    if found.shape != Shape.MILESTONE:
        raise Http404
    stated = list(found.statements.select_related("carried_from__target__resolution"))
    form = MilestoneForm(
        request.POST or None,
        request.FILES or None,
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
        "statements": [(each, _sentence_then(each)) for each in stated],
        "later": _later(found),
        "form": form,
        "may_follow_up": adopted and may(user, access.FOLLOW_UP, found.resolution.unit),
    }
    return render(request, "resolution/milestone.html", context, status=422 if form.is_bound else 200)


def _later(target: Target) -> Target | None:
    """The same milestone in the resolution that took the place of its own."""
    superseded = target.resolution.state == State.SUPERSEDED
    return Target.objects.filter(continues=target).first() if superseded else None


def _sentence_then(statement: MilestoneStatement) -> str | None:
    """How the milestone read in the resolution of which this was stated, where that is an earlier one."""
    carried = statement.carried_from
    return queries.sentence(carried.target, language()) if carried else None


@require_GET
def statement_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file that shows what is stated."""
    return file_of(access.statement(request, pk))
