"""Reading units and members as of a day."""

from datetime import date

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery

from nhiemky.core.vietnamese.folding import fold
from nhiemky.organisation.models import Appointment, GroupMembership, Member, MemberStatus, Unit


def members_of(unit: Unit, day: date) -> QuerySet[Member]:
    """Members of the unit and all below it on the day, by given name, each with `status` and `group_name` of that day."""
    status = MemberStatus.objects.on(day).filter(member=OuterRef("pk")).order_by("-since").values("status")[:1]  # type: ignore[attr-defined]
    group = GroupMembership.objects.on(day).filter(member=OuterRef("pk")).order_by("-since").values("group__name")[:1]  # type: ignore[attr-defined]
    return (
        Member.objects.filter(unit__path__startswith=unit.path)
        .filter(Q(left_on=None) | Q(left_on__gt=day))
        .annotate(
            status=Subquery(status, output_field=CharField()),
            group_name=Subquery(group, output_field=CharField()),
        )
        .exclude(status=None)
        .order_by("name_key", "pk")
    )


def search(members: QuerySet[Member], text: str) -> QuerySet[Member]:
    """Those whose name or code holds the text, whatever the marks: `hoa` finds Hoà, Hòa and Hoa."""
    return members.filter(Q(search_key__contains=fold(text)) | Q(code__iexact=text.strip())) if text.strip() else members


def branch(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units with `member_count`: today's members of each unit itself."""
    present = Q(members__left_on=None)
    return units.annotate(member_count=Count("members", filter=present))


def ancestors(unit: Unit) -> QuerySet[Unit]:
    """The units above this one, from the root down."""
    above = [int(number) for number in unit.path.split("/") if number and int(number) != unit.pk]
    return Unit.objects.filter(pk__in=above).order_by("path")


def groups_of(cell: Unit, day: date) -> QuerySet[Unit]:
    """The Party groups of a cell on the day."""
    return (
        Unit.objects.filter(parent=cell, kind=Unit.Kind.GROUP)
        .filter(Q(founded_on=None) | Q(founded_on__lte=day))
        .filter(Q(closed_on=None) | Q(closed_on__gt=day))
    )


def officers_of(unit: Unit, day: date) -> QuerySet[Appointment]:
    """Appointments of the unit in force on the day."""
    return Appointment.objects.on(day).filter(unit=unit).select_related("member", "term")  # type: ignore[attr-defined,no-any-return]
