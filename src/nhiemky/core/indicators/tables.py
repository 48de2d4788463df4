"""Strict reading of TOML: every key is asked for by name and type, and a key nobody asked for is a problem."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused

LONGEST_FILE = 500_000
MOST_WHOLE = 10**9
MOST_DIGITS = 15
MOST_NUMBER_DECIMALS = 5
# What a reader gives for a text it could not read; the problem is named at the end.
_STAND_IN = "—"


def parse_toml(text: str, file: str) -> "Table":
    """The root table of a TOML text; raises Refused (D01; D09 when it is too long). Decimals become Decimal."""
    if len(text) > LONGEST_FILE:
        raise INDICATOR_PROBLEMS.refusal("D09", file, limit=LONGEST_FILE)
    try:
        return Table(tomllib.loads(text, parse_float=Decimal), file)
    # ValueError: TOML's own, and integers of thousands of digits; ArithmeticError: exponents beyond Decimal's.
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise INDICATOR_PROBLEMS.refusal("D01", file, reason=error) from None


class Table:
    """One TOML table. Readers return a stand-in after a problem, so that `finish` can name all problems at once."""

    def __init__(self, content: Mapping[str, Any], place: str) -> None:
        self._content = content
        self._asked: set[str] = set()
        self._children: list[Table] = []
        self._problems: list[Problem] = []
        self.place = place

    def text(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        found = self._get(key, default)
        fits = isinstance(found, str) and bool(found.strip() or default == "") and not _has_control(found)
        return self._typed(key, found, fits, "text", "")

    def flag(self, key: str) -> bool:
        """true or false; false when absent."""
        found = self._get(key, default=False)
        return self._typed(key, found, isinstance(found, bool), "true | false", stand_in=False)

    def integer(self, key: str, default: int | None = None, *, most: int = MOST_WHOLE) -> int:
        """A whole number from 0 to `most`."""
        found = self._get(key, default)
        fits = isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most
        return self._typed(key, found, fits, "0, 1, 2, …" if most == MOST_WHOLE else f"0–{most}", 0)

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of strings."""
        found = self._get(key, default)
        fits = isinstance(found, list | tuple) and all(isinstance(each, str) for each in found)
        nothing: Sequence[str] = ()
        return tuple(self._typed(key, found, fits, '["…", "…"]', nothing))

    def numbers(self, key: str, default: Sequence[Decimal] | None = None) -> tuple[Decimal, ...]:
        """A list of numbers of at most 15 digits before and 5 after the point."""
        found = self._get(key, default)
        fits = isinstance(found, list | tuple) and all(_is_number(each) for each in found)
        nothing: Sequence[Decimal] = ()
        return tuple(Decimal(each) for each in self._typed(key, found, fits, "[1, 2.5]", nothing))

    def day(self, key: str, default: date | None = None) -> date:
        """A date."""
        found = self._get(key, default)
        return self._typed(key, found, type(found) is date, "2022-01-31", date.min)

    def choice[Choice: StrEnum](self, key: str, choices: type[Choice], default: Choice | None = None) -> Choice:
        """One of the values of an enumeration."""
        found = self._get(key, default)
        for choice in choices:
            if choice == found:
                return choice
        if key in self._content:
            self._report("D05", key=key, choices=", ".join(choices))
        return next(iter(choices))

    def bilingual(self, key: str, default: Bilingual | None = None) -> Bilingual:
        """A table with `vi` and `en`."""
        if default is not None and key not in self._content:
            return default
        table = self.table(key)
        return Bilingual(*(table.text(language) or _STAND_IN for language in ("vi", "en")))

    def has(self, key: str) -> bool:
        """Whether the key is present."""
        return key in self._content

    def table(self, key: str) -> "Table":
        """A table inside this one; an empty one after a problem."""
        found = self._get(key, None)
        nothing: Mapping[str, Any] = {}
        return self._child(self._typed(key, found, isinstance(found, Mapping), f"[{key}]", nothing), key)

    def tables(self, key: str) -> "tuple[Table, ...]":
        """An array of tables; empty when absent."""
        found = self._get(key, [])
        fits = isinstance(found, list | tuple) and all(isinstance(each, Mapping) for each in found)
        nothing: Sequence[Mapping[str, Any]] = ()
        contents = self._typed(key, found, fits, f"[[{key}]]", nothing)
        return tuple(self._child(each, f"{key}[{row}]") for row, each in enumerate(contents, 1))

    def named_tables(self) -> "dict[str, Table]":
        """Every key of this table as a table of its own."""
        return {key: self.table(key) for key in self._content}

    def finish(self) -> None:
        """Raise Refused with every problem found here and in the tables inside, unknown keys (D03) among them."""
        problems = self._collect()
        if problems:
            raise Refused(*problems)

    def _collect(self) -> list[Problem]:
        for key in self._content:
            if key not in self._asked:
                self._report("D03", key=key)
        return self._problems + [problem for child in self._children for problem in child._collect()]  # noqa: SLF001

    def _child(self, content: Mapping[str, Any], key: str) -> "Table":
        child = Table(content, f"{self.place}: {key}")
        self._children.append(child)
        return child

    def _get(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key not in self._content and default is None:
            self._report("D02", key=key)
        return self._content.get(key, default)

    def _typed[Value](self, key: str, found: Any, fits: bool, wanted: str, stand_in: Value) -> Value:  # noqa: FBT001
        if fits:
            return cast("Value", found)
        if key in self._content:
            self._report("D04", key=key, wanted=wanted)
        return stand_in

    def _report(self, code: str, **values: object) -> None:
        self._problems.append(INDICATOR_PROBLEMS.problem(code, self.place, **values))


def _is_number(found: object) -> bool:
    if not isinstance(found, int | Decimal) or isinstance(found, bool):
        return False
    if isinstance(found, Decimal) and not found.is_finite():
        return False
    return abs(found) < 10**MOST_DIGITS and Decimal(found) == round(Decimal(found), MOST_NUMBER_DECIMALS)


def _has_control(text: str) -> bool:
    return any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in text)
