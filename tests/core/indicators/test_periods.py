"""Periods and their names."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import (
    between,
    canonical,
    half,
    label,
    month_of,
    parse_period,
    quarter,
    since_licence,
    term,
    year,
    year_to_date,
    years_within,
)
from nhiemky.core.problem import Refused


@pytest.mark.parametrize(
    ("code", "start", "end", "vi", "en"),
    [
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "tháng 2/2022", "02/2022"),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31), "quý I/2022", "Q1 2022"),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31), "quý IV/2022", "Q4 2022"),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022", "H1 2022"),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31), "6 tháng cuối năm 2022", "H2 2022"),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "năm 2022", "2022"),
        ("2020..2022", date(2020, 1, 1), date(2022, 12, 31), "2020–2022", "2020–2022"),
        ("2020-Q3..2022-Q2", date(2020, 7, 1), date(2022, 6, 30), "quý III/2020 – quý II/2022", "Q3 2020 – Q2 2022"),
        ("2022-YTD-09", date(2022, 1, 1), date(2022, 9, 30), "9 tháng năm 2022", "2022, year to month 09"),
        (
            "..2022-Q3",
            date.min,
            date(2022, 9, 30),
            "lũy kế đến 30/09/2022",
            "since the licence to 30/09/2022",
        ),
        (
            "2020-06-29..2022-06-16",
            date(2020, 6, 29),
            date(2022, 6, 16),
            "29/06/2020 – 16/06/2022",
            "29/06/2020 – 16/06/2022",
        ),
    ],
)
def test_a_code_gives_its_days_and_its_words(code, start, end, vi, en):
    period = parse_period(code)
    assert (period.start, period.end) == (start, end)
    assert (label(period, "vi"), label(period, "en")) == (vi, en)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2022-13",
        "2022-Q5",
        "2022-H3",
        "22",
        "2022-1",
        "2022..",
        "..",
        "..2022..2023",
        "2022-YTD",
        "2022-YTD-13",
        "2022-02-30..2023",
        "2022-01-01",
        "0000",
        "2022\n",
        "٢٠٢٢",
    ],
)
def test_anything_else_is_no_period(code):
    with pytest.raises(Refused, match="K01"):
        parse_period(code)


def test_a_range_that_runs_backward_is_refused():
    with pytest.raises(Refused, match="K02"):
        parse_period("2022..2020")
    with pytest.raises(Refused, match="K02"):
        term(date(2022, 6, 16), date(2020, 6, 29))


def test_only_whole_calendar_years_count_as_years_of_a_term():
    assert years_within(parse_period("2020-06-29..2022-12-31")) == (year(2021), year(2022))
    assert years_within(parse_period("2022-Q1")) == ()


@settings(deadline=None)
@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_a_month_lies_in_one_quarter_one_half_and_one_year(day):
    month = month_of(day)
    assert month.start <= day <= month.end
    assert sum(quarter(number, day.year).contains(month) for number in range(1, 5)) == 1
    assert sum(parse_period(f"{day.year}-H{half}").contains(month) for half in (1, 2)) == 1
    assert year(day.year).contains(month)
    assert not month.contains(year(day.year))


@pytest.mark.parametrize(
    ("code", "shortest"),
    [
        ("2022-YTD-06", "2022-H1"),
        ("2022-YTD-03", "2022-Q1"),
        ("2022-YTD-01", "2022-01"),
        ("2022-YTD-12", "2022"),
        ("2022-01-01..2022-09-30", "2022-YTD-09"),
        ("2022-04..2022-06", "2022-Q2"),
        ("2022-Q3..2022-12", "2022-H2"),
        ("2020-01-01..2022-12-31", "2020..2022"),
        ("2020-06-29..2022-06-16", "2020-06-29..2022-06-16"),
        ("2021-Q3..2022-Q2", "2021-07-01..2022-06-30"),
        ("..2022-Q3", "..2022-09-30"),
        ("..2022-YTD-09", "..2022-09-30"),
    ],
)
def test_equal_days_have_one_code(code, shortest):
    assert canonical(parse_period(code)).code == shortest


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_any_days_are_a_period_of_those_days(first, last):
    start, end = sorted((first, last))
    found = between(start, end)
    assert (found.start, found.end) == (start, end)
    assert canonical(parse_period(found.code)) == found


def test_year_to_date_and_since_the_licence_end_where_their_period_ends():
    assert year_to_date(quarter(3, 2022)).code == "2022-YTD-09"
    assert year_to_date(half(1, 2022)) == half(1, 2022)
    assert since_licence(quarter(3, 2022)) == parse_period("..2022-09-30")
    assert since_licence(year(2022)).contains(term(date(1990, 1, 1), date(2022, 12, 31)))
