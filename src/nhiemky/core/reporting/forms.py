"""Report forms as data: columns, lines with their sums, identification fields, deadline, who reports and from when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.sureness import Sureness

MONEY = "money"
WHOLE_UNITS = frozenset({"person"})


class Frequency(StrEnum):
    """How often a form is due."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    def begins_on(self, day: date) -> bool:
        """Whether one of its periods begins on a day."""
        return day.day == 1 and (day.month - 1) % _MONTHS[self] == 0


_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}


class Reporter(StrEnum):
    """Who sends a form: the enterprise for each of its projects, each zone, or the board once."""

    PROJECT = "project"
    ZONE = "zone"
    BOARD = "board"


class Role(StrEnum):
    """What a column covers."""

    PERIOD = "period"
    YEAR_TO_DATE = "year_to_date"
    SINCE_LICENCE = "since_licence"


class LineKind(StrEnum):
    """A flow adds up over time, a stock is the state at the end of the period, a heading has no cells."""

    FLOW = "flow"
    STOCK = "stock"
    HEADING = "heading"


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    MONEY = "money"


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    code: str
    role: Role
    name: Bilingual


@dataclass(frozen=True)
class Line:
    """A line of figures. `unit` "money" is the report's currency (USD, or million VND).

    `total`: the cell is the sum of the lines whose parent this is. `local`: the Board's own supplement, not on the
    national form. `plausible`: usual lowest and highest value, in the line's unit. `sure`: how the line is known,
    where that is not as the form says.
    """

    code: str
    name: Bilingual
    unit: str
    kind: LineKind
    parent: str | None
    total: bool
    negative: bool
    required: bool
    local: bool
    plausible: tuple[Decimal, Decimal] | None
    columns: tuple[str, ...]
    note: Bilingual | None
    sure: Sureness | None = None


@dataclass(frozen=True)
class Field:
    """A field that is not a figure: one of Part A, or a free text such as Part C."""

    code: str
    kind: FieldKind
    name: Bilingual
    required: bool
    note: Bilingual | None
    sure: Sureness | None = None


@dataclass(frozen=True)
class Deadline:
    """Due before day `before_day` of the month that is `months_after` months after the period's last."""

    months_after: int
    before_day: int
    cite: str
    sure: Sureness


@dataclass(frozen=True)
class Expectation:
    """Where line `when` is above 0, line `then` is expected to be so too."""

    when: str
    then: str


@dataclass(frozen=True)
class Form:
    """One version of a form; due for the periods that end from `effective_from` to `effective_until`, both included."""

    code: str
    version: str
    frequency: Frequency
    name: Bilingual
    cite: str
    sure: Sureness
    effective_from: date
    deadline: Deadline
    columns: tuple[Column, ...]
    identification: tuple[Field, ...]
    lines: tuple[Line, ...]
    texts: tuple[Field, ...]
    expectations: tuple[Expectation, ...]
    reporter: Reporter = Reporter.PROJECT
    effective_until: date | None = None

    def line(self, code: str) -> Line:
        """The line with a code; KeyError if there is none."""
        return self._by_code[code]

    @property
    def has_money(self) -> bool:
        """Whether amounts can be written on it, for which a rate between the currencies is asked."""
        return any(line.unit == MONEY for line in self.lines)

    def column(self, role: Role) -> Column | None:
        """The column with a role, if the form has it."""
        return self._by_role.get(role)

    def role(self, column: str) -> Role:
        """The role of the column with a code; KeyError if there is none."""
        return {each.code: each.role for each in self.columns}[column]

    def children(self, code: str) -> tuple[Line, ...]:
        """The lines directly below a line."""
        return self._below.get(code, ())

    def depth(self, line: Line) -> int:
        """How deep a line is indented: 0 for a main line."""
        return 0 if line.parent is None else 1 + self.depth(self.line(line.parent))

    @cached_property
    def _by_code(self) -> Mapping[str, Line]:
        return {line.code: line for line in self.lines}

    @cached_property
    def _by_role(self) -> Mapping[Role, Column]:
        """The first column with each role."""
        return {column.role: column for column in reversed(self.columns)}

    @cached_property
    def _below(self) -> Mapping[str | None, tuple[Line, ...]]:
        found: dict[str | None, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.parent, []).append(line)
        return {parent: tuple(lines) for parent, lines in found.items()}
