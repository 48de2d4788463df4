"""Who may see and keep zones, enterprises and projects."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.organisation.access import Right, may, require, right, signed_in, units
from nhiemky.organisation.models import Role, User
from nhiemky.records import clock
from nhiemky.zones.models import Certificate, Enterprise, EnterpriseReporter, Project, WastewaterPlant, Zone, ZoneFact

SEE = right("zones.see", Role.ZONES_OFFICER, Role.SUPERIOR, Role.AUDITOR)
MANAGE = right("zones.manage", Role.ZONES_OFFICER)
# Opens nothing alone: the account must also be named as a reporter of the enterprise.
REPORT = right("zones.report", Role.REPORTER)


def own_enterprises(user: User) -> QuerySet[Enterprise]:
    """The enterprises the account reports for today; none when it lacks the reporter's role."""
    if not may(user, REPORT):
        return Enterprise.objects.none()
    named = EnterpriseReporter.objects.on(clock.today()).filter(user=user)
    return Enterprise.objects.filter(pk__in=named.values("enterprise"))


def zones(user: User, wanted: Right = SEE) -> QuerySet[Zone]:
    """The zones at whose boards the account has the right."""
    return Zone.objects.filter(board__in=units(user, wanted)).select_related("board")


def zone(request: HttpRequest, code: str, wanted: Right) -> Zone:
    """The zone, when the account has the right at its board."""
    user = signed_in(request)
    if not may(user, wanted):
        raise PermissionDenied
    found = get_object_or_404(Zone.objects.select_related("board", "developer"), code=code)
    require(request, wanted, found.board)
    return found


def fact(request: HttpRequest, pk: int) -> ZoneFact:
    """A figure of a zone that the account keeps."""
    require(request, MANAGE)
    found = get_object_or_404(ZoneFact.objects.select_related("zone__board"), pk=pk)
    require(request, MANAGE, found.zone.board)
    return found


def plant(request: HttpRequest, pk: int) -> WastewaterPlant:
    """A wastewater plant of a zone that the account keeps, not yet replaced by another row."""
    require(request, MANAGE)
    found = get_object_or_404(WastewaterPlant.objects.select_related("zone__board"), pk=pk, successor=None)
    require(request, MANAGE, found.zone.board)
    return found


def enterprise(request: HttpRequest, pk: int, wanted: Right) -> Enterprise:
    """The enterprise, for officers of a board where it has a project (of any while it has none) and its reporters."""
    user = signed_in(request)
    if wanted is SEE and own_enterprises(user).filter(pk=pk).exists():
        return Enterprise.objects.get(pk=pk)
    require(request, wanted)
    found = get_object_or_404(Enterprise, pk=pk)
    boards = [each.zone.board for each in found.projects.select_related("zone__board")]
    if boards and not any(may(user, wanted, board) for board in boards):
        raise PermissionDenied
    return found


def projects(user: User, wanted: Right = SEE) -> QuerySet[Project]:
    """The projects the account may see: of its boards' zones, and of its own enterprises."""
    mine = Q(zone__board__in=units(user, wanted))
    if wanted is SEE:
        mine |= Q(enterprise__in=own_enterprises(user))
    return Project.objects.filter(mine).select_related("zone__board", "enterprise")


def enterprises(user: User) -> QuerySet[Enterprise]:
    """The enterprises of the projects that the account may see, and those that have no project yet."""
    return Enterprise.objects.filter(Q(projects__in=projects(user)) | Q(projects=None)).distinct()


def project(request: HttpRequest, code: str, wanted: Right) -> Project:
    """The project, for officers of its zone's board; its enterprise's reporters may see it."""
    user = signed_in(request)
    if not may(user, wanted) and not (wanted is SEE and may(user, REPORT)):
        raise PermissionDenied
    found = get_object_or_404(Project.objects.select_related("zone__board", "enterprise"), code=code)
    if wanted is SEE and own_enterprises(user).filter(pk=found.enterprise_id).exists():
        return found
    require(request, wanted, found.zone.board)
    return found


def certificate(request: HttpRequest, pk: int) -> Certificate:
    """A certificate of a project that the account keeps, not yet replaced by another."""
    require(request, MANAGE)
    found = get_object_or_404(
        Certificate.objects.select_related("project__zone__board", "project__enterprise"), pk=pk, successor=None
    )
    require(request, MANAGE, found.project.zone.board)
    return found


def reporter(request: HttpRequest, pk: int) -> EnterpriseReporter:
    """A naming of a reporter that the account may end."""
    require(request, MANAGE)
    found = get_object_or_404(EnterpriseReporter.objects.select_related("enterprise", "user"), pk=pk)
    enterprise(request, found.enterprise_id, MANAGE)
    return found
