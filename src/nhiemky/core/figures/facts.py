"""Facts that a text may be checked against: published figures with their labels and sources."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal

from nhiemky.core.figures.problems import problem
from nhiemky.core.figures.quantity import Quantity
from nhiemky.core.problem import Problem

_REQUIRED = ("key", "label", "value", "unit")
_FIELDS = (*_REQUIRED, "period", "as_of", "source")
_DECIMAL = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")


@dataclass(frozen=True, slots=True)
class Fact:
    """A sourced figure: its key, what it is called in Vietnamese, how much it is, and where it comes from."""

    key: str
    label: str
    quantity: Quantity
    source: str


def parse_facts(text: str) -> list[Fact] | Problem:
    """Read the JSON list of facts, strictly: every fault is a problem FIG-01 to FIG-08 that names the entry.

    `key`, `label`, `value` (a decimal text in the base unit) and `unit` must be there, `period`, `as_of` and `source`
    may be missing, empty or null; keys must differ.
    """
    try:
        # Numbers stay texts: a float would change the value.
        entries = json.loads(text, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        return problem("FIG-08", line=error.lineno, column=error.colno)
    except RecursionError:
        return problem("FIG-01")
    return _read_entries(entries)


def _read_entries(entries: object) -> list[Fact] | Problem:
    if not isinstance(entries, list):
        return problem("FIG-01")
    facts: list[Fact] = []
    first_rows: dict[str, int] = {}
    for row, entry in enumerate(entries, start=1):
        fact = _read_entry(row, entry)
        if isinstance(fact, Problem):
            return fact
        if fact.key in first_rows:
            return problem("FIG-07", row=row, key=fact.key, first=first_rows[fact.key])
        first_rows[fact.key] = row
        facts.append(fact)
    return facts


def _field_problem(row: int, entry: dict[object, object]) -> Problem | None:
    for field in _REQUIRED:
        if field not in entry:
            return problem("FIG-03", row=row, field=field)
    for name, value in entry.items():
        field = str(name)
        if field not in _FIELDS:
            return problem("FIG-04", row=row, field=field)
        optional = field not in _REQUIRED
        if not isinstance(value, str) and not (optional and value is None):
            return problem("FIG-05", row=row, field=field)
        if not optional and not str(value).strip():
            return problem("FIG-05", row=row, field=field)
    return None


def _read_entry(row: int, entry: object) -> Fact | Problem:
    if not isinstance(entry, dict):
        return problem("FIG-02", row=row)
    fault = _field_problem(row, entry)
    if fault:
        return fault
    if not _DECIMAL.match(entry["value"]):
        return problem("FIG-06", row=row, text=entry["value"])
    quantity = Quantity(Decimal(entry["value"]), entry["unit"], entry.get("period") or "", entry.get("as_of") or "")
    return Fact(entry["key"], entry["label"], quantity, entry.get("source") or "")
