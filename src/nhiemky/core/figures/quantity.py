"""A quantity: a number with its unit, the period it covers and the day it was known."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in its base unit (`VND`, never millions of it).

    `period` is what the value covers (`2022-Q1`, `2020..2022`), `as_of` the day it was known (`2022-06-16`); each may
    be empty. The period is not the label of a term: a term 2020 - 2025 may report on 2020 to 2022.
    """

    value: Decimal
    unit: str
    period: str = ""
    as_of: str = ""
