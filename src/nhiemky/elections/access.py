"""Who may do what in this room.

Before the declaration a count is seen only by the teller who typed it and, once two agree, by the presidium.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from nhiemky.elections.models import Declaration, Election, State
from nhiemky.organisation.access import Right, may, right, signed_in, units
from nhiemky.organisation.models import Role, Unit, User

RUN = right("elections.run", Role.CLERK)
COUNT = right("elections.count", Role.TELLER)
DECLARE = right("elections.declare", Role.PRESIDIUM)
SEE_PREPARATION = right("elections.see_preparation", Role.CLERK, Role.TELLER, Role.PRESIDIUM, Role.AUDITOR)
SEE_RESULTS = right(
    "elections.see_results", Role.CLERK, Role.TELLER, Role.PRESIDIUM, Role.AUDITOR, Role.MEMBER, Role.SUPERIOR
)


def election(request: HttpRequest, pk: int, *rights: Right) -> Election:
    """The election, for an account that has one of the rights at its unit.

    Raises Http404 when there is none, PermissionDenied when the account has none of the rights there.
    """
    user = signed_in(request)
    found = Election.objects.filter(pk=pk).select_related("unit", "unit__parent", "term", "previous").first()
    if found is None:
        raise Http404
    if not any(may(user, wanted, found.unit) for wanted in rights):
        raise PermissionDenied
    return found


def declaration(request: HttpRequest, pk: int) -> Declaration:
    """A declared result, for an account that may see results of its unit; raises as `election` does."""
    user = signed_in(request)
    found = Declaration.objects.filter(pk=pk).select_related("election__unit", "election__term", "declared_by").first()
    if found is None:
        raise Http404
    if not may(user, SEE_RESULTS, found.election.unit):
        raise PermissionDenied
    return found


def visible(user: User) -> QuerySet[Election]:
    """Elections the account may open: declared ones where it sees results, all where it sees the preparation."""
    prepared = _below(units(user, SEE_PREPARATION))
    declared = _below(units(user, SEE_RESULTS)) & Q(state=State.DECLARED)
    return Election.objects.filter(prepared | declared).select_related("unit", "term")


def _below(found: QuerySet[Unit]) -> Q:
    return Q(unit__in=found.order_by().values("pk"))


def opened(request: HttpRequest, pk: int) -> Election:
    """The election for its page: while it is prepared for those who see the preparation, declared for members too."""
    found = election(request, pk, SEE_PREPARATION, SEE_RESULTS)
    if found.state != State.DECLARED and not may(signed_in(request), SEE_PREPARATION, found.unit):
        raise PermissionDenied
    return found
