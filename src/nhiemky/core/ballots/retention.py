"""How long ballots and their pictures are kept: sealed, six months, the clock stopped by complaints, then destroyed.

190-QĐ/TW Art. 33 and 35 (reference 1.11): ballots are sealed and kept for six months; nobody unseals them without a
decision of the competent body; after six months without a complaint the committee decides their destruction. Pictures
are copies of secret ballots and follow the same clock (inferred).
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

KEPT_MONTHS = 6


@dataclass(frozen=True)
class ComplaintDays:
    """A complaint from the day it was received to the day it was settled, both included; None while it is open."""

    received: date
    settled: date | None


@dataclass(frozen=True)
class Opened:
    """A decision to open sealed ballots, from a day to a day, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class NotSealed:
    """No result is declared yet: the ballots are being counted."""


@dataclass(frozen=True)
class Sealed:
    """Nobody may look. `due` is the first day on which destruction may be decided, None while a complaint is open."""

    due: date | None


@dataclass(frozen=True)
class OpenedByDecision:
    """Sealed, but a decision opens them today; `until` is its last day. Nothing is destroyed meanwhile."""

    until: date


type Seal = NotSealed | Sealed | OpenedByDecision


def months_after(day: date, months: int) -> date:
    """The same day some months later, or that month's last day where it has no such day (Civil Code 2015 Art. 148)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(declared: date, complaints: Iterable[ComplaintDays]) -> date | None:
    """The first day after the six months and as many days more as complaints were open; None while one is.

    Days on which several complaints were open count once. A complaint received once the clock has run out, but before
    destruction, stops it again all the same.
    """
    due = months_after(declared, KEPT_MONTHS) + timedelta(days=1)
    last = declared - timedelta(days=1)
    for complaint in sorted(complaints, key=lambda each: each.received):
        if complaint.settled is None:
            return None
        first = max(complaint.received, last + timedelta(days=1))
        if complaint.settled >= first:
            due = max(due, first) + timedelta(days=(complaint.settled - first).days + 1)
            last = complaint.settled
    return due


def seal(declared: date | None, complaints: Sequence[ComplaintDays], openings: Iterable[Opened], today: date) -> Seal:
    """How the ballots of a count are kept on a day."""
    if declared is None:
        return NotSealed()
    in_force = [opening.until for opening in openings if opening.since <= today <= opening.until]
    return OpenedByDecision(max(in_force)) if in_force else Sealed(due_on(declared, complaints))
