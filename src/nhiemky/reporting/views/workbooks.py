"""Workbooks: prefilled ones to take away, filled-in ones to bring back, accepted reports as a list."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.workbook.layout import Kind
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import looked
from nhiemky.reporting import access, actions, catalogue, tasks
from nhiemky.reporting.duties import MISSING, Owed, owed
from nhiemky.reporting.forms import YearForm
from nhiemky.reporting.models import Report, WorkbookImport
from nhiemky.reporting.models.units import ReportingUnit
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.workbooks.drafts import chosen, drafts
from nhiemky.reporting.workbooks.exporting import exported
from nhiemky.reporting.workbooks.forms import WorkbookForm
from nhiemky.reporting.workbooks.sources import prefilled
from nhiemky.reporting.workbooks.writing import written
from nhiemky.ui.language import language, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200
_LAST_IMPORTS = 10


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook of a report that is being written."""
    report = access.own_report(request, pk)
    if not report.is_open:
        messages.error(request, _("Only a report that is open has a workbook to fill in."))
        return redirect("reporting:report", pk)
    return _made(Kind.ONE, report.definition, report.core_period, [report.unit])


@require_safe
def new(request: HttpRequest, code: str, form: str, period: str) -> HttpResponse:
    """The workbook of a report that is due and not begun."""
    access.filler(request)
    definition, wanted = _form(form, period)
    return _made(Kind.ONE, definition, wanted, [access.own_unit(request, definition, code)])


@require_safe
def many(request: HttpRequest, form: str, period: str) -> HttpResponse:
    """One workbook for every report on a form for a period that the account may fill in and that is not sent yet."""
    user = access.filler(request)
    definition, wanted = _form(form, period)
    units = [each.unit for each in _missing(user, definition, wanted)]
    if not units:
        messages.error(request, _("No report on this form and period is still to be filled in."))
        return redirect("reporting:workbooks")
    return _made(Kind.MANY, definition, wanted, units)


@require_http_methods(["GET", "HEAD", "POST"])
def workbooks(request: HttpRequest) -> HttpResponse:
    """Take workbooks away, bring them back, and see the last imports."""
    user = access.filler(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        taken = tasks.take_workbook(user, file.name, file.read(), submits=form.cleaned_data["submits"])
        return redirect("reporting:workbook_import", taken.pk)
    due = _missing(user)
    groups: dict[tuple[Form, Period], int] = {}
    for each in due:
        key = (each.form, each.duty.period)
        groups[key] = groups.get(key, 0) + 1
    context = {
        "form": form,
        "groups": [(each, catalogue.slug(each), period, number) for (each, period), number in groups.items()],
        "imports": WorkbookImport.objects.filter(by=user).defer("content", "problems")[:_LAST_IMPORTS],
    }
    return render(request, "reporting/workbooks.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def workbook_import(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is, and everything that was wrong."""
    return render(request, "reporting/workbook_import.html", _import(access.workbook_import(request, pk)))


@require_safe
def workbook_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that says how far the import is, asked for again and again while it goes on."""
    return render(request, "reporting/workbook_progress.html", _import(access.workbook_import(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands in the way of the drafts of an import; those that were named are sent together, or none."""
    found, user = access.workbook_import(request, pk), access.filler(request)
    listed = drafts(user, found)
    alerts: list[str] = []
    if request.method == "POST":
        alerts = _sent(request, user, chosen(listed, request.POST.getlist("cho")))
        if not alerts:
            return redirect("reporting:workbook_import", pk)
    context = {
        "found": found,
        "ready": [each for each in listed if not each.in_the_way],
        "others": [each for each in listed if each.in_the_way],
        "alerts": alerts,
        "named": set(request.POST.getlist("cho")) if request.method == "POST" else None,
        "confirmed": "confirm" in request.POST,
    }
    return render(request, "reporting/workbook_submit.html", context, status=422 if alerts else 200)


def _sent(request: HttpRequest, user: User, wanted: list[tuple[Report, int]]) -> list[str]:
    """Send the reports; why not, in sentences."""
    if not wanted:
        return [_("Choose at least one draft.")]
    if "confirm" not in request.POST:
        return [say(REPORT_PROBLEMS.problem("P10"))]
    try:
        sent = actions.submit_all(user, wanted)
    except actions.NotAllError as error:
        return [_why(wanted[place][0], reason) for place, reason in error.why.items()]
    n = len(sent)
    messages.success(request, ngettext("%(n)d report is submitted.", "%(n)d reports are submitted.", n) % {"n": n})
    return []


def _why(report: Report, reason: Refused | actions.StaleError) -> str:
    problems = reason.problems if isinstance(reason, Refused) else (reason.problem,)
    return f"{report.unit.code}: " + "; ".join(f"{say(each)} ({each.code})" for each in problems)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The accepted reports of a year as a list; who took it is recorded."""
    user = access.overseer(request)
    form = YearForm(request.GET)
    year = (form.cleaned_data.get("nam") if form.is_valid() else None) or clock.today().year
    looked(user, None, "reporting:export")
    return _file(exported(access.seen_units(user), year), f"bao-cao-da-tiep-nhan-{year}.xlsx")


def _import(found: WorkbookImport) -> dict[str, object]:
    told = language()
    problems = [(each["place"], each[told], each["code"]) for each in found.problems[:_SHOWN]]
    filed = [pk for pk, _code in found.filed]
    return {
        "found": found,
        "problems": problems,
        "more": max(len(found.problems) - _SHOWN, 0),
        "has_drafts": Report.objects.filter(pk__in=filed, state=Report.State.DRAFT).exists(),
    }


def _missing(user: User, form: Form | None = None, period: Period | None = None) -> list[Owed]:
    """What the account may still fill in: due or returned, and no draft of somebody else's."""
    duties = owed(access.fillable_units(user), clock.today(), *([period.end.year] if period else []))
    wanted = [
        each
        for each in duties
        if each.place in MISSING
        and each.closing is None
        and (form is None or each.form == form)
        and (period is None or each.duty.period == period)
    ]
    hidden = access.hidden(user, (each.report for each in wanted if each.report))
    return [each for each in wanted if each.report is None or each.report.pk not in hidden]


def _form(address: str, period: str) -> tuple[Form, Period]:
    try:
        wanted = parse_period(period)
    except Refused as refused:
        raise Http404 from refused
    definition = catalogue.form_for(address, wanted)
    if definition is None:
        raise Http404
    return definition, wanted


def _made(kind: Kind, form: Form, period: Period, units: Sequence[ReportingUnit]) -> HttpResponse:
    name = units[0].code if kind is Kind.ONE else f"{len(units)}-bao-cao"
    return _file(
        written(prefilled(kind, form, period, units)), f"{catalogue.slug(form)}-{period.code}-{name}.xlsx".lower()
    )


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
