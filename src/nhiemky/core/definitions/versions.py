"""Which of several versions is in force on a day: one rule for forms, measures and indicators."""

from collections.abc import Iterable
from datetime import date, timedelta
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


def in_force[V: Version](versions: Iterable[V], day: date, *, reaching_back: bool = False) -> dict[str, V]:
    """By code, the version in force on a day; `reaching_back`: before all others the first one is.

    The latest version that has begun decides, also when it is past its last day: retiring a version does not bring
    back the one that it replaced.
    """
    listed = list(versions)
    firsts = _first_days(listed) if reaching_back else {}
    begun: dict[str, V] = {}
    for each in listed:
        starts = each.effective_from <= day or each.effective_from == firsts.get(each.code)
        if starts and (each.code not in begun or _later(each, begun[each.code])):
            begun[each.code] = each
    return {code: each for code, each in begun.items() if each.effective_until is None or day <= each.effective_until}


def turning_days(versions: Iterable[Version]) -> tuple[date, ...]:
    """The days on which another version may be in force than the day before, first ones reaching back; oldest first."""
    listed = list(versions)
    firsts = _first_days(listed)
    begun = {date.min if each.effective_from == firsts[each.code] else each.effective_from for each in listed}
    ends = {each.effective_until for each in listed if each.effective_until is not None}
    return tuple(sorted(begun | {day + timedelta(days=1) for day in ends if day < date.max}))


def _first_days(versions: Iterable[Version]) -> dict[str, date]:
    firsts: dict[str, date] = {}
    for each in versions:
        firsts[each.code] = min(each.effective_from, firsts.get(each.code, each.effective_from))
    return firsts


def _later(one: Version, other: Version) -> bool:
    return one.effective_from > other.effective_from
