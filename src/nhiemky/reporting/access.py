"""Who may write, see and accept reports."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from nhiemky.core.reporting.forms import Form, Reporter
from nhiemky.organisation.access import Right, may, require, right, signed_in, units
from nhiemky.organisation.models import Role, Unit, User
from nhiemky.reporting.models import FormDefinition, Report, WorkbookImport
from nhiemky.reporting.models.units import WITH_UNIT, ReportingUnit, at_boards, board_of, key_of, named
from nhiemky.zones import access as zones
from nhiemky.zones.models import Project, Zone

SEE = right("reporting.see", Role.ZONES_OFFICER, Role.SUPERIOR, Role.AUDITOR)
ACCEPT = right("reporting.accept", Role.ZONES_OFFICER)
# Forms are those of the whole house: a draft is made by one officer and made live by another.
DEFINE = right("reporting.define", Role.ZONES_OFFICER)
# Opens only the projects of enterprises that the account is named for (`zones.access.own_enterprises`).
WRITE = zones.REPORT
# Types in what enterprises hand in on paper or by mail, and what the board itself reports; another officer accepts it.
ENTER = right("reporting.enter", Role.ZONES_OFFICER)


def own_units(user: User) -> list[ReportingUnit]:
    """What the account reports for: its enterprises' projects, the zones that they develop, and its own boards.

    Four queries at most.
    """
    return [*own_projects(user), *own_zones(user), *own_boards(user)]


def own_projects(user: User) -> QuerySet[Project]:
    """The projects of the account's own enterprises."""
    return _projects().filter(enterprise__in=zones.own_enterprises(user))


def own_zones(user: User) -> QuerySet[Zone]:
    """The zones that the account's own enterprises develop."""
    return _zones().filter(developer__in=zones.own_enterprises(user))


def own_boards(user: User) -> QuerySet[Unit]:
    """The boards whose own reports the account writes; another officer accepts them."""
    return _boards(units(user, ENTER))


def is_own(user: User, unit: ReportingUnit) -> bool:
    """Whether the account reports for the unit."""
    if isinstance(unit, Unit):
        return may(user, ENTER, unit)
    own = own_projects(user) if isinstance(unit, Project) else own_zones(user)
    return own.filter(pk=unit.pk).exists()


def own_unit(request: HttpRequest, form: Form, code: str) -> ReportingUnit:
    """The unit with a code that has to send the form; that of another reporter is none of the account's business."""
    user, unit = filler(request), _unit(form, code)
    if not is_own(user, unit):
        raise PermissionDenied
    return unit


def filler(request: HttpRequest) -> User:
    """An account that writes reports: for its own enterprises, or for its board and whoever reports to it."""
    user = signed_in(request)
    if not (may(user, WRITE) or may(user, ENTER)):
        raise PermissionDenied
    return user


def fillable_units(user: User) -> list[ReportingUnit]:
    """The units whose reports the account may file by workbook."""
    enterprises, boards = zones.own_enterprises(user), units(user, ENTER)
    return [
        *_projects().filter(Q(enterprise__in=enterprises) | Q(zone__board__in=boards)),
        *_zones().filter(Q(developer__in=enterprises) | Q(board__in=boards)),
        *_boards(boards),
    ]


def hides(user: User, one: Report) -> bool:
    """Whether the report is a draft that belongs to somebody else: until it is sent, an officer does not touch it."""
    if one.submitted_at is not None or one.created_by_id == user.pk:
        return False
    return not is_own(user, one.unit)


def hidden(user: User, reports: Iterable[Report]) -> set[int]:
    """The numbers of those that `hides`. Four queries at most, however many there are."""
    drafts = [each for each in reports if each.submitted_at is None and each.created_by_id != user.pk]
    own = {key_of(unit) for unit in own_units(user)} if drafts else set()
    return {each.pk for each in drafts if each.unit_key not in own}


def _projects() -> QuerySet[Project]:
    return Project.objects.select_related("zone__board", "enterprise")


def _zones() -> QuerySet[Zone]:
    return Zone.objects.exclude(developer=None).select_related("board", "developer")


def _boards(listed: QuerySet[Unit]) -> QuerySet[Unit]:
    """Those that are boards of zones."""
    return listed.filter(zones__isnull=False).distinct()


def _unit(form: Form, code: str) -> ReportingUnit:
    if form.reporter is Reporter.PROJECT:
        return get_object_or_404(_projects(), code=code)
    if form.reporter is Reporter.ZONE:
        return get_object_or_404(_zones(), code=code)
    return get_object_or_404(_boards(Unit.objects.all()), code=code)


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


def seen_units(user: User) -> list[ReportingUnit]:
    """Everything that reports to the boards which the account oversees, and these boards. Four queries at most."""
    boards = units(user, SEE)
    return [*_projects().filter(zone__board__in=boards), *_zones().filter(board__in=boards), *_boards(boards)]


def waiting(user: User) -> QuerySet[Report]:
    """The submitted reports that the account may accept or return."""
    return _with_unit(Report.objects.filter(at_boards(units(user, ACCEPT)), state=Report.State.SUBMITTED)).order_by(
        "submitted_at", "pk"
    )


def unit_at_board(request: HttpRequest, form: Form, code: str, wanted: Right) -> ReportingUnit:
    """The unit with a code that has to send the form, for an account with the right at the board that receives it."""
    require(request, wanted)
    found = _unit(form, code)
    require(request, wanted, board_of(found))
    return found


def board(request: HttpRequest, pk: int) -> Unit:
    """A board whose periods the account closes and reopens."""
    require(request, ACCEPT)
    found = get_object_or_404(Unit, pk=pk)
    require(request, ACCEPT, found)
    return found


def own_report(request: HttpRequest, pk: int) -> Report:
    """A report of a unit that the account reports for."""
    user = filler(request)
    report = get_object_or_404(_with_unit(Report.objects.all()), pk=pk)
    if not is_own(user, report.unit):
        raise PermissionDenied
    return report


def report(request: HttpRequest, pk: int) -> Report:
    """A report that the account may read: of its own units, typed in by itself, or received by its board."""
    user = signed_in(request)
    if not (may(user, WRITE) or may(user, SEE)):
        raise PermissionDenied
    found = get_object_or_404(_with_unit(Report.objects.all()), pk=pk)
    if not is_own(user, found.unit) and (hides(user, found) or not may(user, SEE, found.receiver)):
        raise PermissionDenied
    return found


def report_at_board(request: HttpRequest, pk: int, wanted: Right) -> Report:
    """A submitted report on which the account has the right at the board that received it."""
    require(request, wanted)
    found = get_object_or_404(_with_unit(Report.objects.exclude(submitted_at=None)), pk=pk)
    require(request, wanted, found.receiver)
    return found


def visible_chain(user: User, one: Report) -> QuerySet[Report]:
    """All versions of a report's unit, form and period that the account may read, oldest first."""
    versions = Report.objects.filter(**named(one.unit), form=one.form, period=one.period).order_by("pk")
    own = is_own(user, one.unit)
    return _with_unit(versions if own else versions.filter(~Q(submitted_at=None) | Q(created_by=user)))


def _with_unit(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.select_related(*WITH_UNIT, "changed_by", "submitted_by", "accepted_by")


def form_draft(request: HttpRequest, pk: int) -> FormDefinition:
    """A draft of a form, for an officer who makes forms."""
    require(request, DEFINE)
    return get_object_or_404(FormDefinition.objects.select_related("changed_by"), pk=pk, state="draft")


def live_form(request: HttpRequest, pk: int) -> FormDefinition:
    """A live form that the office made, for an officer who makes forms."""
    require(request, DEFINE)
    return get_object_or_404(FormDefinition, pk=pk, state="live")
