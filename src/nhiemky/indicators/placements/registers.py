"""The rows of the registers that placements name by their codes: when they opened, who can stand below whom."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from django.db.models import Min, Q

from nhiemky.core.zones.endings import Ending, Endings
from nhiemky.indicators import tree
from nhiemky.indicators.models import Placement
from nhiemky.organisation.models import Unit
from nhiemky.zones.models import Certificate, Project, Zone
from nhiemky.zones.queries import by_name

type Row = Unit | Zone | Project
MOVE, MERGE, CLOSING = Placement.Kind.MOVE, Placement.Kind.MERGE, Placement.Kind.CLOSING


def find(codes: Collection[str]) -> list[Row]:
    """The rows with these codes. Three queries."""
    return [
        *Unit.objects.filter(code__in=codes),
        *Zone.objects.filter(code__in=codes),
        *Project.objects.filter(code__in=codes),
    ]


def opened_on(row: Row) -> date | None:
    """The first day of a unit; None where its register knows none. One query at most."""
    if isinstance(row, Unit):
        return row.founded_on
    if isinstance(row, Zone):
        return None
    issued = Certificate.objects.filter(project=row, successor=None)
    first: date | None = issued.aggregate(first=Min("issued_on"))["first"]
    return first


def kinds_of(row: Row) -> tuple[Placement.Kind, ...]:
    """What can be kept of a unit here: a project ends by its revocation, a unit of the organisation in its register."""
    if isinstance(row, Project):
        return (MOVE,)
    return (MOVE, MERGE, CLOSING) if isinstance(row, Zone) else (MOVE, MERGE)


def may_stand_below(row: Row, parent: Row, kind: str) -> bool:
    """Whether a unit can move to, or merge into, another: a project to a zone, a zone to a board or into a zone."""
    if row == parent or kind not in kinds_of(row):
        return False
    if isinstance(row, Project):
        return isinstance(parent, Zone)
    if isinstance(row, Zone):
        return isinstance(parent, Zone) if kind == MERGE else isinstance(parent, Unit)
    return isinstance(parent, Unit)


def zones_by_name() -> list[Zone]:
    """All zones in Vietnamese order, in which Đ follows D. One query."""
    return by_name(Zone.objects.all())


def superiors(row: Row, kind: str) -> list[Row]:
    """The rows that the unit can move to or merge into, by name. One query."""
    rows: Iterable[Row]
    if isinstance(row, Project) or (isinstance(row, Zone) and kind == MERGE):
        rows = zones_by_name()
    elif isinstance(row, Zone):
        rows = Unit.objects.filter(Q(kind=Unit.Kind.BOARD) | Q(zones__isnull=False)).distinct().order_by("path")
    else:
        rows = Unit.objects.order_by("path")
    return [each for each in rows if may_stand_below(row, each, kind)]


def closings(codes: Collection[str], but: Placement | None = None) -> dict[str, date]:
    """The last day of each unit that is closed, by code; `but` is left out. One query."""
    rows = tree.in_force().filter(unit__in=codes, kind=CLOSING)
    found = {each.unit: each.until for each in rows if but is None or each.pk != but.pk}
    return {code: day for code, day in found.items() if day is not None}


def zone_endings() -> Endings:
    """When zones were closed or merged for good, by code: the first of several. One query."""
    found: dict[str, Ending] = {}
    for each in tree.in_force().filter(Q(kind=CLOSING) | Q(kind=MERGE, until=None)):
        ending = _ending(each)
        if ending and (each.unit not in found or ending.last_day < found[each.unit].last_day):
            found[each.unit] = ending
    return found


def _ending(row: Placement) -> Ending | None:
    if row.kind == CLOSING:
        return Ending(row.until, row.source) if row.until else None
    return Ending(row.since - timedelta(days=1), row.source, row.parent) if row.since else None


def names() -> dict[str, str]:
    """The names of all units by code. Three queries."""
    found: dict[str, str] = {}
    for rows in (Unit.objects, Zone.objects, Project.objects):
        found.update(rows.values_list("code", "name"))
    return found
