"""From when to when each reporting unit owes reports, as its register says."""

from collections.abc import Iterable, Mapping
from datetime import date

from nhiemky.records.remembered import remembered, remembering
from nhiemky.reporting.models.units import ReportingUnit, UnitKey, key_of
from nhiemky.zones import endings
from nhiemky.zones.models import Certificate, Project, Zone
from nhiemky.zones.queries import in_force

type Life = tuple[date, date]
"""The first and the last day, both included."""
type Certificates = Mapping[int, list[Certificate]]
"""The certificates of projects that were not replaced, by project, in the order in which they count."""


def certificates(units: Iterable[ReportingUnit], until: date | None = None) -> Certificates:
    """The certificates of the projects among the units, issued up to a day if one is given. One query."""
    projects = [unit.pk for unit in units if isinstance(unit, Project)]
    rows = Certificate.objects.filter(project__in=projects, successor=None)
    found: dict[int, list[Certificate]] = {pk: [] for pk in projects}
    for row in in_force(rows if until is None else rows.filter(issued_on__lte=until)) if projects else ():
        found[row.project_id].append(row)
    return found


def issued(unit: ReportingUnit) -> list[Certificate]:
    """The certificates of one unit. One query; none for a unit that was `read_ahead`."""
    known = _read()
    if unit.pk not in known or not isinstance(unit, Project):
        return certificates([unit]).get(unit.pk, [])
    return known[unit.pk]


def read_ahead(units: Iterable[ReportingUnit]) -> None:
    """Read the certificates of many units at once; none is read again. Lasts within `remembering()`."""
    new = [unit for unit in units if isinstance(unit, Project) and unit.pk not in _read()]
    if new:
        _read().update(certificates(new))


@remembered
def _read() -> dict[int, list[Certificate]]:
    return {}


@remembering()
def lives(units: Iterable[ReportingUnit], day: date) -> dict[UnitKey, Life]:
    """The life of each unit that owed reports on or before `day`, at most to that day. Two queries."""
    listed = list(units)
    known = certificates(listed, day)
    found = {key_of(unit): life(unit, known.get(unit.pk, []), day) for unit in listed}
    return {key: each for key, each in found.items() if each is not None}


def life(unit: ReportingUnit, every: Iterable[Certificate], day: date) -> Life | None:
    """The life of one unit up to `day`; None when it has not begun.

    A project lives from its first certificate to its revocation (`every`: its certificates; other units have none),
    a zone from the day its register names to its closing or merger, a board from its founding to its closing.
    One query for a zone, unless within `remembering()`.
    """
    if isinstance(unit, Project):
        counted = [each for each in every if each.issued_on <= day]
        first = min((each.issued_on for each in counted), default=None)
        ends = [each.issued_on for each in counted if each.kind == Certificate.Kind.REVOCATION]
    elif isinstance(unit, Zone):
        ending = endings.known().get(unit.code)
        first, ends = unit.reports_since, [ending.last_day] if ending else []
    else:
        first = unit.founded_on or date.min
        ends = [unit.closed_on] if unit.closed_on else []
    return None if first is None or first > day else (first, min([*ends, day]))


def begins_in(lived: Life | None, start: date, end: date) -> bool:
    """Whether the life begins within a period: nothing is earlier, so what is since the licence is of the period."""
    return lived is not None and start <= lived[0] <= end
