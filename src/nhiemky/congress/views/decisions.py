"""Bodies, elections and the resolution of a congress: who conducts, who is elected, what is resolved."""

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhiemky.congress import access, actions, forms, queries
from nhiemky.congress.models import AgendaItem, BodyMember, Congress, CongressResolution
from nhiemky.congress.views.answers import accepted, require_form, tried
from nhiemky.elections.models import Office
from nhiemky.organisation.access import signed_in

# Where the template's agenda elects which office.
ITEM_OF = {
    Office.COMMITTEE.value: "elect_committee",
    Office.SECRETARY.value: "elect_secretary",
    Office.DEPUTY_SECRETARY.value: "elect_deputy",
    Office.DELEGATES.value: "elect_delegates",
}


@require_form
def bodies(request: HttpRequest, pk: int) -> HttpResponse:
    """The presidium and the secretaries, chosen by a vote that was passed."""
    congress = access.congress(request, pk, access.CONDUCT)
    form = forms.BodyForm(request.POST or None, congress=congress)
    if request.method == "POST" and accepted(form, lambda: _chosen(request, congress, form)):
        return tried(request, lambda: None, _("The body is recorded."), to="congress:bodies", pk=pk)
    return render(
        request,
        "congress/bodies.html",
        {"congress": congress, "form": form, "chosen": list(congress.body_members.select_related("vote"))},
        status=422 if form.is_bound else 200,
    )


@require_safe
def decisions(request: HttpRequest, pk: int) -> HttpResponse:
    """The elections and the resolution of the congress."""
    congress = access.congress(request, pk, access.CONDUCT)
    return _page(request, congress)


@require_POST
def election_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare an election of this congress."""
    congress = access.congress(request, pk, access.PREPARE)
    form = forms.ElectionForm(request.POST)
    if accepted(form, lambda: _election(request, congress, form)):
        return tried(
            request,
            lambda: None,
            _("The election is prepared; its list is made in the room of elections."),
            to="congress:decisions",
            pk=pk,
        )
    return _page(request, congress, election_form=form)


@require_POST
def resolution_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the resolution this congress will adopt."""
    congress = access.congress(request, pk, access.PREPARE)
    form = forms.ResolutionForm(request.POST, congress=congress)
    if accepted(form, lambda: actions.name_resolution(signed_in(request), congress, form.cleaned_data["resolution"])):
        return tried(request, lambda: None, _("The resolution is before the congress."), to="congress:decisions", pk=pk)
    return _page(request, congress, resolution_form=form)


@require_POST
def resolution_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Adopt the resolution with the numbers of the open vote, or send it back."""
    congress = access.congress(request, pk, access.CONDUCT)
    form = forms.AdoptionForm(request.POST, congress=congress)
    if accepted(form, lambda: actions.decide_resolution(signed_in(request), congress, form.cleaned_data["vote"])):
        return tried(request, lambda: None, _("The vote on the resolution is final."), to="congress:decisions", pk=pk)
    return _page(request, congress, adoption_form=form)


def _page(request: HttpRequest, congress: Congress, **bound: BaseForm) -> HttpResponse:
    rounds = queries.elections(congress)
    return render(
        request,
        "congress/decisions.html",
        {
            "congress": congress,
            "rounds": rounds,
            "put": CongressResolution.objects.filter(congress=congress).select_related("resolution", "vote").first(),
            "election_form": forms.ElectionForm(),
            "resolution_form": forms.ResolutionForm(congress=congress),
            "adoption_form": forms.AdoptionForm(congress=congress),
            **bound,
        },
        status=422 if bound else 200,
    )


def _chosen(request: HttpRequest, congress: Congress, form: forms.BodyForm) -> object:
    typed = form.cleaned_data
    return actions.choose_body(
        signed_in(request),
        congress,
        BodyMember.Body(typed["body"]),
        typed["head"],
        typed["members"],
        typed["vote"],
    )


def _election(request: HttpRequest, congress: Congress, form: forms.ElectionForm) -> object:
    typed = form.cleaned_data
    item = AgendaItem.objects.filter(congress=congress, code=ITEM_OF.get(typed["office"], "")).first()
    return actions.create_election(
        signed_in(request),
        congress,
        office=Office(typed["office"]),
        seats=typed["seats"],
        title=typed["title"],
        item=item,
    )
