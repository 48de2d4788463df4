"""What is measured and how it is combined: `measures.toml` and one TOML text for each indicator, read strictly.

A measure also says where its facts come from: a line of a report form or a register of the office. Nothing is typed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.formula import FUNCTIONS, Expression, Number, parse_formula
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.indicators.tables import Table, parse_toml
from nhiemky.core.problem import Refused
from nhiemky.core.sureness import Sureness

MEASURES_FILE = "measures.toml"
ALWAYS = date(1900, 1, 1)
MOST_DECIMALS = 30
_NOT_READ = Number(Fraction(0))


class OverTime(StrEnum):
    """How the values of one unit in several periods become one."""

    SUM = "sum"
    AVERAGE = "average"
    FIRST = "first"
    LAST = "last"
    MIN = "min"
    MAX = "max"


class OverUnits(StrEnum):
    """How the values of several units become one."""

    SUM = "sum"
    AVERAGE = "average"
    MIN = "min"
    MAX = "max"


class Order(StrEnum):
    """Which axis of a measure is aggregated first."""

    TIME_FIRST = "time-first"
    UNITS_FIRST = "units-first"


class At(StrEnum):
    """Whether a formula reads aggregated measures, or runs in each unit and is aggregated after."""

    TOTAL = "total"
    UNIT = "unit"


@dataclass(frozen=True)
class ReportSource:
    """Facts from accepted reports: the cell `line`, `column` of `form`, multiplied by that of line `times` if named."""

    form: str
    line: str
    column: str
    times: str | None


@dataclass(frozen=True)
class RegisterSource:
    """Facts from a register that the office keeps; the app that owns the register knows it by `name`."""

    name: str


type Source = ReportSource | RegisterSource


@dataclass(frozen=True)
class MeasureDefinition:
    """A version of a thing that facts state, with its two aggregations; `source` is None where facts come from a file.

    Facts of periods that end between its two days are read from its source (`measure_versions`).
    """

    code: str
    unit: str
    over_time: OverTime
    over_units: OverUnits
    order: Order
    name: Bilingual
    source: Source | None
    effective_from: date = ALWAYS
    effective_until: date | None = None


@dataclass(frozen=True)
class IndicatorDefinition:
    """A formula, rounded once, half up, to `decimals`; `over_units` only counts when `at` is unit.

    `formula` may name measures and other indicators. `expression` is the formula as read; after `resolving.resolve`
    the other indicators are expanded in it, and it names measures only.
    """

    code: str
    name: Bilingual
    unit: str
    formula: str
    expression: Expression
    at: At
    over_units: OverUnits
    decimals: int
    cite: str
    sure: Sureness
    effective_from: date
    note: Bilingual | None
    effective_until: date | None = None


type Measures = Mapping[str, MeasureDefinition]


def parse_measures(text: str, file: str = MEASURES_FILE) -> Measures:
    """Read measures.toml; raises Refused with all problems, each naming file and table."""
    root = parse_toml(text, file)
    measures = {code: _measure(code, table) for code, table in root.named_tables().items()}
    root.finish()
    reserved = [
        INDICATOR_PROBLEMS.problem("D06", f"{file}: {code}", name=code) for code in measures if code in FUNCTIONS
    ]
    if reserved:
        raise Refused(*reserved)
    return measures


def _measure(code: str, table: Table) -> MeasureDefinition:
    return MeasureDefinition(
        code=code,
        unit=table.text("unit"),
        over_time=table.choice("over_time", OverTime),
        over_units=table.choice("over_units", OverUnits),
        order=table.choice("order", Order, Order.TIME_FIRST),
        name=table.bilingual("name", Bilingual(code, code)),
        source=_source(table.table("source")) if table.has("source") else None,
        effective_from=table.day("effective_from", ALWAYS),
        effective_until=table.day("effective_until") if table.has("effective_until") else None,
    )


class _SourceKind(StrEnum):
    REPORT = "report"
    REGISTER = "register"


def _source(table: Table) -> Source:
    if table.choice("kind", _SourceKind) is _SourceKind.REGISTER:
        return RegisterSource(table.text("name"))
    times = table.text("times") if table.has("times") else None
    return ReportSource(table.text("form"), table.text("line"), table.text("column"), times)


def read_indicator(text: str, file: str) -> IndicatorDefinition:
    """Read one indicator by itself; raises Refused for its keys and its formula. What it names is not looked up yet."""
    root = parse_toml(text, file)
    at = root.choice("at", At, At.TOTAL)
    definition = IndicatorDefinition(
        code=root.text("code"),
        name=root.bilingual("name"),
        unit=root.text("unit"),
        formula=root.text("formula"),
        at=at,
        over_units=root.choice("over_units", OverUnits, None if at is At.UNIT else OverUnits.SUM),
        decimals=root.integer("decimals", most=MOST_DECIMALS),
        cite=root.text("cite", ""),
        sure=root.choice("sure", Sureness, Sureness.UNVERIFIED),
        effective_from=root.day("effective_from", ALWAYS),
        effective_until=root.day("effective_until") if root.has("effective_until") else None,
        note=root.bilingual("note") if root.has("note") else None,
        expression=_NOT_READ,
    )
    root.finish()
    if definition.effective_until is not None and definition.effective_until < definition.effective_from:
        raise INDICATOR_PROBLEMS.refusal("D11", f"{file}: effective_until")
    try:
        return replace(definition, expression=parse_formula(definition.formula))
    except Refused as refused:
        raise Refused(*(replace(each, place=f"{file}: {each.place}") for each in refused.problems)) from None
