from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.charts.scales import axis, written

NUMBERS = st.lists(st.decimals(-(10**15), 10**15, places=4), max_size=20)


@given(NUMBERS)
def test_an_axis_covers_zero_and_every_value_in_few_equal_steps(values: list[Decimal]) -> None:
    ticks = axis(values).ticks
    assert ticks[0] <= min([Decimal(0), *values])
    assert ticks[-1] >= max([Decimal(0), *values])
    assert len({after - before for before, after in pairwise(ticks)}) == 1
    assert 2 <= len(ticks) <= 8
    assert 0 in ticks


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], ["0", "1"]),
        (["43500"], ["0", "10000", "20000", "30000", "40000", "50000"]),
        (["-3", "9"], ["-5", "0", "5", "10"]),
        (["0.07"], ["0", "0.02", "0.04", "0.06", "0.08"]),
    ],
)
def test_steps_are_one_two_or_five_times_a_power_of_ten(values: list[str], ticks: list[str]) -> None:
    assert axis([Decimal(value) for value in values]).ticks == tuple(Decimal(tick) for tick in ticks)


def test_a_share_is_the_part_of_the_axis_below_a_value() -> None:
    assert axis([Decimal(-5), Decimal(10)]).share(Decimal(0)) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("values", "unit", "language", "quantity"),
    [
        (["43500000000000"], "VND", "vi", "43.500 tỷ đồng"),
        (["43500000000000"], "VND", "en", "43,500 billion VND"),
        (["8000000"], "VND/month", "vi", "8 triệu đồng/tháng"),
        (["62500000000"], "USD", "vi", "62,5 tỷ USD"),
        (["12"], "VND", "vi", "12 đồng"),
        (["53"], "project", "vi", "53 dự án"),
        (["95.5"], "%", "vi", "95,5%"),
        (["0.00004"], "kWh", "vi", "0,00004 kWh"),
        (["0.069"], "kWh/VND", "vi", "0,069 kWh/đồng"),
        (["5000000"], "VND/ha", "vi", "5 triệu đồng/ha"),
        (["1.5"], "1", "vi", "1,5"),
        ([], "tonne", "en", "0 tonnes"),
    ],
)
def test_numbers_of_one_axis_are_written_in_one_scale(
    values: list[str], unit: str, language: str, quantity: str
) -> None:
    held = [Decimal(value) for value in values]
    assert written(held, unit, language).quantity(max(held, default=Decimal(0))) == quantity  # type: ignore[arg-type]


def test_a_small_value_beside_a_large_one_never_reads_as_zero() -> None:
    scale = written([Decimal(10**12), Decimal(1000)], "VND", "vi")
    assert scale.number(Decimal(1000)) == "0,000001"
