"""Targets and results in words, in Vietnamese and English: “đạt 435% chỉ tiêu Nghị quyết”."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.attainment import Attainment, Status, ratio_percent
from nhiemky.core.indicators.compute import round_half_up
from nhiemky.core.indicators.goals import Direction, Goal, Shape
from nhiemky.core.quantities import PERCENT, quantity, shortened
from nhiemky.core.vietnamese.dates import format_date
from nhiemky.core.vietnamese.numbers import format_number, format_percent


class Baseline(StrEnum):
    """What an actual value is held against."""

    RESOLUTION = "resolution"
    YEARLY_PLAN = "yearly_plan"
    SUPERIOR = "superior"
    COUNCIL = "council"
    SAME_PERIOD = "same_period"
    PREVIOUS_TERM = "previous_term"


BASELINES: Mapping[Baseline, Bilingual] = {
    Baseline.RESOLUTION: Bilingual("chỉ tiêu Nghị quyết", "the resolution's target"),
    Baseline.YEARLY_PLAN: Bilingual("kế hoạch năm", "the yearly plan"),
    Baseline.SUPERIOR: Bilingual("chỉ tiêu cấp trên giao", "the superior's assignment"),
    Baseline.COUNCIL: Bilingual("dự toán Hội đồng nhân dân giao", "the council's estimate"),
    Baseline.SAME_PERIOD: Bilingual("cùng kỳ", "the same period last year"),
    Baseline.PREVIOUS_TERM: Bilingual("nhiệm kỳ trước", "the previous term"),
}
_PLANNED = frozenset({Baseline.RESOLUTION, Baseline.YEARLY_PLAN, Baseline.SUPERIOR, Baseline.COUNCIL})
"""What somebody set and nobody reached: nothing rises or falls against it."""
STATUSES: Mapping[Status, Bilingual] = {
    Status.EXCEEDED: Bilingual("vượt", "exceeded"),
    Status.MET: Bilingual("đạt", "met"),
    Status.MISSED: Bilingual("chưa đạt", "missed"),
    Status.NOT_YET_DUE: Bilingual("chưa đến hạn", "not yet due"),
    Status.NOT_ENOUGH_DATA: Bilingual("không đủ dữ liệu", "not enough data"),
}
_DIRECTIONS: Mapping[Direction, Bilingual] = {
    Direction.AT_LEAST: Bilingual("từ {value} trở lên", "at least {value}"),
    Direction.AT_MOST: Bilingual("không quá {value}", "at most {value}"),
    Direction.EQUAL: Bilingual("{value}", "{value}"),
    Direction.RANGE: Bilingual("từ {value} đến {upper}", "{value} to {upper}"),
}
_SHAPES: Mapping[Shape, Bilingual] = {
    Shape.CUMULATIVE: Bilingual("{name}: cả giai đoạn {amount}", "{name}: {amount} over the period"),
    Shape.LEVEL_AT_END: Bilingual("{name}: đến cuối giai đoạn {amount}", "{name}: {amount} at the end of the period"),
    Shape.EVERY_YEAR: Bilingual("{name}: hằng năm {amount}", "{name}: {amount} every year"),
    Shape.YEARLY_AVERAGE: Bilingual("{name}: bình quân mỗi năm {amount}", "{name}: {amount} a year on average"),
    Shape.GROWTH: Bilingual("{name}: tăng bình quân mỗi năm {amount}", "{name}: growth of {amount} a year"),
    Shape.STRUCTURE: Bilingual("{name}: chiếm {amount}", "{name}: a share of {amount}"),
    Shape.COUNT: Bilingual("{name}: {amount}", "{name}: {amount}"),
    Shape.MILESTONE: Bilingual("{name}: hoàn thành trước hết ngày {day}", "{name}: done by {day}"),
}
_RESULTS: Mapping[str, Bilingual] = {
    "percent": Bilingual("đạt {percent} {baseline}", "{percent} of {baseline}"),
    "higher": Bilingual("cao hơn {baseline} {points} điểm %", "{points} pp above {baseline}"),
    "lower": Bilingual("thấp hơn {baseline} {points} điểm %", "{points} pp below {baseline}"),
    "same": Bilingual("bằng {baseline}", "equal to {baseline}"),
    "value": Bilingual("{status} {baseline}", "{status}: {baseline}"),
    "reached": Bilingual("hoàn thành ngày {day}", "done on {day}"),
}
_TOLERANCE = Bilingual(" (cho phép chênh lệch {tolerance})", " (within {tolerance})")
_RATIO = Bilingual("bằng {percent} so với {baseline}", "{percent} of {baseline}")
_ROSE = Bilingual("tăng {percent} so với {baseline}", "up {percent} on {baseline}")
_FELL = Bilingual("giảm {percent} so với {baseline}", "down {percent} on {baseline}")
_ROSE_SHORT = Bilingual(" (tăng {percent})", " (up {percent})")
_FELL_SHORT = Bilingual(" (giảm {percent})", " (down {percent})")
_SAME_AMOUNT = Bilingual(" (không thay đổi)", " (unchanged)")
_BESIDE = Bilingual("{actual}, {baseline} {other}", "{actual}; {baseline}: {other}")
_UNCHANGED = Bilingual("không thay đổi so với {baseline}", "unchanged on {baseline}")


def goal_sentence(name: str, goal: Goal, language: Language) -> str:
    """A target in words: “Dự án cấp mới: cả giai đoạn từ 20 dự án trở lên”."""
    day = format_date(goal.period.end)
    if goal.value is None:
        return _SHAPES[goal.shape].text(language).format(name=name, day=day)
    bounds = {"value": quantity(goal.value, goal.unit, language)}
    if goal.upper is not None:
        bounds["upper"] = quantity(goal.upper, goal.unit, language)
    amount = _DIRECTIONS[goal.direction].text(language).format(**bounds)
    if goal.tolerance:
        amount += _TOLERANCE.text(language).format(tolerance=quantity(goal.tolerance, goal.unit, language))
    return _SHAPES[goal.shape].text(language).format(name=name, amount=amount, day=day)


def result_sentence(
    attainment: Attainment, language: Language, baseline: Baseline = Baseline.RESOLUTION, places: int = 1
) -> str:
    """The result in words: “đạt 435% chỉ tiêu Nghị quyết”; what is not known or not due says so."""
    against = BASELINES[baseline].text(language)
    if attainment.reached_on is not None:
        return _RESULTS["reached"].text(language).format(day=format_date(attainment.reached_on))
    if attainment.status is Status.NOT_ENOUGH_DATA or attainment.actual is None:
        return STATUSES[attainment.status].text(language)
    if attainment.percent is not None:
        percent = _percent_of_target(attainment.percent, language, places)
        return _RESULTS["percent"].text(language).format(percent=percent, baseline=against)
    if attainment.points is not None:
        return _points(attainment.points, against, language, places)
    status = STATUSES[attainment.status].text(language)
    if attainment.status is Status.NOT_YET_DUE:
        return status
    return _RESULTS["value"].text(language).format(status=status, baseline=against)


def ratio_sentence(percent: Fraction, baseline: Baseline, language: Language, places: int = 1) -> str:
    """“bằng 116,7% so với cùng kỳ” from the ratio in percent."""
    against = BASELINES[baseline].text(language)
    return _RATIO.text(language).format(percent=_percent(percent, language, places), baseline=against)


def change_sentence(percent: Fraction, baseline: Baseline, language: Language, places: int = 1) -> str:
    """“tăng 16,7% so với cùng kỳ” from the same ratio in percent."""
    change = percent - 100
    words = _ROSE if change > 0 else _FELL if change < 0 else _UNCHANGED
    against = BASELINES[baseline].text(language)
    return words.text(language).format(percent=_percent(abs(change), language, places), baseline=against)


def comparison_sentence(
    actual: Fraction, other: Fraction, unit: str, baseline: Baseline, language: Language, places: int = 1
) -> str:
    """A value held against another: “bằng 116,7% so với cùng kỳ (tăng 16,7%)”, against a plan “đạt 93,3% kế hoạch năm”.

    Values in percent differ by points (“cao hơn cùng kỳ 2 điểm %”); against 0 and below there is no ratio, and the two
    values are given instead.
    """
    against = BASELINES[baseline].text(language)
    if unit == PERCENT:
        return _points(actual - other, against, language, places)
    percent = ratio_percent(actual, other)
    if percent is None:
        return _BESIDE.text(language).format(
            baseline=against,
            actual=_brief(actual, unit, language),
            other=_brief(other, unit, language),
        )
    if baseline in _PLANNED:
        return (
            _RESULTS["percent"]
            .text(language)
            .format(percent=_percent_of_target(percent, language, places), baseline=against)
        )
    change = percent - 100
    words = _SAME_AMOUNT if not change else _ROSE_SHORT if change > 0 else _FELL_SHORT
    return ratio_sentence(percent, baseline, language, places) + words.text(language).format(
        percent=_percent(abs(change), language, places)
    )


def _brief(value: Fraction, unit: str, language: Language) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return quantity(shortened(exact), unit, language)


def _points(points: Fraction, against: str, language: Language, places: int) -> str:
    if not points:
        return _RESULTS["same"].text(language).format(baseline=against)
    words = _RESULTS["higher" if points > 0 else "lower"].text(language)
    return words.format(points=format_number(round_half_up(abs(points), places), language), baseline=against)


def _percent_of_target(percent: Fraction, language: Language, places: int) -> str:
    """Rounding never makes a missed target look met, or an exceeded one look only met."""
    while percent != 100 and round_half_up(percent, places) == 100:
        places += 1
    return _percent(percent, language, places)


def _percent(percent: Fraction, language: Language, places: int) -> str:
    return format_percent(round_half_up(percent, places), language)
