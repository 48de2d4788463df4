"""Who sees indicators and boards of targets."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.indicators.models import Placement
from nhiemky.organisation.access import Right, may, require, right
from nhiemky.organisation.models import Role, Unit, User
from nhiemky.resolution.models import FROZEN_STATES, Resolution
from nhiemky.zones.models import Project, Zone

SEE = right(
    "indicators.see",
    Role.CLERK,
    Role.PRESIDIUM,
    Role.MEMBER,
    Role.ZONES_OFFICER,
    Role.EDITOR,
    Role.SUPERIOR,
    Role.AUDITOR,
)

# Measures and indicators are those of the whole house: a draft is made by one officer and made live by another.
DEFINE = right("indicators.define", Role.ZONES_OFFICER)


# Where zones and projects of one's own board stood, move to or merge into.
PLACE = right("indicators.place", Role.ZONES_OFFICER)


def placeable(request: HttpRequest, code: str, wanted: Right = PLACE) -> Unit | Zone | Project:
    """The row of a register with a code, for an account with the right at the board it stands in."""
    require(request, wanted)
    found = (
        Zone.objects.select_related("board").filter(code=code).first()
        or Project.objects.select_related("zone__board").filter(code=code).first()
        or get_object_or_404(Unit.objects.select_related("parent"), code=code)
    )
    if wanted is PLACE:
        require(request, wanted, _board_of(found))
    return found


def may_place(user: User | AnonymousUser, row: Unit | Zone | Project) -> bool:
    """Whether the account may say where the unit stands."""
    return may(user, PLACE, _board_of(row))


def placement(request: HttpRequest, number: int) -> Placement:
    """A placement that counts, for an account that may correct it."""
    require(request, PLACE)
    found = get_object_or_404(Placement, pk=number, successor=None)
    placeable(request, found.unit)
    return found


def _board_of(row: Unit | Zone | Project) -> Unit:
    if isinstance(row, Unit):
        return row
    return row.board if isinstance(row, Zone) else row.zone.board


def definition(request: HttpRequest, number: int) -> OfficeDefinition:
    """A measure or indicator of the office; a draft only for those who make them."""
    user = require(request, SEE)
    found = get_object_or_404(
        OfficeDefinition.objects.select_related("changed_by", "released_by", "retired_by"), pk=number
    )
    if found.is_draft and not may(user, DEFINE):
        raise PermissionDenied
    return found


def changeable(request: HttpRequest, number: int, state: str) -> OfficeDefinition:
    """A measure or indicator in a state, for an officer who makes them."""
    require(request, DEFINE)
    return get_object_or_404(OfficeDefinition.objects.select_related("changed_by"), pk=number, state=state)


def board_of(request: HttpRequest, number: int) -> Resolution:
    """The adopted resolution, for somebody who may see its unit's indicators or the board's."""
    require(request, SEE)
    found = Resolution.objects.select_related("unit", "term").filter(pk=number, state__in=FROZEN_STATES).first()
    if found is None:
        raise Http404
    return found
