"""Telling unusual figures robustly."""

import math
from decimal import Decimal
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.reporting.outliers import Others, distance, fell_to_nothing, is_small_change, medcouple, slip

STEADY = [Decimal(each) for each in (100, 110, 105, 98, 112, 104)]


# 1, 2, 7, 9, 10 and 1, 2, 2, 3, 4 are the worked examples of statsmodels' tests of its medcouple.
@pytest.mark.parametrize(
    ("values", "expected"),
    [([1, 2, 7, 9, 10], -1 / 3), ([1, 2, 2, 3, 4], 1 / 6), ([0, 1, 2, 3, 4], 0), ([], 0), ([5], 0)],
)
def test_the_medcouple_of_known_samples(values, expected):
    assert medcouple(values) == pytest.approx(expected)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=25))
def test_the_medcouple_turns_with_its_sample_and_stays_within_1(values):
    skew = medcouple(values)
    assert -1 <= skew <= 1
    assert medcouple([-each for each in values]) == pytest.approx(-skew)
    assert medcouple([3 * each + 7 for each in values]) == pytest.approx(skew)


@pytest.mark.parametrize(("value", "unusual"), [(100, False), (130, False), (180, False), (1000, True), (10, True)])
def test_a_figure_is_held_against_what_could_be_expected(value, unusual):
    apart = distance(Decimal(value), STEADY)
    assert apart is not None
    assert (apart > 1) is unusual


def test_growth_a_new_level_and_a_season_are_not_unusual():
    growing = [Decimal(100 * 2**quarter) for quarter in range(5)]
    assert distance(Decimal(3200), growing) <= 1
    seasonal = [Decimal(each) for each in (100, 100, 100, 900, 100, 100, 100)]
    assert distance(Decimal(880), seasonal) <= 1
    assert distance(Decimal(880), [*seasonal, Decimal(100)]) > 1


def test_figures_that_jump_about_do_not_make_ten_times_ordinary():
    wild = [Decimal(each) for each in (100, 900, 120, 1000, 90, 1100)]
    assert distance(Decimal(11_000), wild) > 1


@pytest.mark.parametrize("earlier", [[], STEADY[:2], [Decimal(0)] * 5])
def test_little_known_says_nothing(earlier):
    assert distance(Decimal(5), earlier) is None


def test_what_is_not_above_nothing_is_not_compared_and_what_is_below_one_is():
    assert distance(Decimal("0.5"), STEADY) > 1
    for value in (Decimal(0), Decimal(-100)):
        assert distance(value, STEADY) is None
        assert slip(value, STEADY) is None
    assert slip(Decimal(5), []) is None
    assert slip(Decimal(5), [Decimal(0)]) is None


@pytest.mark.parametrize(
    ("value", "power"), [(104_000, 3), (1_100, 1), ("10.1", -1), ("0.105", -3), (300, None), (104, None)]
)
def test_a_misplaced_comma_or_unit_is_named(value, power):
    assert slip(Decimal(value), STEADY) == power


def test_nothing_after_something_is_noticed_and_nothing_after_nothing_is_not():
    assert fell_to_nothing(Decimal(0), STEADY)
    assert not fell_to_nothing(Decimal(0), [*STEADY, Decimal(0)])
    assert not fell_to_nothing(Decimal(1), STEADY)
    assert fell_to_nothing(Decimal(0), [Decimal(1)] * 3)
    assert not fell_to_nothing(Decimal(0), [Decimal(1)] * 2)
    assert fell_to_nothing(Decimal(0), [Decimal(0), *[Decimal(5)] * 8])
    assert not fell_to_nothing(Decimal(0), [Decimal(0), *[Decimal(5)] * 7])


@pytest.mark.parametrize(
    ("now", "before", "small"),
    [
        (2, 1, True),
        (13, 25, True),
        (8, 57, False),
        (0, 3, True),
        (8, 25, True),
        (7, 25, False),
        (-3, -1, True),
        (-6, -1, False),
    ],
)
def test_small_counts_move_by_chance(now, before, small):
    assert is_small_change(Decimal(now), Decimal(before)) is small


def test_fences_give_way_on_the_side_of_the_skew():
    skewed = [Decimal(each) for each in (10, 10, 11, 11, 12, 12, 13, 15, 20, 40, 90, 300)]
    found = Others.of(skewed).fences
    assert found.holds(Decimal(300))
    assert not found.holds(Decimal(1))
    # Turned over, the other side gives way.
    turned = Others.of([Decimal(3000) / each for each in skewed]).fences
    assert turned.holds(Decimal(10))
    assert not turned.holds(Decimal(3000))


def test_fences_of_an_even_sample_are_those_of_the_plain_boxplot_and_belong_to_what_is_usual():
    # Logarithms 0 to 13: quartiles 3.25 and 9.75, whiskers of one and a half times 6.5.
    found = Others.of([Decimal(10) ** power for power in range(14)]).fences
    assert float(found.low) == pytest.approx(10**-6.5, rel=0.01)
    assert float(found.high) == pytest.approx(10**19.5, rel=0.01)
    assert found.holds(found.low)
    assert found.holds(found.high)


def test_fences_of_a_sample_with_a_tail_above_are_those_of_hubert_and_vandervieren():
    logs = [0, 1, 2, 2, 3, 3, 4, 5, 7, 9, 12, 16]
    skew, (first, _, third) = medcouple(logs), quantiles(logs, method="inclusive")
    assert 0.2 < skew < 0.8
    found = Others.of([Decimal(10) ** each for each in logs]).fences
    low, high = (float(each.log10()) for each in (found.low, found.high))
    assert low == pytest.approx(first - 1.5 * math.exp(-4 * skew) * (third - first), abs=0.01)
    assert high == pytest.approx(third + 1.5 * math.exp(3 * skew) * (third - first), abs=0.01)


def test_fences_turn_with_their_sample():
    skewed = [Decimal(10 + power**3) for power in range(13)]
    found, turned = Others.of(skewed).fences, Others.of([1 / each for each in skewed]).fences
    assert float(found.low * turned.high) == pytest.approx(1, rel=0.02)
    assert float(found.high * turned.low) == pytest.approx(1, rel=0.02)


def test_few_peers_say_nothing():
    assert Others.of([Decimal(each) for each in range(1, 13)]).fences is not None
    assert Others.of([Decimal(each) for each in range(1, 12)]).fences is None


WIDE, CLOSE = st.decimals("0.001", 10**9, places=3), st.decimals(100, 101, places=2)


@given(st.one_of(st.tuples(st.lists(each, min_size=10, max_size=40), each) for each in (WIDE, CLOSE)))
def test_a_figure_crosses_the_fences_exactly_where_they_do_not_hold_it(drawn):
    figures, value = drawn
    others = Others.of(figures)
    crossed = others.crossed_by(value)
    assert (crossed is not None) == (others.fences is not None and not others.fences.holds(value))
    assert crossed is None or crossed == others.fences


def test_figures_of_0_are_no_others():
    assert Others.of([Decimal(0), Decimal(100), Decimal(10)]).logs == (1.0, 2.0)
