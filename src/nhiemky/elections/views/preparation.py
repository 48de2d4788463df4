"""Pages on which the clerk prepares the vote: list, counting committee, attendance, ballots."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.problem import Refused
from nhiemky.elections import access, actions, queries
from nhiemky.elections.forms import AttendanceForm, BallotsForm, CandidateForm, CountingCommitteeForm
from nhiemky.elections.models import Candidate
from nhiemky.elections.views.elections import faults
from nhiemky.elections.views.pages import form_page, to_election
from nhiemky.organisation.access import signed_in
from nhiemky.records.actions import looked
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act


def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """The list with its checks; POST puts a name on it."""
    election = access.election(request, pk, access.RUN)
    form = CandidateForm(request.POST or None, election=election)
    if request.method == "POST" and act(
        form, lambda found: actions.enter_candidate(signed_in(request), found.save(commit=False))
    ):
        messages.success(request, _("%(name)s is on the list.") % {"name": form.instance.name})
        return redirect("elections:candidates", election.pk)
    looked(signed_in(request), election, "elections:candidates")
    listed = queries.listed(election)
    return form_page(
        request,
        election,
        form,
        "elections/candidates.html",
        candidates=listed,
        withdrawn=queries.withdrawn(election),
        faults=faults(election),
    )


@require_POST
def candidate(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a candidate, put one back, or remove one entered by mistake."""
    found = _candidate(request, pk)
    user = signed_in(request)
    try:
        match request.POST.get("do"):
            case "withdraw":
                actions.withdraw_candidate(user, found)
            case "return":
                actions.withdraw_candidate(user, found, withdrawn=False)
            case "remove":
                actions.remove_candidate(user, found)
            case _other:
                raise BadRequest
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, say(problem))
    return redirect("elections:candidates", found.election_id)


def committee(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the counting committee."""
    election = access.election(request, pk, access.RUN)
    form = CountingCommitteeForm(request.POST or None, election=election)
    if request.method == "POST" and act(
        form,
        lambda found: actions.choose_counting_committee(
            signed_in(request), election, found.cleaned_data["head"], list(found.cleaned_data["members"])
        ),
    ):
        return to_election(election)
    looked(signed_in(request), election, "elections:committee")
    return form_page(request, election, form, "elections/form.html", title=_("Counting committee"))


def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who was convened and who is present; the base follows."""
    election = access.election(request, pk, access.RUN)
    form = AttendanceForm(request.POST or None, election=election)
    if request.method == "POST" and act(
        form, lambda found: actions.record_attendance(signed_in(request), election, **found.numbers())
    ):
        return to_election(election)
    return form_page(request, election, form, "elections/attendance.html")


def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the vote with the ballots issued and returned."""
    election = access.election(request, pk, access.RUN)
    form = BallotsForm(request.POST or None, initial={"issued": election.present})
    if request.method == "POST" and act(
        form, lambda found: actions.close_voting(signed_in(request), election, **found.numbers())
    ):
        messages.success(request, _("The vote is closed. Two tellers now type their counts."))
        return to_election(election)
    return form_page(request, election, form, "elections/ballots.html", title=_("Close the vote"))


def _candidate(request: HttpRequest, pk: int) -> Candidate:
    found = Candidate.objects.filter(pk=pk).select_related("member").first()
    if found is None:
        raise Http404
    found.election = access.election(request, found.election_id, access.RUN)
    return found
