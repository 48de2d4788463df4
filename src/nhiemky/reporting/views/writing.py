"""Writing a report: begin, type, check, submit, discard, correct."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.vietnamese.numbers import format_number
from nhiemky.organisation.access import signed_in
from nhiemky.reporting import access, actions, catalogue, identification, presence, queries
from nhiemky.reporting.conflicts import MINE, THEIRS, Difference, differences, resolved
from nhiemky.reporting.forms import CorrectionForm, EditionForm
from nhiemky.reporting.inputs import entry_of_inputs
from nhiemky.reporting.lives import issued
from nhiemky.reporting.models import Report
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import Entry
from nhiemky.reporting.sheet import sheet
from nhiemky.ui.language import say
from nhiemky.ui.templatetags.ui import moment


@require_POST
def begin(request: HttpRequest, code: str, form: str, period: str) -> HttpResponse:
    """Begin a report that is due and open it."""
    user = access.filler(request)
    try:
        wanted = parse_period(period)
    except Refused as refused:
        raise Http404 from refused
    definition = catalogue.form_for(form, wanted)
    if definition is None:
        raise Http404
    unit = access.own_unit(request, definition, code)
    try:
        report = actions.begin(user, unit, definition, wanted)
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


@require_POST
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is in the page without leaving it, or with `ping` only tell who else has it open.

    Answers 200 with the new edition and what was computed, 409 when somebody else saved meanwhile, 422 when the
    report takes no more. Nothing is overwritten: the page keeps what it could not hand over.
    """
    report = access.own_report(request, pk)
    user, edition = signed_in(request), EditionForm(request.POST)
    there = [{"who": each.who, "since": moment(each.since)} for each in presence.seen(report, user)]
    if not edition.is_valid():
        return JsonResponse({"message": say(REPORT_PROBLEMS.problem("P18")), "others": there}, status=422)
    if "ping" in request.POST:
        return JsonResponse({"edition": report.edition, "others": there})
    entry = entry_of_inputs(report.definition, request.POST.dict())
    try:
        saved = actions.save(user, report, entry, edition.cleaned_data["edition"])
    except actions.StaleError as stale:
        saved = stale.report
        # The same was handed over before and its answer was lost on the way: nothing differs, nothing is overwritten.
        if differences(saved.definition, entry, Entry.from_stored(saved.entry), _known(saved)):
            return JsonResponse({"message": say(stale.problem), "others": there}, status=409)
    except Refused as refused:
        return JsonResponse({"message": say(refused.problems[0]), "others": there}, status=422)
    reading = actions.reading_of(saved)
    computed = {
        f"o:{place}": format_number(value)
        for place in reading.computed
        if (value := reading.report.cells[place]) is not None
    }
    unreadable = {f"o:{place}": say(problem) for place, problem in reading.unreadable.items()}
    kept = {"edition": saved.edition, "at": moment(saved.changed_at), "computed": computed, "unreadable": unreadable}
    return JsonResponse({**kept, "others": there})


def _sent(request: HttpRequest, report: Report) -> HttpResponse:
    entry, edition = entry_of_inputs(report.definition, request.POST.dict()), EditionForm(request.POST)
    if not edition.is_valid():
        return _form(request, report, entry, status=422)
    if "conflict" in request.POST and edition.cleaned_data["edition"] == report.edition:
        theirs = Entry.from_stored(report.entry)
        found = _chosen(differences(report.definition, entry, theirs, _known(report)), request.POST)
        if not all(each.chosen for each in found):
            alert = say(REPORT_PROBLEMS.problem("P19"))
            return _form(request, report, entry, conflict=found, alert=alert, status=422)
        entry = resolved(report.definition, entry, theirs, found)
    try:
        saved = actions.save(signed_in(request), report, entry, edition.cleaned_data["edition"])
    except actions.StaleError as stale:
        theirs = Entry.from_stored(stale.report.entry)
        found = differences(report.definition, entry, theirs, _known(stale.report))
        if found:
            return _form(request, stale.report, entry, conflict=found, alert=say(stale.problem), status=409)
        saved = stale.report
    except Refused as refused:
        return _form(request, report, entry, alert=say(refused.problems[0]), status=422)
    if "submit" in request.POST:
        return _submitted(request, saved, request.POST)
    messages.success(request, _("The draft is kept."))
    checked = "?kiem-tra=1" if "check" in request.POST else ""
    return redirect(reverse("reporting:edit", args=[report.pk]) + checked)


def _chosen(found: list[Difference], sent: QueryDict) -> list[Difference]:
    """The differences with what was chosen for each; one button chooses everything of one side."""
    answers = [sent.get("all") or sent.get(each.choice, "") for each in found]
    return [
        replace(each, chosen=answer if answer in {MINE, THEIRS} else "")
        for each, answer in zip(found, answers, strict=True)
    ]


def _known(report: Report) -> dict[str, str]:
    return identification.known(report.unit, report.core_period, issued(report.unit))


def _submitted(request: HttpRequest, report: Report, sent: QueryDict) -> HttpResponse:
    entry = Entry.from_stored(report.entry)
    if "confirm" not in sent:
        alert = say(REPORT_PROBLEMS.problem("P10"))
        return _form(request, report, entry, checked=True, alert=alert, unconfirmed=True, status=422)
    try:
        actions.submit(signed_in(request), report, report.edition)
        presence.left(report, signed_in(request))
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
    conflict: list[Difference] | None = None,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    known = _known(report)
    reading = actions.reading_of(report, replace(entry, fields={**entry.fields, **known}))
    context = {
        "report": report,
        "sheet": sheet(reading, checked=checked, known=known, comments=queries.comments(report)),
        "checked": checked,
        "conflict": conflict,
        "others": presence.seen(report, signed_in(request)),
        "returned": report.events.filter(kind="returned").select_related("by").last(),
        "account": signed_in(request).pk,
        **more,
    }
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
