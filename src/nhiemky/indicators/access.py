"""Who sees indicators and boards of targets."""

from django.http import Http404, HttpRequest

from nhiemky.organisation.access import require, right
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


def board_of(request: HttpRequest, number: int) -> Resolution:
    """The adopted resolution, for somebody who may see its unit's indicators or the board's."""
    require(request, SEE)
    found = Resolution.objects.select_related("unit", "term").filter(pk=number, state__in=FROZEN_STATES).first()
    if found is None:
        raise Http404
    return found
