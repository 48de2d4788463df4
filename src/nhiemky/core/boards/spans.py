"""The periods of a panel: every month, quarter, half or year of some years, or a list of one's own."""

from enum import StrEnum

from nhiemky.core.boards.problems import BOARD_PROBLEMS
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.problem import Problem, Refused

MOST_PERIODS = 60
_HALVES, _QUARTERS, _MONTHS = 2, 4, 12


class Step(StrEnum):
    """How years are divided."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    LIST = "list"


def periods_of(step: Step, first_year: int, last_year: int) -> tuple[Period, ...]:
    """The calendar periods of some years, oldest first. Raises Refused: B01 out of order, B02 for more than 60."""
    if last_year < first_year:
        raise BOARD_PROBLEMS.refusal("B01", "last_year")
    codes = [code for year in range(first_year, last_year + 1) for code in _codes(step, year)]
    if len(codes) > MOST_PERIODS:
        raise BOARD_PROBLEMS.refusal("B02", "last_year", most=MOST_PERIODS, given=len(codes))
    return tuple(parse_period(code) for code in codes)


def _codes(step: Step, year: int) -> list[str]:
    match step:
        case Step.YEAR:
            return [f"{year:04d}"]
        case Step.HALF:
            return [f"{year:04d}-H{number}" for number in range(1, _HALVES + 1)]
        case Step.QUARTER:
            return [f"{year:04d}-Q{number}" for number in range(1, _QUARTERS + 1)]
        case Step.MONTH:
            return [f"{year:04d}-{number:02d}" for number in range(1, _MONTHS + 1)]
        case Step.LIST:
            raise ValueError("A list has its own periods.")


def listed_periods(text: str) -> tuple[Period, ...]:
    """Codes of periods apart by spaces, commas or lines, each once, in the order given.

    Raises Refused with every code that is none (K01, K02), B03 for none at all, B02 for more than 60.
    """
    periods: list[Period] = []
    problems: list[Problem] = []
    for code in text.replace(",", " ").split():
        try:
            periods.append(parse_period(code))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    if not periods:
        raise BOARD_PROBLEMS.refusal("B03", "periods")
    if len(periods) > MOST_PERIODS:
        raise BOARD_PROBLEMS.refusal("B02", "periods", most=MOST_PERIODS, given=len(periods))
    return tuple(dict.fromkeys(periods))
