"""Which indicators can measure a target."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.goals import Direction, Goal, Shape
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.resolution.measuring import Gauge, measuring_problems
from nhiemky.core.resolution.targets import Group, Target

GOAL = Goal(Shape.CUMULATIVE, Direction.AT_LEAST, Decimal(20), "VND", parse_period("2022..2024"))
NAME = Bilingual("Vốn mới", "New capital")


def codes(indicator="capital", shape=Shape.CUMULATIVE, unit="VND", gauge="VND", last_day=None):
    target = Target(3, NAME, Group.ECONOMY, replace(GOAL, shape=shape, unit=unit), indicator)
    found = list(measuring_problems(target, {"capital": Gauge(NAME, gauge, last_day)}))
    assert all(each.place == "3" for each in found)
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, []),
        ({"indicator": None}, []),
        ({"indicator": "capitol"}, ["T04"]),
        ({"unit": "USD"}, ["T05"]),
        ({"unit": "VND/month"}, ["T05"]),
        ({"unit": "person"}, ["T05"]),
        ({"unit": ""}, ["T05"]),
        ({"unit": "%", "gauge": "%"}, []),
        ({"unit": "%", "gauge": "1"}, ["T05"]),
        ({"unit": "person.VND/month", "gauge": "VND.person/month"}, []),
        ({"unit": "%", "shape": Shape.GROWTH}, []),
        ({"unit": "", "shape": Shape.MILESTONE}, []),
        ({"unit": "%", "shape": Shape.STRUCTURE}, ["T05"]),
        ({"last_day": date(2024, 12, 30)}, ["T06"]),
        ({"last_day": date(2024, 12, 31)}, []),
        ({"last_day": date(2024, 12, 30), "unit": "USD"}, ["T06", "T05"]),
    ],
)
def test_an_indicator_measures_a_target_that_counts_the_same_thing_in_its_period(asked, expected):
    assert codes(**asked) == expected


def test_the_sentence_names_the_target_the_indicator_and_both_units():
    (found,) = measuring_problems(Target(3, NAME, Group.ECONOMY, GOAL, "capital"), {"capital": Gauge(NAME, "USD")})
    assert "số 3 tính bằng VND" in found.vi
    assert "“Vốn mới” tính bằng USD" in found.vi
    assert "in VND, the indicator “New capital” in USD" in found.en
