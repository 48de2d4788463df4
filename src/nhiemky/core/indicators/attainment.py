"""What happened against what was resolved: the comparison, its status and its numbers.

Shapes and directions follow the taxonomy of the reference (3.3). Percent of target is actual ÷ target; it is turned
round for at-most targets, left out for targets in percent (points are given instead) and for targets of 0 or below.
Within a range there is neither: no end of it is the target; outside, the nearer end is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.indicators.periods import Period, years_within
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem
from nhiemky.core.quantities import PERCENT


class Shape(StrEnum):
    """What a target speaks about."""

    CUMULATIVE = "cumulative"
    LEVEL_AT_END = "level_at_end"
    EVERY_YEAR = "every_year"
    YEARLY_AVERAGE = "yearly_average"
    GROWTH = "growth"
    STRUCTURE = "structure"
    COUNT = "count"
    MILESTONE = "milestone"


class Direction(StrEnum):
    """Which side of the value is the good one."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    RANGE = "range"


class Status(StrEnum):
    """How a target stands on a day."""

    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True)
class Goal:
    """The measurable part of a target, due at the end of `period`.

    `value` in `unit` (None only for a milestone); `upper` only for a range, where above it counts as exceeded.
    Growth is in % a year. `tolerance`, in `unit`, is how far on the wrong side still counts as met.
    """

    shape: Shape
    direction: Direction
    value: Decimal | None
    unit: str
    period: Period
    upper: Decimal | None = None
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True)
class Observation:
    """What was seen in a period; None where it is not known. A milestone reached is the value 1 on its day."""

    period: Period
    value: Fraction | None


@dataclass(frozen=True)
class Attainment:
    """`actual` is the number held against the goal; `percent` of target and `points` above it are exact."""

    status: Status
    actual: Fraction | None
    percent: Fraction | None
    points: Fraction | None
    reached_on: date | None = None


def goal_problems(goal: Goal, place: str = "") -> tuple[Problem, ...]:
    """A01: no value. A02: a range that is none. A03: a milestone with a value. A04: a tolerance below 0."""
    if goal.shape is Shape.MILESTONE:
        return (INDICATOR_PROBLEMS.problem("A03", place),) if goal.value is not None else ()
    if goal.value is None:
        return (INDICATOR_PROBLEMS.problem("A01", place),)
    if (goal.direction is Direction.RANGE) != (goal.upper is not None) or (
        goal.upper is not None and goal.upper <= goal.value
    ):
        return (INDICATOR_PROBLEMS.problem("A02", place),)
    return (INDICATOR_PROBLEMS.problem("A04", place),) if goal.tolerance < 0 else ()


def assess(goal: Goal, observations: Sequence[Observation], as_of: date) -> Attainment:
    """Hold observations against a goal as of a day.

    Cumulative, count: the last observation, covering the goal's period so far. Level, structure: the last one.
    Every year, yearly average: one observation for each calendar year. Growth: levels, the base first.
    What can no longer change is said before it is due: a reached at-least sum, a passed at-most sum, a short year.
    """
    if goal.shape is Shape.MILESTONE:
        return _milestone(goal, observations, as_of)
    actual = _ACTUAL[goal.shape](goal, observations, as_of)
    status = _status(goal, actual, observations, as_of)
    percent, points = _compared(goal, actual)
    return Attainment(status, actual, percent, points)


def with_actual(goal: Goal, found: Attainment, actual: Fraction) -> Attainment:
    """The same attainment had another number been reached; what was not judged stays so."""
    judged = found.status not in {Status.NOT_YET_DUE, Status.NOT_ENOUGH_DATA}
    percent, points = _compared(goal, actual)
    return replace(
        found, status=_judged(goal, actual) if judged else found.status, actual=actual, percent=percent, points=points
    )


def expected_to_date(goal: Goal, as_of: date) -> Fraction | None:
    """What even progress, day by day, would have reached by a day: a yardstick, never a target of its own.

    Only for sums over a period, whose parts add up; from the day after its end on it is the target itself.
    """
    if goal.value is None or goal.shape not in {Shape.CUMULATIVE, Shape.COUNT} or as_of < goal.period.start:
        return None
    days = (goal.period.end - goal.period.start).days + 1
    passed = min((as_of - goal.period.start).days + 1, days)
    return Fraction(goal.value) * passed / days


def ratio_percent(actual: Fraction, other: Fraction) -> Fraction | None:
    """Actual as percent of another value (“bằng 116,7%”); none where the other is 0 or below."""
    return actual / other * 100 if other > 0 else None


def change_percent(actual: Fraction, other: Fraction) -> Fraction | None:
    """The same fact as a change (“tăng 16,7%”): the ratio less 100."""
    ratio = ratio_percent(actual, other)
    return None if ratio is None else ratio - 100


def _status(goal: Goal, actual: Fraction | None, observations: Sequence[Observation], as_of: date) -> Status:
    due = as_of >= goal.period.end
    if actual is None:
        return Status.NOT_ENOUGH_DATA if due else Status.NOT_YET_DUE
    judged = _judged(goal, actual)
    if due and goal.shape is Shape.EVERY_YEAR and judged is not Status.MISSED and _unknown_years(goal, observations):
        return Status.NOT_ENOUGH_DATA
    return judged if due or _settled(goal, judged) else Status.NOT_YET_DUE


def _judged(goal: Goal, actual: Fraction) -> Status:
    target, tolerance = Fraction(goal.value or 0), Fraction(goal.tolerance)
    if goal.direction is Direction.EQUAL:
        return Status.MET if abs(actual - target) <= tolerance else Status.MISSED
    if goal.direction is Direction.RANGE:
        if actual < target - tolerance:
            return Status.MISSED
        return Status.MET if actual <= Fraction(goal.upper or 0) else Status.EXCEEDED
    beyond = actual - target if goal.direction is Direction.AT_LEAST else target - actual
    if beyond > 0:
        return Status.EXCEEDED
    return Status.MET if beyond >= -tolerance else Status.MISSED


def _settled(goal: Goal, judged: Status) -> bool:
    """Whether the rest of the period cannot change the answer, sums only growing."""
    if goal.shape is Shape.EVERY_YEAR:
        return judged is Status.MISSED
    if goal.shape not in {Shape.CUMULATIVE, Shape.COUNT}:
        return False
    if goal.direction is Direction.AT_LEAST:
        return judged is not Status.MISSED
    return goal.direction is Direction.AT_MOST and judged is Status.MISSED


def _compared(goal: Goal, actual: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    if actual is None or goal.value is None:
        return None, None
    target = Fraction(goal.value)
    if goal.upper is not None:
        upper = Fraction(goal.upper)
        if target <= actual <= upper:
            return None, None
        target = upper if actual > upper else target
    if goal.unit == PERCENT:
        return None, actual - target
    if target <= 0:
        return None, None
    if goal.direction is Direction.AT_MOST:
        return ratio_percent(target, actual), None
    return ratio_percent(actual, target), None


type _Reader = Callable[[Goal, Sequence[Observation], date], Fraction | None]


def _last(_goal: Goal, observations: Sequence[Observation], _as_of: date) -> Fraction | None:
    return max(observations, key=lambda each: each.period.end).value if observations else None


def _years(goal: Goal, observations: Sequence[Observation]) -> dict[Period, Fraction]:
    """The known values of the whole years of the goal's period."""
    wanted = years_within(goal.period)
    return {each.period: each.value for each in observations if each.value is not None and each.period in wanted}


def _unknown_years(goal: Goal, observations: Sequence[Observation]) -> int:
    return len(years_within(goal.period)) - len(_years(goal, observations))


def _worst_year(goal: Goal, observations: Sequence[Observation], as_of: date) -> Fraction | None:
    """Of the years that are over: the lowest, the highest for at most, the farthest off for equal and range."""
    ended = [value for year, value in _years(goal, observations).items() if year.end <= as_of]
    if not ended:
        return None
    if goal.direction is Direction.AT_MOST:
        return max(ended)
    if goal.direction is Direction.EQUAL:
        return max(ended, key=lambda value: abs(value - Fraction(goal.value or 0)))
    return min(ended)


def _yearly_average(goal: Goal, observations: Sequence[Observation], as_of: date) -> Fraction | None:
    """The mean of all years that are over; none while one of them is unknown."""
    known = _years(goal, observations)
    ended = [year for year in years_within(goal.period) if year.end <= as_of]
    if not ended or any(year not in known for year in ended):
        return None
    return sum((known[year] for year in ended), Fraction(0)) / len(ended)


def _growth(_goal: Goal, observations: Sequence[Observation], _as_of: date) -> Fraction | None:
    """Compound growth in % a year between the first and the last observation; exact over one year."""
    ordered = sorted(observations, key=lambda each: each.period.end)
    if len(ordered) < 2:
        return None
    base, last = ordered[0], ordered[-1]
    years = last.period.end.year - base.period.end.year
    if base.value is None or last.value is None or base.value <= 0 or last.value < 0 or years < 1:
        return None
    ratio = last.value / base.value
    if years == 1:
        return (ratio - 1) * 100
    with localcontext() as context:
        context.prec = 40
        root = (Decimal(ratio.numerator) / Decimal(ratio.denominator)) ** (Decimal(1) / years)
        return Fraction(((root - 1) * 100).quantize(Decimal("1e-12")))


_ACTUAL: Mapping[Shape, _Reader] = {
    Shape.CUMULATIVE: _last,
    Shape.COUNT: _last,
    Shape.LEVEL_AT_END: _last,
    Shape.STRUCTURE: _last,
    Shape.EVERY_YEAR: _worst_year,
    Shape.YEARLY_AVERAGE: _yearly_average,
    Shape.GROWTH: _growth,
}


def _milestone(goal: Goal, observations: Sequence[Observation], as_of: date) -> Attainment:
    days = [each.period.end for each in observations if each.value is not None and each.value >= 1]
    reached = min((day for day in days if day <= as_of), default=None)
    if reached is not None and reached <= goal.period.end:
        return Attainment(Status.MET, None, None, None, reached)
    if as_of <= goal.period.end:
        return Attainment(Status.NOT_YET_DUE, None, None, None, reached)
    # Where nobody has said anything, nobody knows that it was missed.
    is_known = any(each.value is not None for each in observations)
    return Attainment(Status.MISSED if is_known else Status.NOT_ENOUGH_DATA, None, None, None, reached)
