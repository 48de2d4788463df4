"""The tree of units as registers and placements know it: units of organisation, zones below a board, projects."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nhiemky.core.indicators.compute import lines_upward
from nhiemky.core.indicators.placements import Placement, tree_on, until_closed, with_exceptions
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.indicators.models import Placement as StoredPlacement
from nhiemky.organisation.models import Unit
from nhiemky.zones.models import Project, Zone

_CLOSING = StoredPlacement.Kind.CLOSING
DIMENSIONS = ("zone", "sector", "country", "origin")
"""What cells can be split by: the zone, the VSIC code, the investor's country, foreign or domestic capital."""


@dataclass(frozen=True)
class Standing:
    """Where a unit stands: its origin (the row of its register), the units it counts for, its dimensions.

    A project has no cells of its own; what has no dimension at all (a cell, a board) is in no split.
    """

    origin: str
    code: str
    line: tuple[str, ...]
    splits: tuple[tuple[str, str], ...]


def origin_of(row: Unit | Zone | Project) -> str:
    """The name of a register's row: `project:12`."""
    return f"{type(row).__name__.lower()}:{row.pk}"


def placements(projects: Collection[int] | None = None) -> tuple[list[Placement], dict[str, str]]:
    """All placements of units (only these `projects` and what stands above, if given) and the origin of each code.

    Four queries.
    """
    units = list(Unit.objects.select_related("parent"))
    zones = list(Zone.objects.select_related("board"))
    listed = Project.objects.select_related("zone")
    found = list(listed if projects is None else listed.filter(pk__in=projects))
    register = [Placement(unit.code, unit.parent.code if unit.parent else None) for unit in units]
    register += [Placement(zone.code, zone.board.code, dimensions=(("zone", zone.code),)) for zone in zones]
    register += [Placement(each.code, each.zone.code, dimensions=_dimensions(each)) for each in found]
    rows: list[Unit | Zone | Project] = [*units, *zones, *found]
    origins = {row.code: origin_of(row) for row in rows}
    kept = [each for each in in_force() if each.unit in origins]
    closings = {each.unit: each.until for each in kept if each.kind == _CLOSING and each.until}
    return list(until_closed(with_exceptions(register, _exceptions(kept)), closings)), origins


def standings(day: date, projects: Collection[int] | None = None) -> dict[str, Standing]:
    """Where every unit stands on a day, by origin (of the projects only these, if given)."""
    rows, origins = placements(projects)
    tree = {unit.code: unit for unit in tree_on(rows, day)}
    lines = lines_upward(tree)
    found = {}
    for code, origin in origins.items():
        line = lines[code][1:] if origin.startswith("project:") else lines[code]
        known = dict(tree[code].dimensions)
        splits = tuple((name, known.get(name, "")) for name in DIMENSIONS if known)
        found[origin] = Standing(origin, code, line, splits)
    return found


def _dimensions(project: Project) -> tuple[tuple[str, str], ...]:
    named = {"zone": project.zone.code, "sector": project.sector, "country": project.country, "origin": project.origin}
    return tuple((name, value) for name, value in named.items() if value)


def exceptions() -> list[Placement]:
    """Where units stood, or will stand, elsewhere than their register says."""
    return _exceptions(in_force())


def _exceptions(kept: Iterable[StoredPlacement]) -> list[Placement]:
    moved = (each for each in kept if each.kind != _CLOSING)
    return [Placement(each.unit, each.parent or None, each.since, each.until) for each in moved]


def in_force() -> QuerySet[StoredPlacement]:
    """What counts: neither corrected nor withdrawn."""
    return StoredPlacement.objects.filter(successor=None).exclude(kind=StoredPlacement.Kind.WITHDRAWN)


def refuse_no_trees(rows: Iterable[Placement]) -> None:
    """Raise Refused (C01, C02) when the placements are no tree on some day; it only changes on days one begins."""
    placed = list(rows)
    known = {row.unit for row in placed}
    for each in exceptions():
        if each.unit not in known:
            raise INDICATOR_PROBLEMS.refusal("C01", each.unit, unit=each.unit)
    for day in sorted({row.first for row in placed}):
        lines_upward({unit.code: unit for unit in tree_on(placed, day)})
