"""What is due of a reporter."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nhiemky.core.reporting.lawful_duties import lawful_duties
from nhiemky.records import clock
from nhiemky.reporting import access
from nhiemky.reporting.duties import Place, owed, urgency


def inbox(request: HttpRequest) -> HttpResponse:
    """The reports that the account's enterprises or its board owe, by what there is to do."""
    own = access.own_units(access.filler(request))
    duties = owed(own, clock.today())
    ordered = sorted(duties, key=urgency)
    groups = {place.value: list(group) for place, group in groupby(ordered, key=lambda each: each.place)}
    groups.get(Place.DONE, []).reverse()
    today = clock.today()
    context = {
        "groups": groups,
        "own": own,
        "today": today,
        "others": [(each, each.next_days(today)[:1]) for each in lawful_duties() if each.form is None],
    }
    return render(request, "reporting/inbox.html", context)
