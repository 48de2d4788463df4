"""The office's overview as a list: every duty in one state, those that are late first, with what was reminded of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhiemky.reporting.duties import Owed, Place, urgency
from nhiemky.reporting.reminders import Debt

ASKED, CLOSED, ALL = "", "closed", "all"
STATES: Mapping[str, str | Promise] = {
    Place.OVERDUE.value: _("overdue"),
    Place.RETURNED.value: _("returned"),
    Place.DUE.value: _("due"),
    Place.WAITING.value: _("waiting"),
    Place.DONE.value: _("accepted"),
    Place.NOT_YET.value: _("not yet"),
    CLOSED: _("not sent, period closed"),
}
"""Every duty is in exactly one of these."""


def state(each: Owed) -> str:
    """The state of a duty: its place, or that nobody waits for it any more because its period is closed."""
    return CLOSED if each.is_missing and not each.is_asked else each.place.value


def in_state(listed: Iterable[Owed], wanted: str) -> list[Owed]:
    """The duties in a state, most urgent first: `ASKED` are those still to be sent, `ALL` every one."""
    found = [each for each in listed if wanted == ALL or (each.is_asked if wanted == ASKED else state(each) == wanted)]
    return sorted(found, key=urgency)


@dataclass(frozen=True)
class Count:
    """How many duties are in a state."""

    state: str
    name: str | Promise
    number: int
    is_current: bool


def counts(listed: Iterable[Owed], wanted: str) -> list[Count]:
    """The states with their numbers; of the closed ones only when there are some. Every duty counts once."""
    numbers = Counter(state(each) for each in listed)
    return [
        Count(code, name, numbers[code], code == wanted)
        for code, name in STATES.items()
        if numbers[code] or code != CLOSED
    ]


@dataclass(frozen=True)
class Line:
    """A duty, and what its enterprise owes in all while it is still asked for."""

    owed: Owed
    debt: Debt | None


def lines(listed: Iterable[Owed], owing: Iterable[Debt]) -> list[Line]:
    """The duties of one page with their debts. No queries."""
    by_enterprise = {debt.key: debt for debt in owing}
    return [Line(each, by_enterprise.get(_key(each)) if each.is_asked else None) for each in listed]


def _key(each: Owed) -> str:
    return f"{each.enterprise.pk if each.enterprise else 0}-{each.receiver.pk}"
