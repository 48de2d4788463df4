"""Formulas that name other indicators, expanded until they name measures only, so that an engine needs not know.

A name is a measure's where there is one, else an indicator's. What is put in is the other's exact formula, before
rounding. Cycles are refused with their members, and so is what would grow too large: ten indicators that each name the
one before twice are a thousand formulas.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from nhiemky.core.indicators.definition import At, IndicatorDefinition, Measures
from nhiemky.core.indicators.formula import Binary, Call, Expression, Measure, Negate, Number, parse_formula
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.indicators.units import check_units
from nhiemky.core.problem import Problem, Refused

LARGEST = 2000
HIGHEST = 260
"""Levels of an expanded formula: every reader of it goes down by recursion."""


@dataclass(frozen=True)
class Resolved:
    """Indicators by code with expanded expressions, and the problems of those that cannot be."""

    indicators: Mapping[str, IndicatorDefinition]
    problems: Mapping[str, tuple[Problem, ...]]


def resolve(definitions: Iterable[IndicatorDefinition], measures: Measures) -> Resolved:
    """Expand every formula and check its units; at most one definition of a code.

    Problems: F07 unknown name, F10 cycle, F11 and F14 too large, F12 a formula in each unit is named, F13 what is named
    is wrong itself, F08 and F09 units. Places are `formula:column`.
    """
    resolver = _Resolver({each.code: each for each in definitions}, measures)
    for code in sorted(resolver.given):
        resolver.resolve(code, ())
    return Resolved(resolver.done, resolver.problems)


class _Resolver:
    """Depth first over what formulas name; `trail` is the way from the formula that was asked for."""

    def __init__(self, given: Mapping[str, IndicatorDefinition], measures: Measures) -> None:
        self.given = given
        self.done: dict[str, IndicatorDefinition] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}
        self._measures = measures
        self._units = {code: measure.unit for code, measure in measures.items()}
        self._sizes: dict[str, tuple[int, int]] = {}

    def resolve(self, code: str, trail: tuple[str, ...]) -> None:
        if code in self.done or code in self.problems:
            return
        definition = self.given[code]
        own = parse_formula(definition.formula)
        try:
            for part in _named(own):
                self._visit(part, (*trail, code))
            size = self._measured(own)
            _check_size(size)
            expression = self._expanded(own)
            check_units(expression, self._units, definition.unit)
        except Refused as refused:
            self.problems[code] = refused.problems
            return
        self._sizes[code] = size
        self.done[code] = replace(definition, expression=expression)

    def _visit(self, part: Measure, trail: tuple[str, ...]) -> None:
        name, place = part.name, f"formula:{part.column}"
        if name in self._measures:
            return
        if name not in self.given:
            raise INDICATOR_PROBLEMS.refusal("F07", place, name=name)
        if name in trail:
            circle = " → ".join([*trail[trail.index(name) :], name])
            raise INDICATOR_PROBLEMS.refusal("F10", place, cycle=circle)
        self.resolve(name, trail)
        if name in self.problems:
            self._blame(name, place)
        if self.given[name].at is At.UNIT:
            raise INDICATOR_PROBLEMS.refusal("F12", place, name=name)

    def _blame(self, name: str, place: str) -> None:
        """A cycle is everybody's on it, with its members; any other problem is the named one's own."""
        circles = [each for each in self.problems[name] if each.code == "F10"]
        if circles:
            raise Refused(*(replace(each, place=place) for each in circles))
        raise INDICATOR_PROBLEMS.refusal("F13", place, name=name)

    def _measured(self, expression: Expression) -> tuple[int, int]:
        """Parts and levels once what is named stands in it, without building it."""
        match expression:
            case Measure(name) if name not in self._measures:
                return self._sizes[name]
            case Number() | Measure():
                return 1, 1
            case Negate(operand):
                parts, levels = self._measured(operand)
                return parts + 1, levels + 1
            case Binary(_, left, right):
                inner = [self._measured(left), self._measured(right)]
            case Call(_, arguments):
                inner = [self._measured(each) for each in arguments]
        return 1 + sum(parts for parts, _ in inner), 1 + max(levels for _, levels in inner)

    def _expanded(self, expression: Expression) -> Expression:
        match expression:
            case Measure(name) if name not in self._measures:
                return self.done[name].expression
            case Negate(operand):
                return Negate(self._expanded(operand))
            case Binary(operator, left, right, column):
                return Binary(operator, self._expanded(left), self._expanded(right), column)
            case Call(function, arguments, column):
                return Call(function, tuple(self._expanded(each) for each in arguments), column)
            case _:
                return expression


def _check_size(size: tuple[int, int]) -> None:
    parts, levels = size
    if parts > LARGEST:
        raise INDICATOR_PROBLEMS.refusal("F11", "formula", limit=LARGEST)
    if levels > HIGHEST:
        raise INDICATOR_PROBLEMS.refusal("F14", "formula", limit=HIGHEST)


def _named(expression: Expression) -> list[Measure]:
    """Every name in a formula, from left to right."""
    match expression:
        case Measure():
            return [expression]
        case Negate(operand):
            return _named(operand)
        case Binary(_, left, right):
            return [*_named(left), *_named(right)]
        case Call(_, arguments):
            return [each for argument in arguments for each in _named(argument)]
        case _:
            return []
