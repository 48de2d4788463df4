"""Periods that share days."""

import pytest

from nhiemky.core.indicators.overlaps import overlapping
from nhiemky.core.indicators.periods import parse_period


@pytest.mark.parametrize(
    ("codes", "pairs"),
    [
        ([], []),
        (["2022-Q1", "2022-04", "2022-H2"], []),
        (["2022-Q1", "2022-03"], ["2022-Q1 2022-03"]),
        (["2022", "2022-02", "2022-03"], ["2022 2022-02", "2022 2022-03"]),
        (["2022-12", "2022-Q4"], ["2022-Q4 2022-12"]),
        (["2022", "2022-01..2022-12"], ["2022 2022-01..2022-12"]),
        (["2020-06-29..2022-06-16", "2022-06"], ["2020-06-29..2022-06-16 2022-06"]),
        (["2020-06-29..2022-06-16", "2022-06-16..2022-06-30"], ["2020-06-29..2022-06-16 2022-06-16..2022-06-30"]),
        (["2022-Q1", "2022-02..2022-06", "2022-05"], ["2022-Q1 2022-02..2022-06", "2022-02..2022-06 2022-05"]),
    ],
)
def test_pairs_that_share_a_day_are_named_earlier_first(codes, pairs):
    found = overlapping([parse_period(code) for code in reversed(codes)])
    assert [f"{first} {second}" for first, second in found] == pairs
