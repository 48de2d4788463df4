"""Every kind of target, from numbers that were printed of real congresses and boards (reference 3.1 and 3.2).

Where a target was not printed, it is the one that the printed percentage gives, or is marked as assumed.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.core.indicators.attainment import Status, assess
from nhiemky.core.indicators.goals import Direction, Goal, Observation, Shape, expected_to_date
from nhiemky.core.indicators.periods import parse_period, year
from nhiemky.core.indicators.wording import Baseline, comparison_sentence, goal_sentence, result_sentence

LEAST, MOST, EQUAL, RANGE = Direction.AT_LEAST, Direction.AT_MOST, Direction.EQUAL, Direction.RANGE
BN = 10**9


def goal(shape, value, unit, direction=LEAST, upper=None, period="2020..2021"):
    bounds = [None if each is None else Decimal(str(each)) for each in (value, upper)]
    return Goal(shape, direction, bounds[0], unit, parse_period(period), bounds[1])


def seen(*values, period="2020..2021", first=None):
    """One value of the whole period, or one for each year from the first on."""
    if first is None:
        return [Observation(parse_period(period), Fraction(str(value))) for value in values]
    return [Observation(year(first + number), Fraction(str(value))) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("held", "observed", "status", "sentence", "result"),
    [
        pytest.param(
            goal(Shape.CUMULATIVE, 10_000 * BN, "VND"), seen(43_500 * BN), Status.EXCEEDED,
            "X: cả giai đoạn từ 10.000 tỷ đồng trở lên", "đạt 435% chỉ tiêu Nghị quyết", id="cumulative, at least",
        ),
        pytest.param(
            goal(Shape.COUNT, 20, "project"), seen(53), Status.EXCEEDED,
            "X: từ 20 dự án trở lên", "đạt 265% chỉ tiêu Nghị quyết", id="count, at least",
        ),
        pytest.param(
            goal(Shape.EVERY_YEAR, 3000, "person"), seen(3000, 3000, first=2020), Status.MET,
            "X: hằng năm từ 3.000 người trở lên", "đạt 100% chỉ tiêu Nghị quyết", id="every year, at least",
        ),
        pytest.param(
            goal(Shape.YEARLY_AVERAGE, 31 * BN, "USD"), seen(30.4 * BN, 32.1 * BN, first=2020), Status.EXCEEDED,
            "X: bình quân mỗi năm từ 31 tỷ USD trở lên", "đạt 100,8% chỉ tiêu Nghị quyết", id="yearly average",
        ),
        pytest.param(
            goal(Shape.GROWTH, 10.5, "%", period="2026..2030"), seen(202_925, 0, 0, 0, 0, 361_600, first=2025),
            Status.EXCEEDED, "X: tăng bình quân mỗi năm từ 10,5% trở lên", "cao hơn chỉ tiêu Nghị quyết 1,7 điểm %",
            id="growth, at least",
        ),
        pytest.param(
            goal(Shape.GROWTH, 11, "%", RANGE, 12, period="2026..2027"), seen(200, 0, 249.218, first=2025), Status.MET,
            "X: tăng bình quân mỗi năm từ 11% đến 12%", "đạt chỉ tiêu Nghị quyết", id="growth, range",
        ),
        pytest.param(
            goal(Shape.STRUCTURE, 54.6, "%", EQUAL), seen(54.6), Status.MET,
            "X: chiếm 54,6%", "bằng chỉ tiêu Nghị quyết", id="structure, equal",
        ),
        pytest.param(
            goal(Shape.STRUCTURE, 8.9, "%", MOST), seen(9.4), Status.MISSED,
            "X: chiếm không quá 8,9%", "cao hơn chỉ tiêu Nghị quyết 0,5 điểm %", id="structure, at most",
        ),
        pytest.param(
            goal(Shape.LEVEL_AT_END, 220_000_000, "VND"), seen(119_000_000), Status.MISSED,
            "X: đến cuối giai đoạn từ 220 triệu đồng trở lên", "đạt 54,1% chỉ tiêu Nghị quyết", id="level at end",
        ),
        pytest.param(
            goal(Shape.LEVEL_AT_END, 8700, "USD", RANGE, 9200), seen(9000), Status.MET,
            "X: đến cuối giai đoạn từ 8.700 USD đến 9.200 USD", "đạt chỉ tiêu Nghị quyết", id="level, in the range",
        ),
        pytest.param(
            goal(Shape.LEVEL_AT_END, 8700, "USD", RANGE, 9200), seen(8526), Status.MISSED,
            "X: đến cuối giai đoạn từ 8.700 USD đến 9.200 USD", "đạt 98% chỉ tiêu Nghị quyết", id="level, below it",
        ),
        pytest.param(
            goal(Shape.LEVEL_AT_END, 8700, "USD", RANGE, 9200), seen(9430), Status.EXCEEDED,
            "X: đến cuối giai đoạn từ 8.700 USD đến 9.200 USD", "đạt 102,5% chỉ tiêu Nghị quyết", id="level, above it",
        ),
        pytest.param(
            goal(Shape.EVERY_YEAR, 3, "%"), seen(3.4, 2.8, first=2020), Status.MISSED,
            "X: hằng năm từ 3% trở lên", "thấp hơn chỉ tiêu Nghị quyết 0,2 điểm %", id="every year, in percent",
        ),
        pytest.param(
            goal(Shape.COUNT, 5, "seat", EQUAL), seen(5), Status.MET,
            "X: 5 đồng chí", "đạt 100% chỉ tiêu Nghị quyết", id="count, equal",
        ),
        pytest.param(
            goal(Shape.COUNT, 10, "incident", MOST), seen(8), Status.EXCEEDED,
            "X: không quá 10 vụ", "đạt 125% chỉ tiêu Nghị quyết", id="count, at most (assumed)",
        ),
        pytest.param(
            goal(Shape.COUNT, 0, "incident", MOST), seen(0), Status.MET,
            "X: không quá 0 vụ", "đạt chỉ tiêu Nghị quyết", id="a target of 0, met (assumed)",
        ),
        pytest.param(
            goal(Shape.COUNT, 0, "incident", MOST), seen(1), Status.MISSED,
            "X: không quá 0 vụ", "chưa đạt chỉ tiêu Nghị quyết", id="a target of 0, missed (assumed)",
        ),
        pytest.param(
            goal(Shape.MILESTONE, None, "", period="2025-04..2025-09"),
            [Observation(parse_period("2025-09-02..2025-09-02"), Fraction(1))], Status.MET,
            "X: hoàn thành trước hết ngày 30/09/2025", "hoàn thành ngày 02/09/2025", id="milestone",
        ),
    ],
)  # fmt: skip
def test_a_target_is_judged_and_said_as_it_was_printed(held, observed, status, sentence, result):
    found = assess(held, observed, held.period.end)
    assert found.status is status
    assert goal_sentence("X", held, "vi") == sentence
    assert result_sentence(found, "vi") == result


def test_a_value_in_its_range_before_the_end_is_only_not_yet_due():
    held = goal(Shape.LEVEL_AT_END, 8700, "USD", RANGE, 9200)
    assert result_sentence(assess(held, seen(9000), date(2021, 6, 30)), "vi") == "chưa đến hạn"


@pytest.mark.parametrize(
    ("actual", "other", "unit", "baseline", "said"),
    [
        (14, 12, "project", Baseline.SAME_PERIOD, "bằng 116,7% so với cùng kỳ (tăng 16,7%)"),
        (14, 15, "project", Baseline.YEARLY_PLAN, "đạt 93,3% kế hoạch năm"),
        (809, 1000, "USD", Baseline.SAME_PERIOD, "bằng 80,9% so với cùng kỳ (giảm 19,1%)"),
        (206, 100, "USD", Baseline.PREVIOUS_TERM, "bằng 206% so với nhiệm kỳ trước (tăng 106%)"),
        (449, 100, "VND", Baseline.PREVIOUS_TERM, "bằng 449% so với nhiệm kỳ trước (tăng 349%)"),
        (854, 1000, "VND", Baseline.SUPERIOR, "đạt 85,4% chỉ tiêu cấp trên giao"),
        (745, 1000, "VND", Baseline.COUNCIL, "đạt 74,5% dự toán Hội đồng nhân dân giao"),
        ("54.6", "52.1", "%", Baseline.PREVIOUS_TERM, "cao hơn nhiệm kỳ trước 2,5 điểm %"),
    ],
)
def test_one_value_is_held_against_every_baseline(actual, other, unit, baseline, said):
    assert comparison_sentence(Fraction(actual), Fraction(other), unit, baseline, "vi") == said


def test_even_progress_to_date_is_a_part_of_the_target_by_days():
    held = goal(Shape.CUMULATIVE, 731, "project")  # 731 days in 2020 and 2021
    assert expected_to_date(held, date(2020, 12, 31)) == 366
