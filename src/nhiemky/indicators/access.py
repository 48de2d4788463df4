"""Who sees indicators and boards of targets."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.organisation.access import may, require, right
from nhiemky.organisation.models import Role
from nhiemky.resolution.models import FROZEN_STATES, Resolution

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
