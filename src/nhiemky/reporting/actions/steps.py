"""What every step of a report is made of: holding the stored rows, telling why not, keeping the step."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.states import ReportState
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.models.units import WITH_UNIT
from nhiemky.reporting.problems import REPORT_PROBLEMS


class StaleError(Exception):
    """Somebody else saved the report after it was opened; `report` is what is stored now."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report
        self.problem = REPORT_PROBLEMS.problem("P03", who=report.changed_by.full_name)


class NotAllError(Exception):
    """Some of many reports cannot be written, so none was; `why` has each one's reason by its place in the list."""

    def __init__(self, why: Mapping[int, Refused | StaleError]) -> None:
        super().__init__("; ".join(str(reason) for reason in why.values()))
        self.why = why


@contextmanager
def alone() -> Iterator[None]:
    """Within: the reason of a list of one is raised as itself."""
    try:
        yield
    except NotAllError as error:
        raise error.why[0] from None


def each_of[T, R](items: Iterable[T], do: Callable[[T], R]) -> list[R]:
    """What becomes of each item. Raises NotAllError with the reasons of all for which it cannot be done."""
    done: list[R] = []
    why: dict[int, Refused | StaleError] = {}
    for place, item in enumerate(items):
        try:
            done.append(do(item))
        except (Refused, StaleError) as reason:
            why[place] = reason
    if why:
        raise NotAllError(why)
    return done


def held(reports: Iterable[Report]) -> dict[int, Report]:
    """The stored reports by number, held until the action ends. One query."""
    rows = Report.objects.select_for_update(of=("self",)).select_related(*WITH_UNIT, "changed_by")
    return {row.pk: row for row in rows.filter(pk__in=[each.pk for each in reports]).order_by("pk")}


def fresh(stored: Mapping[int, Report], report: Report, edition: int) -> Report:
    """The held report. Raises StaleError unless it is of that edition still, DoesNotExist when it is gone."""
    current = stored.get(report.pk)
    if current is None:
        raise Report.DoesNotExist(str(report.pk))
    if current.edition != edition:
        raise StaleError(current)
    return current


def locked(report: Report, edition: int) -> Report:
    """The stored report, held until the action ends. Raises StaleError unless it is of that edition still."""
    return fresh(held([report]), report, edition)


def state_after(outcome: ReportState | Problem) -> str:
    """The state that a step leads to. Raises Refused when it cannot be taken."""
    if isinstance(outcome, Problem):
        raise Refused(outcome)
    return outcome.value


def stepped_all(reports: Iterable[Report], kind: ReportEvent.Kind, actor: User) -> None:
    """Keep the same step of many reports. One query."""
    ReportEvent.objects.bulk_create(_step(report, kind, actor) for report in reports)


def stepped(
    report: Report,
    kind: ReportEvent.Kind,
    actor: User,
    comment: str = "",
    entry: dict[str, Any] | None = None,
) -> None:
    """Keep a step on the way of a report; `entry` is what was returned."""
    _step(report, kind, actor, comment, entry).save()


def _step(
    report: Report, kind: ReportEvent.Kind, actor: User, comment: str = "", entry: dict[str, Any] | None = None
) -> ReportEvent:
    return ReportEvent(report=report, kind=kind, at=clock.now(), by=actor, comment=comment, entry=entry)
