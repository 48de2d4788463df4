"""Numbers as articles write them, read leniently: a checker must read what an author typed, right or wrong."""

import re
from dataclasses import dataclass
from decimal import Decimal

_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,([0-9]+))?\Z")
_PLAIN = re.compile(r"[0-9]+(?:[.,]([0-9]+))?\Z")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.([0-9]+))?\Z")

# Longer runs of digits are no quantity, and arithmetic on the rest stays exact.
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class Written:
    """A number and the count of decimals it was written with."""

    value: Decimal
    decimals: int


def read_written(text: str) -> Written | None:
    """Read one number: points before groups of three are thousands, a comma starts decimals, `18.7` can only be 18,7.

    `1,234,567` can only be English. Anything that is not one number (16/6, 1.2.3) gives None.
    """
    if len(text) > _LONGEST:
        return None
    if match := _THOUSANDS.match(text):
        return Written(Decimal(text.replace(".", "").replace(",", ".")), len(match.group(1) or ""))
    if match := _PLAIN.match(text):
        return Written(Decimal(text.replace(",", ".")), len(match.group(1) or ""))
    if match := _ENGLISH.match(text):
        return Written(Decimal(text.replace(",", "")), len(match.group(1) or ""))
    return None
