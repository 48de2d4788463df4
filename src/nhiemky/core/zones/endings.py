"""When zones end and who goes on for them: a closed zone counts no more, a merged one goes on in its successor.

Decision 0014 says why. All days are included: a zone stands on its `last_day` and no more on the day after.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.vietnamese.dates import format_date

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """The last day of a zone, the document that says so, and the zone into which it merged (empty: it was closed)."""

    last_day: date
    document: str
    successor: str = ""

    @property
    def day_after(self) -> date:
        """The first day on which it stands no more, and its successor stands for it."""
        return self.last_day + _A_DAY

    def name(self, zone: str) -> Bilingual:
        """The name of a zone that ended, with its last day: KCN B (đến 10/05/2022)."""
        day = format_date(self.last_day)
        return Bilingual(f"{zone} (đến {day})", f"{zone} (until {day})")


type Endings = Mapping[str, Ending]
"""The ending of each zone that has one, by code; no zone goes on in itself, not even through others."""


def as_of(endings: Endings, day: date) -> Endings:
    """What had ended by a day: on it these zones stand no more."""
    return {code: ending for code, ending in endings.items() if ending.last_day < day}


def successors(code: str, endings: Endings) -> Iterator[tuple[str, date]]:
    """The zones in which a zone goes on, the next first, each with the first day from which it does."""
    since = date.min
    while (ending := endings.get(code)) is not None and ending.successor:
        code, since = ending.successor, max(since, ending.day_after)
        yield code, since


def heir(code: str, endings: Endings, day: date) -> str:
    """The zone that stands for a zone on a day: itself until it merges."""
    return next((zone for zone, since in reversed([*successors(code, endings)]) if since <= day), code)


def related(codes: Iterable[str], endings: Endings) -> frozenset[str]:
    """These zones with all that merged with them: what one states can depend on the others."""
    beside: dict[str, set[str]] = {}
    for code, ending in endings.items():
        if ending.successor:
            beside.setdefault(code, set()).add(ending.successor)
            beside.setdefault(ending.successor, set()).add(code)
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += beside.get(code, ())
    return frozenset(found)


def operating_since(first: Mapping[str, date], endings: Endings) -> dict[str, date]:
    """From when each zone operates: its `first` certificate, or the day on which one that operates merged into it."""
    since = dict(first)
    for code, begun in first.items():
        for successor, day in successors(code, endings):
            since[successor] = min(since.get(successor, date.max), max(begun, day))
    return since


def land_passes_on(code: str, endings: Endings, stated: Mapping[str, Collection[date]]) -> date | None:
    """The first day on which a zone's figure of land stands no more; None while it does.

    A closed zone's land ends with it. That of a merged one goes on under its successor until the successor states a
    figure of the same kind dated from the merger on (`stated`: the days of each zone's figures), which is of the whole,
    or until the successor itself closes.
    """
    ending = endings.get(code)
    if ending is None or not ending.successor:
        return ending.day_after if ending else None
    days: list[date] = []
    for successor, since in successors(code, endings):
        days += [day for day in own_figures(successor, endings, stated.get(successor, ())) if day >= since]
        after = endings.get(successor)
        days += [after.day_after] if after and not after.successor else []
    return min(days, default=None)


def own_figures(code: str, endings: Endings, stated: Iterable[date]) -> Sequence[date]:
    """The days of those figures that are of the zone itself: none is after its last day."""
    ending = endings.get(code)
    return [day for day in stated if ending is None or day <= ending.last_day]
