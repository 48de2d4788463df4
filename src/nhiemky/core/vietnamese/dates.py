"""Dates, quarters and terms as Vietnamese offices write them."""

import re
from dataclasses import dataclass
from datetime import date

from nhiemky.core.bilingual import Language
from nhiemky.core.problem import Problem
from nhiemky.core.vietnamese.folding import one_spelling
from nhiemky.core.vietnamese.problems import problem
from nhiemky.core.vietnamese.roman import from_roman, to_roman

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})\Z")
_OFFICIAL = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})\Z")
_QUARTER = re.compile(r"(?:quý )?([ivx]+|[1-4])(?:/| ?năm )([0-9]{4})\Z")
_TERM = re.compile(r"(?:nhiệm kỳ )?([0-9]{4}) ?[-–—] ?([0-9]{4})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year, 1 to 4; other numbers raise `ValueError`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"no quarter {self.number}")


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term of office by its first and last year; a last year that is not after the first raises `ValueError`."""

    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if self.last_year <= self.first_year:
            raise ValueError(f"the term {self.first_year} - {self.last_year} ends before it starts")


def format_date(day: date) -> str:
    """Write dd/MM/yyyy: `05/02/2026`."""
    return f"{day:%d/%m}/{day.year:04}"


def official_date(day: date, language: Language = "vi") -> str:
    """Write the date of an official document: `ngày 05 tháng 02 năm 2026`, `ngày 16 tháng 6 năm 2022`.

    Decree 30/2020/NĐ-CP, Annex I: days 1 to 9 and months 1 and 2 take a zero. In English `5 February 2026`.
    """
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def format_quarter(quarter: Quarter, language: Language = "vi") -> str:
    """Write `quý I/2026`, in English `Q1 2026`."""
    if language == "en":
        return f"Q{quarter.number} {quarter.year}"
    return f"quý {to_roman(quarter.number)}/{quarter.year}"


def format_term(term: Term) -> str:
    """Write `2020 - 2025`, with the spaced hyphen of Party documents."""
    return f"{term.first_year} - {term.last_year}"


def _squeeze(text: str) -> str:
    return " ".join(one_spelling(text).split())


def parse_date(text: str) -> date | Problem:
    """Read `16/6/2022`, `16-06-2022`, `16.06.2022` or `ngày 16 tháng 6 năm 2022`, always day before month.

    Anything else is problem VI-07, a day that no calendar has (30/02/2026) is VI-08.
    """
    squeezed = _squeeze(text)
    short, official = _SHORT.match(squeezed), _OFFICIAL.match(squeezed)
    if short:
        day, month, year = short.group(1), short.group(3), short.group(4)
    elif official:
        day, month, year = official.groups()
    else:
        return problem("VI-07", text=text)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return problem("VI-08", text=text)


def parse_quarter(text: str) -> Quarter | Problem:
    """Read `quý I/2026`, `Quý 1 năm 2026` or `IV/2025`; anything else is problem VI-09."""
    match = _QUARTER.match(_squeeze(text))
    if not match:
        return problem("VI-09", text=text)
    number = int(match.group(1)) if match.group(1).isdigit() else from_roman(match.group(1).upper())
    if isinstance(number, Problem) or not 1 <= number <= 4:
        return problem("VI-09", text=text)
    return Quarter(int(match.group(2)), number)


def parse_term(text: str) -> Term | Problem:
    """Read `2020 - 2025`, `2020-2025` or `nhiệm kỳ 2020–2025`; anything else is problem VI-10."""
    match = _TERM.match(_squeeze(text))
    if not match or int(match.group(2)) <= int(match.group(1)):
        return problem("VI-10", text=text)
    return Term(int(match.group(1)), int(match.group(2)))
