from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.words import number_in_words, parse_number_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "không"), ("10", "mười"), ("11", "mười một"), ("15", "mười lăm"), ("20", "hai mươi"),
        ("21", "hai mươi mốt"), ("24", "hai mươi tư"), ("25", "hai mươi lăm"), ("105", "một trăm linh năm"),
        ("1005", "một nghìn không trăm linh năm"), ("1000005", "một triệu không trăm linh năm"),
        ("43500000000000", "bốn mươi ba nghìn năm trăm tỷ"), ("-3", "âm ba"), ("0.05", "không phẩy không năm"),
        ("4139.39", "bốn nghìn một trăm ba mươi chín phẩy ba mươi chín"), ("62.5", "sáu mươi hai phẩy năm"),
    ],
)  # fmt: skip
def test_numbers_read_as_in_minutes(number: str, words: str) -> None:
    assert number_in_words(Decimal(number)) == words


@given(st.integers(-(10**19), 10**19) | st.integers(0, 2000), st.integers(0, 99999))
@settings(deadline=None)
def test_words_read_back_as_the_number(whole: int, decimals: int) -> None:
    value = Decimal(f"{whole}.{decimals:05}")
    assert parse_number_words(number_in_words(value)) == value


@pytest.mark.parametrize("text", ["", "xin chào", "hai ba trăm", "nghìn", "một nghìn hai nghìn"])
def test_other_words_are_refused(text: str) -> None:
    assert isinstance(parse_number_words(text), Problem)
