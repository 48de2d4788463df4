"""Correcting what was accepted, and throwing away what was never sent."""

from dataclasses import replace

from nhiemky.core.reporting import states
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note
from nhiemky.reporting import closings
from nhiemky.reporting.actions.steps import locked, state_after, stepped
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.models.units import named
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import Entry


@action("reporting.correction_begun")
def correct(actor: User, report: Report, reason: str) -> Report:
    """Begin a correction of an accepted report: a draft that starts as its copy. Raises Refused S01, P07 or P08."""
    current = locked(report, report.edition)
    closings.refuse_closed_report(current)
    state_after(states.move(current.core_state, states.ReportEvent.CORRECT))
    if Report.objects.filter(supersedes=current).exists():
        raise REPORT_PROBLEMS.refusal("P07")
    if not reason.strip():
        raise REPORT_PROBLEMS.refusal("P08", "reason")
    now = clock.now()
    successor = Report(
        **named(current.unit),
        form=current.form,
        form_version=current.form_version,
        period=current.period,
        period_end=current.period_end,
        currency=current.currency,
        entry=replace(Entry.from_stored(current.entry), computed={}).stored(),
        created_by=actor,
        created_at=now,
        changed_by=actor,
        changed_at=now,
        supersedes=current,
        reason=reason,
    )
    successor.save()
    about(successor)
    stepped(successor, ReportEvent.Kind.CORRECTION, actor, reason)
    return successor


@action("reporting.draft_discarded")
def discard(actor: User, report: Report, edition: int) -> None:
    """Throw away a draft that was never submitted. Raises StaleError, and Refused P09 for any other report."""
    current = locked(report, edition)
    if current.state != Report.State.DRAFT or current.submitted_at is not None:
        raise REPORT_PROBLEMS.refusal("P09")
    about(current)
    note(**{current.reporter.value: current.unit.code}, form=current.form, period=current.period)
    for event in current.events.all():
        event.delete()
    current.delete()
