"""Writing and sending reports, one or many at once. Each raises Refused, numbered, when it cannot be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from django.db.models import Model

from nhiemky.core.indicators.periods import Period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting import states
from nhiemky.core.reporting.background import Background
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.records.actions import action_on_each
from nhiemky.records.remembered import remembered, remembering
from nhiemky.reporting import background, catalogue, closings, identification, lives
from nhiemky.reporting.actions.steps import alone, each_of, fresh, held, state_after, stepped_all
from nhiemky.reporting.lives import begins_in, issued, life
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.models.units import (
    ReportingUnit,
    UnitKey,
    board_of,
    currency_of,
    key_of,
    named,
    of_units,
    reporter_of,
)
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.reporting.reading import Entry, Reading, read


@dataclass(frozen=True)
class Saving:
    """What is to be kept in a report, and the edition that was opened."""

    report: Report
    entry: Entry
    edition: int


def begin(actor: User, unit: ReportingUnit, form: Form, period: Period, entry: Entry | None = None) -> Report:
    """Begin the report of a unit on a form for a period, with an entry where there is one already.

    Raises Refused: S05 before the period has ended, P04 when there is one, P05 when the unit owes none, P11 when the
    period is closed.
    """
    with alone():
        return begin_all(actor, form, period, [(unit, entry or Entry())])[0]


def save(actor: User, report: Report, entry: Entry, edition: int) -> Report:
    """Keep what was typed, right or wrong. `edition` is the one that was opened.

    Raises StaleError when somebody saved since, and Refused S01 when the report is not open, P11 when the period is
    closed.
    """
    with alone():
        return save_all(actor, [Saving(report, entry, edition)])[0]


def submit(actor: User, report: Report, edition: int) -> Report:
    """Send the report in. Raises StaleError, and Refused P11 or S02 with everything that stands in the way."""
    with alone():
        return submit_all(actor, [(report, edition)])[0]


def _report(row: Report | ReportEvent) -> int:
    return row.pk if isinstance(row, Report) else row.report_id


@action_on_each("reporting.report_begun", whose=_report)
@remembering()
def begin_all(actor: User, form: Form, period: Period, wanted: Sequence[tuple[ReportingUnit, Entry]]) -> list[Report]:
    """`begin` for many units. Raises NotAllError. As many queries for hundreds as for one."""
    units = [unit for unit, _entry in wanted]
    _hold(units)
    shut = closings.closed({board_of(unit).pk for unit in units})
    lives.read_ahead(units)
    there = {each.unit_key for each in Report.objects.filter(of_units(units), form=form.code, period=period.code)}
    now = clock.now()

    def begun(pair: tuple[ReportingUnit, Entry]) -> Report:
        unit, entry = pair
        closings.refuse_of(shut, board_of(unit), form.code, period.code)
        _check_duty(unit, form, period)
        if key_of(unit) in there:
            raise REPORT_PROBLEMS.refusal("P04", "period", form=form.code, period=period.code)
        there.add(key_of(unit))
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
        _write(report, entry, actor, now)
        return report

    reports = Report.objects.bulk_create(each_of(wanted, begun))
    stepped_all(reports, ReportEvent.Kind.BEGUN, actor)
    return reports


@action_on_each("reporting.report_saved", whose=_report)
@remembering()
def save_all(actor: User, savings: Sequence[Saving]) -> list[Report]:
    """`save` for many reports. Raises NotAllError. As many queries for hundreds as for one."""
    stored = held(each.report for each in savings)
    shut = closings.closed({report.receiver.pk for report in stored.values()})
    lives.read_ahead([report.unit for report in stored.values()])
    now = clock.now()

    def saved(saving: Saving) -> Report:
        current = fresh(stored, saving.report, saving.edition)
        closings.refuse_of(shut, current.receiver, current.form, current.period)
        state_after(states.move(current.core_state, states.ReportEvent.EDIT))
        _write(current, saving.entry, actor, now)
        current.edition += 1
        return current

    reports = each_of(savings, saved)
    Report.objects.bulk_update(reports, ["entry", "changed_by", "changed_at", "edition"])
    return reports


@action_on_each("reporting.report_submitted", whose=_report)
@remembering()
def submit_all(actor: User, wanted: Sequence[tuple[Report, int]]) -> list[Report]:
    """`submit` for many reports, each with its edition. Raises NotAllError. As many queries for hundreds as for one."""
    stored = held(report for report, _edition in wanted)
    shut = closings.closed({report.receiver.pk for report in stored.values()})
    lives.read_ahead([report.unit for report in stored.values()])
    background.read_ahead(list(stored.values()))
    now = clock.now()

    def submitted(pair: tuple[Report, int]) -> Report:
        current = fresh(stored, *pair)
        closings.refuse_of(shut, current.receiver, current.form, current.period)
        reading = reading_of(current)
        if not reading.is_ready:
            raise Refused(REPORTING_PROBLEMS.problem("S02"), *reading.in_the_way)
        current.state = state_after(states.submit(current.core_state, reading.outstanding))
        current.rate = reading.report.rate
        current.entry = reading.frozen().stored()
        current.submitted_by, current.submitted_at = actor, now
        current.edition += 1
        return current

    reports = each_of(wanted, submitted)
    Report.objects.bulk_update(reports, ["state", "rate", "entry", "submitted_by", "submitted_at", "edition"])
    stepped_all(reports, ReportEvent.Kind.SUBMITTED, actor)
    return reports


def reading_of(report: Report, entry: Entry | None = None) -> Reading:
    """The stored entry (or another one) read and checked against what is accepted for the period before.

    A reading follows from its report's form, unit, period, currency, state and entry and from what is known around it.
    Within `remembering()` it is not made again while all of these are equal: an import checks and then submits.
    """
    period = report.core_period
    asked = _Asked(
        form_version=report.form_version,
        currency=report.currency,
        is_open=report.is_open,
        begins=begins_in(life(report.unit, issued(report.unit), period.end), period.start, period.end),
        around=background.background(report),
        entry=entry or Entry.from_stored(report.entry),
    )
    readings, key = _readings(), (report.unit_key, report.form, report.period)
    known = readings.get(key)
    if known is None or known[0].bare != asked.bare:
        known = readings[key] = (asked, read(report, asked.entry, asked.around, begins=asked.begins))
    return replace(known[1], entry=asked.entry)


@dataclass(frozen=True)
class _Asked:
    """All that a reading follows from, beside the key under which it is kept."""

    form_version: str
    currency: str
    is_open: bool
    begins: bool
    around: Background
    entry: Entry

    @property
    def bare(self) -> Self:
        """Without the explanations: they lift findings and make none."""
        return replace(self, entry=replace(self.entry, explanations={}))


@remembered
def _readings() -> dict[tuple[UnitKey, str, str], tuple[_Asked, Reading]]:
    return {}


def _write(report: Report, entry: Entry, actor: User, now: datetime) -> None:
    known = identification.known(report.unit, report.core_period, issued(report.unit))
    report.entry = replace(entry, fields={**entry.fields, **known}).stored()
    report.changed_by, report.changed_at = actor, now


def _hold(units: Iterable[ReportingUnit]) -> None:
    """One report of a unit is begun at a time, whichever register the unit is in. One query per register."""
    numbers: dict[type[Model], list[int]] = {}
    for unit in units:
        numbers.setdefault(type(unit), []).append(unit.pk)
    for model, listed in numbers.items():
        rows = model._default_manager.select_for_update().filter(pk__in=listed)  # noqa: SLF001
        list(rows.order_by("pk").values_list("pk"))


def _check_duty(unit: ReportingUnit, form: Form, period: Period) -> None:
    lived = life(unit, issued(unit), period.end)
    duties = catalogue.duties_of(*lived, reporter_of(unit)) if lived else []
    duty = next((duty for each, duty in duties if each == form and duty.period == period), None)
    if duty is None:
        raise REPORT_PROBLEMS.refusal("P05", "period", form=form.code, period=period.code)
    if clock.today() < duty.opens:
        raise REPORTING_PROBLEMS.refusal("S05", "period", opens=duty.opens)
