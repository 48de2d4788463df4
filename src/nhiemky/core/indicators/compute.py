"""The exact evaluator: facts and a tree of units in, indicator values with status out.

A cell is a unit with all units below it, a period with all periods inside it, and a value of each chosen dimension.
Facts of one unit that differ in a dimension are separate series: aggregation over time works inside a series,
aggregation over units across series, so that Vietnamese and foreign workers of one enterprise add up.
Only present values are aggregated; of none the aggregate is missing, never 0.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from nhiemky.core.indicators.definition import At, IndicatorDefinition, MeasureDefinition, Measures, Order, OverTime
from nhiemky.core.indicators.formula import Gap, Outcome, evaluate, measures_of
from nhiemky.core.indicators.overlaps import counts_twice, overlapping
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused

NORMAL = "A"
MISSING = "M"
DIVISION_BY_ZERO = "Z"
"""A, M: SDMX code list OBS_STATUS. Z is ours: no value because the formula divides by zero."""
LESS_FIRM = ("F", "P", "E", "I")
"""SDMX forecast, provisional, estimated, imputed: the first of these among the facts used marks the value."""


@dataclass(frozen=True)
class Fact:
    """One observation; `value` None is a gap that somebody stated. `dimensions` are (name, value) pairs."""

    unit: str
    measure: str
    period: Period
    value: Fraction | None
    status: str = NORMAL
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Unit:
    """A place in the tree; `parent` None is a root."""

    code: str
    parent: str | None
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Value:
    """An indicator in one cell: `value` is rounded once, `exact` is what it was, `facts` counts the present facts."""

    indicator: str
    unit: str
    period: Period
    dimensions: tuple[tuple[str, str | None], ...]
    value: Decimal | None
    exact: Fraction | None
    status: str
    facts: int


@dataclass(frozen=True)
class Question:
    """Which cells are wanted: periods, dimensions to split by, and units (None: every unit of the tree)."""

    periods: Sequence[Period]
    by: Sequence[str] = ()
    units: frozenset[str] | None = None


def compute(
    definitions: Iterable[IndicatorDefinition],
    measures: Measures,
    facts: Sequence[Fact],
    units: Sequence[Unit],
    question: Question,
) -> list[Value]:
    """Every cell that has at least one fact; sorted by indicator, unit, period as asked, dimensions.

    Raises Refused for a unit that is not in the tree (C01) or above itself (C02), an unknown or doubly used dimension
    (C03, C04), a fact stated twice for the same unit, measure, period and dimensions (C05), and facts to be added over
    time whose periods overlap (C06).
    """
    tree = {unit.code: unit for unit in units}
    above = lines_upward(tree)
    _check(facts, measures, tree, question.by)
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_measure[fact.measure].append(fact)
    values: list[Value] = []
    for definition in sorted(definitions, key=lambda each: each.code):
        wanted = [fact for code in measures_of(definition.expression) for fact in by_measure[code]]
        cells = _cells(wanted, tree, above, question)
        values.extend(_value(definition, measures, key, inside) for key, inside in cells)
    return values


type _Key = tuple[str, Period, tuple[tuple[str, str | None], ...]]


def _cells(
    facts: Iterable[Fact], tree: Mapping[str, Unit], above: Mapping[str, tuple[str, ...]], question: Question
) -> Iterator[tuple[_Key, list[Fact]]]:
    cells: dict[_Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        known = dict(tree[fact.unit].dimensions) | dict(fact.dimensions)
        split = tuple((name, known.get(name)) for name in question.by)
        for period in question.periods:
            if period.contains(fact.period):
                for unit in above[fact.unit]:
                    if question.units is None or unit in question.units:
                        cells[(unit, period, split)].append(fact)
    order = {period: place for place, period in enumerate(question.periods)}
    yield from sorted(cells.items(), key=lambda cell: (cell[0][0], order[cell[0][1]], _split_key(cell[0][2])))


def _split_key(split: tuple[tuple[str, str | None], ...]) -> tuple[tuple[bool, str], ...]:
    return tuple((value is not None, value or "") for _, value in split)


def _value(definition: IndicatorDefinition, measures: Measures, key: _Key, facts: list[Fact]) -> Value:
    present = [fact for fact in facts if fact.value is not None]
    outcome = (
        _at_units(definition, measures, present)
        if definition.at is At.UNIT
        else _formula(definition, measures, present)
    )
    unit, period, split = key
    if isinstance(outcome, Gap):
        status = DIVISION_BY_ZERO if outcome is Gap.DIVISION_BY_ZERO else MISSING
        return Value(definition.code, unit, period, split, None, None, status, len(present))
    rounded = round_half_up(outcome, definition.decimals)
    return Value(definition.code, unit, period, split, rounded, outcome, _status(present), len(present))


def _formula(definition: IndicatorDefinition, measures: Measures, facts: list[Fact]) -> Outcome:
    by_measure: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_measure[fact.measure].append(fact)
    return evaluate(
        definition.expression, {code: _aggregate(measures[code], rows) for code, rows in by_measure.items()}
    )


def _at_units(definition: IndicatorDefinition, measures: Measures, facts: list[Fact]) -> Outcome:
    by_unit: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_unit[fact.unit].append(fact)
    outcomes = [_formula(definition, measures, rows) for rows in by_unit.values()]
    values = [outcome for outcome in outcomes if not isinstance(outcome, Gap)]
    return COMBINE[definition.over_units](values) if values else Gap.MISSING


def _aggregate(measure: MeasureDefinition, facts: list[Fact]) -> Fraction:
    """One value of a measure from its present facts; `facts` is never empty."""
    if measure.order is Order.UNITS_FIRST:
        periods: dict[Period, list[Fraction]] = defaultdict(list)
        for fact in facts:
            periods[fact.period].append(_present(fact))
        return over_time(measure, {each: COMBINE[measure.over_units](rows) for each, rows in periods.items()})
    series: dict[tuple[str, tuple[tuple[str, str], ...]], dict[Period, Fraction]] = defaultdict(dict)
    for fact in facts:
        series[(fact.unit, tuple(sorted(fact.dimensions)))][fact.period] = _present(fact)
    return COMBINE[measure.over_units]([over_time(measure, each) for each in series.values()])


def over_time(measure: MeasureDefinition, values: Mapping[Period, Fraction]) -> Fraction:
    """One value of the present values of a series (never none).

    Of two periods with the same last (first) day, the shorter one is the last (first).
    """
    if measure.over_time is OverTime.LAST:
        return values[max(values, key=lambda period: (period.end, period.start, period.code))]
    if measure.over_time is OverTime.FIRST:
        return values[min(values, key=lambda period: (period.start, period.end, period.code))]
    return COMBINE[measure.over_time](list(values.values()))


COMBINE: Mapping[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda values: sum(values, Fraction(0)),
    "average": lambda values: sum(values, Fraction(0)) / len(values),
    "min": min,
    "max": max,
}
"""How several values become one, by the names that definitions use."""


def _present(fact: Fact) -> Fraction:
    assert fact.value is not None
    return fact.value


def _status(facts: Iterable[Fact]) -> str:
    found = {fact.status for fact in facts}
    return next((status for status in LESS_FIRM if status in found), NORMAL)


def round_half_up(value: Fraction, decimals: int) -> Decimal:
    """The nearest decimal number, halves away from zero; never a negative zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = Decimal(-whole if value < 0 and whole else whole)
    return digits.scaleb(-decimals, Context(prec=max(28, len(digits.as_tuple().digits))))


def lines_upward(tree: Mapping[str, Unit]) -> Mapping[str, tuple[str, ...]]:
    """Each unit with itself and every unit above it; raises Refused (C01, C02) where this is no tree."""
    lines: dict[str, tuple[str, ...]] = {}
    for code in tree:
        line = [code]
        while (parent := tree[line[-1]].parent) is not None:
            if parent not in tree:
                raise INDICATOR_PROBLEMS.refusal("C01", code, unit=parent)
            if parent in line:
                raise INDICATOR_PROBLEMS.refusal("C02", code, unit=parent)
            line.append(parent)
        lines[code] = tuple(line)
    return lines


def _check(facts: Sequence[Fact], measures: Measures, tree: Mapping[str, Unit], by: Sequence[str]) -> None:
    problems = [*_doubled(facts), *_unknown_units(facts, tree), *_wrong_dimensions(facts, tree, by)]
    problems += _added_twice(facts, measures)
    if problems:
        raise Refused(*problems)


def _doubled(facts: Sequence[Fact]) -> Iterator[Problem]:
    seen: set[tuple[str, str, Period, tuple[tuple[str, str], ...]]] = set()
    for fact in facts:
        key = (fact.unit, fact.measure, fact.period, tuple(sorted(fact.dimensions)))
        if key in seen:
            yield INDICATOR_PROBLEMS.problem("C05", measure=fact.measure, unit=fact.unit, period=fact.period)
        seen.add(key)


def _added_twice(facts: Sequence[Fact], measures: Measures) -> Iterator[Problem]:
    series: dict[tuple[str, str, tuple[tuple[str, str], ...]], set[Period]] = defaultdict(set)
    for fact in facts:
        if fact.value is not None and fact.measure in measures and counts_twice(measures[fact.measure]):
            series[(fact.unit, fact.measure, tuple(sorted(fact.dimensions)))].add(fact.period)
    for (unit, measure, _), periods in series.items():
        for period, other in overlapping(periods):
            yield INDICATOR_PROBLEMS.problem("C06", measure=measure, unit=unit, period=period, other=other)


def _unknown_units(facts: Sequence[Fact], tree: Mapping[str, Unit]) -> Iterator[Problem]:
    for unit in sorted({fact.unit for fact in facts} - tree.keys()):
        yield INDICATOR_PROBLEMS.problem("C01", unit, unit=unit)


def _wrong_dimensions(facts: Sequence[Fact], tree: Mapping[str, Unit], by: Sequence[str]) -> Iterator[Problem]:
    of_facts = {name for fact in facts for name, _ in fact.dimensions}
    of_units = {name for unit in tree.values() for name, _ in unit.dimensions}
    for name in by:
        if name not in of_facts | of_units:
            yield INDICATOR_PROBLEMS.problem("C03", dimension=name)
        elif name in of_facts & of_units:
            yield INDICATOR_PROBLEMS.problem("C04", dimension=name)
