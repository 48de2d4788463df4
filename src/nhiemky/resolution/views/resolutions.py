"""The list of resolutions, the page of one, its drafting, its vote and its paper."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhiemky.core.problem import Problem, Refused
from nhiemky.organisation.access import may, require, signed_in, units
from nhiemky.organisation.models import Term
from nhiemky.printing import render_docx, render_pdf
from nhiemky.records import clock
from nhiemky.resolution import access, actions, queries
from nhiemky.resolution.forms import AmendmentForm, ReasonForm, ResolutionForm, VoteForm
from nhiemky.resolution.models import Amendment, Resolution, State
from nhiemky.resolution.papers import paper
from nhiemky.resolution.problems import sentence
from nhiemky.resolution.views.pages import act, form_page, say_refused, to_resolution
from nhiemky.ui.language import language

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The resolutions the account may open."""
    user = require(request, access.SEE)
    context = {"resolutions": access.visible(user), "may_draft": may(user, access.DRAFT)}
    return render(request, "resolution/index.html", context)


@require_GET
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution: its text, targets by group, tasks with how far they are, its vote."""
    found = access.resolution(request, pk, access.SEE)
    user, today = signed_in(request), clock.today()
    targets, tasks = list(queries.targets_of(found)), list(queries.tasks_of(found))
    faults = {row.pk: _said(each) for row, each in zip(targets, queries.measuring_faults(targets), strict=True)}
    context = {
        "resolution": found,
        "target_count": len(targets),
        "groups": [
            (group, [(row, queries.sentence(row, language()), faults[row.pk]) for row in rows])
            for group, rows in queries.by_group(targets)
        ],
        "tasks": [(task, queries.core_task(task).overdue(today)) for task in tasks],
        "progress": queries.progress(tasks, today).sentence(language()),
        "vote": queries.vote_of(found),
        "amendments": found.amendments.all(),
        "successor": Resolution.objects.filter(supersedes=found).first(),
        "is_draft": found.state == State.DRAFT,
        "may_draft": may(user, access.DRAFT, found.unit),
        "may_adopt": may(user, access.ADOPT, found.unit),
        "may_follow_up": may(user, access.FOLLOW_UP, found.unit),
    }
    return render(request, "resolution/resolution.html", context)


def _said(faults: Iterable[Problem]) -> list[str]:
    return [f"{sentence(each)} ({each.code})" for each in faults]


def draft(request: HttpRequest) -> HttpResponse:
    """Begin a resolution."""
    user = require(request, access.DRAFT)
    terms = Term.objects.filter(unit__in=units(user, access.DRAFT).order_by().values("pk"))
    form = ResolutionForm(request.POST or None, terms=terms)
    if request.method == "POST" and act(form, lambda found: actions.draft(user, found.save())):
        return to_resolution(form.instance)
    return form_page(request, None, form, _("New resolution"))


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    found = access.resolution(request, pk, access.DRAFT)
    form = ResolutionForm(request.POST or None, instance=found, terms=Term.objects.filter(unit=found.unit))
    if request.method == "POST" and act(form, lambda filled: actions.draft(signed_in(request), filled.save())):
        return to_resolution(found)
    return form_page(request, found, form, _("Change the text"))


def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an amendment from the floor."""
    found = access.resolution(request, pk, access.DRAFT)
    form = AmendmentForm(request.POST or None, instance=Amendment(resolution=found))
    if request.method == "POST" and act(form, lambda filled: actions.amend(signed_in(request), filled.save())):
        carried = form.instance.carried
        messages.success(request, _("The amendment is carried.") if carried else _("The amendment is lost."))
        return to_resolution(found)
    return form_page(request, found, form, _("Amendment"))


@require_POST
def put_to_vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft to the vote."""
    found = access.resolution(request, pk, access.DRAFT)
    try:
        actions.put_to_vote(signed_in(request), found)
    except Refused as refused:
        say_refused(request, refused)
    return to_resolution(found)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the open vote: adopted, or a draft again."""
    found = access.resolution(request, pk, access.ADOPT)
    form = VoteForm(request.POST or None)
    if request.method == "POST" and act(form, lambda filled: actions.decide(signed_in(request), found, filled.vote())):
        carried = found.state == State.ADOPTED
        messages.success(request, _("The resolution is adopted.") if carried else _("The vote is lost; it is a draft."))
        return to_resolution(found)
    return form_page(request, found, form, _("Vote on the resolution"))


def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the resolution that takes the place of an adopted one."""
    found = access.resolution(request, pk, access.DRAFT)
    form = ReasonForm(request.POST or None)
    drafted: list[Resolution] = []
    if request.method == "POST" and act(
        form,
        lambda filled: drafted.append(
            actions.draft_successor(signed_in(request), found, filled.cleaned_data["reason"])
        ),
    ):
        return to_resolution(drafted[0])
    return form_page(request, found, form, _("Draft a successor"))


@require_GET
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolution as PDF in the Party format."""
    found = access.resolution(request, pk, access.SEE)
    return _file(render_pdf(paper(found)), "application/pdf", f"nghi-quyet-{found.pk}.pdf")


@require_GET
def docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolution as DOCX in the Party format."""
    found = access.resolution(request, pk, access.SEE)
    return _file(render_docx(paper(found)), DOCX, f"nghi-quyet-{found.pk}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
