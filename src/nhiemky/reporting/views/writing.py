"""Writing a report: begin, type, check, submit, discard, correct."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.organisation.access import signed_in
from nhiemky.reporting import access, actions, catalogue, identification
from nhiemky.reporting.forms import CorrectionForm, EditionForm, entry_of
from nhiemky.reporting.models import Report
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import Entry
from nhiemky.reporting.sheet import sheet
from nhiemky.ui.language import say
from nhiemky.zones.queries import certificates_of


@require_POST
def begin(request: HttpRequest, code: str, form: str, period: str) -> HttpResponse:
    """Begin a report that is due and open it."""
    project = access.own_project(request, code)
    try:
        wanted = parse_period(period)
    except Refused as refused:
        raise Http404 from refused
    definition = catalogue.form_for(form, wanted)
    if definition is None:
        raise Http404
    try:
        report = actions.begin(signed_in(request), project, definition, wanted)
    except Refused as refused:
        _tell(request, refused)
        return redirect("reporting:inbox")
    return redirect("reporting:edit", report.pk)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form to type into. Whatever is typed is kept, right or wrong."""
    report = access.own_report(request, pk)
    if not report.is_open:
        return redirect("reporting:report", pk)
    if request.method == "POST":
        return _sent(request, report)
    return _form(request, report, Entry.from_stored(report.entry), checked="kiem-tra" in request.GET)


def _sent(request: HttpRequest, report: Report) -> HttpResponse:
    entry, edition = entry_of(report.definition, request.POST), EditionForm(request.POST)
    if not edition.is_valid():
        return _form(request, report, entry, status=422)
    try:
        saved = actions.save(signed_in(request), report, entry, edition.cleaned_data["edition"])
    except actions.StaleError as stale:
        theirs = Entry.from_stored(stale.report.entry)
        return _form(request, stale.report, entry, theirs=theirs, alert=say(stale.problem), status=409)
    if "submit" in request.POST:
        return _submitted(request, saved, request.POST)
    messages.success(request, _("The draft is kept."))
    checked = "?kiem-tra=1" if "check" in request.POST else ""
    return redirect(reverse("reporting:edit", args=[report.pk]) + checked)


def _submitted(request: HttpRequest, report: Report, sent: QueryDict) -> HttpResponse:
    entry = Entry.from_stored(report.entry)
    if "confirm" not in sent:
        alert = say(REPORT_PROBLEMS.problem("P10"))
        return _form(request, report, entry, checked=True, alert=alert, unconfirmed=True, status=422)
    try:
        actions.submit(signed_in(request), report, report.edition)
    except Refused as refused:
        return _form(request, report, entry, checked=True, alert=say(refused.problems[0]), confirmed=True, status=422)
    messages.success(request, _("The report is sent to the management board."))
    return redirect("reporting:report", report.pk)


def _form(
    request: HttpRequest,
    report: Report,
    entry: Entry,
    *,
    checked: bool = False,
    theirs: Entry | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    known = identification.known(report.project, report.core_period, certificates_of(report.project))
    reading = actions.reading_of(report, replace(entry, fields={**entry.fields, **known}))
    view = sheet(reading, checked=checked, theirs=theirs, known=known)
    returned = report.events.filter(kind="returned").select_related("by").last()
    context = {"report": report, "sheet": view, "checked": checked, "returned": returned, **more}
    return render(request, "reporting/edit.html", context, status=status)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away a draft that was never sent."""
    report = access.own_report(request, pk)
    edition = EditionForm(request.POST)
    try:
        actions.discard(signed_in(request), report, edition.cleaned_data["edition"] if edition.is_valid() else 0)
    except actions.StaleError as stale:
        messages.error(request, say(stale.problem))
        return redirect("reporting:edit", pk)
    except Refused as refused:
        _tell(request, refused)
        return redirect("reporting:report", pk)
    messages.success(request, _("The draft is discarded."))
    return redirect("reporting:inbox")


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a correction of an accepted report."""
    report = access.own_report(request, pk)
    form = CorrectionForm(request.POST or None, initial={"edition": report.edition})
    if request.method == "POST" and form.is_valid():
        try:
            successor = actions.correct(signed_in(request), report, form.cleaned_data["reason"])
        except Refused as refused:
            _tell(request, refused)
            return redirect("reporting:report", pk)
        return redirect("reporting:edit", successor.pk)
    context = {"report": report, "form": form}
    return render(request, "reporting/correct.html", context, status=422 if form.is_bound else 200)


def _tell(request: HttpRequest, refused: Refused) -> None:
    for problem in refused.problems:
        messages.error(request, f"{say(problem)} ({problem.code})")
