"""Who may write, see and accept reports."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.organisation.access import Right, may, require, right, signed_in, units
from nhiemky.organisation.models import Role, Unit, User
from nhiemky.reporting.models import FormDefinition, Report, WorkbookImport
from nhiemky.zones import access as zones
from nhiemky.zones.models import Project

SEE = right("reporting.see", Role.ZONES_OFFICER, Role.SUPERIOR, Role.AUDITOR)
ACCEPT = right("reporting.accept", Role.ZONES_OFFICER)
# Forms are those of the whole house: a draft is made by one officer and made live by another.
DEFINE = right("reporting.define", Role.ZONES_OFFICER)
# Opens only the projects of enterprises that the account is named for (`zones.access.own_enterprises`).
WRITE = zones.REPORT
# Types in what enterprises hand in on paper or by mail; another officer then accepts it.
ENTER = right("reporting.enter", Role.ZONES_OFFICER)


def reporter(request: HttpRequest) -> User:
    """An account that reports for enterprises; which ones, the page asks."""
    return require(request, WRITE)


def own_projects(user: User) -> QuerySet[Project]:
    """The projects of the account's own enterprises."""
    return Project.objects.filter(enterprise__in=zones.own_enterprises(user)).select_related(
        "zone__board", "enterprise"
    )


def own_project(request: HttpRequest, code: str) -> Project:
    """A project of the account's own enterprise; another one is none of its business."""
    user = reporter(request)
    project = get_object_or_404(Project, code=code)
    own = own_projects(user).filter(pk=project.pk).first()
    if own is None:
        raise PermissionDenied
    return own


def filler(request: HttpRequest) -> User:
    """An account that fills in workbooks: for its own enterprises, or for those of its board's zones."""
    user = signed_in(request)
    if not (may(user, WRITE) or may(user, ENTER)):
        raise PermissionDenied
    return user


def fillable_projects(user: User) -> QuerySet[Project]:
    """The projects whose reports the account may file by workbook."""
    mine = Q(enterprise__in=zones.own_enterprises(user)) | Q(zone__board__in=units(user, ENTER))
    return Project.objects.filter(mine).select_related("zone__board", "enterprise")


def hides(user: User, one: Report) -> bool:
    """Whether the report is a draft that belongs to somebody else: until it is sent, an officer does not touch it."""
    if one.submitted_at is not None or one.created_by_id == user.pk:
        return False
    return not own_projects(user).filter(pk=one.project_id).exists()


def workbook_import(request: HttpRequest, pk: int) -> WorkbookImport:
    """An import that the account began itself."""
    user = filler(request)
    found = get_object_or_404(WorkbookImport.objects.defer("content"), pk=pk)
    if found.by_id != user.pk:
        raise PermissionDenied
    return found


def overseer(request: HttpRequest) -> User:
    """An account that sees the reports of a board's zones."""
    return require(request, SEE)


def seen_projects(user: User) -> QuerySet[Project]:
    """The projects of the zones whose boards the account oversees."""
    return Project.objects.filter(zone__board__in=units(user, SEE)).select_related("zone__board", "enterprise")


def waiting(user: User) -> QuerySet[Report]:
    """The submitted reports that the account may accept or return."""
    return _with_project(
        Report.objects.filter(state=Report.State.SUBMITTED, project__zone__board__in=units(user, ACCEPT))
    ).order_by("submitted_at", "pk")


def project_at_board(request: HttpRequest, code: str, wanted: Right) -> Project:
    """A project on which the account has the right at its zone's board."""
    require(request, wanted)
    found = get_object_or_404(Project.objects.select_related("zone__board", "enterprise"), code=code)
    require(request, wanted, found.zone.board)
    return found


def board(request: HttpRequest, pk: int) -> Unit:
    """A board whose periods the account closes and reopens."""
    require(request, ACCEPT)
    found = get_object_or_404(Unit, pk=pk)
    require(request, ACCEPT, found)
    return found


def own_report(request: HttpRequest, pk: int) -> Report:
    """A report of the account's own enterprise."""
    user = reporter(request)
    report = get_object_or_404(_with_project(Report.objects.all()), pk=pk)
    if not own_projects(user).filter(pk=report.project_id).exists():
        raise PermissionDenied
    return report


def report(request: HttpRequest, pk: int) -> Report:
    """A report that the account may read: its own enterprise's, or a submitted one of its board's zones."""
    user = signed_in(request)
    if not (may(user, WRITE) or may(user, SEE)):
        raise PermissionDenied
    found = get_object_or_404(_with_project(Report.objects.all()), pk=pk)
    own = own_projects(user).filter(pk=found.project_id).exists()
    # A draft belongs to the enterprise alone until it is sent.
    sent = found.submitted_at is not None
    if not own and not (sent and may(user, SEE, found.project.zone.board)):
        raise PermissionDenied
    return found


def report_at_board(request: HttpRequest, pk: int, wanted: Right) -> Report:
    """A submitted report on which the account has the right at its zone's board."""
    require(request, wanted)
    found = get_object_or_404(_with_project(Report.objects.exclude(submitted_at=None)), pk=pk)
    require(request, wanted, found.project.zone.board)
    return found


def visible_chain(user: User, one: Report) -> QuerySet[Report]:
    """All versions of a report's project, form and period that the account may read, oldest first."""
    versions = Report.objects.filter(project=one.project_id, form=one.form, period=one.period).order_by("pk")
    own = own_projects(user).filter(pk=one.project_id).exists()
    return _with_project(versions if own else versions.filter(~Q(submitted_at=None)))


def _with_project(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.select_related(
        "project__zone__board", "project__enterprise", "changed_by", "submitted_by", "accepted_by"
    )


def form_draft(request: HttpRequest, pk: int) -> FormDefinition:
    """A draft of a form, for an officer who makes forms."""
    require(request, DEFINE)
    return get_object_or_404(FormDefinition.objects.select_related("changed_by"), pk=pk, state="draft")


def live_form(request: HttpRequest, pk: int) -> FormDefinition:
    """A live form that the office made, for an officer who makes forms."""
    require(request, DEFINE)
    return get_object_or_404(FormDefinition, pk=pk, state="live")
