"""Pages of zones: the overview, one zone, its figures, and the search."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhiemky.core.zones.endings import as_of, heir
from nhiemky.organisation.access import may, require, signed_in, units
from nhiemky.records import clock
from nhiemky.zones import access, actions, endings, queries
from nhiemky.zones.forms import FactForm, SearchForm, ZoneForm
from nhiemky.zones.models import Project, Zone, ZoneFact
from nhiemky.zones.views.pages import form_page, one_page


def overview(request: HttpRequest) -> HttpResponse:
    """Every zone with its land and how full it is, and all of them together."""
    user = require(request, access.SEE)
    today = clock.today()
    lands = queries.land(queries.by_name(access.zones(user)), today)
    projects = queries.project_counts(access.zones(user), today)
    known = endings.known()
    ended = as_of(known, today)
    # The land of a merged zone counts on until its successor states a figure of both.
    listed = [land for land in lands if land.zone.code not in ended or land.facts]
    context = {
        "lands": [(land, projects.get(land.zone.code, 0), known.get(land.zone.code)) for land in listed],
        "ended": [
            (land.zone, ended[land.zone.code], projects.get(land.zone.code, 0))
            for land in lands
            if land.zone.code in ended
        ],
        "project_total": sum(projects.values()),
        "totals": queries.totals(lands),
        "occupancy": queries.total_occupancy(lands),
        "may_manage": may(user, access.MANAGE),
        "search": SearchForm(),
        "today": today,
    }
    return render(request, "zones/zones.html", context)


def zone(request: HttpRequest, code: str) -> HttpResponse:
    """One zone: its figures with all their sources, and its projects."""
    found = access.zone(request, code, access.SEE)
    ended, today = endings.known(), clock.today()
    ending, merged = ended.get(found.code), queries.merged_into(found, ended)
    stood_for = {found.code} | {each for each in ended if heir(each, ended, today) == found.code}
    projects = Project.objects.filter(zone__code__in=stood_for).select_related("enterprise", "zone")
    page = one_page(request, projects)
    in_force = queries.project_counts(Zone.objects.filter(pk=found.pk), today) if ending else {}
    context = {
        "zone": found,
        "ending": ending,
        "left": in_force.get(found.code, 0) if ending and ending.last_day < today else 0,
        "successor": Zone.objects.filter(code=ending.successor).first() if ending and ending.successor else None,
        "has_ended": found.code in as_of(ended, today),
        "merged": [(each, ended[each.code]) for each in merged],
        "land": queries.land([found], min(today, ending.last_day) if ending else today)[0],
        "facts": found.facts.all(),
        "plants": found.plants.select_related("successor"),
        "page": page,
        "projects": queries.with_capital(page.object_list, clock.today()),
        "may_manage": may(request.user, access.MANAGE, found.board),
    }
    return render(request, "zones/zone.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Register a zone."""
    user = require(request, access.MANAGE)
    form = ZoneForm(request.POST or None, boards=units(user, access.MANAGE))
    if request.method == "POST" and form.is_valid():
        registered = actions.register_zone(user, form.save(commit=False))
        messages.success(request, _("The zone is registered."))
        return redirect("zones:zone", registered.code)
    return form_page(request, form, _("Register a zone"))


def change(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a zone's name or note."""
    found = access.zone(request, code, access.MANAGE)
    user = signed_in(request)
    form = ZoneForm(request.POST or None, instance=found, boards=units(user, access.MANAGE))
    if request.method == "POST" and form.is_valid():
        actions.change_zone(user, form.save(commit=False))
        messages.success(request, _("The changes are kept."))
        return redirect("zones:zone", code)
    return form_page(request, form, _("Change the zone"), back=("zones:zone", code))


def add_fact(request: HttpRequest, code: str) -> HttpResponse:
    """Add a source's figure to a zone."""
    found = access.zone(request, code, access.MANAGE)
    form = FactForm(request.POST or None, instance=ZoneFact(zone=found))
    if request.method == "POST" and form.is_valid():
        actions.add_fact(signed_in(request), form.save(commit=False))
        messages.success(request, _("The figure is kept with its source."))
        return redirect("zones:zone", code)
    return form_page(request, form, _("Add a figure: %(zone)s") % {"zone": found}, back=("zones:zone", code))


@require_POST
def choose_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one of several sources count."""
    fact = access.fact(request, pk)
    actions.choose_fact(signed_in(request), fact)
    messages.success(request, _("This source counts from now on."))
    return redirect("zones:zone", fact.zone.code)


def search(request: HttpRequest) -> HttpResponse:
    """Find projects and enterprises by words, with or without Vietnamese marks."""
    user = require(request, access.SEE)
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    projects, enterprises = access.projects(user), access.enterprises(user)
    found = queries.matching(words, projects, enterprises) if words.strip() else ([], [])
    context = {"form": form, "words": words.strip(), "projects": found[0], "enterprises": found[1]}
    return render(request, "zones/search.html", context, status=200 if form.is_valid() else 422)
