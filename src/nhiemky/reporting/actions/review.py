"""What another person does with a report that was sent: return it, accept it, write about its lines."""

import hashlib

from nhiemky.core.reporting import states
from nhiemky.organisation.access import may
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action, note
from nhiemky.reporting import access, closings, queries
from nhiemky.reporting.actions.steps import locked, state_after, stepped
from nhiemky.reporting.models import Cell, LineComment, Report, ReportEvent
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import submitted_figures


@action("reporting.report_returned")
def send_back(actor: User, report: Report, edition: int, reason: str) -> Report:
    """Return a report to its author with a reason. Raises StaleError, and Refused S01, S04 or P06."""
    current = locked(report, edition)
    _check_officer(actor, current)
    closings.refuse_closed_report(current)
    current.state = state_after(states.send_back(current.core_state, reason))
    current.edition += 1
    current.save()
    stepped(current, ReportEvent.Kind.RETURNED, actor, reason, current.entry)
    return current


@action("reporting.report_accepted")
def accept(actor: User, report: Report, edition: int, comment: str = "") -> Report:
    """Accept a report: its figures become rows, its content gets its SHA-256, and nothing of it changes any more.

    Raises StaleError, Refused S03 when the actor submitted it, P06 when the actor is no zones officer of its board.
    """
    current = locked(report, edition)
    _check_officer(actor, current)
    closings.refuse_closed_report(current)
    current.state = state_after(states.accept(current.core_state, str(current.submitted_by_id), str(actor.pk)))
    figures = submitted_figures(current)
    Cell.objects.bulk_create(
        Cell(report=current, line=place.line, column=place.column, value=value)
        for place, value in figures.items()
        if value is not None
    )
    current.digest = hashlib.sha256(queries.content(current, figures)).hexdigest()
    current.accepted_by, current.accepted_at = actor, clock.now()
    current.edition += 1
    current.save()
    stepped(current, ReportEvent.Kind.ACCEPTED, actor, comment)
    note(sha256=current.digest)
    return current


@action("reporting.line_commented")
def comment(actor: User, report: Report, line: str, text: str) -> LineComment:
    """Write about one line of a report. Raises Refused P12 for a line the form does not have, P13 without words.

    Whoever may read the report may: the officer asks, the enterprise answers. An accepted report is spoken about too.
    """
    if line not in {each.code for each in report.definition.lines}:
        raise REPORT_PROBLEMS.refusal("P12", "line", line=line)
    if not text.strip():
        raise REPORT_PROBLEMS.refusal("P13", "text")
    written = LineComment(report=report, line=line, text=text.strip(), by=actor, at=clock.now())
    written.save()
    return written


def _check_officer(actor: User, report: Report) -> None:
    if not may(actor, access.ACCEPT, report.receiver):
        raise REPORT_PROBLEMS.refusal("P06")
