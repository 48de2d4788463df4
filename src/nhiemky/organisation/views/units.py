"""The tree of units, a unit's page, its facts and its terms."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nhiemky.organisation import access, actions, queries
from nhiemky.organisation.forms import TermForm, UnitForm
from nhiemky.organisation.models import Appointment, Term, Unit
from nhiemky.records import clock

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The units the account may see, as a tree."""
    user = access.require(request, access.SEE_UNITS)
    shown = queries.branch(access.units(user, access.SEE_UNITS))
    return render(
        request,
        "organisation/units.html",
        {"tree": queries.nested(shown), "may_manage": access.may(user, access.MANAGE_UNITS)},
    )


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts of a unit, its officers now and before, its terms, and how many members it has."""
    shown = access.unit(request, pk, access.SEE_UNITS)
    today = clock.today()
    return render(
        request,
        "organisation/unit.html",
        {
            "unit": shown,
            "above": queries.ancestors(shown),
            "below": queries.branch(Unit.objects.filter(parent=shown)),
            "officers": queries.officers_of(shown, today),
            "former": Appointment.objects.filter(unit=shown, until__lt=today)
            .select_related("member", "term")
            .order_by("-until", "member__name_key"),
            "terms": Term.objects.filter(unit=shown).order_by("-ordinal"),
            "member_count": queries.members_of(shown, today).count(),
            "may_see_members": access.may(request.user, access.SEE_MEMBERS, shown),
            "may_manage_members": access.may(request.user, access.MANAGE_MEMBERS, shown),
            "may_manage": access.may(request.user, access.MANAGE_UNITS, shown),
        },
    )


@require_form
def unit_create(request: HttpRequest) -> HttpResponse:
    """A new unit below one where the account manages units."""
    user = access.require(request, access.MANAGE_UNITS)
    form = UnitForm(request.POST or None, parents=access.units(user, access.MANAGE_UNITS))
    if form.is_valid():
        created = actions.create_unit(user, form.save(commit=False))
        messages.success(request, _("The unit now stands in the tree."))
        return redirect("organisation:unit", created.pk)
    return _form_page(request, form, _("New unit"), None)


@require_form
def unit_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other facts of a unit."""
    shown = access.unit(request, pk, access.MANAGE_UNITS)
    form = UnitForm(request.POST or None, instance=shown, parents=Unit.objects.none())
    if form.is_valid():
        actions.change_unit(access.signed_in(request), form.save(commit=False))
        messages.success(request, _("Saved."))
        return redirect("organisation:unit", pk)
    return _form_page(request, form, _("Change the facts"), shown)


@require_form
def term_open(request: HttpRequest, pk: int) -> HttpResponse:
    """A new term of office of a unit; the one before ends the day before."""
    shown = access.unit(request, pk, access.MANAGE_MEMBERS)
    form = TermForm(request.POST or None, unit=shown)
    if form.is_valid():
        actions.open_term(access.signed_in(request), form.save(commit=False))
        messages.success(request, _("The term of office has been opened."))
        return redirect("organisation:unit", pk)
    return _form_page(request, form, _("Open a term of office"), shown)


def _form_page(request: HttpRequest, form: object, title: str, unit: Unit | None) -> HttpResponse:
    return render(
        request,
        "organisation/unit_form.html",
        {"form": form, "title": title, "unit": unit},
        status=422 if request.method == "POST" else 200,
    )
