"""Periods of time: month, quarter, half, year, year to date, a run of them, a term between any two dates, or all time.

A period is its first and last day; its code is only how it is written: `2022-01`, `2022-Q1`, `2022-H1`, `2022`,
`2022-YTD-09` (from 1 January to the end of month 09), `2020..2022` (any two periods joined), `2020-06-29..2022-06-16`
(a term of any dates), `..2022-Q3` (since the licence: everything up to the end of the quarter; what was not licensed
yet stated nothing, so no unit's own first day is needed).
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS

_SIMPLE = re.compile(r"(?P<year>[0-9]{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TO_DATE = re.compile(r"(?P<year>[0-9]{4})-YTD-(?P<month>0[1-9]|1[0-2])")
ALWAYS = date.min
"""The first day of a period “since the licence”."""
_ROMAN = ("I", "II", "III", "IV")
_MONTHS_OF_QUARTER = 3
_MONTHS_OF_HALF = 6


@dataclass(frozen=True)
class Period:
    """Days from `start` to `end`, both included; `code` is its canonical writing."""

    code: str
    start: date
    end: date

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=4096)
def parse_period(code: str) -> Period:
    """Read a period's code; raises Refused (K01, K02) for anything else."""
    first, separator, last = code.partition("..")
    try:
        start = ALWAYS if separator and not first else _days(first)[0]
        end = _days(last if separator else first)[1]
    except (ValueError, OverflowError):
        raise INDICATOR_PROBLEMS.refusal("K01", code=code) from None
    if end < start:
        raise INDICATOR_PROBLEMS.refusal("K02", code=code)
    if not separator and _DAY.fullmatch(code):
        raise INDICATOR_PROBLEMS.refusal("K01", code=code)
    return Period(code, start, end)


def term(start: date, end: date) -> Period:
    """The period between two dates, both included; raises Refused (K02) when they are in the wrong order."""
    return parse_period(f"{start.isoformat()}..{end.isoformat()}")


def year(number: int) -> Period:
    """A calendar year."""
    return parse_period(f"{number:04d}")


def quarter(number: int, of_year: int) -> Period:
    """Quarter 1 to 4 of a calendar year."""
    return parse_period(f"{of_year:04d}-Q{number}")


def month_of(day: date) -> Period:
    """The calendar month that a day lies in."""
    return parse_period(f"{day.year:04d}-{day.month:02d}")


def half(number: int, of_year: int) -> Period:
    """Half 1 or 2 of a calendar year."""
    return parse_period(f"{of_year:04d}-H{number}")


def year_to_date(last: Period) -> Period:
    """From 1 January of the year in which `last` ends to its last day."""
    return between(date(last.end.year, 1, 1), last.end)


def since_licence(last: Period) -> Period:
    """Everything up to the last day of `last`."""
    return between(ALWAYS, last.end)


def between(start: date, end: date) -> Period:
    """The period of these days, both included, by its shortest usual code: 2022-YTD-06 is 2022-H1.

    So equal days are one period, however they were written. Raises Refused (K02) for the wrong order.
    """
    if start == ALWAYS:
        return parse_period(f"..{end.isoformat()}")
    for code in _usual_codes(start, end) if start <= end else ():
        found = parse_period(code)
        if (found.start, found.end) == (start, end):
            return found
    return term(start, end)


def canonical(period: Period) -> Period:
    """The same days by their shortest usual code."""
    return between(period.start, period.end)


def _usual_codes(start: date, end: date) -> Iterator[str]:
    first = f"{start.year:04d}"
    yield first
    yield f"{first}-H{1 + (start.month - 1) // _MONTHS_OF_HALF}"
    yield f"{first}-Q{1 + (start.month - 1) // _MONTHS_OF_QUARTER}"
    yield f"{first}-{start.month:02d}"
    yield f"{first}-YTD-{end.month:02d}"
    yield f"{first}..{end.year:04d}"


def years_within(period: Period) -> tuple[Period, ...]:
    """The whole calendar years that lie in a period, oldest first."""
    years = (year(number) for number in range(period.start.year, period.end.year + 1))
    return tuple(each for each in years if period.contains(each))


def label(period: Period, language: str) -> str:
    """The period in words: “quý I/2022” (vi), “Q1 2022” (en); a term of dates as dd/MM/yyyy in both."""
    first, separator, last = period.code.partition("..")
    if not separator:
        return _simple_label(first, language)
    if not first:
        return (
            f"lũy kế đến {period.end:%d/%m/%Y}" if language == "vi" else f"since the licence to {period.end:%d/%m/%Y}"
        )
    if _DAY.fullmatch(first) or _DAY.fullmatch(last):
        return f"{period.start:%d/%m/%Y} – {period.end:%d/%m/%Y}"
    if first.isdigit() and last.isdigit():
        return f"{first}–{last}"
    return f"{_simple_label(first, language)} – {_simple_label(last, language)}"


def _simple_label(code: str, language: str) -> str:
    if to_date := _TO_DATE.fullmatch(code):
        months, number = int(to_date["month"]), to_date["year"]
        return f"{months} tháng năm {number}" if language == "vi" else f"{number}, year to month {to_date['month']}"
    parts = _SIMPLE.fullmatch(code)
    if parts is None:
        raise INDICATOR_PROBLEMS.refusal("K01", code=code)
    vietnamese = language == "vi"
    number = parts["year"]
    if parts["quarter"]:
        roman = _ROMAN[int(parts["quarter"]) - 1]
        return f"quý {roman}/{number}" if vietnamese else f"Q{parts['quarter']} {number}"
    if parts["half"]:
        half = ("đầu", "cuối")[int(parts["half"]) - 1]
        return f"6 tháng {half} năm {number}" if vietnamese else f"H{parts['half']} {number}"
    if parts["month"]:
        return f"tháng {int(parts['month'])}/{number}" if vietnamese else f"{parts['month']}/{number}"
    return f"năm {number}" if vietnamese else number


def _days(code: str) -> tuple[date, date]:
    """First and last day of a simple code or of one day; raises ValueError for any other text."""
    if _DAY.fullmatch(code):
        day = date.fromisoformat(code)
        return day, day
    if to_date := _TO_DATE.fullmatch(code):
        return date(int(to_date["year"]), 1, 1), _days(f"{to_date['year']}-{to_date['month']}")[1]
    parts = _SIMPLE.fullmatch(code)
    if parts is None:
        raise ValueError(code)
    first, length = _months(parts)
    number = int(parts["year"])
    last = first + length - 1
    return date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1])


def _months(parts: re.Match[str]) -> tuple[int, int]:
    """First month and number of months."""
    if parts["quarter"]:
        return _MONTHS_OF_QUARTER * (int(parts["quarter"]) - 1) + 1, _MONTHS_OF_QUARTER
    if parts["half"]:
        return _MONTHS_OF_HALF * (int(parts["half"]) - 1) + 1, _MONTHS_OF_HALF
    if parts["month"]:
        return int(parts["month"]), 1
    return 1, 12
