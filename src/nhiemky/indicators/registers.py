"""Facts from the registers the office keeps: certificates, land, members, declared elections, adopted resolutions.

Each function yields facts of `core.indicators`, named as in `source = { kind = "register" }` of measures.toml, of all
units or of those in a scope. A flow is dated to the month it happened in; a stock is stated at the end of every month
that it held. Of two rows of one unit in one month the later one counts, so that nothing is stated twice.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import Count, Min

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import Period, month_of, year
from nhiemky.elections import queries as elections
from nhiemky.elections.models import Office
from nhiemky.organisation.models import Member, MemberRating, Term, Unit
from nhiemky.resolution.models import Resolution, State
from nhiemky.zones import queries as zones
from nhiemky.zones.models import Certificate, ZoneFact

type Scope = frozenset[str] | None
"""Codes of the units that are read; None: all."""
type Register = Callable[[str, date, Scope], Iterator[Fact]]


def _within[M: models.Model](rows: models.QuerySet[M], path: str, scope: Scope) -> models.QuerySet[M]:
    return rows if scope is None else rows.filter(**{f"{path}__in": scope})


def _certificates(today: date, scope: Scope) -> Iterator[zones.CertificateRow]:
    """Every certificate in force with its effect. One query."""
    rows = Certificate.objects.filter(successor=None, issued_on__lte=today).select_related("project")
    ordered = _within(rows, "project__code", scope).order_by("project", "issued_on", "pk")
    for _, group in groupby(ordered, key=lambda each: each.project_id):
        yield from zones.steps(group)


def projects_new(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """One for each new certificate in force."""
    counted: Counter[tuple[str, Period]] = Counter()
    for row in _certificates(today, scope):
        if row.certificate.kind == Certificate.Kind.NEW:
            counted[row.project.code, month_of(row.certificate.issued_on)] += 1
    return _summed(measure, counted)


def capital_new(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Capital of new certificates in VND."""
    return _capital(measure, today, scope, Certificate.Kind.NEW)


def capital_increased(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Capital added by adjustments in VND; decreases are no part of it."""
    return _capital(measure, today, scope, Certificate.Kind.ADJUSTMENT)


def _capital(measure: str, today: date, scope: Scope, kind: str) -> Iterator[Fact]:
    sums: dict[tuple[str, Period], Fraction] = defaultdict(Fraction)
    for row in _certificates(today, scope):
        if row.certificate.kind == kind and row.change_vnd > 0:
            sums[row.project.code, month_of(row.certificate.issued_on)] += Fraction(row.change_vnd)
    return _summed(measure, sums)


def _land(kind: str) -> Register:
    def facts(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
        rows = ZoneFact.objects.filter(kind=kind, chosen=True, as_of__lte=today).select_related("zone")
        ordered = _within(rows, "zone__code", scope).order_by("as_of", "pk")
        latest = {(row.zone.code, month_of(row.as_of)): Fraction(row.value) for row in ordered}
        return _summed(measure, latest)

    return facts


def zones_operating(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """A zone operates from the month of its first certificate."""
    issued = _within(Certificate.objects.filter(issued_on__lte=today, successor=None), "project__zone__code", scope)
    first: Any = issued.order_by().values_list("project__zone__code").annotate(first=Min("issued_on"))
    for code, since in first:
        for month in months(since, today):
            yield Fact(code, measure, month, Fraction(1))


def zones_with_wastewater_plant(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Operating zones in which a central wastewater plant works at the end of the month (today, in this one).

    Of zones that do not operate yet none is stated: a share of the operating ones never exceeds all of them.
    """
    operating = {(fact.unit, fact.period) for fact in zones_operating(measure, today, scope)}
    rows = zones.plants_in_force().filter(since__lte=today).select_related("zone")
    found = {
        (plant.zone.code, month): 1
        for plant in _within(rows, "zone__code", scope)
        for month in months(plant.since, today)
        if plant.until is None or plant.until >= min(month.end, today)
    }
    return _summed(measure, {key: value for key, value in found.items() if key in operating})


def members(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members of each cell at the end of each month (today, in this one), whatever their status."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = _within(Member.objects.select_related("unit"), "unit__code", scope)
    for member in rows.annotate(since=Min("statuses__since")):
        for month in months(member.since, today) if member.since else ():
            if member.left_on is None or member.left_on > min(month.end, today):
                counted[member.unit.code, month] += 1
    return _summed(measure, counted)


def members_admitted(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members admitted to the Party in each cell, by month."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = Member.objects.filter(admitted_on__lte=today).select_related("unit")
    for member in _within(rows, "unit__code", scope):
        if member.admitted_on is not None:
            counted[member.unit.code, month_of(member.admitted_on)] += 1
    return _summed(measure, counted)


def members_rated(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members that each cell rated, by year."""
    return _rated(measure, today, scope, "rated")


def members_rated_well(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members rated as completing their tasks well or better, by year."""
    return _rated(measure, today, scope, "rated_well")


def _rated(measure: str, today: date, scope: Scope, column: str) -> Iterator[Fact]:
    rows = MemberRating.objects.filter(successor=None, year__lte=today.year).select_related("unit")
    found = {(each.unit.code, year(each.year)): getattr(each, column) for each in _within(rows, "unit__code", scope)}
    return _summed(measure, found)


def groups(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Party groups of each cell at the end of each month."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = Unit.objects.filter(kind=Unit.Kind.GROUP, founded_on__lte=today).select_related("parent")
    for group in _within(rows, "parent__code", scope):
        if group.founded_on is None or group.parent is None:
            continue
        for month in months(group.founded_on, today):
            if group.closed_on is None or group.closed_on > min(month.end, today):
                counted[group.parent.code, month] += 1
    return _summed(measure, counted)


def seats_elected(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Committee members elected in a term over all rounds, at the month of the last round.

    Of two terms of one unit whose last rounds were held in one month, the later term counts.
    """
    found: dict[tuple[str, Period], int] = {}
    for term in _within(Term.objects.select_related("unit"), "unit__code", scope).order_by("unit", "ordinal"):
        results = elections.declared(term.unit, term, Office.COMMITTEE)
        held = max((result.election.held_on for result in results), default=None)
        if held is not None and held <= today:
            found[term.unit.code, month_of(held)] = len(elections.elected_members(results))
    return _summed(measure, found)


def resolution_targets(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Targets of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, scope, "targets")


def resolution_tasks(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Tasks of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, scope, "tasks")


def _adopted(measure: str, today: date, scope: Scope, rows: str) -> Iterator[Fact]:
    adopted = Resolution.objects.filter(state=State.ADOPTED, adopted_on__lte=today).select_related("unit")
    found = _within(adopted, "unit__code", scope)
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


REGISTERS: Mapping[str, Register] = {
    "projects_new": projects_new,
    "capital_new": capital_new,
    "capital_increased": capital_increased,
    "zone_land": _land(ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND),
    "zone_land_leased": _land(ZoneFact.Kind.LEASED),
    "zones_operating": zones_operating,
    "zones_with_wastewater_plant": zones_with_wastewater_plant,
    "members": members,
    "members_admitted": members_admitted,
    "members_rated": members_rated,
    "members_rated_well": members_rated_well,
    "groups": groups,
    "seats_elected": seats_elected,
    "resolution_targets": resolution_targets,
    "resolution_tasks": resolution_tasks,
}

OF_PROJECTS = frozenset({"projects_new", "capital_new", "capital_increased"})
OF_ZONES = frozenset({"zone_land", "zone_land_leased", "zones_operating", "zones_with_wastewater_plant"})
"""Registers that state facts of projects, of zones; all others of units."""
