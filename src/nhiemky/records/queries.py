"""Reading the log of events, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from nhiemky.records.models import Event

PAGE_LENGTH = 50


@dataclass(frozen=True)
class Wanted:
    """Which events: any of the parts may be left empty. Days are those of the office, both included."""

    actor: str = ""
    verb: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None


def events(wanted: Wanted) -> QuerySet[Event]:
    """The events wanted, newest first."""
    found = Event.objects.order_by("-sequence")
    if wanted.actor:
        found = found.filter(actor__icontains=wanted.actor)
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.subject:
        found = found.filter(subject=wanted.subject)
    if wanted.since:
        found = found.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        found = found.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return found


def page(found: QuerySet[Event], before: int | None) -> tuple[list[Event], int | None]:
    """The newest events below the sequence number, and the number to ask the next page with, None on the last."""
    if before is not None:
        found = found.filter(sequence__lt=before)
    rows = list(found[: PAGE_LENGTH + 1])
    return rows[:PAGE_LENGTH], rows[PAGE_LENGTH - 1].sequence if len(rows) > PAGE_LENGTH else None


def verbs() -> list[str]:
    """Every verb in the log."""
    return list(Event.objects.order_by("verb").values_list("verb", flat=True).distinct())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
