"""Which of several versions is in force on a day: one rule for forms and indicators."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol


class Version(Protocol):
    """One version of something that has a code; in force from a day, for ever or until another day, both included."""

    @property
    def code(self) -> str:
        """What all its versions share."""

    @property
    def effective_from(self) -> date:
        """The first day in force."""

    @property
    def effective_until(self) -> date | None:
        """The last day in force, None while there is none."""


def in_force[V: Version](versions: Iterable[V], day: date) -> dict[str, V]:
    """By code, the version in force on a day.

    The latest version that has begun decides, also when it is past its last day: retiring a version does not bring
    back the one that it replaced.
    """
    begun: dict[str, V] = {}
    for each in versions:
        if each.effective_from <= day and (each.code not in begun or _later(each, begun[each.code])):
            begun[each.code] = each
    return {code: each for code, each in begun.items() if each.effective_until is None or day <= each.effective_until}


def _later(one: Version, other: Version) -> bool:
    return one.effective_from > other.effective_from


def turning_days(versions: Iterable[Version]) -> tuple[date, ...]:
    """The first days of all versions, oldest first: between two of them nothing begins."""
    return tuple(sorted({each.effective_from for each in versions}))
