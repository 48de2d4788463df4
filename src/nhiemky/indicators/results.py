"""A resolution's targets held against what was computed: the rows of the term's board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nhiemky.core.indicators.attainment import Attainment, Goal, Observation, Shape, assess
from nhiemky.core.indicators.definition import IndicatorDefinition, RegisterSource
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period, years_within
from nhiemky.core.indicators.wording import STATUSES, result_sentence
from nhiemky.indicators import catalogue
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.queries import target_period, values
from nhiemky.organisation.models import Unit
from nhiemky.resolution.models import Resolution, Target
from nhiemky.resolution.queries import core_target, targets_of
from nhiemky.ui.language import language

# Registers that a cell keeps of itself; all others are of the board that the cell works in.
OF_THE_CELL = frozenset(
    {"members", "members_admitted", "members_rated", "members_rated_well", "groups", "seats_elected"}
    | {"resolution_targets", "resolution_tasks"}
)


@dataclass(frozen=True)
class Result:
    """One target with what was observed. `value` is the computed cell of the whole period, None where there is none."""

    target: Target
    goal: Goal
    attainment: Attainment
    unit: Unit
    value: IndicatorValue | None
    years: tuple[tuple[str, Decimal | None], ...]

    @property
    def sentence(self) -> str:
        """The target in the reader's language."""
        return core_target(self.target).sentence(language())

    @property
    def result(self) -> str:
        """The result in words: đạt 435% chỉ tiêu Nghị quyết."""
        return result_sentence(self.attainment, language())

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
    def tone(self) -> str:
        """The colour of the status badge and bar."""
        return {"exceeded": "good", "met": "good", "missed": "bad", "not_yet_due": "muted"}.get(
            self.attainment.status.value, "warn"
        )


def to_decimal(exact: Fraction) -> Decimal:
    """With twelve decimals, as values are stored."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("1e-12"))


def results(resolution: Resolution, as_of: date) -> tuple[Computation, list[Result]]:
    """Every target of a resolution with its result as of a day, and the computation they were read from."""
    computation = up_to_date()
    rows = list(targets_of(resolution))
    board = Unit.objects.filter(kind=Unit.Kind.BOARD).order_by("pk").first() or resolution.unit
    codes = {row.indicator for row in rows if row.indicator}
    found = {unit.code: values(computation, codes, unit.code) for unit in {resolution.unit, board}}
    units = [measured_at(row.indicator, resolution.unit, board) for row in rows]
    return computation, [_result(row, unit, found[unit.code], as_of) for row, unit in zip(rows, units, strict=True)]


def measured_at(indicator: str, cell: Unit, board: Unit) -> Unit:
    """The unit whose value a target of the cell is held against: the cell itself, or the board it leads."""
    definition = catalogue.definitions().get(indicator)
    return cell if definition is None or _is_of_the_cell(definition) else board


def _is_of_the_cell(definition: IndicatorDefinition) -> bool:
    sources = [catalogue.measures()[code].source for code in measures_of(definition.expression)]
    return all(isinstance(source, RegisterSource) and source.name in OF_THE_CELL for source in sources)


def _result(row: Target, unit: Unit, found: dict[tuple[str, str], IndicatorValue], as_of: date) -> Result:
    goal = core_target(row).goal
    period = target_period(row.period_start, row.period_end)
    cell = found.get((row.indicator, period.code))
    years = [(year, found.get((row.indicator, year.code))) for year in years_within(period)]
    observed = years if goal.shape in {Shape.EVERY_YEAR, Shape.YEARLY_AVERAGE} else [(period, cell)]
    attainment = assess(goal, _observations(observed), as_of)
    shown = tuple((year.code, each.value if each else None) for year, each in years)
    return Result(row, goal, attainment, unit, cell, shown)


def _observations(cells: Sequence[tuple[Period, IndicatorValue | None]]) -> list[Observation]:
    return [
        Observation(period, Fraction(cell.value) if cell and cell.value is not None else None) for period, cell in cells
    ]
