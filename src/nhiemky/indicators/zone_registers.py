"""Facts of zones from the registers: land, operating zones, wastewater plants, each until the zone ends.

A zone that closed states nothing after its last day but one 0, which ends its stock; one that merged goes on in its
successor (`core.zones.endings`, decision 0014). `ended` are the zones that count as ended, None: all that are known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from django.db.models import Min

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import Period, month_of
from nhiemky.core.zones.endings import Endings, land_passes_on, operating_since, own_figures, related, successors
from nhiemky.indicators.stating import Scope, facts, months, stock, within
from nhiemky.zones import endings, queries
from nhiemky.zones.models import Certificate, ZoneFact

type _Days = list[tuple[date, date | None]]


class ZoneRegister(Protocol):
    """A register that reads zones up to their ends."""

    def __call__(self, measure: str, today: date, scope: Scope = None, ended: Endings | None = None) -> Iterator[Fact]:
        """Its facts."""
        ...


def _around(scope: Scope, ended: Endings) -> Scope:
    """The zones to be read: what one states depends on those that merged with it."""
    return None if scope is None else related(scope, ended)


def _known(ended: Endings | None) -> Endings:
    return endings.known() if ended is None else ended


def _land(kind: str) -> ZoneRegister:
    def land(measure: str, today: date, scope: Scope = None, ended: Endings | None = None) -> Iterator[Fact]:
        known = _known(ended)
        rows = ZoneFact.objects.filter(kind=kind, chosen=True, as_of__lte=today).select_related("zone")
        figures: dict[str, dict[date, Fraction]] = defaultdict(dict)
        for row in within(rows, "zone__code", _around(scope, known)).order_by("as_of", "pk"):
            figures[row.zone.code][row.as_of] = Fraction(row.value)
        cells: dict[tuple[str, Period], Fraction] = {}
        for code in figures if scope is None else figures.keys() & scope:
            cells |= _figures_of(code, figures, known, today)
        return facts(measure, cells)

    return land


def _figures_of(
    code: str, figures: Mapping[str, Mapping[date, Fraction]], ended: Endings, today: date
) -> Mapping[tuple[str, Period], Fraction]:
    """By month the newest figure of one zone, and 0 in the month in which its land stands no more."""
    own = own_figures(code, ended, figures[code])
    cells = {(code, month_of(day)): figures[code][day] for day in own}
    gone = land_passes_on(code, ended, figures)
    if own and gone is not None and gone <= today:
        cells[code, month_of(gone)] = Fraction(0)
    return cells


def zones_operating(measure: str, today: date, scope: Scope = None, ended: Endings | None = None) -> Iterator[Fact]:
    """A zone operates from the month of its first certificate, or from its merger with one that did, until it ends."""
    return stock(measure, _operating(today, scope, _known(ended)), today)


def _operating(today: date, scope: Scope, ended: Endings) -> dict[tuple[str, Period], int]:
    """One at the end of each month (today, in this one) on which a zone operates. One query."""
    issued = Certificate.objects.filter(issued_on__lte=today, successor=None).order_by()
    known: Any = within(issued, "project__zone__code", _around(scope, ended)).values_list("project__zone__code")
    since = operating_since(dict(known.annotate(first=Min("issued_on"))), ended)
    return {
        (code, month): 1
        for code in (since if scope is None else since.keys() & scope)
        for month in months(since[code], today)
        if code not in ended or ended[code].last_day >= min(month.end, today)
    }


def zones_with_wastewater_plant(
    measure: str, today: date, scope: Scope = None, ended: Endings | None = None
) -> Iterator[Fact]:
    """Operating zones in which a central wastewater plant works at the end of the month (today, in this one).

    0 once the last of its plants works no more. Of zones that do not operate, or never had a plant, none is stated: a
    share of the operating ones never exceeds all of them.
    """
    known = _known(ended)
    works = _plants(today, scope, known)
    cells: dict[tuple[str, Period], int] = {}
    for code, month in _operating(today, scope, known):
        day = min(month.end, today)
        begun = [until for since, until in works.get(code, ()) if since <= day]
        if begun:
            cells[code, month] = int(any(until is None or until >= day for until in begun))
    return stock(measure, cells, today)


def _plants(today: date, scope: Scope, ended: Endings) -> Mapping[str, _Days]:
    """From when to when plants work in each zone; those of a merged zone work in its successor from the merger on."""
    rows = queries.plants_in_force().filter(since__lte=today).select_related("zone")
    found: dict[str, _Days] = defaultdict(list)
    for plant in within(rows, "zone__code", _around(scope, ended)):
        for zone, day in ((plant.zone.code, date.min), *successors(plant.zone.code, ended)):
            since = max(plant.since, day)
            if plant.until is None or plant.until >= since:
                found[zone].append((since, plant.until))
    return found


ZONE_REGISTERS: Mapping[str, ZoneRegister] = {
    "zone_land": _land(ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND),
    "zone_land_leased": _land(ZoneFact.Kind.LEASED),
    "zones_operating": zones_operating,
    "zones_with_wastewater_plant": zones_with_wastewater_plant,
}
