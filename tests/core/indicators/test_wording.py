"""Quantities and results in words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.core.indicators.attainment import Attainment, Status
from nhiemky.core.indicators.goals import Direction, Goal, Shape
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.wording import (
    BASELINES,
    STATUSES,
    Baseline,
    change_sentence,
    comparison_sentence,
    goal_sentence,
    ratio_sentence,
    result_sentence,
)

TERM = parse_period("2020..2022")


@pytest.mark.parametrize(
    ("shape", "direction", "value", "upper", "unit", "vi"),
    [
        (Shape.CUMULATIVE, Direction.AT_LEAST, 20, None, "project", "X: cả giai đoạn từ 20 dự án trở lên"),
        (Shape.EVERY_YEAR, Direction.AT_LEAST, 3000, None, "person", "X: hằng năm từ 3.000 người trở lên"),
        (Shape.GROWTH, Direction.RANGE, 11, 12, "%", "X: tăng bình quân mỗi năm từ 11% đến 12%"),
        (Shape.COUNT, Direction.AT_MOST, 0, None, "task", "X: không quá 0 nhiệm vụ"),
        (Shape.MILESTONE, Direction.EQUAL, None, None, "", "X: hoàn thành trước hết ngày 31/12/2022"),
    ],
)
def test_a_target_reads_as_a_sentence(shape, direction, value, upper, unit, vi):
    number, top = (None if each is None else Decimal(each) for each in (value, upper))
    goal = Goal(shape, direction, number, unit, TERM, top)
    assert goal_sentence("X", goal, "vi") == vi
    assert goal_sentence("X", goal, "en").startswith("X: ")


def result(status=Status.MET, actual=1, percent=None, points=None, reached_on=None):
    return Attainment(status, actual, percent, points, reached_on)


@pytest.mark.parametrize(
    ("attainment", "vi", "en"),
    [
        (result(percent=Fraction(435)), "đạt 435% chỉ tiêu Nghị quyết", "435% of the resolution's target"),
        (result(percent=Fraction(280, 3)), "đạt 93,3% chỉ tiêu Nghị quyết", "93.3% of the resolution's target"),
        (
            result(points=Fraction(5, 2)),
            "cao hơn chỉ tiêu Nghị quyết 2,5 điểm %",
            "2.5 pp above the resolution's target",
        ),
        (
            result(points=Fraction(-1)),
            "thấp hơn chỉ tiêu Nghị quyết 1 điểm %",
            "1 pp below the resolution's target",
        ),
        (result(percent=Fraction(99951, 1000)), "đạt 99,95% chỉ tiêu Nghị quyết", "99.95% of the resolution's target"),
        (result(percent=Fraction(9997, 100)), "đạt 99,97% chỉ tiêu Nghị quyết", "99.97% of the resolution's target"),
        (result(percent=Fraction(10001, 100)), "đạt 100,01% chỉ tiêu Nghị quyết", "100.01% of the resolution's target"),
        (result(percent=Fraction(100)), "đạt 100% chỉ tiêu Nghị quyết", "100% of the resolution's target"),
        (result(points=Fraction(0)), "bằng chỉ tiêu Nghị quyết", "equal to the resolution's target"),
        (result(Status.MISSED, 2), "chưa đạt chỉ tiêu Nghị quyết", "missed: the resolution's target"),
        (result(Status.NOT_ENOUGH_DATA, None), "không đủ dữ liệu", "not enough data"),
        (result(Status.NOT_YET_DUE, None), "chưa đến hạn", "not yet due"),
        (result(actual=None, reached_on=date(2022, 5, 1)), "hoàn thành ngày 01/05/2022", "done on 01/05/2022"),
    ],
)
def test_a_result_reads_as_the_reports_say_it(attainment, vi, en):
    assert (result_sentence(attainment, "vi"), result_sentence(attainment, "en")) == (vi, en)


def test_the_baseline_is_named():
    sentence = result_sentence(result(percent=Fraction("74.5")), "vi", Baseline.COUNCIL)
    assert sentence == "đạt 74,5% dự toán Hội đồng nhân dân giao"
    assert BASELINES.keys() == set(Baseline)
    assert STATUSES.keys() == set(Status)


@pytest.mark.parametrize(
    ("percent", "ratio", "change"),
    [
        (Fraction("116.7"), "bằng 116,7% so với cùng kỳ", "tăng 16,7% so với cùng kỳ"),
        (Fraction("80.9"), "bằng 80,9% so với cùng kỳ", "giảm 19,1% so với cùng kỳ"),
        (Fraction("100.5"), "bằng 100,5% so với cùng kỳ", "tăng 0,5% so với cùng kỳ"),
        (Fraction("99.5"), "bằng 99,5% so với cùng kỳ", "giảm 0,5% so với cùng kỳ"),
        (Fraction(100), "bằng 100% so với cùng kỳ", "không thay đổi so với cùng kỳ"),
    ],
)
def test_the_ratio_and_the_change_are_both_said_right(percent, ratio, change):
    assert ratio_sentence(percent, Baseline.SAME_PERIOD, "vi") == ratio
    assert change_sentence(percent, Baseline.SAME_PERIOD, "vi") == change


@pytest.mark.parametrize(
    ("actual", "other", "unit", "words"),
    [
        ("14", "12", "project", "bằng 116,7% so với cùng kỳ (tăng 16,7%)"),
        ("6", "12", "project", "bằng 50% so với cùng kỳ (giảm 50%)"),
        ("12", "12", "project", "bằng 100% so với cùng kỳ (không thay đổi)"),
        ("87", "85", "%", "cao hơn cùng kỳ 2 điểm %"),
        ("85", "87", "%", "thấp hơn cùng kỳ 2 điểm %"),
        ("5", "0", "project", "5 dự án, cùng kỳ 0 dự án"),
    ],
)
def test_a_value_held_against_another_says_ratio_and_change(actual, other, unit, words):
    said = comparison_sentence(Fraction(actual), Fraction(other), unit, Baseline.SAME_PERIOD, "vi")
    assert said == words
