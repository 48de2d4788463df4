"""What was written in registers since a moment: of which unit, and from which day on it can have changed a value.

Told from the records, so it may name an entry that changed nothing; it never leaves one out that did.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import F, Min, Model, Q
from django.db.models.functions import Coalesce, Least

from nhiemky.core.indicators.definition import RegisterSource, Source
from nhiemky.core.indicators.periods import Period
from nhiemky.elections.models import Declaration
from nhiemky.indicators.events import CHANGING
from nhiemky.indicators.models import StandingUnit
from nhiemky.indicators.registers import OF_PROJECTS, OF_ZONES
from nhiemky.organisation.models import Member, MemberRating, MemberStatus, Term, Unit
from nhiemky.records.models import Event
from nhiemky.resolution.models import Resolution
from nhiemky.zones.models import Certificate, Project, WastewaterPlant, Zone, ZoneFact

_OF_PROJECTS = ("zones.certificate", "zones.project")
_OF_ZONES = ("zones.zone", "zones.fact", "zones.plant", *_OF_PROJECTS)
_OF_UNITS = (
    *(verb for verb in CHANGING if verb.startswith("organisation.")), "elections.declared", "resolution.decided",
)  # fmt: skip
"""The verbs of what is written in registers of projects, of zones, and in all others."""


def verbs_of(sources: Iterable[Source]) -> tuple[str, ...]:
    """The beginnings of verbs that can change what is read from some sources; `placements.causes` has the others."""
    kinds = {_kind(source.name) for source in sources if isinstance(source, RegisterSource)}
    return tuple(dict.fromkeys(verb for kind in sorted(kinds) for verb in kind))


def reads_zones(sources: Iterable[Source]) -> bool:
    """Whether any of them is a register of zones."""
    return any(isinstance(source, RegisterSource) and source.name in OF_ZONES for source in sources)


def _kind(register: str) -> tuple[str, ...]:
    if register in OF_PROJECTS:
        return _OF_PROJECTS
    return _OF_ZONES if register in OF_ZONES else _OF_UNITS


class _Row(NamedTuple):
    """The unit that a row of a register states something of, and the first day of what it states (None: any)."""

    code: str
    first: date | None


@dataclass(frozen=True)
class Entry:
    """One event: the units it counts for (None: any) with the first day that it can have changed."""

    at: datetime
    verb: str
    touched: Mapping[str, date] | None

    def is_behind(self, unit: str, period: Period, since: datetime, verbs: tuple[str, ...]) -> bool:
        """Whether it was written since a moment and can have changed the value of a unit in a period."""
        if self.at <= since or not self.verb.startswith(verbs):
            return False
        return self.touched is None or self.touched.get(unit, date.max) <= period.end


def entries(since: datetime, verbs: Collection[str]) -> Sequence[Entry]:
    """What was written under verbs that begin so. Two queries, and one for each register that was written in."""
    if not verbs:
        return []
    beginnings = reduce(or_, (Q(verb__startswith=each) for each in verbs))
    events = list(Event.objects.filter(beginnings, at__gt=since).order_by("sequence"))
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        for label, number in _changed(event):
            wanted[label].add(number)
    rows = {(label, pk): row for label, numbers in wanted.items() for pk, row in _READ[label](numbers).items()}
    codes = {row.code for row in rows.values()}
    lines = dict(StandingUnit.objects.filter(code__in=codes).values_list("code", "line")) if codes else {}
    return [Entry(event.at, event.verb, _touched(event, rows, lines)) for event in events]


def _changed(event: Event) -> list[tuple[str, int]]:
    return [(each["model"], int(each["pk"])) for each in event.changes if each["model"] in _READ]


def _touched(
    event: Event, rows: Mapping[tuple[str, int], _Row], lines: Mapping[str, Sequence[str]]
) -> Mapping[str, date] | None:
    found: dict[str, date] = {}
    for key in _changed(event):
        row = rows.get(key)
        if row is None or row.code not in lines:
            return None
        for unit in (row.code, *lines[row.code]):
            found[unit] = min(row.first or date.min, found.get(unit, date.max))
    return found or None


type _Reader = Callable[[Collection[int]], dict[int, _Row]]


def _reader(model: type[Model], code: str, first: Any = None) -> _Reader:
    """Rows by number, each with the code at a path and the first day that it speaks of. One query."""

    def read(numbers: Collection[int]) -> dict[int, _Row]:
        rows: Any = model._default_manager.filter(pk__in=numbers).order_by()  # noqa: SLF001
        if first is None:
            return {pk: _Row(unit, None) for pk, unit in rows.values_list("pk", code)}
        found = rows.annotate(first_day=first).values_list("pk", code, "first_day")
        return {pk: _Row(unit, day) for pk, unit, day in found}

    return read


def _rated(numbers: Collection[int]) -> dict[int, _Row]:
    rows = MemberRating.objects.filter(pk__in=numbers).values_list("pk", "unit__code", "year")
    return {pk: _Row(unit, date(year, 1, 1)) for pk, unit, year in rows}


def _earlier(day: str, replaced: str) -> Least:
    """The earlier day of a row and of the one that it replaced, if any."""
    return Least(F(day), Coalesce(F(replaced), F(day)))


_READ: Mapping[str, _Reader] = {
    "zones.Zone": _reader(Zone, "code"),
    "zones.ZoneFact": _reader(ZoneFact, "zone__code", F("as_of")),
    "zones.WastewaterPlant": _reader(WastewaterPlant, "zone__code", _earlier("since", "supersedes__since")),
    "zones.Project": _reader(Project, "code", Min("certificates__issued_on")),
    "zones.Certificate": _reader(Certificate, "project__code", _earlier("issued_on", "supersedes__issued_on")),
    "organisation.Unit": _reader(Unit, "code"),
    "organisation.Member": _reader(Member, "unit__code"),
    "organisation.MemberStatus": _reader(MemberStatus, "member__unit__code"),
    "organisation.MemberRating": _rated,
    "organisation.Term": _reader(Term, "unit__code"),
    "elections.Declaration": _reader(Declaration, "election__unit__code", F("election__held_on")),
    "resolution.Resolution": _reader(Resolution, "unit__code", F("adopted_on")),
}
