"""Report forms as data: columns, lines with their sums, identification fields, deadline; read strictly from TOML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.tables import Table, parse_toml
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS
from nhiemky.core.sureness import Sureness

MONEY = "money"
WHOLE_UNITS = frozenset({"person"})


class Frequency(StrEnum):
    """How often a form is due."""

    QUARTER = "quarter"
    YEAR = "year"


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
    national form. `plausible`: usual lowest and highest value, in the line's unit.
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


@dataclass(frozen=True)
class Field:
    """A field that is not a figure: one of Part A, or a free text such as Part C."""

    code: str
    kind: FieldKind
    name: Bilingual
    required: bool
    note: Bilingual | None


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
    """One version of a form."""

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

    def line(self, code: str) -> Line:
        """The line with a code; KeyError if there is none."""
        return {line.code: line for line in self.lines}[code]

    def column(self, role: Role) -> Column | None:
        """The column with a role, if the form has it."""
        return next((column for column in self.columns if column.role is role), None)

    def children(self, code: str) -> tuple[Line, ...]:
        """The lines directly below a line."""
        return tuple(line for line in self.lines if line.parent == code)

    def depth(self, line: Line) -> int:
        """How deep a line is indented: 0 for a main line."""
        return 0 if line.parent is None else 1 + self.depth(self.line(line.parent))


def parse_form(text: str, file: str) -> Form:
    """Read a form; raises Refused with problems of keys (D…) and of lines that do not fit together (M…)."""
    root = parse_toml(text, file)
    columns = tuple(
        Column(each.text("code"), each.choice("role", Role), each.bilingual("name")) for each in root.tables("column")
    )
    stock = root.texts("stock_columns")
    form = Form(
        code=root.text("code"),
        version=root.text("version"),
        frequency=root.choice("frequency", Frequency),
        name=root.bilingual("name"),
        cite=root.text("cite"),
        sure=root.choice("sure", Sureness),
        effective_from=root.day("effective_from"),
        deadline=_deadline(root.table("deadline")),
        columns=columns,
        identification=tuple(_field(each) for each in root.tables("identification")),
        lines=tuple(_line(each, tuple(column.code for column in columns), stock) for each in root.tables("line")),
        texts=tuple(_field(each) for each in root.tables("text")),
        expectations=tuple(Expectation(each.text("when"), each.text("then")) for each in root.tables("expect")),
    )
    root.finish()
    problems = [*_structure(form, file), *(_missing_columns(columns, stock, file))]
    if problems:
        raise Refused(*problems)
    return form


def _deadline(table: Table) -> Deadline:
    return Deadline(
        table.integer("months_after"), table.integer("before_day"), table.text("cite"), table.choice("sure", Sureness)
    )


def _note(table: Table) -> Bilingual | None:
    return table.bilingual("note") if table.has("note") else None


def _field(table: Table) -> Field:
    return Field(
        table.text("code"),
        table.choice("kind", FieldKind, FieldKind.TEXT),
        table.bilingual("name"),
        table.flag("required"),
        _note(table),
    )


def _line(table: Table, flow: tuple[str, ...], stock: tuple[str, ...]) -> Line:
    kind = table.choice("kind", LineKind)
    return Line(
        code=table.text("code"),
        name=table.bilingual("name"),
        unit=table.text("unit"),
        kind=kind,
        parent=table.text("parent") if table.has("parent") else None,
        total=table.flag("total"),
        negative=table.flag("negative"),
        required=table.flag("required"),
        local=table.flag("local"),
        plausible=_range(table),
        columns={LineKind.FLOW: flow, LineKind.STOCK: stock, LineKind.HEADING: ()}[kind],
        note=_note(table),
    )


def _range(table: Table) -> tuple[Decimal, Decimal] | None:
    bounds = table.numbers("plausible", ())
    return (min(bounds), max(bounds)) if bounds else None


def _structure(form: Form, file: str) -> Iterator[Problem]:
    codes = [line.code for line in form.lines]
    for code in _repeated([*codes, *(each.code for each in form.identification), *(each.code for each in form.texts)]):
        yield REPORTING_PROBLEMS.problem("M02", file, code=code)
    for line in form.lines:
        if line.parent is not None and line.parent not in codes[: codes.index(line.code)]:
            yield REPORTING_PROBLEMS.problem("M01", file, line=line.code, parent=line.parent)
        if line.total:
            yield from _total(form, line, file)
    for code in (code for each in form.expectations for code in (each.when, each.then)):
        if code not in codes:
            yield REPORTING_PROBLEMS.problem("M06", file, line=code)


def _total(form: Form, line: Line, file: str) -> Iterator[Problem]:
    children = form.children(line.code)
    if not children:
        yield REPORTING_PROBLEMS.problem("M05", file, line=line.code)
    for child in children:
        if (child.unit, child.kind) != (line.unit, line.kind):
            yield REPORTING_PROBLEMS.problem("M04", file, line=line.code, child=child.code)


def _missing_columns(columns: Iterable[Column], stock: Iterable[str], file: str) -> Iterator[Problem]:
    known = {column.code for column in columns}
    for code in stock:
        if code not in known:
            yield REPORTING_PROBLEMS.problem("M03", file, column=code)


def _repeated(codes: list[str]) -> list[str]:
    return sorted({code for code in codes if codes.count(code) > 1})
