"""Everything that writes units, members, terms, appointments and accounts."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.db import models

from nhiemky.organisation.models import (
    Appointment,
    GroupMembership,
    Member,
    MemberRating,
    MemberStatus,
    Role,
    RoleGrant,
    Term,
    Unit,
    User,
)
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note


@dataclass(frozen=True)
class Admission:
    """A member not yet saved, with the first status, its first day, and the group where the cell has groups."""

    member: Member
    status: MemberStatus.Status
    since: date
    group: Unit | None


# Wagtail gives its rights to Django groups; this one is kept equal to the accounts with the editor's role.
EDITORS = "editors"


@action("organisation.members_rated")
def rate_members(actor: Actor, rating: MemberRating) -> MemberRating:
    """Keep a cell's rating of a year; it takes the place of the one that is there, with its reason."""
    about(rating.unit)
    rating.supersedes = MemberRating.objects.filter(unit=rating.unit, year=rating.year, successor=None).first()
    rating.save()
    note(year=rating.year, reason=rating.reason)
    return rating


@action("organisation.unit_created")
def create_unit(actor: Actor, unit: Unit) -> Unit:
    """Put a new unit into the tree, below its parent."""
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk:08}/"
    unit.save()
    return unit


@action("organisation.unit_changed")
def change_unit(actor: Actor, unit: Unit) -> Unit:
    """Save changed facts of a unit. Its place in the tree stays: a move is a new unit and a closed one."""
    unit.save()
    return unit


@action("organisation.member_admitted")
def admit_member(
    actor: Actor, member: Member, status: MemberStatus.Status, since: date, group: Unit | None = None
) -> Member:
    """Take a member into a cell with a first status and, where there are groups, into one."""
    member.save()
    MemberStatus(member=member, status=status, since=since).save()
    if group is not None:
        GroupMembership(member=member, group=group, since=since).save()
    return member


@action("organisation.member_changed")
def change_member(actor: Actor, member: Member) -> Member:
    """Save corrected facts of a member."""
    member.save()
    return member


@action("organisation.members_imported")
def import_members(actor: Actor, unit: Unit, admissions: Sequence[Admission]) -> list[Member]:
    """Admit all members of a checked file, or none."""
    note(count=len(admissions))
    return [admit_member(actor, new.member, new.status, new.since, new.group) for new in admissions]


@action("organisation.member_left")
def release_member(actor: Actor, member: Member, left_on: date, reason: str) -> Member:
    """Let a member leave the cell; `left_on` is the first day on which the member is no longer in it."""
    for rows in (member.statuses.all(), member.groups.all(), member.appointments.all()):
        _end_open(rows, left_on)
    member.left_on = left_on
    member.save()
    note(reason=reason)
    return member


@action("organisation.status_changed")
def change_status(
    actor: Actor, member: Member, status: MemberStatus.Status, since: date, reason: str = ""
) -> MemberStatus:
    """End the status in force on the day before `since` and begin another."""
    about(member)
    _end_open(member.statuses.all(), since)
    new = MemberStatus(member=member, status=status, since=since, reason=reason)
    new.save()
    return new


@action("organisation.group_changed")
def change_group(actor: Actor, member: Member, group: Unit, since: date) -> GroupMembership:
    """Move a member to another group of the cell from a day on."""
    about(member)
    _end_open(member.groups.all(), since)
    new = GroupMembership(member=member, group=group, since=since)
    new.save()
    return new


@action("organisation.term_opened")
def open_term(actor: Actor, term: Term) -> Term:
    """Open a term of office of a unit; the one before it ends the day before."""
    earlier = Term.objects.filter(unit=term.unit, until=None, ordinal__lt=term.ordinal)
    for old in earlier:
        old.until = term.since - timedelta(days=1)
        old.save()
    term.save()
    return term


@action("organisation.appointed")
def appoint(actor: Actor, appointment: Appointment) -> Appointment:
    """Put a member into an office; `source` names the declared election or the decision."""
    appointment.save()
    return appointment


@action("organisation.appointment_ended")
def end_appointment(actor: Actor, appointment: Appointment, until: date, reason: str) -> Appointment:
    """End an appointment; `until` is its last day."""
    appointment.until = until
    appointment.save()
    note(reason=reason)
    return appointment


@action("organisation.account_created")
def create_account(actor: Actor, user: User, password: str | None) -> User:
    """Make an account. The password is checked by the form before it comes here; without one, nobody can log in."""
    user.set_password(password)
    user.save()
    return user


@action("organisation.account_opened")
def open_account(actor: Actor, user: User, role: Role, unit: Unit) -> str:
    """Make an account with its first role from today on; gives the password to hand over, which is kept nowhere."""
    password = _temporary_password(user)
    create_account(actor, user, password)
    grant_role(actor, user, role, unit, clock.today())
    return password


@action("organisation.password_reset")
def reset_password(actor: Actor, user: User) -> str:
    """Give an account another password to hand over, which is kept nowhere."""
    password = _temporary_password(user)
    user.set_password(password)
    user.save()
    return password


def _temporary_password(user: User) -> str:
    """Four groups of four letters and digits that are not mistaken for each other: about 79 bits."""
    user.password_is_temporary = True
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _place in range(4)) for _group in range(4))


@action("organisation.password_changed")
def change_password(actor: Actor, user: User, password: str) -> User:
    """Set a password of the person's own choice; the hash itself is no part of the records."""
    user.password_is_temporary = False
    user.set_password(password)
    user.save()
    return user


@action("organisation.role_granted")
def grant_role(actor: Actor, user: User, role: Role, unit: Unit, since: date, until: date | None = None) -> RoleGrant:
    """Give an account a role at a unit and everything below it."""
    grant = RoleGrant(user=user, role=role, unit=unit, since=since, until=until)
    grant.save()
    if role == Role.EDITOR:
        user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    return grant


@action("organisation.role_ended")
def end_role(actor: Actor, grant: RoleGrant, until: date) -> RoleGrant:
    """Let a role end; `until` is its last day."""
    grant.until = until
    grant.save()
    others = grant.user.grants.filter(role=Role.EDITOR, until=None).exclude(pk=grant.pk)
    if grant.role == Role.EDITOR and not others.exists():
        grant.user.groups.remove(*Group.objects.filter(name=EDITORS))
    return grant


def _end_open(
    rows: models.QuerySet[MemberStatus] | models.QuerySet[GroupMembership] | models.QuerySet[Appointment], since: date
) -> None:
    for row in rows.filter(until=None):
        row.until = since - timedelta(days=1)
        row.save()
