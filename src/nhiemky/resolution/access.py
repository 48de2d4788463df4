"""Who may draft, adopt, follow up and read resolutions."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from nhiemky.organisation.access import Right, may, right, signed_in, units
from nhiemky.organisation.models import Role, User
from nhiemky.resolution.models import FROZEN_STATES, Evidence, MilestoneStatement, Resolution, Target, Task

DRAFT = right("resolution.draft", Role.CLERK)
ADOPT = right("resolution.adopt", Role.PRESIDIUM)
FOLLOW_UP = right("resolution.follow_up", Role.CLERK, Role.PRESIDIUM)
SEE = right("resolution.see", Role.CLERK, Role.PRESIDIUM, Role.MEMBER, Role.SUPERIOR, Role.AUDITOR)
# Members read a draft before they vote on it; the superior committee receives the adopted one.
SEE_DRAFT = right("resolution.see_draft", Role.CLERK, Role.PRESIDIUM, Role.MEMBER, Role.AUDITOR)


def resolution(request: HttpRequest, pk: int, wanted: Right) -> Resolution:
    """The resolution, for an account that has the right at its unit.

    Raises Http404 when there is none, PermissionDenied when the account lacks the right there.
    """
    user = signed_in(request)
    found = Resolution.objects.filter(pk=pk).select_related("unit__parent", "term", "supersedes").first()
    if found is None:
        raise Http404
    if not _may(user, found, wanted):
        raise PermissionDenied
    return found


def target(request: HttpRequest, pk: int, wanted: Right) -> Target:
    """A target, for an account that has the right at its resolution's unit; raises as `resolution` does."""
    found = Target.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.resolution = resolution(request, found.resolution_id, wanted)
    return found


def task(request: HttpRequest, pk: int, wanted: Right) -> Task:
    """A task, for an account that has the right at its resolution's unit; raises as `resolution` does."""
    found = Task.objects.filter(pk=pk).select_related("lead").first()
    if found is None:
        raise Http404
    found.resolution = resolution(request, found.resolution_id, wanted)
    return found


def evidence(request: HttpRequest, pk: int) -> Evidence:
    """A proof with a file, for an account that may see its resolution; raises as `resolution` does."""
    found = Evidence.objects.filter(pk=pk).exclude(file="").select_related("task").first()
    if found is None:
        raise Http404
    resolution(request, found.task.resolution_id, SEE)
    return found


def statement(request: HttpRequest, pk: int) -> MilestoneStatement:
    """A statement with a file, for an account that may see its resolution; raises as `resolution` does."""
    found = MilestoneStatement.objects.filter(pk=pk).exclude(file="").select_related("target").first()
    if found is None:
        raise Http404
    resolution(request, found.target.resolution_id, SEE)
    return found


def visible(user: User) -> QuerySet[Resolution]:
    """The resolutions the account may open."""
    rows = Resolution.objects.select_related("unit", "term")
    adopted = rows.filter(state__in=FROZEN_STATES, unit__in=units(user, SEE).order_by().values("pk"))
    drafts = rows.filter(unit__in=units(user, SEE_DRAFT).order_by().values("pk"))
    return adopted | drafts


def _may(user: User, found: Resolution, wanted: Right) -> bool:
    if wanted is SEE and found.state not in FROZEN_STATES:
        wanted = SEE_DRAFT
    return may(user, wanted, found.unit)
