"""Who may do what where: rights are given to roles, roles to accounts at a unit and everything below it."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.organisation.models import Appointment, Member, Role, RoleGrant, Unit, User
from nhiemky.records import clock


@dataclass(frozen=True)
class Right:
    """Something that may be done, and the roles that may do it."""

    code: str
    roles: frozenset[Role]


def right(code: str, *roles: Role) -> Right:
    """Shorthand of every app's `access.py`."""
    return Right(code, frozenset(roles))


SEE_MEMBERS = right("organisation.see_members", Role.CLERK, Role.PRESIDIUM, Role.SUPERIOR)
MANAGE_MEMBERS = right("organisation.manage_members", Role.CLERK)
SEE_UNITS = right("organisation.see_units", *(role for role in Role if role is not Role.REPORTER))
MANAGE_UNITS = right("organisation.manage_units", Role.ADMINISTRATOR)
MANAGE_ACCOUNTS = right("organisation.manage_accounts", Role.ADMINISTRATOR)
SEE_RECORDS = right("records.see", Role.AUDITOR)


def signed_in(request: HttpRequest) -> User:
    """The account of the request. Raises PermissionDenied for a visitor (the log-in middleware catches most before)."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def grants(user: User | AnonymousUser) -> list[RoleGrant]:
    """The grants in force today; one query, kept on the account for the rest of the request."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: list[RoleGrant] | None = getattr(user, "_grants_in_force", None)
    if kept is None:
        kept = list(RoleGrant.objects.on(clock.today()).filter(user=user).select_related("unit"))
        user._grants_in_force = kept  # type: ignore[attr-defined]  # noqa: SLF001
    return kept


def roots(user: User | AnonymousUser, wanted: Right) -> list[Unit]:
    """The units at which the account has the right; it has it below them too."""
    return [grant.unit for grant in grants(user) if grant.role in wanted.roles]


def may(user: User | AnonymousUser, wanted: Right, unit: Unit | None = None) -> bool:
    """Has the account the right at the unit, or anywhere when no unit is named?"""
    held = roots(user, wanted)
    return bool(held) if unit is None else any(unit.path.startswith(root.path) for root in held)


def require(request: HttpRequest, wanted: Right, unit: Unit | None = None) -> User:
    """The first line of a view: the account, or PermissionDenied when it lacks the right at the unit."""
    user = signed_in(request)
    if not may(user, wanted, unit):
        raise PermissionDenied
    return user


def units(user: User | AnonymousUser, wanted: Right) -> QuerySet[Unit]:
    """All units at which the account has the right, in the tree's order."""
    found = Unit.objects.none()
    for root in roots(user, wanted):
        found |= Unit.objects.filter(path__startswith=root.path)
    return found.order_by("path")


def unit(request: HttpRequest, pk: int, wanted: Right) -> Unit:
    """The unit, for an account with the right there. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    require(request, wanted, found)
    return found


def member(request: HttpRequest, pk: int, wanted: Right) -> Member:
    """The member, for an account with the right at the member's cell. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(Member.objects.select_related("unit__parent"), pk=pk)
    require(request, wanted, found.unit)
    return found


def appointment(request: HttpRequest, pk: int, wanted: Right) -> Appointment:
    """The appointment, for an account with the right at its unit. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(Appointment.objects.select_related("unit", "member", "term"), pk=pk)
    require(request, wanted, found.unit)
    return found


def accounts(user: User) -> QuerySet[User]:
    """The accounts that have or had a role at a unit where this one manages accounts."""
    return User.objects.filter(grants__unit__in=units(user, MANAGE_ACCOUNTS)).distinct().order_by("username")


def account(request: HttpRequest, pk: int) -> User:
    """The account, for its administrator. Raises Http404 or PermissionDenied."""
    user = require(request, MANAGE_ACCOUNTS)
    found = get_object_or_404(User, pk=pk)
    if not accounts(user).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def grant(request: HttpRequest, pk: int) -> RoleGrant:
    """The role of an account, for the administrator of its unit. Raises Http404 or PermissionDenied."""
    found = get_object_or_404(RoleGrant.objects.select_related("unit", "user"), pk=pk)
    require(request, MANAGE_ACCOUNTS, found.unit)
    return found


def wholly_below(user: User, other: User) -> bool:
    """Has the other account all its roles where this one manages accounts? Only then may its password be reset.

    Otherwise the administrator of one cell could enter the house as somebody of another.
    """
    return other != user and all(may(user, MANAGE_ACCOUNTS, held.unit) for held in grants(other))
