from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.numbers import format_money, format_number, format_percent, parse_number, parse_percent

decimals = st.decimals(-(10**12), 10**12, places=4, allow_nan=False, allow_infinity=False)


@given(decimals, st.booleans())
@settings(deadline=None)
def test_what_is_written_reads_back(value: Decimal, whole: bool) -> None:
    value = value.to_integral_value() if whole else value.quantize(Decimal("0.01"))
    assert parse_number(format_number(value)) == value


def test_points_part_thousands_and_a_comma_starts_decimals() -> None:
    assert format_number(Decimal("1234567.89")) == "1.234.567,89"
    assert format_number(Decimal("1234567.89"), "en") == "1,234,567.89"
    assert format_number(Decimal("2.345"), places=2) == "2,35"
    assert format_number(Decimal("-0.001"), places=2) == "0,00"
    assert format_percent(Decimal(435)) == "435%"


@pytest.mark.parametrize(
    ("value", "currency", "vi", "en"),
    [
        ("43500000000000", "VND", "43.500 tỷ đồng", "43,500 billion VND"),
        ("18700000000000", "VND", "18.700 tỷ đồng", "18,700 billion VND"),
        ("8000000", "VND", "8 triệu đồng", "8 million VND"),
        ("62500000000", "USD", "62,5 tỷ USD", "62.5 billion USD"),
        ("1234567", "VND", "1.234.567 đồng", "1,234,567 VND"),
        ("0", "VND", "0 đồng", "0 VND"),
    ],
)
def test_money_takes_the_scale_an_office_writes(value: str, currency: str, vi: str, en: str) -> None:
    assert format_money(Decimal(value), currency) == vi
    assert format_money(Decimal(value), currency, "en") == en


@pytest.mark.parametrize(
    ("text", "code"),
    [("x", "VI-01"), ("", "VI-01"), ("1,234", "VI-02"), ("18.7", "VI-03"), ("1,2,3", "VI-04"), ("012", "VI-05")],
)
def test_a_doubtful_number_is_refused_with_its_code(text: str, code: str) -> None:
    found = parse_number(text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_leading_zero_counts_and_percentages_are_read() -> None:
    assert parse_number("05") == 5
    assert parse_percent("116,7 %") == Decimal("116.7")
    assert isinstance(parse_percent("116,7"), Problem)


def test_a_number_of_any_length_is_read_exactly():
    assert parse_number("1" * 50 + ",123") == Decimal("1" * 50 + ".123")
    assert parse_number("-" + "1" * 50 + ",123") == Decimal("-" + "1" * 50 + ".123")
