"""A form read strictly from TOML: unknown keys, wrong types and parts that do not fit are refused, all at once."""

from decimal import Decimal

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.tables import Table, parse_toml
from nhiemky.core.problem import Problem, Refused
from nhiemky.core.reporting.form_structure import structure_problems
from nhiemky.core.reporting.forms import (
    Column,
    Deadline,
    Expectation,
    Field,
    FieldKind,
    Form,
    Frequency,
    Line,
    LineKind,
    Reporter,
    Role,
)
from nhiemky.core.sureness import Sureness

LATEST_MONTH = 24
LAST_DAY = 31


def parse_form(text: str, file: str) -> Form:
    """Read a form; raises Refused with problems of keys (D…) and of parts that do not fit together (M…)."""
    form, problems = read_form(text, file)
    if problems:
        raise Refused(*problems)
    return form


def read_form(text: str, file: str) -> tuple[Form, tuple[Problem, ...]]:
    """Read a form that may still be in the making: with the problems (M…) of parts that do not fit together yet.

    Raises Refused for its keys (D…).
    """
    root = parse_toml(text, file)
    columns = tuple(
        Column(each.text("code"), each.choice("role", Role), each.bilingual("name")) for each in root.tables("column")
    )
    stock = root.texts("stock_columns")
    form = Form(
        code=root.text("code"),
        version=root.text("version"),
        frequency=root.choice("frequency", Frequency),
        reporter=root.choice("reporter", Reporter, Reporter.PROJECT),
        name=root.bilingual("name"),
        cite=root.text("cite"),
        sure=root.choice("sure", Sureness),
        effective_from=root.day("effective_from"),
        effective_until=root.day("effective_until") if root.has("effective_until") else None,
        deadline=_deadline(root.table("deadline")),
        columns=columns,
        identification=tuple(_field(each) for each in root.tables("identification")),
        lines=tuple(_line(each, tuple(column.code for column in columns), stock) for each in root.tables("line")),
        texts=tuple(_field(each) for each in root.tables("text")),
        expectations=tuple(Expectation(each.text("when"), each.text("then")) for each in root.tables("expect")),
    )
    root.finish()
    return form, tuple(structure_problems(form, stock, file))


def _deadline(table: Table) -> Deadline:
    return Deadline(
        table.integer("months_after", most=LATEST_MONTH),
        table.integer("before_day", most=LAST_DAY),
        table.text("cite"),
        table.choice("sure", Sureness),
    )


def _note(table: Table) -> Bilingual | None:
    return table.bilingual("note") if table.has("note") else None


def _sure(table: Table) -> Sureness | None:
    return table.choice("sure", Sureness) if table.has("sure") else None


def _field(table: Table) -> Field:
    return Field(
        table.text("code"),
        table.choice("kind", FieldKind, FieldKind.TEXT),
        table.bilingual("name"),
        table.flag("required"),
        _note(table),
        _sure(table),
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
        sure=_sure(table),
    )


def _range(table: Table) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest; a single number stands for both and is refused later (M14), as more than two are."""
    bounds = table.numbers("plausible", ())
    return (bounds[0], bounds[-1]) if bounds else None
