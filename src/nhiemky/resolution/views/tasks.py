"""The follow-up of a task: its state, proofs and notes."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from nhiemky.organisation.access import may, signed_in
from nhiemky.records import clock
from nhiemky.resolution import access, actions, queries
from nhiemky.resolution.following_forms import EvidenceForm, NoteForm, StateForm
from nhiemky.resolution.models import Evidence, ProgressNote, State, Task
from nhiemky.resolution.views.pages import act, file_of


@require_GET
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what it is, how far it is, what proves it."""
    return _page(request, access.task(request, pk, access.SEE))


@require_POST
def advance(request: HttpRequest, pk: int) -> HttpResponse:
    """Move the task to its next state."""
    found = access.task(request, pk, access.FOLLOW_UP)
    form = StateForm(request.POST, task=found, auto_id="state_%s")
    if act(form, lambda filled: actions.advance_task(signed_in(request), found, filled.cleaned_data["state"])):
        return redirect("resolution:task", found.pk)
    return _page(request, found, state=form)


@require_POST
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a proof."""
    found = access.task(request, pk, access.FOLLOW_UP)
    form = EvidenceForm(request.POST, request.FILES, instance=Evidence(task=found), auto_id="evidence_%s")
    if act(form, lambda filled: actions.enter_evidence(signed_in(request), filled.save(commit=False))):
        return redirect("resolution:task", found.pk)
    return _page(request, found, evidence=form)


@require_POST
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a progress note."""
    found = access.task(request, pk, access.FOLLOW_UP)
    form = NoteForm(request.POST, instance=ProgressNote(task=found), auto_id="note_%s")
    if act(form, lambda filled: actions.write_note(signed_in(request), filled.save(commit=False))):
        return redirect("resolution:task", found.pk)
    return _page(request, found, note=form)


@require_GET
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a proof."""
    return file_of(access.evidence(request, pk))


def _page(
    request: HttpRequest,
    found: Task,
    state: StateForm | None = None,
    evidence: EvidenceForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    """The page, with the one form that was refused, if any."""
    today = clock.today()
    adopted = found.resolution.state == State.ADOPTED
    context = {
        "task": found,
        "resolution": found.resolution,
        "overdue": queries.core_task(found).overdue(today),
        "cooperating": [row.unit for row in found.cooperations.select_related("unit")],
        "proofs": found.evidence.all(),
        "notes": found.notes.all(),
        "may_follow_up": adopted and may(request.user, access.FOLLOW_UP, found.resolution.unit),
        "state_form": state or StateForm(task=found, auto_id="state_%s"),
        "evidence_form": evidence or EvidenceForm(initial={"day": today}, auto_id="evidence_%s"),
        "note_form": note or NoteForm(initial={"day": today}, auto_id="note_%s"),
    }
    refused = any(form is not None for form in (state, evidence, note))
    return render(request, "resolution/task.html", context, status=422 if refused else 200)
