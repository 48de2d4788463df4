"""The one number that observations come to under a goal, by its shape."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

from nhiemky.core.indicators.goals import Direction, Goal, Observation, Shape
from nhiemky.core.indicators.periods import Period, years_within

type _Reader = Callable[[Goal, Sequence[Observation], date], Fraction | None]


def _last(_goal: Goal, observations: Sequence[Observation], _as_of: date) -> Fraction | None:
    return max(observations, key=lambda each: each.period.end).value if observations else None


def _known_years(goal: Goal, observations: Sequence[Observation]) -> dict[Period, Fraction]:
    """The known values of the whole years of the goal's period."""
    wanted = years_within(goal.period)
    return {each.period: each.value for each in observations if each.value is not None and each.period in wanted}


def unknown_years(goal: Goal, observations: Sequence[Observation]) -> int:
    """How many of the whole years of the goal's period have no known value."""
    return len(years_within(goal.period)) - len(_known_years(goal, observations))


def _worst_year(goal: Goal, observations: Sequence[Observation], as_of: date) -> Fraction | None:
    """Of the years that are over: the lowest, the highest for at most, the farthest off for equal and range."""
    ended = [value for year, value in _known_years(goal, observations).items() if year.end <= as_of]
    if not ended:
        return None
    if goal.direction is Direction.AT_MOST:
        return max(ended)
    if goal.direction is Direction.EQUAL:
        return max(ended, key=lambda value: abs(value - Fraction(goal.value or 0)))
    return min(ended)


def _yearly_average(goal: Goal, observations: Sequence[Observation], as_of: date) -> Fraction | None:
    """The mean of all years that are over; none while one of them is unknown."""
    known = _known_years(goal, observations)
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


def actual_value(goal: Goal, observations: Sequence[Observation], as_of: date) -> Fraction | None:
    """What is held against the goal as of a day; None where it is not known. A milestone has no such number."""
    return _ACTUAL[goal.shape](goal, observations, as_of)
