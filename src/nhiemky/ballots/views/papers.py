"""The clerk's page of the ballot paper: look at it, approve it, print it."""

from typing import Any

import cv2
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.forms import CopiesForm, PaperForm
from nhiemky.ballots.models import Paper
from nhiemky.ballots.queries.papers import composed
from nhiemky.ballots.queries.papers import pdf as paper_pdf
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.problem import Refused
from nhiemky.elections import access as elections
from nhiemky.elections.models import Election, State
from nhiemky.organisation.access import may, signed_in
from nhiemky.printing.ballots import reference
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act

# Enough to read every name on the screen.
_PREVIEW_PX_PER_MM = 4.0


def paper(request: HttpRequest, election: int) -> HttpResponse:
    """The ballot as approved, or as it would be printed with what is chosen; approving freezes it."""
    found = elections.election(request, election, access.PRINT, access.SEE_PROGRESS)
    may_print = may(signed_in(request), access.PRINT, found.unit)
    form = PaperForm(request.POST or request.GET or None)
    if request.method == "POST" and may_print and act(form, lambda chosen: _approve(request, found, chosen)):
        messages.success(request, _("The ballot paper is approved. Print it from here."))
        return redirect("ballots:paper", found.pk)
    approved = Paper.objects.filter(election=found).first()
    layout, problems = _shown(found, approved, form)
    context = {
        "election": found,
        "paper": approved,
        "form": form,
        "copies": CopiesForm(initial={"copies": found.present or 30}),
        "sheets": range(1, len(layout.sheets) + 1) if layout else (),
        "size": f"{layout.width:.0f} × {layout.height:.0f} mm" if layout else "",
        "trying": bool(request.GET) or approved is None,
        "query": request.GET.urlencode(),
        "problems": problems,
        "may_print": may_print,
        "may_approve": may_print and found.state in (State.LIST_CLOSED, State.VOTING),
        "ready": bool(found.style),
    }
    refused = request.method == "POST"
    return render(request, "ballots/paper.html", context, status=422 if refused else 200)


@require_GET
def pdf(request: HttpRequest, election: int) -> HttpResponse:
    """The approved ballot, as many copies as are asked for."""
    approved = _approved(request, election)
    form = CopiesForm(request.GET if "copies" in request.GET else {"copies": "1"})
    if not form.is_valid():
        for error in form.errors["copies"]:
            messages.error(request, str(error))
        return redirect("ballots:paper", approved.election_id)
    response = HttpResponse(paper_pdf(approved, form.cleaned_data["copies"]), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="phieu-bau-{approved.election_id}.pdf"'
    return response


@require_GET
def layout(request: HttpRequest, election: int) -> HttpResponse:
    """The layout that `nhiemky ballots read` takes."""
    response = HttpResponse(_approved(request, election).layout, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="layout.json"'
    return response


@require_GET
def preview(request: HttpRequest, election: int, sheet: int) -> HttpResponse:
    """A picture of one sheet, as approved or as chosen."""
    found = elections.election(request, election, access.PRINT, access.SEE_PROGRESS)
    form = PaperForm(request.GET or None)
    told, _problems = _shown(found, Paper.objects.filter(election=found).first(), form)
    if told is None or not 1 <= sheet <= len(told.sheets):
        raise Http404
    _done, encoded = cv2.imencode(".png", reference(told, _PREVIEW_PX_PER_MM)[sheet - 1])
    return HttpResponse(encoded.tobytes(), content_type="image/png")


def _approve(request: HttpRequest, election: Election, form: PaperForm) -> Paper:
    return actions.approve_paper(signed_in(request), election, **_chosen(form))


def _chosen(form: PaperForm) -> dict[str, Any]:
    return {"page": form.cleaned_data["page"] or None, "columns": form.cleaned_data["columns"]}


def _shown(election: Election, approved: Paper | None, form: PaperForm) -> tuple[Layout | None, list[str]]:
    """What to show: the approved ballot unless something was chosen; with what keeps it from being printed."""
    if approved is not None and not form.is_bound:
        return queries.layout(approved), []
    if not election.style:
        return None, []
    try:
        return composed(election, **(_chosen(form) if form.is_valid() else {})), []
    except Refused as refused:
        return None, [f"{say(each)} ({each.code})" for each in refused.problems]


def _approved(request: HttpRequest, election: int) -> Paper:
    found = elections.election(request, election, access.PRINT)
    approved = Paper.objects.select_related("election").filter(election=found).first()
    if approved is None:
        raise Http404
    return approved
