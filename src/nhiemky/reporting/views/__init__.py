"""What is due: a reporter's inbox, and the office's overview of who has sent what."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nhiemky.organisation.access import may
from nhiemky.records import clock
from nhiemky.reporting import access
from nhiemky.reporting.duties import Place, matrix, owed
from nhiemky.reporting.forms import YearForm

_ROWS = 50
# In the order in which they ask for something to be done.
_PLACES = list(Place)


def inbox(request: HttpRequest) -> HttpResponse:
    """The reports that the account's enterprises owe, by what there is to do."""
    user = access.reporter(request)
    duties = owed(access.own_projects(user), clock.today())
    ordered = sorted(duties, key=lambda each: (_PLACES.index(each.place), each.duty.last_day, each.project.code))
    groups = {place.value: list(group) for place, group in groupby(ordered, key=lambda each: each.place)}
    groups.get(Place.DONE, []).reverse()
    context = {"groups": groups, "has_projects": access.own_projects(user).exists(), "today": clock.today()}
    return render(request, "reporting/inbox.html", context)


def oversight(request: HttpRequest) -> HttpResponse:
    """Reports that wait for acceptance, and projects by duties of a year."""
    user = access.overseer(request)
    form = YearForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = wanted.get("nam") or clock.today().year
    whole = matrix(access.seen_projects(user), year, clock.today())
    rows = [row for row in whole.rows if not wanted.get("thieu") or row.is_owing]
    page = Paginator(rows, _ROWS).get_page(request.GET.get("trang"))
    context = {
        "waiting": access.waiting(user)[:_ROWS],
        "may_accept": may(user, access.ACCEPT),
        "form": form if request.GET else YearForm(initial={"nam": year}),
        "matrix": whole,
        "page": page,
        "only_owing": bool(wanted.get("thieu")),
        "keep": f"nam={year}&thieu=on&" if wanted.get("thieu") else f"nam={year}&",
    }
    return render(request, "reporting/oversight.html", context, status=200 if form.is_valid() else 422)
