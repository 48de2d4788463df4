"""Writing, sending and correcting reports. Each raises Refused with numbered problems when it cannot be done."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from nhiemky.core.indicators.periods import Period
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting import states
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.reporting.states import ReportState
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import about, action, note
from nhiemky.reporting import background, catalogue, closings, identification
from nhiemky.reporting.lives import begins_in, issued, life
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.models.units import (
    WITH_UNIT,
    ReportingUnit,
    board_of,
    currency_of,
    named,
    reporter_of,
)
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import Entry, Reading, read
from nhiemky.zones.models import Certificate


class StaleError(Exception):
    """Somebody else saved the report after it was opened; `report` is what is stored now."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report
        self.problem = REPORT_PROBLEMS.problem("P03", who=report.changed_by.full_name)


@action("reporting.report_begun")
def begin(actor: User, unit: ReportingUnit, form: Form, period: Period, entry: Entry | None = None) -> Report:
    """Begin the report of a unit on a form for a period, with an entry where there is one already.

    Raises Refused: S05 before the period has ended, P04 when there is one, P05 when the unit owes none.
    """
    # One report of a unit is begun at a time, whichever register the unit is in.
    type(unit)._default_manager.select_for_update().values_list("pk").get(pk=unit.pk)  # noqa: SLF001
    closings.refuse_closed(board_of(unit), form.code, period.code)
    certificates = issued(unit)
    _check_duty(unit, form, period, certificates)
    now = clock.now()
    report = Report(
        **named(unit),
        form=form.code,
        form_version=form.version,
        period=period.code,
        period_end=period.end,
        currency=currency_of(unit),
        created_by=actor,
        created_at=now,
    )
    _write(report, entry or Entry(), certificates, actor, now)
    stepped(report, ReportEvent.Kind.BEGUN, actor)
    return report


@action("reporting.report_saved")
def save(actor: User, report: Report, entry: Entry, edition: int) -> Report:
    """Keep what was typed, right or wrong. `edition` is the one that was opened.

    Raises StaleError when somebody saved since, and Refused S01 when the report is not open.
    """
    current = locked(report, edition)
    closings.refuse_closed_report(current)
    state_after(states.move(current.core_state, states.ReportEvent.EDIT))
    _write(current, entry, issued(current.unit), actor, clock.now())
    return current


@action("reporting.report_submitted")
def submit(actor: User, report: Report, edition: int) -> Report:
    """Send the report in. Raises StaleError, and Refused S02 with everything that stands in the way."""
    current = locked(report, edition)
    closings.refuse_closed_report(current)
    reading = reading_of(current)
    if not reading.is_ready:
        raise Refused(REPORTING_PROBLEMS.problem("S02"), *_in_the_way(reading))
    current.state = state_after(states.submit(current.core_state, reading.outstanding))
    current.rate = reading.report.rate
    current.entry = reading.frozen().stored()
    current.submitted_by, current.submitted_at = actor, clock.now()
    current.edition += 1
    current.save()
    stepped(current, ReportEvent.Kind.SUBMITTED, actor)
    return current


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


def reading_of(report: Report, entry: Entry | None = None) -> Reading:
    """The stored entry (or another one) read and checked against what is accepted for the period before."""
    period = report.core_period
    return read(
        report,
        entry or Entry.from_stored(report.entry),
        background.background(report),
        begins=begins_in(life(report.unit, issued(report.unit), period.end), period.start, period.end),
    )


def _write(report: Report, entry: Entry, certificates: list[Certificate], actor: User, now: datetime) -> None:
    known = identification.known(report.unit, report.core_period, certificates)
    report.entry = replace(entry, fields={**entry.fields, **known}).stored()
    report.changed_by, report.changed_at = actor, now
    report.edition = report.edition + 1 if report.pk else 1
    report.save()


def locked(report: Report, edition: int) -> Report:
    """The stored report, held until the action ends. Raises StaleError unless it is of that edition still."""
    current = Report.objects.select_for_update(of=("self",)).select_related(*WITH_UNIT).get(pk=report.pk)
    if current.edition != edition:
        raise StaleError(current)
    return current


def _check_duty(unit: ReportingUnit, form: Form, period: Period, certificates: list[Certificate]) -> None:
    lived = life(unit, certificates, period.end)
    duties = catalogue.duties_of(*lived, reporter_of(unit)) if lived else []
    duty = next((duty for each, duty in duties if each == form and duty.period == period), None)
    if duty is None:
        raise REPORT_PROBLEMS.refusal("P05", "period", form=form.code, period=period.code)
    if clock.today() < duty.opens:
        raise REPORTING_PROBLEMS.refusal("S05", "period", opens=duty.opens)
    if Report.objects.filter(**named(unit), form=form.code, period=period.code).exists():
        raise REPORT_PROBLEMS.refusal("P04", "period", form=form.code, period=period.code)


def state_after(outcome: ReportState | Problem) -> str:
    """The state that a step leads to. Raises Refused when it cannot be taken."""
    if isinstance(outcome, Problem):
        raise Refused(outcome)
    return outcome.value


def _in_the_way(reading: Reading) -> list[Problem]:
    findings = [finding.problem for finding in reading.outstanding]
    return [*reading.unreadable.values(), *reading.field_problems.values(), *findings]


def stepped(
    report: Report,
    kind: ReportEvent.Kind,
    actor: User,
    comment: str = "",
    entry: dict[str, Any] | None = None,
) -> None:
    """Keep a step on the way of a report; `entry` is what was returned."""
    ReportEvent(report=report, kind=kind, at=clock.now(), by=actor, comment=comment, entry=entry).save()
