"""The office's overview: what waits, who is missing, reminding, more time, closing and reopening periods."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Refused
from nhiemky.organisation.access import may, require, signed_in
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting import access, actions, catalogue, reminders
from nhiemky.reporting.duties import Owed, board_periods, matrix, owed
from nhiemky.reporting.forms import ExtensionForm, OverviewForm, ReopeningForm, YearForm
from nhiemky.reporting.models import Closing, Extension
from nhiemky.reporting.models.units import enterprise_of, named
from nhiemky.reporting.overview import ASKED, counts, in_state, lines
from nhiemky.ui.language import say
from nhiemky.ui.refusals import act
from nhiemky.zones import access as zones

_ROWS = 50
# The oldest reports that wait stand above the list; more are in it.
_WAITING = 10


def oversight(request: HttpRequest) -> HttpResponse:
    """Reports that wait for acceptance, and the duties of a year by state; with `xem=bang` all units by duties."""
    user = access.overseer(request)
    asked = _asked(user, request.GET)
    context = {
        "form": asked.form,
        "year": asked.year,
        "before": {each.duty.period.end.year for each in asked.duties} - {asked.year},
        "state": asked.form.state,
        "kept": asked.kept,
        "may_accept": may(user, access.ACCEPT),
        "may_enter": may(user, access.ENTER),
    }
    if request.GET.get("xem") == "bang":
        whole = matrix((each for each in asked.duties if each.duty.period.end.year == asked.year), asked.year)
        rows = [
            row
            for row in whole.rows
            if asked.form.state == ASKED or in_state(filter(None, row.cells), asked.form.state)
        ]
        context |= {"matrix": whole, "page": _page(request, rows), "keep": f"xem=bang&{asked.keep()}"}
        return _shown(request, "reporting/oversight_table.html", context, asked)
    listed = in_state(asked.duties, asked.form.state)
    owing = reminders.debts(listed)
    page = _page(request, listed)
    waiting = access.waiting(user)
    context |= {
        "waiting": waiting[:_WAITING] if asked.form.state == ASKED and page.number == 1 else [],
        "counts": counts(asked.duties, asked.form.state),
        "without_state": asked.keep(but="tinh"),
        "page": page,
        "keep": asked.keep(),
        "lines": lines(page, owing),
        "owing": len(owing),
    }
    return _shown(request, "reporting/oversight.html", context, asked)


def _page[T](request: HttpRequest, rows: list[T]) -> Page[T]:
    return Paginator(rows, _ROWS).get_page(request.GET.get("trang"))


def _shown(request: HttpRequest, template: str, context: dict[str, object], asked: "_Asked") -> HttpResponse:
    refused = asked.form.is_bound and not asked.form.is_valid()
    return render(request, template, context, status=422 if refused else 200)


@require_POST
def remind(request: HttpRequest) -> HttpResponse:
    """Remind the enterprises that were named, or all that the filter shows."""
    user = access.overseer(request)
    asked = _asked(user, request.POST)
    keys = set(request.POST.getlist("cho"))
    owing = reminders.debts(in_state(asked.duties, asked.form.state))
    may_accept = [each for each in owing if may(user, access.ACCEPT, each.board)]
    outcome = reminders.remind(
        user, [each for each in may_accept if not keys or each.key in keys], again="lai" in request.POST
    )
    _tell(request, outcome)
    return redirect(f"{reverse('reporting:oversight')}?{asked.keep().rstrip('&')}")


def extend(request: HttpRequest, code: str, form: str, period: str) -> HttpResponse:
    """Give one duty more time."""
    user = require(request, access.ACCEPT)
    wanted = _period(period)
    definition = catalogue.form_for(form, wanted)
    duty = catalogue.duty_of(definition, wanted) if definition else None
    if definition is None or duty is None:
        raise Http404
    unit = access.unit_at_board(request, definition, code, access.ACCEPT)
    asked = ExtensionForm(request.POST or None)
    given = Extension.objects.filter(**named(unit), form=definition.code, period=wanted.code)
    if request.method == "POST" and act(
        asked,
        lambda valid: actions.extend(
            user,
            unit,
            definition,
            wanted,
            valid.cleaned_data["last_day"],
            valid.cleaned_data["reason"],
        ),
    ):
        messages.success(request, _("More time is given; the reporter sees it in its list."))
        return redirect("reporting:oversight")
    context = {
        "unit": unit,
        "enterprise": enterprise_of(unit),
        "duty": duty,
        "form": asked,
        "given": given.select_related("given_by"),
    }
    return render(request, "reporting/extend.html", context, status=422 if asked.is_bound else 200)


def periods(request: HttpRequest) -> HttpResponse:
    """The forms and periods of a year at each board: how far they are, and which are closed."""
    user = access.overseer(request)
    year = YearForm(request.GET).year(clock.today())
    boards = board_periods(owed(access.seen_units(user), clock.today(), year))
    shut = Closing.objects.filter(board__in=[each.board for each in boards]).select_related(
        "board", "closed_by", "reopened_by"
    )
    context = {
        "year": year,
        "years": range(year - 2, clock.today().year + 1),
        "boards": boards,
        "closings": [each for each in shut if each.core_period.end.year == year],
        "may_close": may(user, access.ACCEPT),
    }
    return render(request, "reporting/periods.html", context)


@require_POST
def close(request: HttpRequest, board: int, form: str, period: str) -> HttpResponse:
    """Close a form and period of a board."""
    unit = access.board(request, board)
    wanted = _period(period)
    definition = catalogue.form_for(form, wanted)
    if definition is None:
        raise Http404
    try:
        actions.close(signed_in(request), unit, definition.code, wanted)
        messages.success(request, _("The period is closed: nothing is sent or accepted until it is reopened."))
    except Refused as refused:
        messages.error(request, f"{say(refused.problems[0])} ({refused.problems[0].code})")
    return redirect(f"{reverse('reporting:periods')}?nam={wanted.end.year}")


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed period again, with a reason."""
    closing = get_object_or_404(Closing.objects.select_related("board", "closed_by"), pk=pk)
    access.board(request, closing.board_id)
    form = ReopeningForm(request.POST or None)
    if request.method == "POST" and act(
        form, lambda valid: actions.reopen(signed_in(request), closing, valid.cleaned_data["reason"])
    ):
        messages.success(request, _("The period is open again."))
        return redirect(f"{reverse('reporting:periods')}?nam={closing.core_period.end.year}")
    context = {"closing": closing, "form": form}
    return render(request, "reporting/reopen.html", context, status=422 if form.is_bound else 200)


@dataclass(frozen=True)
class _Asked:
    """What a filter asks for: the duties in whatever state, and what of it stands in an address."""

    form: OverviewForm
    year: int
    duties: list[Owed]
    kept: dict[str, str]

    def keep(self, but: str = "") -> str:
        """The filter for an address, so that paging and reminding come back to it."""
        return urlencode({name: value for name, value in self.kept.items() if name != but}) + "&"


def _asked(user: User, sent: QueryDict) -> _Asked:
    year = YearForm(sent).year(clock.today())
    today = clock.today()
    # In January the reports of the last quarter and of the year are asked for, and what is late of the year is still.
    before = (year - 1,) if year == today.year else ()
    found = owed(access.seen_units(user), today, *before, year)
    everything = [each for each in found if each.duty.period.end.year == year or each.is_open]
    shown = zones.zones(user, access.SEE)
    form = OverviewForm(sent or None, owed=everything, zones=shown, initial={"nam": year})
    kept = {name: value for name in ("bieu", "ky", "khu", "tinh") if (value := sent.get(name))}
    return _Asked(form, year, form.wanted(everything), {"nam": str(year)} | kept)


def _period(code: str) -> Period:
    try:
        return parse_period(code)
    except Refused as refused:
        raise Http404 from refused


def _tell(request: HttpRequest, outcome: reminders.Outcome) -> None:
    if outcome.reminders:
        n = len(outcome.reminders)
        text = ngettext("%(n)d enterprise is reminded by e-mail.", "%(n)d enterprises are reminded by e-mail.", n)
        messages.success(request, text % {"n": n})
    if outcome.spared:
        names = ", ".join(each.name for each in outcome.spared[:5])
        text = _("Not again within a day (tick the box to remind all the same): %(names)s")
        messages.warning(request, text % {"names": names})
    for problem in outcome.problems:
        messages.error(request, f"{say(problem)} ({problem.code})")
