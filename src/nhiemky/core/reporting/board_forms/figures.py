"""A figure of a board's form: its value, unit, state, and everything it was computed from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.lines import MILLION, Currency
from nhiemky.core.reporting.value_states import ValueState

MILLION_USD, BILLION_VND = "million USD", "billion VND"
HECTARE, PERCENT, PROJECTS, PERSONS = "ha", "%", "project", "person"
_BILLION = 1_000_000_000


@dataclass(frozen=True)
class Basis:
    """What a figure was computed from, as names a person can look up.

    `missing` are those who owe a report that is not accepted; `converted` are the amounts that stood in the other
    currency and were taken at the rate of the record.
    """

    reports: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()

    def __add__(self, other: "Basis") -> "Basis":
        return Basis(
            _both(self.reports, other.reports),
            _both(self.certificates, other.certificates),
            _both(self.facts, other.facts),
            _both(self.missing, other.missing),
            _both(self.converted, other.converted),
        )


@dataclass(frozen=True)
class Figure:
    """One cell. `value` is exact and in `unit`; None where nothing is known or nothing can be (`state` says which)."""

    value: Fraction | None
    unit: str
    state: ValueState
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True)
class Column:
    """A column, or a row, of a form."""

    code: str
    name: Bilingual
    unit: str
    decimals: int = 2


@dataclass(frozen=True)
class Row:
    """A row: its cells by the code of their column; texts of a register by the same codes."""

    code: str
    name: Bilingual
    cells: dict[str, Figure]
    texts: dict[str, str] = field(default_factory=dict)
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """A form filled in. `rate` is VND for 1 USD: every amount in the other currency was taken at it."""

    form: str
    name: Bilingual
    period: str
    rate: Decimal
    columns: tuple[Column, ...]
    texts: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Bilingual, ...]


@dataclass(frozen=True)
class Amount:
    """Money out of a certificate or report: in whole USD or whole VND, and where it stands."""

    value: Fraction
    currency: Currency
    source: str


def money(amounts: Iterable[Amount], unit: str, rate: Decimal) -> tuple[Fraction, tuple[str, ...]]:
    """The sum in million USD or billion VND, and the sources of what had to be converted at `rate`."""
    total, converted = Fraction(0), list[str]()
    for amount in amounts:
        value = amount.value
        wanted = Currency.USD if unit == MILLION_USD else Currency.VND
        if amount.currency is not wanted:
            value = value / Fraction(rate) if wanted is Currency.USD else value * Fraction(rate)
            if value:
                converted.append(amount.source)
        total += value / (MILLION if wanted is Currency.USD else _BILLION)
    return total, tuple(converted)


def told(value: Fraction | None, unit: str, basis: Basis) -> Figure:
    """A figure with its state: provisional while a report is missing that would add to it; never 0 for nothing."""
    if value is None:
        return Figure(None, unit, ValueState.MISSING, basis)
    if basis.missing:
        return Figure(value, unit, ValueState.PROVISIONAL, basis)
    return Figure(value, unit, ValueState.VALUE if value else ValueState.ZERO, basis)


def together(figures: Iterable[Figure], unit: str) -> Figure:
    """The sum of those present; missing when none is, provisional when one is missing or provisional."""
    listed = list(figures)
    basis = sum((each.basis for each in listed), Basis())
    present = [each.value for each in listed if each.value is not None]
    if not present:
        return Figure(None, unit, ValueState.MISSING, basis)
    total = sum(present, Fraction(0))
    whole = len(present) == len(listed) and all(each.state is not ValueState.PROVISIONAL for each in listed)
    state = (ValueState.VALUE if total else ValueState.ZERO) if whole else ValueState.PROVISIONAL
    return Figure(total, unit, state, basis)


def _both(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))
