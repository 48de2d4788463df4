"""What time it is, for every action: one place, so that a demonstration can be loaded at the dates of its story."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The moment, with its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """The day in the office's time zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block the clock stands at `moment` (an aware datetime)."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
