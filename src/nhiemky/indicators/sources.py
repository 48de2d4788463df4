"""Facts as reports and registers state them now: of all units, or of some, each measure read by itself.

A measure that cannot be read, or that states something twice, is refused with its problem; the others are read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import batched
from typing import NamedTuple

from nhiemky.core.indicators.compute import Fact, round_half_up
from nhiemky.core.indicators.definition import Measures, ReportSource
from nhiemky.core.indicators.measure_versions import MeasureVersions
from nhiemky.core.indicators.overlaps import counts_twice, overlapping
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.extraction import facts_of
from nhiemky.core.reporting.forms import Reporter
from nhiemky.core.zones.endings import Endings
from nhiemky.indicators import catalogue
from nhiemky.indicators.models import FACT_DECIMALS
from nhiemky.indicators.registers import OF_PROJECTS, OF_ZONES, REGISTERS
from nhiemky.indicators.stating import Register, Scope
from nhiemky.indicators.zone_registers import ZONE_REGISTERS
from nhiemky.records.remembered import remembering
from nhiemky.reporting import catalogue as forms
from nhiemky.reporting.models import Report
from nhiemky.reporting.queries import counted, figures

_UNITS_AT_ONCE = 200


class Refusal(NamedTuple):
    """What is wrong with a measure, at which unit (empty: anywhere)."""

    measure: str
    unit: str
    problem: Problem


@dataclass
class Reading:
    """Facts by unit, and the measures that are refused."""

    facts: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    refusals: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Touched:
    """Codes of the units whose facts are wanted; None: of all of that kind."""

    projects: Scope = frozenset()
    zones: Scope = frozenset()
    units: Scope = frozenset()


EVERYTHING = Touched(None, None, None)


@remembering()
def read(today: date, touched: Touched = EVERYTHING, ended: Endings | None = None) -> Reading:
    """Everything these units state today. `ended`: the zones that count as ended (None: those that are known)."""
    reading, versions = Reading(), catalogue.measure_versions()
    _take(reading, _from_reports(today, versions, touched, reading))
    for code, source in versions.registers():
        scope = _scope(source.name, touched)
        if scope is None or scope:
            facts = _guarded(_register(source.name, ended), code, today, scope, reading)
            _take(reading, versions.of_source(code, source, facts))
    for unit, facts in reading.facts.items():
        reading.refusals += _added_twice(unit, facts, versions.newest)
    return reading


def _scope(register: str, touched: Touched) -> Scope:
    if register in OF_PROJECTS:
        return touched.projects
    return touched.zones if register in OF_ZONES else touched.units


def _register(name: str, ended: Endings | None) -> Register:
    """A register by name; one that is kept no more fails when it is read."""
    if name in ZONE_REGISTERS:
        return partial(ZONE_REGISTERS[name], ended=ended)
    return lambda measure, today, scope: REGISTERS[name](measure, today, scope)


def _guarded(register: Register, code: str, today: date, scope: Scope, reading: Reading) -> list[Fact]:
    """A register that cannot be read, or is kept no more, takes its own measure with it and nothing else."""
    try:
        return list(register(code, today, scope))
    except (Refused, LookupError, ValueError, ArithmeticError) as error:
        reading.refusals.append(_unreadable(code, "", error))
        return []


def _unreadable(measure: str, unit: str, error: Exception) -> Refusal:
    problem = INDICATOR_PROBLEMS.problem("C07", measure=measure, unit=unit or "–", reason=error)
    return Refusal(measure, unit, problem)


def _from_reports(today: date, versions: MeasureVersions, touched: Touched, reading: Reading) -> Iterator[Fact]:
    """The facts of every report that counts, of some units at once. Two queries for each batch."""
    scopes = {Reporter.PROJECT: touched.projects, Reporter.ZONE: touched.zones, Reporter.BOARD: touched.units}
    for reporter, scope in scopes.items():
        for some in batched(_reporting(reporter, scope), _UNITS_AT_ONCE):
            reports = counted(today).filter(**{f"{reporter.value}__in": some}).select_related(reporter.value)
            ordered = reports.order_by(reporter.value, "form", "period")
            for report in ordered.prefetch_related("cells"):
                yield from _of_report(report, versions.on(report.period_end), reading)


def _reporting(reporter: Reporter, scope: Scope) -> Iterable[int]:
    """Numbers of the units of a kind that have reports, in the order of their codes. One query, none for no unit."""
    if scope is not None and not scope:
        return ()
    code = f"{reporter.value}__code"
    reports = Report.objects.filter(
        **{f"{code}__in": scope} if scope is not None else {f"{reporter.value}__isnull": False}
    )
    return reports.order_by(code).values_list(f"{reporter.value}_id", flat=True).distinct().iterator()


def _of_report(report: Report, measures: Measures, reading: Reading) -> Iterator[Fact]:
    form, stated = forms.form(report.form, report.form_version), figures(report)
    for code, measure in measures.items():
        if isinstance(measure.source, ReportSource) and measure.source.form == report.form:
            try:
                yield from facts_of(form, stated, {code: measure})
            except (Refused, LookupError) as error:
                reading.refusals.append(_unreadable(code, report.unit.code, error))


def _take(reading: Reading, facts: Iterable[Fact]) -> None:
    """Add rounded facts; of one that is stated twice the first stays and the measure is refused."""
    seen: set[tuple[str, str, Period]] = set()
    for fact in facts:
        key = (fact.unit, fact.measure, fact.period)
        if key in seen:
            problem = INDICATOR_PROBLEMS.problem("C05", measure=fact.measure, unit=fact.unit, period=fact.period)
            reading.refusals.append(Refusal(fact.measure, fact.unit, problem))
            continue
        seen.add(key)
        reading.facts[fact.unit].append(rounded(fact))


def rounded(fact: Fact) -> Fact:
    """With as many decimals as a fact may have: an amount converted from another currency can have no end."""
    if fact.value is None:
        return fact
    value = Fraction(round_half_up(fact.value, FACT_DECIMALS))
    return Fact(fact.unit, fact.measure, fact.period, value, fact.status, fact.dimensions)


def _added_twice(unit: str, facts: Iterable[Fact], measures: Measures) -> Iterator[Refusal]:
    periods: dict[str, set[Period]] = defaultdict(set)
    for fact in facts:
        if fact.value is not None and counts_twice(measures[fact.measure]):
            periods[fact.measure].add(fact.period)
    for measure, stated in periods.items():
        for period, other in overlapping(stated):
            problem = INDICATOR_PROBLEMS.problem("C06", measure=measure, unit=unit, period=period, other=other)
            yield Refusal(measure, unit, problem)
