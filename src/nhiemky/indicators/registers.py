"""Facts from the registers the office keeps: certificates, land, members, declared elections, adopted resolutions.

Each function yields facts of `core.indicators`, named as in `source = { kind = "register" }` of measures.toml, of all
units or of those in a scope. A flow is dated to the month it happened in; a stock is stated at the end of every month
that it held, and once as 0 where it ends. Of two rows of one unit in one month the later one counts, so that nothing
is stated twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import groupby

from django.db.models import Count, Min

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import Period, month_of, year
from nhiemky.elections import queries as elections
from nhiemky.elections.models import Office
from nhiemky.indicators.stating import Register, Scope, facts, months, stock, within
from nhiemky.indicators.zone_registers import ZONE_REGISTERS
from nhiemky.organisation.models import Member, MemberRating, Term, Unit
from nhiemky.resolution.models import Resolution, State
from nhiemky.zones import queries as zones
from nhiemky.zones.models import Certificate


def _certificates(today: date, scope: Scope) -> Iterator[zones.CertificateRow]:
    """Every certificate in force with its effect. One query."""
    rows = Certificate.objects.filter(successor=None, issued_on__lte=today).select_related("project")
    ordered = within(rows, "project__code", scope).order_by("project", "issued_on", "pk")
    for _, group in groupby(ordered, key=lambda each: each.project_id):
        yield from zones.steps(group)


def projects_new(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """One for each new certificate in force."""
    counted: Counter[tuple[str, Period]] = Counter()
    for row in _certificates(today, scope):
        if row.certificate.kind == Certificate.Kind.NEW:
            counted[row.project.code, month_of(row.certificate.issued_on)] += 1
    return facts(measure, counted)


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
    return facts(measure, sums)


def members(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members of each cell at the end of each month (today, in this one), whatever their status."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = within(Member.objects.select_related("unit"), "unit__code", scope)
    for member in rows.annotate(since=Min("statuses__since")):
        for month in months(member.since, today) if member.since else ():
            if member.left_on is None or member.left_on > min(month.end, today):
                counted[member.unit.code, month] += 1
    return stock(measure, counted, today)


def members_admitted(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members admitted to the Party in each cell, by month."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = Member.objects.filter(admitted_on__lte=today).select_related("unit")
    for member in within(rows, "unit__code", scope):
        if member.admitted_on is not None:
            counted[member.unit.code, month_of(member.admitted_on)] += 1
    return facts(measure, counted)


def members_rated(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members that each cell rated, by year."""
    return _rated(measure, today, scope, "rated")


def members_rated_well(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Members rated as completing their tasks well or better, by year."""
    return _rated(measure, today, scope, "rated_well")


def _rated(measure: str, today: date, scope: Scope, column: str) -> Iterator[Fact]:
    rows = MemberRating.objects.filter(successor=None, year__lte=today.year).select_related("unit")
    found = {(each.unit.code, year(each.year)): getattr(each, column) for each in within(rows, "unit__code", scope)}
    return facts(measure, found)


def groups(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Party groups of each cell at the end of each month."""
    counted: Counter[tuple[str, Period]] = Counter()
    rows = Unit.objects.filter(kind=Unit.Kind.GROUP, founded_on__lte=today).select_related("parent")
    for group in within(rows, "parent__code", scope):
        if group.founded_on is None or group.parent is None:
            continue
        for month in months(group.founded_on, today):
            if group.closed_on is None or group.closed_on > min(month.end, today):
                counted[group.parent.code, month] += 1
    return stock(measure, counted, today)


def seats_elected(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Committee members elected in a term over all rounds, at the month of the last round.

    Of two terms of one unit whose last rounds were held in one month, the later term counts.
    """
    found: dict[tuple[str, Period], int] = {}
    for term in within(Term.objects.select_related("unit"), "unit__code", scope).order_by("unit", "ordinal"):
        results = elections.declared(term.unit, term, Office.COMMITTEE)
        held = max((result.election.held_on for result in results), default=None)
        if held is not None and held <= today:
            found[term.unit.code, month_of(held)] = len(elections.elected_members(results))
    return facts(measure, found)


def resolution_targets(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Targets of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, scope, "targets")


def resolution_tasks(measure: str, today: date, scope: Scope = None) -> Iterator[Fact]:
    """Tasks of each adopted resolution, at the month of its adoption."""
    return _adopted(measure, today, scope, "tasks")


def _adopted(measure: str, today: date, scope: Scope, rows: str) -> Iterator[Fact]:
    adopted = Resolution.objects.filter(state=State.ADOPTED, adopted_on__lte=today).select_related("unit")
    found = within(adopted, "unit__code", scope)
    counted = {
        (each.unit.code, month_of(each.adopted_on)): each.counted  # type: ignore[arg-type]
        for each in found.annotate(counted=Count(rows)).order_by("adopted_on", "pk")
    }
    return facts(measure, counted)


REGISTERS: Mapping[str, Register] = {
    "projects_new": projects_new,
    "capital_new": capital_new,
    "capital_increased": capital_increased,
    **ZONE_REGISTERS,
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
OF_ZONES = frozenset(ZONE_REGISTERS)
"""Registers that state facts of projects, of zones; all others of units."""
