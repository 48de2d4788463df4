"""Who else has a report open to write in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting.models import Opening, Report

# A page that is open says so every half minute.
_GONE_AFTER = timedelta(minutes=2)


@dataclass(frozen=True)
class Present:
    """Somebody who has the report open."""

    who: str
    since: datetime


def seen(report: Report, user: User) -> list[Present]:
    """Note that the account has the report open; the others who have, since when. Three queries."""
    now = clock.now()
    mine = Opening.objects.filter(report=report, user=user).first()
    if mine is None or mine.seen_at < now - _GONE_AFTER:
        Opening.objects.update_or_create(report=report, user=user, defaults={"since": now, "seen_at": now})
    else:
        Opening.objects.filter(pk=mine.pk).update(seen_at=now)
    return others(report, user)


def others(report: Report, user: User) -> list[Present]:
    """Who else has the report open, longest first. One query."""
    rows = Opening.objects.filter(report=report, seen_at__gte=clock.now() - _GONE_AFTER).exclude(user=user)
    return [Present(each.user.full_name, each.since) for each in rows.select_related("user").order_by("since", "pk")]


def left(report: Report, user: User) -> None:
    """The account is done with it."""
    Opening.objects.filter(report=report, user=user).delete()
