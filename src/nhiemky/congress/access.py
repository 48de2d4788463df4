"""Who may do what at a congress. Members see programme, papers and what was declared; the roll stays inside."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from nhiemky.congress.models import Congress, State
from nhiemky.organisation.access import Right, may, right, signed_in, units
from nhiemky.organisation.models import Role, User

SEE = right("congress.see", Role.CLERK, Role.PRESIDIUM, Role.MEMBER, Role.SUPERIOR, Role.AUDITOR)
SEE_ROLL = right("congress.see_roll", Role.CLERK, Role.PRESIDIUM, Role.SUPERIOR, Role.AUDITOR)
PREPARE = right("congress.prepare", Role.CLERK)
CONDUCT = right("congress.conduct", Role.CLERK, Role.PRESIDIUM)


def congress(request: HttpRequest, pk: int, wanted: Right) -> Congress:
    """The congress, for an account with the right at its unit.

    Raises Http404 when there is none, PermissionDenied when the account lacks the right there.
    """
    user = signed_in(request)
    rows = Congress.objects.select_related("unit__parent", "term", "previous_term")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not may(user, wanted, found.unit):
        raise PermissionDenied
    return found


def with_minutes(request: HttpRequest, pk: int) -> Congress:
    """The congress whose minutes are asked for: once closed for all who see it, before for those who conduct it."""
    found = congress(request, pk, SEE)
    if found.state != State.CLOSED and not may(signed_in(request), CONDUCT, found.unit):
        raise PermissionDenied
    return found


def visible(user: User) -> QuerySet[Congress]:
    """The congresses of units where the account may see them."""
    found = units(user, SEE).order_by().values("pk")
    return Congress.objects.filter(unit__in=found).select_related("unit", "term")
