"""What the office does about duties: gives more time, closes and reopens periods, asks for reminders."""

from collections.abc import Sequence
from datetime import date, timedelta

from nhiemky.core.indicators.periods import Period
from nhiemky.core.reporting.forms import Form
from nhiemky.organisation.access import may
from nhiemky.organisation.models import Unit, User
from nhiemky.records import clock
from nhiemky.records.actions import Actor, action, note
from nhiemky.reporting import access, catalogue
from nhiemky.reporting.closings import refuse_closed
from nhiemky.reporting.models import Closing, Extension, Reminder
from nhiemky.reporting.models.units import ReportingUnit, board_of, named
from nhiemky.reporting.problems import REPORT_PROBLEMS
from nhiemky.zones.models import Enterprise

NOT_AGAIN_WITHIN = timedelta(days=1)


@action("reporting.duty_extended")
def extend(actor: User, unit: ReportingUnit, form: Form, period: Period, last_day: date, reason: str) -> Extension:
    """Give one duty more time. Raises Refused P06, P14 for a day not after the lawful one, P15 without a reason."""
    _check_officer(actor, board_of(unit))
    duty = catalogue.duty_of(form, period)
    if duty is None or last_day <= duty.lawful_last_day:
        raise REPORT_PROBLEMS.refusal("P14", "last_day", lawful=duty.lawful_last_day if duty else period.end)
    _check_reason(reason)
    extension = Extension(
        **named(unit),
        form=form.code,
        period=period.code,
        last_day=last_day,
        reason=reason.strip(),
        given_by=actor,
        given_at=clock.now(),
    )
    extension.save()
    return extension


@action("reporting.period_closed")
def close(actor: User, board: Unit, form: str, period: Period) -> Closing:
    """Close a form and period for all who report to a board. Raises Refused P06, and P11 when it is closed."""
    _check_officer(actor, board)
    refuse_closed(board, form, period.code)
    closing = Closing(board=board, form=form, period=period.code, closed_by=actor, closed_at=clock.now())
    closing.save()
    return closing


@action("reporting.period_reopened")
def reopen(actor: User, closing: Closing, reason: str) -> Closing:
    """Open a closed period again. Raises Refused P06, P15 without a reason, P16 when it is open."""
    current = Closing.objects.select_for_update(of=("self",)).select_related("board").get(pk=closing.pk)
    _check_officer(actor, current.board)
    if current.reopened_at is not None:
        raise REPORT_PROBLEMS.refusal("P16")
    _check_reason(reason)
    current.reopened_by, current.reopened_at, current.reason = actor, clock.now(), reason.strip()
    current.save()
    note(form=current.form, period=current.period)
    return current


@action("reporting.reminder_asked")
def ask_reminder(
    actor: User, enterprise: Enterprise, board: Unit, mail: tuple[str, str], addresses: Sequence[str], duties: int
) -> Reminder:
    """Keep an e-mail (subject and text) that a worker will send. Raises Refused P06, and P17 without an address."""
    _check_officer(actor, board)
    if not addresses:
        raise REPORT_PROBLEMS.refusal("P17", enterprise=enterprise.name)
    subject, text = mail
    reminder = Reminder(
        enterprise=enterprise,
        board=board,
        asked_by=actor,
        asked_at=clock.now(),
        addresses=list(addresses),
        subject=subject,
        text=text,
        duties=duties,
    )
    reminder.save()
    return reminder


@action("reporting.reminder_sent")
def reminder_sent(_actor: Actor, reminder: Reminder) -> None:
    """Keep that it was handed to the post."""
    reminder.sent_at, reminder.failure = clock.now(), ""
    reminder.save()


@action("reporting.reminder_failed")
def reminder_failed(_actor: Actor, reminder: Reminder, failure: str) -> None:
    """Keep why the post did not take it."""
    reminder.failure = failure[:300]
    reminder.save()


def _check_officer(actor: User, board: Unit) -> None:
    if not may(actor, access.ACCEPT, board):
        raise REPORT_PROBLEMS.refusal("P06")


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise REPORT_PROBLEMS.refusal("P15", "reason")
