"""Pages of the result: declaring it, reading it, its minutes, its correction, the round that follows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.core.elections.states import successor
from nhiemky.core.elections.totals import tally_of
from nhiemky.core.problem import Refused
from nhiemky.elections import access, actions, queries
from nhiemky.elections.forms import DeclareForm, RecountForm
from nhiemky.elections.models import Correction, Declaration, Election, InvalidReason, Office
from nhiemky.elections.papers import minutes
from nhiemky.elections.pictures import votes_bar
from nhiemky.elections.views.elections import rule_line
from nhiemky.elections.views.pages import form_page, to_election
from nhiemky.organisation.access import may, signed_in
from nhiemky.printing import render_docx, render_pdf
from nhiemky.records import clock
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """The presidium sees the agreed count and declares it."""
    election = access.election(request, pk, access.DECLARE)
    user = signed_in(request)
    if not queries.can_be_declared(election):
        return _nothing_to_declare(request, election)
    form = DeclareForm(request.POST or None, initial={"signatory": user.full_name, "ended": clock.now()})
    if request.method == "POST" and act(
        form,
        lambda found: actions.declare(
            user, election, **{key: found.cleaned_data[key] for key in ("signatory", "ended", "copies")}
        ),
    ):
        messages.success(request, _("The result is declared."))
        return to_election(election)
    vote = queries.contest(election)
    counts = queries.counts(election)
    if not counts:
        return _nothing_to_declare(request, election)
    counted = tally_of(queries.totals(counts[0], election), vote)
    return form_page(
        request,
        election,
        form,
        "elections/declare.html",
        counts=counts,
        counted=counted,
        papers=queries.papers(election),
        invalid=[(InvalidReason(code).label, number) for code, number in counted.invalid],
        votes=list(zip(vote.candidates, counted.votes, strict=True)),
    )


def _nothing_to_declare(request: HttpRequest, election: Election) -> HttpResponse:
    """Somebody else, or the same button pressed twice, declared or had it counted again: the election's page tells."""
    messages.error(request, _("There is nothing to declare now. This is where the election stands."))
    return to_election(election)


@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """A declared result: who is elected, all votes as table and picture, the facts of the minutes."""
    declaration = access.declaration(request, pk)
    election = declaration.election
    told = declaration.facts["minutes"]
    elected = {line["name"] for line in told["elected"]}
    following = election.successors.first()
    correction = Correction.objects.filter(declaration=declaration).first()
    latest = queries.latest(election) == declaration and correction is None
    context = {
        "declaration": declaration,
        "election": election,
        "minutes": told,
        "lines": [(line, line["name"] in elected, _bar(line, told, elected)) for line in told["candidates"]],
        "office": Office(election.office).label,
        "invalid": [(InvalidReason(code).label, number) for code, number in told["invalid"]],
        "following": following,
        "correction": correction,
        "calls_for_round": latest and following is None and _calls_for_round(declaration),
        "rule": rule_line(queries.rulebook(election).secretary_rounds),
        "may_run": may(request.user, access.RUN, election.unit),
        "may_correct": latest and following is None and may(request.user, access.DECLARE, election.unit),
    }
    return render(request, "elections/result.html", context)


@require_GET
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the count as PDF."""
    declaration = access.declaration(request, pk)
    return _file(render_pdf(minutes(declaration)), "application/pdf", declaration, "pdf")


@require_GET
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the count as DOCX."""
    declaration = access.declaration(request, pk)
    return _file(render_docx(minutes(declaration)), DOCX, declaration, "docx")


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The presidium orders a declared result to be counted anew; the declared one stays."""
    declaration = access.declaration(request, pk)
    election = access.election(request, declaration.election_id, access.DECLARE)
    told = declaration.facts["minutes"]
    sheets = declaration.facts.get("papers") or {}
    form = RecountForm(request.POST or None, initial={"issued": told["issued"], "returned": told["returned"], **sheets})
    if request.method == "POST" and act(
        form, lambda found: actions.correct(signed_in(request), declaration, **found.numbers())
    ):
        messages.success(request, _("Two tellers now count for the correction."))
        return to_election(election)
    return form_page(request, election, form, "elections/ballots.html", title=_("Correct the declared result"))


@require_POST
def next_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the round that the result calls for."""
    declaration = access.declaration(request, pk)
    access.election(request, declaration.election_id, access.RUN)
    try:
        return to_election(actions.open_next_round(signed_in(request), declaration))
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, say(problem))
        return redirect("elections:result", declaration.pk)


def _calls_for_round(declaration: Declaration) -> bool:
    called_for = successor(queries.outcome_of(declaration)) is not None
    return called_for and not declaration.facts.get("superior_appoints")


def _bar(line: dict[str, Any], told: dict[str, Any], elected: set[str]) -> str:
    """The bar of one line of the minutes."""
    name = line["name"]
    return votes_bar(name, line["votes"], told["base"], told["needed"], elected=name in elected)


def _file(content: bytes, kind: str, declaration: Declaration, ending: str) -> HttpResponse:
    name = f"bien-ban-kiem-phieu-{declaration.election_id}-{declaration.edition}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
