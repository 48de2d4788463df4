"""A definition in the making, computed on what registers and accepted reports say now, beside the one in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from nhiemky.core.indicators.compute import Fact, Question, Unit, Value, compute
from nhiemky.core.indicators.definition import (
    ALWAYS,
    At,
    IndicatorDefinition,
    MeasureDefinition,
    OverUnits,
    ReportSource,
)
from nhiemky.core.indicators.formula import Measure, measures_of
from nhiemky.core.indicators.measure_versions import MeasureVersions
from nhiemky.core.indicators.periods import Period, quarter, year
from nhiemky.core.indicators.placements import tree_on
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.extraction import facts_of
from nhiemky.core.sureness import Sureness
from nhiemky.indicators import catalogue
from nhiemky.indicators.queries import FIRST_YEAR
from nhiemky.indicators.registers import REGISTERS
from nhiemky.indicators.tree import placements
from nhiemky.organisation.models import Unit as StoredUnit
from nhiemky.reporting import catalogue as forms
from nhiemky.reporting.queries import AcceptedReport, accepted_reports
from nhiemky.zones.models import Zone
from nhiemky.zones.queries import by_name

MOST_ROWS = 60
_QUARTERS = 4


@dataclass(frozen=True)
class Cell:
    """One value under the draft and, where there is a version in force, under that."""

    value: Decimal | None
    status: str
    live: Decimal | None
    has_live: bool

    @property
    def is_different(self) -> bool:
        """Whether the draft says something else."""
        return self.has_live and self.value != self.live

    @property
    def difference(self) -> Decimal | None:
        """By how much; None where one of both is missing."""
        return None if self.value is None or self.live is None else self.value - self.live


@dataclass(frozen=True)
class Row:
    """A unit with its cells, one for each period; None where nothing is stated."""

    unit: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Past:
    """The table: `facts` that were read, `problems` of facts that could not be, `different` cells."""

    periods: tuple[Period, ...]
    rows: tuple[Row, ...]
    facts: int
    has_live: bool
    problems: tuple[Problem, ...]

    @property
    def different(self) -> int:
        """How many cells would change."""
        return sum(1 for row in self.rows for cell in row.cells if cell is not None and cell.is_different)

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return sum(1 for row in self.rows for cell in row.cells if cell is not None)


def of_measure(measure: MeasureDefinition, today: date) -> Past:
    """What a measure would state had it always read its source, beside the versions in force: with two decimals."""
    known = catalogue.measure_versions()
    others = MeasureVersions([each for each in known.versions if each.code == measure.code])
    alone = IndicatorDefinition(
        code=measure.code, name=measure.name, unit=measure.unit, formula=measure.code,
        expression=Measure(measure.code, 1), at=At.TOTAL, over_units=OverUnits.SUM, decimals=2, cite="",
        sure=Sureness.UNVERIFIED, effective_from=ALWAYS, note=None,
    )  # fmt: skip
    live = _Reading(alone, others) if others.versions else None
    return _past(_Reading(alone, MeasureVersions([measure])), live, today)


def of_indicator(definition: IndicatorDefinition, today: date) -> Past:
    """What a resolved indicator would give, beside the version that is in force today."""
    known, live = catalogue.measure_versions(), catalogue.definitions().get(definition.code)
    return _past(_Reading(definition, known), _Reading(live, known) if live else None, today)


@dataclass(frozen=True)
class _Reading:
    """A definition, and the versions of measures that it is read with."""

    definition: IndicatorDefinition
    measures: MeasureVersions


def _past(draft: _Reading, live: _Reading | None, today: date) -> Past:
    rows, origins = placements()
    names = _names()
    question = Question(_periods(today), units=frozenset(names.keys() & origins.keys()))
    units, reports = tree_on(rows, today), _Reports(today)
    facts, problems = reports.facts(draft)
    try:
        new = _computed(draft, facts, units, question)
        old = _computed(live, reports.facts(live)[0], units, question) if live else {}
    except Refused as refused:
        return Past(tuple(question.periods), (), len(facts), live is not None, (*problems, *refused.problems))
    stated = {*new, *old}
    shown = [unit for unit in names if unit in {unit for unit, _period in stated}][:MOST_ROWS]
    periods = tuple(each for each in question.periods if each in {period for _unit, period in stated})
    table = [Row(names[unit], tuple(_cell(unit, each, new, old, live) for each in periods)) for unit in shown]
    return Past(periods, tuple(table), len(facts), live is not None, tuple(problems))


type _Values = Mapping[tuple[str, Period], Value]


def _computed(read: _Reading, facts: Sequence[Fact], units: Sequence[Unit], asked: Question) -> _Values:
    found = compute([read.definition], read.measures.newest, facts, units, asked)
    return {(each.unit, each.period): each for each in found}


def _cell(unit: str, period: Period, new: _Values, old: _Values, live: _Reading | None) -> Cell | None:
    here, there = new.get((unit, period)), old.get((unit, period))
    if here is None and there is None:
        return None
    status = here.status if here else ""
    return Cell(here.value if here else None, status, there.value if there else None, live is not None)


@dataclass
class _Reports:
    """The accepted reports, read once."""

    today: date

    @cached_property
    def _accepted(self) -> list[AcceptedReport]:
        return list(accepted_reports(self.today))

    def facts(self, read: _Reading) -> tuple[list[Fact], list[Problem]]:
        """What reports and registers state for a definition; each problem once, its report states nothing then."""
        wanted, versions = measures_of(read.definition.expression), read.measures
        found: list[Fact] = []
        problems: dict[str, Problem] = {}
        if any(isinstance(each, ReportSource) for each in versions.sources(wanted)):
            for accepted in self._accepted:
                in_force = versions.on(accepted.report.period.end)
                measures = {code: in_force[code] for code in wanted & in_force.keys()}
                try:
                    form = forms.form(accepted.report.form, accepted.form_version)
                    found += facts_of(form, accepted.report, measures)
                except Refused as refused:
                    problems.update({str(each): each for each in refused.problems})
        for code, source in versions.registers():
            if code in wanted:
                found += versions.of_source(code, source, REGISTERS[source.name](code, self.today, None))
        return found, list(problems.values())


def _periods(today: date) -> list[Period]:
    """Every year, and the latest four quarters that have begun."""
    quarters = [quarter(number, each) for each in (today.year - 1, today.year) for number in range(1, 5)]
    begun = [each for each in quarters if each.start <= today]
    return [*(year(number) for number in range(FIRST_YEAR, today.year + 1)), *begun[-_QUARTERS:]]


def _names() -> dict[str, str]:
    """Names of all units but single projects: boards and cells first, then zones."""
    units: Iterable[tuple[str, str]] = StoredUnit.objects.order_by("path").values_list("code", "name")
    return dict([*units, *((zone.code, zone.name) for zone in by_name(Zone.objects.all()))])
