"""A resolution's targets held against what was computed: the rows of the term's board."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch, prefetch_related_objects

from nhiemky.core.bilingual import Language
from nhiemky.core.indicators.attainment import Attainment, assess
from nhiemky.core.indicators.definition import IndicatorDefinition, RegisterSource
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.goals import Goal, Observation, Shape, expected_to_date
from nhiemky.core.indicators.periods import Period, year, years_within
from nhiemky.core.indicators.wording import STATUSES, Baseline, comparison_sentence, result_sentence
from nhiemky.core.problem import Problem
from nhiemky.core.resolution.progress import TargetProgress, target_progress
from nhiemky.core.resolution.targets import Group
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation
from nhiemky.indicators.queries import Cell, CellPlace, cells, target_period
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.resolution.models import MilestoneStatement, Resolution, Target
from nhiemky.resolution.problems import sentence as problem_sentence
from nhiemky.resolution.queries import core_target, measuring_faults, observed, statements_in_force
from nhiemky.ui.language import language

# Registers that a cell keeps of itself; all others are of the board that the cell works in.
OF_THE_CELL = frozenset(
    {"members", "members_admitted", "members_rated", "members_rated_well", "groups", "seats_elected"}
    | {"resolution_targets", "resolution_tasks"}
)
_MONTHS = 12
_OF_A_WHOLE_PERIOD = frozenset({Shape.CUMULATIVE, Shape.COUNT, Shape.LEVEL_AT_END, Shape.STRUCTURE})


@dataclass(frozen=True)
class Result:
    """One target with what was observed. `value` is the computed cell of the whole period, None where there is none.

    `faults` say what is wrong with its indicator by now.
    """

    target: Target
    goal: Goal
    attainment: Attainment
    unit: Unit
    value: Cell | None
    years: tuple[tuple[str, Decimal | None], ...]
    others: tuple[tuple[Baseline, Fraction], ...] = ()
    faults: tuple[Problem, ...] = ()

    def compared(self, reader: Language) -> list[str]:
        """The result held against everything but the resolution, in words."""
        actual = self.attainment.actual
        if actual is None:
            return []
        unit = self.target.unit
        return [comparison_sentence(actual, other, unit, baseline, reader) for baseline, other in self.others]

    def even_progress(self, as_of: date) -> Decimal | None:
        """What even progress would have reached by a day before the target is due."""
        exact = expected_to_date(self.goal, as_of) if as_of < self.goal.period.end else None
        return None if exact is None else to_decimal(exact)

    @property
    def expected(self) -> Decimal | None:
        """The same as of today."""
        return self.even_progress(clock.today())

    @property
    def comparisons(self) -> list[str]:
        """The same in the reader's language."""
        return self.compared(language())

    @property
    def sentence(self) -> str:
        """The target in the reader's language."""
        return core_target(self.target).sentence(language())

    @property
    def result(self) -> str:
        """The result in words: đạt 435% chỉ tiêu Nghị quyết."""
        return self.in_words(language())

    def in_words(self, reader: Language) -> str:
        """The same in a language."""
        return result_sentence(self.attainment, reader)

    @property
    def actual(self) -> Decimal | None:
        """The number held against the target, for printing."""
        exact = self.attainment.actual
        return None if exact is None else to_decimal(exact)

    @property
    def percent(self) -> Decimal | None:
        """Actual as percent of the target."""
        exact = self.attainment.percent
        return None if exact is None else to_decimal(exact)

    @property
    def status(self) -> str:
        """The status in the reader's language."""
        return STATUSES[self.attainment.status].text(language())

    @property
    def warnings(self) -> list[str]:
        """What is wrong with its indicator by now, in the reader's language."""
        return [f"{problem_sentence(each)} ({each.code})" for each in self.faults]

    @property
    def tone(self) -> str:
        """The colour of the status badge and bar."""
        return {"exceeded": "good", "met": "good", "missed": "bad", "not_yet_due": "muted"}.get(
            self.attainment.status.value, "warn"
        )


def to_decimal(exact: Fraction) -> Decimal:
    """With twelve decimals, as values are stored."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("1e-12"))


def progress_of(rows: Iterable[Result]) -> TargetProgress:
    """How many targets were reached, in all and by group."""
    return target_progress((Group(row.target.group), row.attainment.status) for row in rows)


def results(resolution: Resolution, as_of: date) -> tuple[Computation, list[Result]]:
    """Every target of a resolution with its result as of a day, and the computation they were read from."""
    return results_of([resolution], as_of)


def results_of(resolutions: Sequence[Resolution], as_of: date) -> tuple[Computation, list[Result]]:
    """The same of several resolutions, one after the other, in the same number of queries."""
    computation = up_to_date()
    prefetch_related_objects(resolutions, Prefetch("targets", Target.objects.order_by("number")), "targets__baselines")
    rows = [row for resolution in resolutions for row in resolution.targets.all()]
    boards = Unit.objects.filter(kind=Unit.Kind.BOARD).order_by("pk")[:1]
    board = next(iter(boards), None)
    units = [measured_at(row.indicator, row.resolution.unit, board or row.resolution.unit) for row in rows]
    codes = {row.indicator for row in rows if row.indicator}
    periods = list(dict.fromkeys(period for row in rows for period in _periods(row)))
    found = cells(computation, codes, {unit.code for unit in units}, periods)
    stated = statements_in_force(rows)
    return computation, [
        replace(_result(row, unit, found, stated.get(row.pk), as_of), faults=faults)
        for row, unit, faults in zip(rows, units, measuring_faults(rows), strict=True)
    ]


def _periods(row: Target) -> Iterator[Period]:
    """Every period that a result reads: the target's own, its years, the year before, and what it is held against."""
    own = target_period(row.period_start, row.period_end)
    yield own
    yield from years_within(own)
    yield year(own.start.year - 1)
    yield from (period for _, period in earlier_periods(own))


def earlier_periods(period: Period) -> Iterator[tuple[Baseline, Period]]:
    """What a result is held against of itself: a year or less the same days a year before, a term the term before.

    Only for periods of whole months, whose days have a counterpart in any year.
    """
    if period.start.day != 1 or (period.end + timedelta(days=1)).day != 1:
        return
    months = (period.end.year - period.start.year) * _MONTHS + period.end.month - period.start.month + 1
    back = _MONTHS if months <= _MONTHS else months
    start = _months_before(period.start, back)
    end = _months_before(period.end + timedelta(days=1), back) - timedelta(days=1)
    yield (Baseline.SAME_PERIOD if months <= _MONTHS else Baseline.PREVIOUS_TERM), target_period(start, end)


def _months_before(first: date, months: int) -> date:
    number = first.year * _MONTHS + first.month - 1 - months
    return date(number // _MONTHS, number % _MONTHS + 1, 1)


def measured_at(indicator: str, cell: Unit, board: Unit) -> Unit:
    """The unit whose value a target of the cell is held against: the cell itself, or the board it leads."""
    definition = catalogue.definitions().get(indicator)
    return cell if definition is None or _is_of_the_cell(definition) else board


def _is_of_the_cell(definition: IndicatorDefinition) -> bool:
    sources = catalogue.measure_versions().sources(measures_of(definition.expression))
    return all(isinstance(source, RegisterSource) and source.name in OF_THE_CELL for source in sources)


type _Found = Mapping[CellPlace, Cell]


def _result(row: Target, unit: Unit, found: _Found, stated: MilestoneStatement | None, as_of: date) -> Result:
    target = core_target(row)
    period = target_period(row.period_start, row.period_end)

    def cell(of: Period) -> Cell | None:
        return found.get(CellPlace(row.indicator, unit.code, of.code))

    years = [(each, cell(each)) for each in years_within(period)]
    computed = _observations(_observed(target.goal, period, years, cell))
    attainment = assess(target.goal, [*computed, *([observed(stated)] if stated else [])], as_of)
    shown = tuple((each.code, held.value if held else None) for each, held in years)
    others = [(baseline, Fraction(value)) for baseline, value in target.others]
    typed = {baseline for baseline, _ in others}
    for baseline, earlier in earlier_periods(period) if target.goal.shape in _OF_A_WHOLE_PERIOD else ():
        held = cell(earlier)
        if held is not None and held.value is not None and baseline not in typed:
            others.append((baseline, Fraction(held.value)))
    return Result(row, target.goal, attainment, unit, cell(period), shown, tuple(others))


def _observed(
    goal: Goal,
    period: Period,
    years: Sequence[tuple[Period, Cell | None]],
    cell: Callable[[Period], Cell | None],
) -> Sequence[tuple[Period, Cell | None]]:
    """Growth counts from the year before the period; goals for every year read its years, all others the whole."""
    if goal.shape is Shape.GROWTH:
        base = year(period.start.year - 1)
        return [(base, cell(base)), *[each for each in years if each[1] is not None]]
    return years if goal.shape in {Shape.EVERY_YEAR, Shape.YEARLY_AVERAGE} else [(period, cell(period))]


def _observations(held: Sequence[tuple[Period, Cell | None]]) -> list[Observation]:
    return [
        Observation(period, Fraction(each.value) if each and each.value is not None else None) for period, each in held
    ]
