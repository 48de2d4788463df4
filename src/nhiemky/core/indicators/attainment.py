"""What happened against what was resolved: the comparison, its status and its numbers.

Percent of target is actual ÷ target; it is turned round for at-most targets, left out for targets in percent (points
are given instead) and for targets of 0 or below. Within a range there is neither: no end of it is the target; outside,
the nearer end is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.indicators.actuals import actual_value, unknown_years
from nhiemky.core.indicators.goals import Direction, Goal, Observation, Shape
from nhiemky.core.quantities import PERCENT


class Status(StrEnum):
    """How a target stands on a day."""

    EXCEEDED = "exceeded"
    MET = "met"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    NOT_ENOUGH_DATA = "not_enough_data"


@dataclass(frozen=True)
class Attainment:
    """`actual` is the number held against the goal; `percent` of target and `points` above it are exact."""

    status: Status
    actual: Fraction | None
    percent: Fraction | None
    points: Fraction | None
    reached_on: date | None = None


def assess(goal: Goal, observations: Sequence[Observation], as_of: date) -> Attainment:
    """Hold observations against a goal as of a day.

    Cumulative, count: the last observation, covering the goal's period so far. Level, structure: the last one.
    Every year, yearly average: one observation for each calendar year. Growth: levels, the base first.
    What can no longer change is said before it is due: a reached at-least sum, a passed at-most sum, a short year.
    """
    if goal.shape is Shape.MILESTONE:
        return _milestone(goal, observations, as_of)
    actual = actual_value(goal, observations, as_of)
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
    if due and goal.shape is Shape.EVERY_YEAR and judged is not Status.MISSED and unknown_years(goal, observations):
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
