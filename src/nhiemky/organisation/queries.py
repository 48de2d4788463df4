"""Reading units and members as of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Case, CharField, Count, DateField, OuterRef, Q, QuerySet, Subquery, When

from nhiemky.core.vietnamese.folding import fold
from nhiemky.organisation.models import Appointment, GroupMembership, Member, MemberStatus, Unit

type Members = QuerySet[Member]


@dataclass(frozen=True)
class Branch:
    """A unit and the branches below it."""

    unit: Unit
    below: list[Branch]


def members_of(unit: Unit, day: date) -> QuerySet[Member]:
    """Members of the unit and all below it on the day, by given name.

    Each has `status`, `status_since`, `group_id` and `group_name` of that day.
    """
    statuses = MemberStatus.objects.on(day).filter(member=OuterRef("pk")).order_by("-since")
    groups = GroupMembership.objects.on(day).filter(member=OuterRef("pk")).order_by("-since")
    return (
        Member.objects.filter(unit__path__startswith=unit.path)
        .filter(Q(left_on=None) | Q(left_on__gt=day))
        .annotate(
            status=Subquery(statuses.values("status")[:1], output_field=CharField()),
            status_since=Subquery(statuses.values("since")[:1], output_field=DateField()),
            group_id=Subquery(groups.values("group")[:1], output_field=BigIntegerField()),
            group_name=Subquery(groups.values("group__name")[:1], output_field=CharField()),
        )
        .exclude(status=None)
        .order_by("name_key", "pk")
    )


def search(members: QuerySet[Member], text: str) -> QuerySet[Member]:
    """Those whose name or code holds the text, whatever the marks: `hoa` finds Hoà, Hòa and Hoa."""
    return (
        members.filter(Q(search_key__contains=fold(text)) | Q(code__iexact=text.strip())) if text.strip() else members
    )


def branch(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units with `member_count`: today's members of each unit itself."""
    present = Q(members__left_on=None)
    return units.annotate(member_count=Count("members", filter=present))


def ancestors(unit: Unit) -> QuerySet[Unit]:
    """The units above this one, from the root down."""
    above = [int(number) for number in unit.path.split("/") if number and int(number) != unit.pk]
    return Unit.objects.filter(pk__in=above).order_by("path")


def nested(units: Iterable[Unit]) -> list[Branch]:
    """The units, in the tree's order, as branches; a unit whose superior is not among them is a root."""
    branches: dict[int, Branch] = {}
    roots: list[Branch] = []
    for unit in units:
        branches[unit.pk] = branch = Branch(unit, [])
        above = branches.get(unit.parent_id) if unit.parent_id else None
        (above.below if above else roots).append(branch)
    return roots


def groups_below(unit: Unit) -> QuerySet[Unit]:
    """All Party groups of the unit and below it that have not been closed, by name."""
    return Unit.objects.filter(path__startswith=unit.path, kind=Unit.Kind.GROUP, closed_on=None).order_by("path")


def latest_beginning(member: Member) -> date | None:
    """The first day of the newest status, group or office of the member that has not ended."""
    open_rows = (
        rows.filter(until=None).order_by("-since").first()
        for rows in (member.statuses, member.groups, member.appointments)
    )
    return max((row.since for row in open_rows if row), default=None)


def groups_of(cell: Unit, day: date) -> QuerySet[Unit]:
    """The Party groups of a cell on the day."""
    return (
        Unit.objects.filter(parent=cell, kind=Unit.Kind.GROUP)
        .filter(Q(founded_on=None) | Q(founded_on__lte=day))
        .filter(Q(closed_on=None) | Q(closed_on__gt=day))
    )


def officers_of(unit: Unit, day: date) -> QuerySet[Appointment]:
    """Appointments of the unit in force on the day: the secretary, the deputy, then members by given name."""
    offices = Appointment.Office
    first = [offices.SECRETARY, offices.DEPUTY_SECRETARY, offices.COMMITTEE_MEMBER]
    rank = Case(*(When(office=office, then=place) for place, office in enumerate(first)))
    held: QuerySet[Appointment] = Appointment.objects.on(day).filter(unit=unit)
    return held.select_related("member", "term").order_by(rank, "member__name_key")
