"""Actual against target."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.attainment import Attainment, Status, assess, change_percent, ratio_percent, with_actual
from nhiemky.core.indicators.goals import Direction, Goal, Observation, Shape, expected_to_date, goal_problems
from nhiemky.core.indicators.periods import parse_period, term

TERM = parse_period("2020..2022")
END = date(2022, 12, 31)
EARLY = date(2022, 6, 16)


def goal(shape, value, direction=Direction.AT_LEAST, unit="project", upper=None):
    number = None if value is None else Decimal(value)
    return Goal(shape, direction, number, unit, TERM, None if upper is None else Decimal(upper))


def seen(value, period="2020..2022"):
    return Observation(parse_period(period), None if value is None else Fraction(value))


def one(made, value, as_of=END):
    return assess(made, [seen(value)], as_of)


@pytest.mark.parametrize(
    ("actual", "target", "percent"),
    [(43_500 * 10**9, 10_000 * 10**9, 435), (53, 20, 265), (14, 15, Fraction(280, 3))],
)
def test_percent_of_target_is_actual_over_target(actual, target, percent):
    assert one(goal(Shape.CUMULATIVE, target), actual).percent == percent


@pytest.mark.parametrize(
    ("direction", "value", "upper", "actual", "status"),
    [
        (Direction.AT_LEAST, 20, None, 53, Status.EXCEEDED),
        (Direction.AT_LEAST, 20, None, 20, Status.MET),
        (Direction.AT_LEAST, 20, None, 19, Status.MISSED),
        (Direction.AT_MOST, 20, None, 19, Status.EXCEEDED),
        (Direction.AT_MOST, 20, None, 20, Status.MET),
        (Direction.AT_MOST, 20, None, 21, Status.MISSED),
        (Direction.EQUAL, 5, None, 5, Status.MET),
        (Direction.EQUAL, 5, None, 6, Status.MISSED),
        (Direction.RANGE, 11, 12, Fraction(109, 10), Status.MISSED),
        (Direction.RANGE, 11, 12, 11, Status.MET),
        (Direction.RANGE, 11, 12, 12, Status.MET),
        (Direction.RANGE, 11, 12, 13, Status.EXCEEDED),
        (Direction.RANGE, -5, 0, Fraction(1, 2), Status.EXCEEDED),
        (Direction.AT_LEAST, 0, None, 0, Status.MET),
        (Direction.AT_MOST, 0, None, 0, Status.MET),
        (Direction.AT_MOST, 0, None, 1, Status.MISSED),
    ],
)
def test_each_direction_has_its_good_side(direction, value, upper, actual, status):
    assert one(goal(Shape.LEVEL_AT_END, value, direction, upper=upper), actual).status is status


def test_at_most_turns_the_percent_round():
    assert one(goal(Shape.LEVEL_AT_END, 20, Direction.AT_MOST), 25).percent == 80
    assert one(goal(Shape.LEVEL_AT_END, 20, Direction.AT_MOST), 0).percent is None


def test_a_target_of_zero_is_judged_without_a_percent():
    result = one(goal(Shape.COUNT, 0, Direction.AT_MOST), 2)
    assert (result.status, result.percent, result.actual) == (Status.MISSED, None, 2)


def test_targets_in_percent_are_compared_in_points():
    result = one(goal(Shape.LEVEL_AT_END, 90, unit="%"), Fraction(185, 2))
    assert (result.percent, result.points, result.status) == (None, Fraction(5, 2), Status.EXCEEDED)


YEARS = ["2020", "2021", "2022"]


def jobs(*values, as_of=END):
    made = goal(Shape.EVERY_YEAR, 3000, unit="person")
    return assess(made, [seen(value, year) for value, year in zip(values, YEARS, strict=False)], as_of)


def test_every_year_is_met_by_every_single_year():
    result = jobs(3000, 3000, 3000)
    assert (result.status, result.percent) == (Status.MET, 100)


def test_one_short_year_misses_an_every_year_target_whatever_the_others_bring():
    result = jobs(9000, 2999, 9000)
    assert (result.status, result.actual) == (Status.MISSED, 2999)
    assert jobs(9000, 2999, as_of=EARLY).status is Status.MISSED


def test_an_unknown_year_leaves_an_every_year_target_open():
    assert jobs(3000, None, 3000).status is Status.NOT_ENOUGH_DATA
    assert jobs(3000, 3000, as_of=EARLY).status is Status.NOT_YET_DUE
    assert jobs(3000, None, 2000).status is Status.MISSED


def test_a_year_that_still_runs_is_not_held_short():
    assert jobs(3000, 3000, 10, as_of=EARLY).status is Status.NOT_YET_DUE


def test_the_farthest_year_speaks_for_at_most_and_equal_every_year():
    observations = [seen(value, year) for value, year in zip([1, 9, 4], YEARS, strict=True)]
    assert assess(goal(Shape.EVERY_YEAR, 5, Direction.AT_MOST), observations, END).actual == 9
    assert assess(goal(Shape.EVERY_YEAR, 4, Direction.EQUAL), observations, END).actual == 9
    assert assess(goal(Shape.EVERY_YEAR, 6, Direction.EQUAL), observations, END).actual == 1


def test_a_yearly_average_needs_all_years_that_are_over():
    made = goal(Shape.YEARLY_AVERAGE, 15)
    known = [seen(value, year) for value, year in zip([10, 20, 18], YEARS, strict=True)]
    assert (assess(made, known, END).actual, assess(made, known, END).status) == (16, Status.EXCEEDED)
    assert assess(made, known[1:], END).status is Status.NOT_ENOUGH_DATA
    assert assess(made, known, EARLY).actual == 15
    assert assess(made, [], date(2020, 6, 1)).status is Status.NOT_YET_DUE


def test_growth_is_compound_over_years_and_exact_over_one():
    made = goal(Shape.GROWTH, 10, unit="%")
    assert assess(made, [seen(100, "2021"), seen(Fraction(1167, 10), "2022")], END).actual == Fraction(167, 10)
    two = assess(made, [seen(100, "2020"), seen(121, "2022")], END)
    assert (two.actual, two.status, two.points) == (10, Status.MET, 0)
    between = [seen(121, "2022"), seen(500, "2021"), seen(100, "2020")]
    assert assess(made, between, END).actual == 10


def test_growth_may_begin_at_one_and_end_at_nothing():
    made = goal(Shape.GROWTH, 10, unit="%")
    assert assess(made, [seen(1, "2021"), seen(0, "2022")], END).actual == -100


@pytest.mark.parametrize(
    "levels",
    [[], [(0, "2020"), (5, "2022")], [(5, "2022")], [(5, "2022"), (6, "2022")], [(5, "2020"), (None, "2022")]],
)
def test_growth_without_a_usable_base_is_not_known(levels):
    result = assess(goal(Shape.GROWTH, 10, unit="%"), [seen(*level) for level in levels], END)
    assert result.status is Status.NOT_ENOUGH_DATA


def test_a_growing_sum_can_be_reached_early_but_a_level_cannot():
    assert one(goal(Shape.CUMULATIVE, 20), 53, EARLY).status is Status.EXCEEDED
    assert one(goal(Shape.CUMULATIVE, 20), 19, EARLY).status is Status.NOT_YET_DUE
    assert one(goal(Shape.LEVEL_AT_END, 20), 53, EARLY).status is Status.NOT_YET_DUE
    assert one(goal(Shape.COUNT, 2, Direction.AT_MOST), 3, EARLY).status is Status.MISSED
    assert one(goal(Shape.COUNT, 2, Direction.AT_MOST), 1, EARLY).status is Status.NOT_YET_DUE
    assert one(goal(Shape.CUMULATIVE, 11, Direction.RANGE, upper=12), 13, EARLY).status is Status.NOT_YET_DUE


def test_nothing_seen_is_not_enough_or_not_yet_due():
    for nothing in ([], [seen(None)]):
        assert assess(goal(Shape.CUMULATIVE, 20), nothing, END).status is Status.NOT_ENOUGH_DATA
        assert assess(goal(Shape.CUMULATIVE, 20), nothing, EARLY).status is Status.NOT_YET_DUE


@pytest.mark.parametrize(
    ("reached", "as_of", "status"),
    [
        (date(2022, 5, 1), END, Status.MET),
        (END, END, Status.MET),
        (date(2023, 1, 1), date(2023, 2, 1), Status.MISSED),
        (date(2022, 7, 1), EARLY, Status.NOT_YET_DUE),
        (None, END, Status.NOT_YET_DUE),
        (None, date(2023, 1, 1), Status.MISSED),
    ],
)
def test_a_milestone_is_a_day(reached, as_of, status):
    observations = [Observation(term(reached, reached), Fraction(1))] if reached else [seen(0)]
    result = assess(goal(Shape.MILESTONE, None), observations, as_of)
    assert result.status is status
    assert result.reached_on == (reached if reached and reached <= as_of else None)


def test_a_milestone_of_which_nothing_is_known_was_not_missed():
    for nothing in ([], [seen(None)]):
        assert assess(goal(Shape.MILESTONE, None), nothing, date(2023, 1, 1)).status is Status.NOT_ENOUGH_DATA
        assert assess(goal(Shape.MILESTONE, None), nothing, END).status is Status.NOT_YET_DUE


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (goal(Shape.CUMULATIVE, 20), []),
        (goal(Shape.MILESTONE, None), []),
        (goal(Shape.GROWTH, 11, Direction.RANGE, upper=12), []),
        (goal(Shape.CUMULATIVE, None), ["A01"]),
        (goal(Shape.GROWTH, 11, Direction.RANGE), ["A02"]),
        (goal(Shape.GROWTH, 12, Direction.RANGE, upper=12), ["A02"]),
        (goal(Shape.GROWTH, 12, upper=13), ["A02"]),
        (goal(Shape.MILESTONE, 1), ["A03"]),
    ],
)
def test_a_goal_that_says_too_little_or_too_much_is_a_problem(made, codes):
    assert [problem.code for problem in goal_problems(made)] == codes


def test_a_ratio_and_a_change_are_the_same_fact():
    assert ratio_percent(Fraction(14), Fraction(12)) == Fraction(350, 3)
    assert change_percent(Fraction(14), Fraction(12)) == Fraction(50, 3)
    assert change_percent(Fraction(14), Fraction(0)) is None


@settings(deadline=None)
@given(
    st.fractions(0, 1000), st.fractions(0, 1000).filter(bool), st.sampled_from([Direction.AT_LEAST, Direction.AT_MOST])
)
def test_a_reached_target_is_one_at_a_hundred_percent_or_more(actual, target, direction):
    made = Goal(Shape.LEVEL_AT_END, direction, Decimal(target.numerator), "project", TERM)
    result = one(made, actual)
    reached = result.status in {Status.MET, Status.EXCEEDED}
    assert reached == (result.percent is None or result.percent >= 100)


@pytest.mark.parametrize(
    ("direction", "actual", "status"),
    [
        (Direction.AT_LEAST, "99.5", Status.MET),
        (Direction.AT_LEAST, "99.4", Status.MISSED),
        (Direction.AT_LEAST, "100.1", Status.EXCEEDED),
        (Direction.AT_MOST, "100.5", Status.MET),
        (Direction.AT_MOST, "100.6", Status.MISSED),
        (Direction.AT_MOST, "99", Status.EXCEEDED),
        (Direction.EQUAL, "99.5", Status.MET),
        (Direction.EQUAL, "100.6", Status.MISSED),
    ],
)
def test_within_its_tolerance_a_target_counts_as_met(direction, actual, status):
    goal = Goal(Shape.LEVEL_AT_END, direction, Decimal(100), "ha", parse_period("2021"), tolerance=Decimal("0.5"))
    seen = [Observation(goal.period, Fraction(actual))]
    assert assess(goal, seen, date(2022, 1, 1)).status is status


def test_a_tolerance_below_zero_is_a_problem():
    goal = Goal(Shape.COUNT, Direction.EQUAL, Decimal(1), "task", parse_period("2021"), tolerance=Decimal(-1))
    assert [problem.code for problem in goal_problems(goal)] == ["A04"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), Fraction(1)),
        (date(2021, 7, 1), Fraction(182)),
        (date(2021, 12, 31), Fraction(365)),
        (date(2023, 1, 1), Fraction(365)),
    ],
)
def test_even_progress_grows_day_by_day_to_the_target(day, expected):
    goal = Goal(Shape.CUMULATIVE, Direction.AT_LEAST, Decimal(365), "project", parse_period("2021"))
    assert expected_to_date(goal, day) == expected


def test_a_level_has_no_even_progress():
    goal = Goal(Shape.LEVEL_AT_END, Direction.AT_LEAST, Decimal(365), "ha", parse_period("2021"))
    assert expected_to_date(goal, date(2021, 7, 1)) is None


def test_an_attainment_with_another_number_is_judged_anew_unless_it_was_not_due():
    hundred = goal(Shape.CUMULATIVE, 100)
    found = Attainment(Status.EXCEEDED, Fraction(120), Fraction(120), None)
    below = with_actual(hundred, found, Fraction(90))
    assert (below.status, below.actual, below.percent) == (Status.MISSED, 90, 90)
    waiting = with_actual(hundred, replace(found, status=Status.NOT_YET_DUE), Fraction(90))
    assert waiting.status is Status.NOT_YET_DUE
