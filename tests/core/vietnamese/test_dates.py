from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese import dates


def test_official_dates_take_zeros_only_before_days_to_9_and_months_1_and_2() -> None:
    assert dates.official_date(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert dates.official_date(date(2022, 6, 16)) == "ngày 16 tháng 6 năm 2022"
    assert dates.official_date(date(2022, 6, 16), "en") == "16 June 2022"


@given(st.dates())
@settings(deadline=None)
def test_dates_read_back(day: date) -> None:
    if day.year >= 1000:
        assert dates.parse_date(dates.official_date(day)) == day
    assert dates.parse_date(dates.format_date(day)) == day


@pytest.mark.parametrize(("text", "code"), [("2022-06-16", "VI-07"), ("1/2-2022", "VI-07"), ("30/02/2026", "VI-08")])
def test_what_is_no_date_is_refused(text: str, code: str) -> None:
    found = dates.parse_date(text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_quarters_and_terms_read_back() -> None:
    quarter, term = dates.Quarter(2026, 1), dates.Term(2020, 2025)
    assert dates.format_quarter(quarter) == "quý I/2026"
    assert dates.parse_quarter("Quý 1 năm 2026") == dates.parse_quarter("quý I/2026") == quarter
    assert dates.format_term(term) == "2020 - 2025"
    assert dates.parse_term("nhiệm kỳ 2020–2025") == dates.parse_term("2020 - 2025") == term
    assert isinstance(dates.parse_term("2025 - 2020"), Problem)
    assert isinstance(dates.parse_quarter("quý V/2026"), Problem)
