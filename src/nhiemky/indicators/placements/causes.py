"""Moves, mergers and closings that became known, or came into force, since a moment: of which units, and in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.revisions import PlacementCause
from nhiemky.core.zones.endings import related
from nhiemky.indicators import tree
from nhiemky.indicators.models import Placement, StandingUnit
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.records.remembered import remembering
from nhiemky.zones import endings
from nhiemky.zones.models import Project, Zone

_VERBS = Q(verb="indicators.unit_placed") | Q(verb__startswith="indicators.placement_")


@dataclass(frozen=True)
class Placed:
    """A row that changed the tree: since when it counts, the units whose values it can have changed.

    `closed_from`: of a closing, which moves nothing, the first day that it changed of what zones state.
    """

    at: datetime
    cause: PlacementCause
    touched: frozenset[str]
    closed_from: date | None = None

    def is_behind(self, unit: str, period: Period, since: datetime, *, reads_zones: bool) -> bool:
        """Whether it can have changed the value of a unit in a period since a moment."""
        if self.at <= since or unit not in self.touched:
            return False
        return self.closed_from is None or (reads_zones and self.closed_from <= period.end)


@remembering()
def placed_since(since: datetime) -> list[Placed]:
    """Every row written since a moment, or in force since then, the newest first.

    Two queries where there is none, ten at most however many there are.
    """
    recorded = {
        int(change["pk"]): event.at
        for event in Event.objects.filter(_VERBS, at__gt=since)
        for change in event.changes
        if change["model"] == "indicators.Placement"
    }
    day, today = timezone.localdate(since), clock.today()
    begun = Q(since__gt=day, since__lte=today) | Q(until__gte=day, until__lt=today)
    in_force = tree.in_force().filter(begun).values("pk")
    counted = Placement.objects.filter(Q(pk__in=recorded) | Q(pk__in=in_force), successor=None)
    rows = list(counted.select_related("supersedes"))
    if not rows:
        return []
    around = _Around.of({row.unit for row in rows})
    found = [_placed(row, recorded.get(row.pk), today, around) for row in rows]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _placed(row: Placement, recorded: datetime | None, today: date, around: "_Around") -> Placed:
    days = [row.since, row.until + timedelta(days=1) if row.until else None]
    counts = row.kind != Placement.Kind.WITHDRAWN
    begun = [_midnight(day) for day in days if counts and day and day <= today]
    at = max([*begun, *([recorded] if recorded else [])])
    before = row.supersedes
    kind = before.kind if before and row.kind == Placement.Kind.WITHDRAWN else row.kind
    cause = PlacementCause(
        unit=around.name(row.unit),
        superior=around.name(row.parent),
        kind=kind,
        since=row.since,
        until=row.until,
        document=row.source,
        became="withdrawn" if row.kind == Placement.Kind.WITHDRAWN else "corrected" if before else "",
        is_public=row.unit not in around.projects,
    )
    if kind != Placement.Kind.CLOSING:
        return Placed(at, cause, around.of_move(row.unit))
    return Placed(at, cause, around.of_closing(row.unit), around.untils[row.unit])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class _Known(NamedTuple):
    name: str
    superior: str


@dataclass(frozen=True)
class _Around:
    """The units of some placements, where each stood, stands or will stand, and the first last day kept of each."""

    known: Mapping[str, _Known]
    parents: Mapping[str, Collection[str]]
    untils: Mapping[str, date]
    lines: Mapping[str, Collection[str]]
    projects: Collection[str]

    @classmethod
    def of(cls, units: Collection[str]) -> "_Around":
        """Six queries."""
        merged = related(units, endings.known())
        parents: dict[str, set[str]] = defaultdict(set)
        untils: dict[str, date] = {}
        for each in Placement.objects.filter(unit__in=merged):
            parents[each.unit].add(each.parent)
            if each.until:
                untils[each.unit] = min(each.until, untils.get(each.unit, date.max))
        codes = merged.union(*parents.values()) - {""}
        known: dict[str, _Known] = {}
        registers = ((Unit, "parent__code"), (Zone, "board__code"), (Project, "zone__code"))
        for register, superior in registers:
            rows = register.objects.filter(code__in=codes).order_by()
            known |= {
                code: _Known(name, above or "") for code, name, above in rows.values_list("code", "name", superior)
            }
        codes |= {each.superior for each in known.values()}
        lines = StandingUnit.objects.filter(code__in=codes).values_list("code", "line")
        projects = Project.objects.filter(code__in=units).order_by().values_list("code", flat=True)
        return cls(known, parents, untils, dict(lines), set(projects))

    def name(self, code: str) -> str:
        """The name of a unit; its code where no register has it."""
        return self.known[code].name if code in self.known else code

    def of_move(self, unit: str) -> frozenset[str]:
        """Everything above each place where a unit stood or stands, and itself."""
        superior = self.known[unit].superior if unit in self.known else ""
        return self._above({unit, superior, *self.parents.get(unit, ())})

    def of_closing(self, unit: str) -> frozenset[str]:
        """Everything above a zone, itself, and what merged with it."""
        return self._above(related([unit], endings.known()))

    def _above(self, codes: Iterable[str]) -> frozenset[str]:
        wanted = frozenset(codes)
        return wanted.union(*(self.lines.get(code, ()) for code in wanted)) - {""}
