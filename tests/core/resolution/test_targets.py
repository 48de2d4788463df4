"""Targets of a resolution."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.goals import Direction, Goal, Shape
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.wording import Baseline
from nhiemky.core.resolution.targets import GROUPS, Group, Target, target_problems

GOAL = Goal(Shape.CUMULATIVE, Direction.AT_LEAST, Decimal(10**13), "VND", parse_period("2020..2022"))
CAPITAL = Target(
    1,
    Bilingual("Vốn đầu tư mới", "New capital"),
    Group.ECONOMY,
    GOAL,
    "new_capital",
    ((Baseline.SUPERIOR, Decimal(9 * 10**12)),),
)


def share(number, value, whole="GRDP"):
    goal = Goal(Shape.STRUCTURE, Direction.EQUAL, Decimal(value), "%", parse_period("2030"))
    return replace(CAPITAL, number=number, goal=goal, whole=whole)


def codes(*targets):
    return [(problem.code, problem.place) for problem in target_problems(targets)]


def test_a_target_reads_as_a_sentence_in_both_languages():
    assert CAPITAL.sentence("vi") == "Vốn đầu tư mới: cả giai đoạn từ 10.000 tỷ đồng trở lên"
    assert CAPITAL.sentence("en") == "New capital: at least 10,000 billion VND over the period"


def test_one_target_has_a_goal_for_each_baseline():
    assert [(baseline, goal.value) for baseline, goal in CAPITAL.goals()] == [
        (Baseline.RESOLUTION, 10**13),
        (Baseline.SUPERIOR, 9 * 10**12),
    ]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([CAPITAL], []),
        ([CAPITAL, CAPITAL], [("T02", "1")]),
        ([replace(CAPITAL, goal=replace(GOAL, value=None))], [("A01", "1")]),
        ([share(1, "54.6"), share(2, "36.5"), share(3, "8.9")], []),
        ([share(1, "54.6"), share(2, "36.5")], [("T03", "GRDP")]),
        ([share(1, 100), share(2, 100, "labour")], []),
    ],
)
def test_targets_that_do_not_fit_are_problems(targets, expected):
    assert codes(*targets) == expected


def test_every_group_has_its_name():
    assert GROUPS.keys() == set(Group)
