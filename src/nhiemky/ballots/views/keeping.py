"""How sealed ballots are kept: complaints, decisions to open, destruction."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.forms import ComplaintForm, DestructionForm, OpeningForm, SettleForm
from nhiemky.ballots.models import Batch, Complaint, Opening, State
from nhiemky.core.ballots.retention import NotSealed, OpenedByDecision, Sealed
from nhiemky.organisation.access import may, require, signed_in
from nhiemky.records import clock
from nhiemky.ui.refusals import act


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every batch that is kept: since when sealed, until when, and what may be destroyed today."""
    user = require(request, access.KEEP)
    kept = Batch.objects.filter(state__in=(State.AGREED, State.DESTROYED)).select_related("election__unit")
    mine = [batch for batch in kept if may(user, access.KEEP, batch.election.unit)]
    seals, today = queries.seals(mine), clock.today()
    rows = [(batch, seals[batch.pk], queries.due_day(seals[batch.pk])) for batch in mine]
    shown = [(batch, _seal_name(seal), due, _is_due(batch, due, today)) for batch, seal, due in rows]
    return render(request, "ballots/keeping.html", {"rows": shown, "due": sum(row[3] for row in shown)})


@require_GET
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """How one batch is kept, with every complaint, opening and the record of destruction."""
    batch = access.batch(request, pk, access.KEEP)
    seal = queries.seal_of(batch)
    due = queries.due_day(seal)
    context = {
        "batch": batch,
        "election": batch.election,
        "seal": _seal_name(seal),
        "sealed": not isinstance(seal, NotSealed),
        "due": due,
        "may_destroy": _is_due(batch, due, clock.today()),
        "complaints": batch.election.complaints.all(),
        "openings": Opening.objects.filter(batch=batch),
        "destruction": getattr(batch, "destruction", None),
    }
    return render(request, "ballots/kept.html", context)


def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a decision to open sealed ballots."""
    batch = access.batch(request, pk, access.KEEP)
    form = OpeningForm(request.POST or None)
    return _form_page(
        request,
        batch,
        form,
        _("Open sealed ballots"),
        lambda said: actions.record_opening(signed_in(request), batch, **said.cleaned_data),
    )


def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a complaint; it stops the clock."""
    batch = access.batch(request, pk, access.KEEP)
    form = ComplaintForm(request.POST or None, initial={"received_on": clock.today()})
    return _form_page(
        request,
        batch,
        form,
        _("Record a complaint"),
        lambda said: actions.record_complaint(
            signed_in(request),
            batch.election,
            received_on=said.cleaned_data["received_on"],
            text=said.cleaned_data["about"],
        ),
    )


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how a complaint ended."""
    found = Complaint.objects.select_related("election__unit").filter(pk=pk).first()
    if found is None:
        raise Http404
    if not may(signed_in(request), access.KEEP, found.election.unit):
        raise PermissionDenied
    batch = queries.current(found.election)
    if batch is None:
        raise Http404
    form = SettleForm(request.POST or None, initial={"settled_on": clock.today()})
    return _form_page(
        request,
        batch,
        form,
        _("Settle the complaint"),
        lambda said: actions.settle_complaint(signed_in(request), found, **said.cleaned_data),
    )


def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """Destroy ballots whose time is over, with a record."""
    batch = access.batch(request, pk, access.KEEP)
    form = DestructionForm(request.POST or None)
    return _form_page(
        request,
        batch,
        form,
        _("Destroy the ballots"),
        lambda said: actions.destroy(signed_in(request), batch, **said.cleaned_data),
    )


def _is_due(batch: Batch, due: date | None, today: date) -> bool:
    return batch.state == State.AGREED and due is not None and due <= today


def _form_page(
    request: HttpRequest, batch: Batch, form: forms.Form, title: str, do: Callable[[forms.Form], object]
) -> HttpResponse:
    if request.method == "POST" and act(form, do):
        messages.success(request, _("Kept."))
        return redirect("ballots:kept", batch.pk)
    context = {"batch": batch, "election": batch.election, "form": form, "title": title}
    return render(request, "ballots/keeping_form.html", context, status=422 if form.is_bound else 200)


def _seal_name(seal: object) -> str:
    match seal:
        case Sealed(None):
            return _("sealed; a complaint stops the clock")
        case Sealed():
            return _("sealed")
        case OpenedByDecision():
            return _("opened by a decision")
        case _:
            return _("not sealed: no result is declared")
