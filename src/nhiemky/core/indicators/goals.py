"""What a target asks for in numbers, what was seen, and what even progress would have reached by a day.

Shapes and directions follow the taxonomy of the reference (3.3).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem


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


def expected_to_date(goal: Goal, as_of: date) -> Fraction | None:
    """What even progress, day by day, would have reached by a day: a yardstick, never a target of its own.

    Only for sums over a period, whose parts add up; from the day after its end on it is the target itself.
    """
    if goal.value is None or goal.shape not in {Shape.CUMULATIVE, Shape.COUNT} or as_of < goal.period.start:
        return None
    days = (goal.period.end - goal.period.start).days + 1
    passed = min((as_of - goal.period.start).days + 1, days)
    return Fraction(goal.value) * passed / days
