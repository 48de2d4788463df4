"""Reminding enterprises by e-mail of the reports they owe: one e-mail for each, in Vietnamese, sent by a worker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils.translation import override

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.organisation.models import Unit, User
from nhiemky.records import clock
from nhiemky.records.actions import System
from nhiemky.reporting import actions
from nhiemky.reporting.duties import Owed
from nhiemky.reporting.models import Reminder
from nhiemky.zones.models import Enterprise, EnterpriseReporter

POST = System("reminders")


@dataclass(frozen=True)
class Debt:
    """Everything one enterprise owes one board, oldest last day first; `last` is the newest reminder of it."""

    enterprise: Enterprise
    board: Unit
    duties: tuple[Owed, ...]
    last: Reminder | None

    @property
    def key(self) -> str:
        """How a page names it."""
        return f"{self.enterprise.pk}-{self.board.pk}"

    @property
    def is_recent(self) -> bool:
        """Whether somebody reminded within a day."""
        return (
            self.last is not None
            and not self.last.failure
            and self.last.asked_at > clock.now() - actions.NOT_AGAIN_WITHIN
        )


@dataclass(frozen=True)
class Outcome:
    """What came of reminding: whom, who was reminded within a day already, and what stood in the way."""

    reminders: tuple[Reminder, ...]
    spared: tuple[Enterprise, ...]
    problems: tuple[Problem, ...]


def debts(owed: Iterable[Owed]) -> list[Debt]:
    """Who has something to send, whoever owes longest first. One query.

    Closed periods are left out, and so is what a board owes itself: nobody is reminded of it by e-mail.
    """
    found: dict[tuple[int, int], list[Owed]] = {}
    enterprises: dict[int, Enterprise] = {}
    for each in owed:
        if each.is_asked and each.enterprise is not None:
            enterprises[each.enterprise.pk] = each.enterprise
            found.setdefault((each.enterprise.pk, each.receiver.pk), []).append(each)
    newest = {
        (each.enterprise_id, each.board_id): each
        for each in Reminder.objects.filter(enterprise__in=[pk for pk, _ in found]).order_by("asked_at", "pk")
    }
    listed = [
        Debt(
            enterprises[key[0]],
            duties[0].receiver,
            tuple(sorted(duties, key=lambda each: (each.duty.last_day, each.form.code, each.unit.code))),
            newest.get(key),
        )
        for key, duties in found.items()
    ]
    return sorted(
        listed,
        key=lambda each: (each.duties[0].duty.last_day, title_sort_key(each.enterprise.name), each.enterprise.pk),
    )


def remind(actor: User, owing: Sequence[Debt], *, again: bool = False) -> Outcome:
    """Ask for one e-mail for each, but none twice within a day unless `again`. Workers send them."""
    addresses = _addresses([each.enterprise for each in owing])
    asked, spared, problems = list[Reminder](), list[Enterprise](), list[Problem]()
    for debt in owing:
        if debt.is_recent and not again:
            spared.append(debt.enterprise)
            continue
        try:
            with transaction.atomic():
                reminder = actions.ask_reminder(
                    actor,
                    debt.enterprise,
                    debt.board,
                    _mail(debt),
                    addresses[debt.enterprise.pk],
                    len(debt.duties),
                )
                send_reminder.enqueue(reminder.pk)
        except Refused as refused:
            problems += refused.problems
        else:
            asked.append(reminder)
    return Outcome(tuple(asked), tuple(spared), tuple(problems))


@task(backend="background")
def send_reminder(pk: int) -> None:
    """Hand one e-mail to the post and keep that it was, or why it was not.

    A worker that dies between the two leaves it to be sent again: rather twice than never.
    """
    reminder = Reminder.objects.filter(pk=pk, sent_at=None).first()
    if reminder is None:
        return
    try:
        EmailMessage(reminder.subject, reminder.text, settings.DEFAULT_FROM_EMAIL, reminder.addresses).send()
    except (SMTPException, OSError) as error:
        actions.reminder_failed(POST, reminder, f"{type(error).__name__}: {error}")
        return
    actions.reminder_sent(POST, reminder)


def _mail(debt: Debt) -> tuple[str, str]:
    """Subject and text. Always in Vietnamese: an enterprise's language is not the officer's."""
    context = {"debt": debt, "today": clock.today(), "address": settings.WAGTAILADMIN_BASE_URL}
    with override("vi"):
        subject = render_to_string("reporting/reminder_subject.txt", context)
        return " ".join(subject.split()), render_to_string("reporting/reminder.txt", context)


def _addresses(enterprises: Sequence[Enterprise]) -> dict[int, list[str]]:
    """The enterprise's address and those of the accounts that report for it today, each once. One query."""
    found = {each.pk: [each.email] if each.email else [] for each in enterprises}
    named = EnterpriseReporter.objects.on(clock.today()).filter(enterprise__in=enterprises).select_related("user")
    for each in named:
        if each.user.email and each.user.is_active:
            found[each.enterprise_id].append(each.user.email)
    return {pk: list(dict.fromkeys(addresses)) for pk, addresses in found.items()}
