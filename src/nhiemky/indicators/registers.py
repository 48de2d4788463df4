"""Facts from the registers the office keeps: certificates, land, members, declared elections, adopted resolutions.

Each function yields facts of `core.indicators`, named as in `source = { kind = "register" }` of measures.toml.
A flow is dated to the month it happened in; a stock is stated at the end of every month that it held.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from django.db.models import Count

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import Period, month_of
from nhiemky.elections import queries as elections
from nhiemky.elections.models import Office
from nhiemky.organisation.models import Member, Term, Unit
from nhiemky.resolution.models import Resolution, State
from nhiemky.zones import queries as zones
from nhiemky.zones.models import Certificate, Zone, ZoneFact

_FIRST = date(1990, 1, 1)


def projects_new(measure: str, today: date) -> Iterator[Fact]:
    """One for each new certificate in force."""
    counted: Counter[tuple[str, Period]] = Counter()
    for row in zones.new_projects_between(_FIRST, today):
        counted[row.project.code, month_of(row.certificate.issued_on)] += 1
    return _summed(measure, counted)


def capital_new(measure: str, today: date) -> Iterator[Fact]:
    """Capital of new certificates in VND."""
    return _capital(measure, today, Certificate.Kind.NEW)


def capital_increased(measure: str, today: date) -> Iterator[Fact]:
    """Capital added by adjustments in VND; decreases are no part of it."""
    return _capital(measure, today, Certificate.Kind.ADJUSTMENT)


def _capital(measure: str, today: date, kind: str) -> Iterator[Fact]:
    sums: dict[tuple[str, Period], Fraction] = defaultdict(Fraction)
    for row in zones.certificates_between(_FIRST, today):
        if row.certificate.kind == kind and row.change_vnd > 0:
            sums[row.project.code, month_of(row.certificate.issued_on)] += Fraction(row.change_vnd)
    return _summed(measure, sums)


def _land(kind: str) -> Callable[[str, date], Iterator[Fact]]:
    def facts(measure: str, today: date) -> Iterator[Fact]:
        rows = ZoneFact.objects.filter(kind=kind, chosen=True, as_of__lte=today).select_related("zone")
        latest = {(row.zone.code, month_of(row.as_of)): Fraction(row.value) for row in rows.order_by("as_of", "pk")}
        return _summed(measure, latest)

    return facts


def zones_operating(measure: str, today: date) -> Iterator[Fact]:
    """A zone operates from the month of its first certificate."""
    for zone in Zone.objects.all():
        issued = Certificate.objects.filter(project__zone=zone, issued_on__lte=today, successor=None)
        first = issued.order_by("issued_on").values_list("issued_on", flat=True).first()
        for month in months(first, today) if first else ():
            yield Fact(zone.code, measure, month, Fraction(1))


def members(measure: str, today: date) -> Iterator[Fact]:
    """Members of each cell at the end of each month (today, in this one), whatever their status."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = Member.objects.select_related("unit").prefetch_related("statuses")
    for member in rows:
        since = min((status.since for status in member.statuses.all()), default=None)
        for month in months(since, today) if since else ():
            if member.left_on is None or member.left_on > min(month.end, today):
                counted[member.unit.code, month] += 1
    return _summed(measure, counted)


def members_admitted(measure: str, today: date) -> Iterator[Fact]:
    """Members admitted to the Party in each cell, by month."""
    counted: Counter[tuple[str, Period]] = Counter()
    for member in Member.objects.filter(admitted_on__lte=today).select_related("unit"):
        if member.admitted_on is not None:
            counted[member.unit.code, month_of(member.admitted_on)] += 1
    return _summed(measure, counted)


def groups(measure: str, today: date) -> Iterator[Fact]:
    """Party groups of each cell at the end of each month."""
    counted: Counter[tuple[str, Period]] = Counter()
    for group in Unit.objects.filter(kind=Unit.Kind.GROUP, founded_on__lte=today).select_related("parent"):
        if group.founded_on is None or group.parent is None:
            continue
        for month in months(group.founded_on, today):
            if group.closed_on is None or group.closed_on > min(month.end, today):
                counted[group.parent.code, month] += 1
    return _summed(measure, counted)


def seats_elected(measure: str, today: date) -> Iterator[Fact]:
    """Committee members elected in a term over all rounds, at the month of the last round."""
    for term in Term.objects.select_related("unit"):
        results = elections.declared(term.unit, term, Office.COMMITTEE)
        held = max((result.election.held_on for result in results), default=None)
        if held is not None and held <= today:
            elected = elections.elected_members(results)
            yield Fact(term.unit.code, measure, month_of(held), Fraction(len(elected)))


def resolution_targets(measure: str, today: date) -> Iterator[Fact]:
    """Targets of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, "targets")


def resolution_tasks(measure: str, today: date) -> Iterator[Fact]:
    """Tasks of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, "tasks")


def _adopted(measure: str, today: date, rows: str) -> Iterator[Fact]:
    """Of two resolutions of one unit in one month the later one counts."""
    found = Resolution.objects.filter(state=State.ADOPTED, adopted_on__lte=today).select_related("unit")
    counted = {
        (each.unit.code, month_of(each.adopted_on)): each.counted  # type: ignore[arg-type]
        for each in found.annotate(counted=Count(rows)).order_by("adopted_on", "pk")
    }
    return _summed(measure, counted)


def months(first: date, last: date) -> Iterator[Period]:
    """The calendar months from the one of `first` to the one of `last`."""
    day = first.replace(day=1)
    while day <= last:
        yield month_of(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _summed(measure: str, cells: Mapping[tuple[str, Period], Fraction | int]) -> Iterator[Fact]:
    return (Fact(unit, measure, period, Fraction(value)) for (unit, period), value in cells.items())


REGISTERS: Mapping[str, Callable[[str, date], Iterator[Fact]]] = {
    "projects_new": projects_new,
    "capital_new": capital_new,
    "capital_increased": capital_increased,
    "zone_land": _land(ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND),
    "zone_land_leased": _land(ZoneFact.Kind.LEASED),
    "zones_operating": zones_operating,
    "members": members,
    "members_admitted": members_admitted,
    "groups": groups,
    "seats_elected": seats_elected,
    "resolution_targets": resolution_targets,
    "resolution_tasks": resolution_tasks,
}

# Registers that nobody keeps yet: their indicators say "not enough data" instead of a guess.
NOT_KEPT = frozenset({"zones_with_wastewater_plant", "members_rated", "members_rated_well"})
