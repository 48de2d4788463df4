"""The members of a cell: list, page, and every change of a member."""

from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nhiemky.organisation import access, actions, queries
from nhiemky.organisation.forms import (
    AdmissionForm,
    AppointmentForm,
    EndForm,
    GroupForm,
    LeaveForm,
    MemberForm,
    StatusForm,
)
from nhiemky.organisation.models import GroupMembership, Member, MemberStatus, Unit, User
from nhiemky.organisation.views.units import require_form
from nhiemky.records import clock
from nhiemky.records.actions import looked

PAGE_LENGTH = 100


@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Today's members of a unit and all below it, by given name; who looked is recorded."""
    unit = access.unit(request, pk, access.SEE_MEMBERS)
    looked(access.signed_in(request), unit, "organisation:members")
    groups = list(queries.groups_below(unit))
    chosen = _filtered(request, queries.members_of(unit, clock.today()), groups)
    page = Paginator(chosen.select_related("unit"), PAGE_LENGTH).get_page(request.GET.get("page"))
    return render(
        request,
        "organisation/members.html",
        {
            "unit": unit,
            "above": queries.ancestors(unit),
            "page": page,
            "groups": groups,
            "statuses": MemberStatus.Status.choices,
            "is_cell": unit.kind == Unit.Kind.CELL,
            "may_manage": access.may(request.user, access.MANAGE_MEMBERS, unit),
        },
    )


def _filtered(request: HttpRequest, rows: queries.Members, groups: list[Unit]) -> queries.Members:
    """Narrowed by what the address asks for; what it asks and we do not know narrows nothing."""
    status, group = request.GET.get("status", ""), request.GET.get("group", "")
    if status in MemberStatus.Status.values:
        rows = rows.filter(Q(status=status))
    if group in {str(known.pk) for known in groups}:
        rows = rows.filter(Q(group_id=int(group)))
    return queries.search(rows, request.GET.get("q", ""))


@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """A member with the history of statuses, groups and offices; who looked is recorded."""
    shown = access.member(request, pk, access.SEE_MEMBERS)
    looked(access.signed_in(request), shown, "organisation:member")
    return render(
        request,
        "organisation/member.html",
        {
            "member": shown,
            "above": queries.ancestors(shown.unit),
            "statuses": shown.statuses.order_by("-since", "-pk"),
            "groups": shown.groups.select_related("group").order_by("-since", "-pk"),
            "appointments": shown.appointments.select_related("term", "unit").order_by("-since", "office"),
            "may_manage": access.may(request.user, access.MANAGE_MEMBERS, shown.unit),
        },
    )


@require_form
def admit(request: HttpRequest, pk: int) -> HttpResponse:
    """A new member of a cell."""
    cell = access.unit(request, pk, access.MANAGE_MEMBERS)
    require_cell(cell)
    form = AdmissionForm(request.POST or None, cell=cell)
    if form.is_valid():
        new = form.save(commit=False)
        new.unit = cell
        given = form.cleaned_data
        status = MemberStatus.Status(given["status"])
        actions.admit_member(access.signed_in(request), new, status, given["since"], given["group"])
        messages.success(request, _("%(name)s is now a member of the cell.") % {"name": new.full_name})
        return redirect("organisation:member", new.pk)
    return _form_page(request, form, _("New member"), cell)


@require_form
def member_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrected facts of a member."""
    shown = access.member(request, pk, access.MANAGE_MEMBERS)
    form = MemberForm(request.POST or None, instance=shown, cell=shown.unit)

    def act(user: User) -> None:
        actions.change_member(user, form.save(commit=False))

    return _changed(request, form, _("Correct the facts"), shown, act)


@require_form
def status_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another status from a day on."""
    shown = present_member(request, pk)
    form = StatusForm(request.POST or None, earliest=_open_since(shown.statuses.filter(until=None)))

    def act(user: User) -> None:
        given = form.cleaned_data
        status = MemberStatus.Status(given["status"])
        actions.change_status(user, shown, status, given["since"], given["reason"])

    return _changed(request, form, _("Change the status"), shown, act)


@require_form
def group_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another group from a day on."""
    shown = present_member(request, pk)
    groups = queries.groups_of(shown.unit, clock.today())
    form = GroupForm(request.POST or None, groups=groups, earliest=_open_since(shown.groups.filter(until=None)))

    def act(user: User) -> None:
        actions.change_group(user, shown, form.cleaned_data["group"], form.cleaned_data["since"])

    return _changed(request, form, _("Move to another group"), shown, act)


@require_form
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The member leaves the cell; status, group and offices end with it."""
    shown = present_member(request, pk)
    form = LeaveForm(request.POST or None, earliest=queries.latest_beginning(shown))

    def act(user: User) -> None:
        actions.release_member(user, shown, form.cleaned_data["since"], form.cleaned_data["reason"])

    return _changed(request, form, _("The member leaves the cell"), shown, act)


@require_form
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """An office by a superior's decision; elections make their appointments themselves."""
    shown = present_member(request, pk)
    form = AppointmentForm(request.POST or None, member=shown)

    def act(user: User) -> None:
        actions.appoint(user, form.save(commit=False))

    return _changed(request, form, _("Appoint by a decision"), shown, act)


@require_form
def appointment_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of an appointment."""
    held = access.appointment(request, pk, access.MANAGE_MEMBERS)
    if held.until is not None:
        raise Http404
    form = EndForm(request.POST or None, since=held.since)

    def act(user: User) -> None:
        actions.end_appointment(user, held, form.cleaned_data["until"], form.cleaned_data["reason"])

    return _changed(request, form, _("End the appointment"), held.member, act)


def present_member(request: HttpRequest, pk: int) -> Member:
    """A member who has not left, for whoever manages the cell's members. Raises Http404 or PermissionDenied."""
    found = access.member(request, pk, access.MANAGE_MEMBERS)
    if found.left_on is not None:
        raise Http404
    return found


def require_cell(unit: Unit) -> None:
    """Only cells admit members. Raises Http404 for another unit."""
    if unit.kind != Unit.Kind.CELL:
        raise Http404


def _open_since(rows: QuerySet[MemberStatus] | QuerySet[GroupMembership]) -> date | None:
    latest = rows.order_by("-since").first()
    return latest.since if latest else None


def _changed(
    request: HttpRequest, form: forms.BaseForm, title: str, shown: Member, act: Callable[[User], None]
) -> HttpResponse:
    """Act and go back to the member when the form is right; else show it, with what was typed."""
    if form.is_valid():
        act(access.signed_in(request))
        messages.success(request, _("Saved."))
        return redirect("organisation:member", shown.pk)
    return _form_page(request, form, title, shown.unit, shown)


def _form_page(
    request: HttpRequest, form: forms.BaseForm, title: str, unit: Unit, shown: Member | None = None
) -> HttpResponse:
    return render(
        request,
        "organisation/member_form.html",
        {"form": form, "title": title, "unit": unit, "member": shown},
        status=422 if form.is_bound else 200,
    )
