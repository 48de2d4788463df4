"""Units over time: they open, close, move and merge, and history is counted in the tree of one day.

A placement says under which unit another stands, from a day to a day. History as of a day uses one tree for all
periods: each unit where it stood on that day. A province merged into another is placed under its successor from the day
of the merger on, so that the successor's history is the sum of its predecessors' in today's tree, while the tree of a
day before still shows them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from nhiemky.core.indicators.compute import Unit
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused


@dataclass(frozen=True)
class Placement:
    """A unit below a parent (None: a root) from one day to another, both included; None: from the first, to the last.

    Dimensions may differ from placement to placement.
    """

    unit: str
    parent: str | None
    since: date | None = None
    until: date | None = None
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def first(self) -> date:
        """The first day."""
        return self.since or date.min

    @property
    def last(self) -> date:
        """The last day."""
        return self.until or date.max


def tree_on(placements: Iterable[Placement], day: date) -> tuple[Unit, ...]:
    """The tree of a day, in the order in which units are first named; every unit stands in it once.

    A unit counts where it stood on the day; one that had closed, where it last stood; one that was still to open, where
    it first stands. So no fact is lost, and all trees with the same roots have the same totals.
    """
    rows: dict[str, list[Placement]] = defaultdict(list)
    for placement in placements:
        rows[placement.unit].append(placement)
    chosen = (_on(sorted(each, key=lambda row: row.first), day) for each in rows.values())
    return tuple(Unit(each.unit, each.parent, each.dimensions) for each in chosen)


def _on(rows: Sequence[Placement], day: date) -> Placement:
    begun = [row for row in rows if row.first <= day]
    return begun[-1] if begun else rows[0]


def overlapping_rows(placements: Sequence[Placement]) -> list[tuple[int, int]]:
    """The places of rows in which one unit stands twice on a day (the earlier row first), or of one that ends early.

    A row that ends before it begins is paired with itself.
    """
    found = [(place, place) for place, row in enumerate(placements) if row.last < row.first]
    rows: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(placements):
        rows[row.unit].append(place)
    for places in rows.values():
        ordered = sorted(places, key=lambda place: placements[place].first)
        pairs = pairwise(ordered)
        found += [(one, other) for one, other in pairs if placements[other].first <= placements[one].last]
    return sorted(found)


def refuse_overlaps(placements: Sequence[Placement]) -> None:
    """Raise Refused (C08) when a unit stands in two places on one day, or a placement ends before it begins."""
    problems: list[Problem] = [
        INDICATOR_PROBLEMS.problem("C08", placements[other].unit, unit=placements[other].unit)
        for _, other in overlapping_rows(placements)
    ]
    if problems:
        raise Refused(*problems)


def with_exceptions(register: Iterable[Placement], exceptions: Iterable[Placement]) -> list[Placement]:
    """A register that knows one place for each unit, and the times in which a unit stood elsewhere.

    The exceptions of a unit do not overlap. Dimensions are those of the register.
    """
    other: Mapping[str, list[Placement]] = defaultdict(list)
    for each in exceptions:
        other[each.unit].append(each)
    found: list[Placement] = []
    for row in register:
        found += _pieces(row, sorted(other.get(row.unit, ()), key=lambda each: each.first))
    return found


def until_closed(placements: Iterable[Placement], closings: Mapping[str, date]) -> Iterator[Placement]:
    """The placements of units up to the last day of those that were closed: no unit stands anywhere after it."""
    for each in placements:
        last = closings.get(each.unit, date.max)
        if each.first <= last:
            yield each if each.last <= last else replace(each, until=last)


def _pieces(row: Placement, exceptions: Sequence[Placement]) -> Iterable[Placement]:
    since = row.since
    for each in exceptions:
        if since is None or since < each.first:
            yield from _piece(row, since, each.first)
        yield replace(each, dimensions=row.dimensions)
        if each.last == date.max:
            return
        since = each.last + timedelta(days=1)
    yield replace(row, since=since)


def _piece(row: Placement, since: date | None, before: date) -> Iterable[Placement]:
    if before > (since or date.min):
        yield replace(row, since=since, until=before - timedelta(days=1))
