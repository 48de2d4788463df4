"""Units of measurement of formulas: read, multiplied, divided and compared.

A unit is a product of names with exponents: `VND/month` is {VND: 1, month: -1}; `%` is the empty one.
`None` is the unit of a bare number, which may be added to anything.
"""

from collections.abc import Mapping

from nhiemky.core.indicators.formula import Binary, Call, Expression, Measure, Negate, Number
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS

type Dimensions = frozenset[tuple[str, int]]

CURRENCIES = frozenset({"VND", "USD"})
_NONE: Dimensions = frozenset()


def parse_unit(text: str) -> Dimensions:
    """Read `VND`, `VND/month`, `person.VND/month`; `%` is no dimension."""
    above, *below = text.split("/")
    exponents: dict[str, int] = {}
    for sign, part in [(1, above), *((-1, each) for each in below)]:
        for name in part.split("."):
            if name not in {"%", "1", ""}:
                exponents[name] = exponents.get(name, 0) + sign
    return _product(exponents)


def show_unit(unit: Dimensions) -> str:
    """A unit written again, `1` when it has no dimension."""
    above = ".".join(name for name, power in sorted(unit) for _ in range(power))
    below = "".join(f"/{name}" for name, power in sorted(unit) for _ in range(-power))
    return (above or "1") + below


def check_units(expression: Expression, units: Mapping[str, str], declared: str) -> None:
    """Refuse a formula that adds or compares unlike things (F08), or that gives another currency than declared (F09).

    Counted things are not held against the declared unit: income over workers may be called `VND/month`.
    """
    inferred = unit_of(expression, units)
    if inferred is not None and _currencies(inferred) != _currencies(parse_unit(declared)):
        raise INDICATOR_PROBLEMS.refusal("F09", "formula", inferred=show_unit(inferred), declared=declared)


def unit_of(expression: Expression, units: Mapping[str, str]) -> Dimensions | None:
    """The unit of a formula's value; raises Refused F07 (unknown measure) and F08 (unlike things added)."""
    match expression:
        case Number():
            return None
        case Measure(name, column):
            if name not in units:
                raise INDICATOR_PROBLEMS.refusal("F07", f"formula:{column}", name=name)
            return parse_unit(units[name])
        case Negate(operand):
            return unit_of(operand, units)
        case Binary(operator, left, right, column):
            return _of_binary(operator, unit_of(left, units), unit_of(right, units), column)
        case Call(function, arguments, column):
            found = unit_of(arguments[0], units)
            for argument in arguments[1:]:
                found = _same(function, found, unit_of(argument, units), column)
            return found


def _of_binary(operator: str, left: Dimensions | None, right: Dimensions | None, column: int) -> Dimensions | None:
    if operator in "+-":
        return _same(operator, left, right, column)
    if left is None and right is None:
        return None
    exponents = dict(left or _NONE)
    sign = 1 if operator == "*" else -1
    for name, power in right or _NONE:
        exponents[name] = exponents.get(name, 0) + sign * power
    return _product(exponents)


def _same(operator: str, left: Dimensions | None, right: Dimensions | None, column: int) -> Dimensions | None:
    if left is None or right is None:
        return right if left is None else left
    if left != right:
        raise INDICATOR_PROBLEMS.refusal(
            "F08", f"formula:{column}", left=show_unit(left), right=show_unit(right), operator=operator
        )
    return left


def _product(exponents: Mapping[str, int]) -> Dimensions:
    return frozenset((name, power) for name, power in exponents.items() if power)


def _currencies(unit: Dimensions) -> Dimensions:
    return frozenset((name, power) for name, power in unit if name in CURRENCIES)
