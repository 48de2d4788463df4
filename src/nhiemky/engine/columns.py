"""Formulas over whole columns of exact fractions: `core.indicators.formula.evaluate` for many cells at once.

A column is three arrays of one length: numerators and positive denominators (Python integers in object arrays, so
nothing overflows) and gaps. Fractions are not reduced: formulas are short, and a divisor costs more than it saves.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from nhiemky.core.indicators.formula import Binary, Call, Expression, Gap, Measure, Negate, Number

type Integers = npt.NDArray[np.object_]
type Codes = npt.NDArray[np.int8]

PRESENT, DIVISION_BY_ZERO, MISSING = 0, 1, 2
"""In the order in which one gap wins over another."""
GAPS = {MISSING: Gap.MISSING, DIVISION_BY_ZERO: Gap.DIVISION_BY_ZERO}


@dataclass(frozen=True)
class Column:
    """`numerator / denominator`, or a gap where `gap` is not PRESENT (numerator and denominator are then 0 and 1)."""

    numerator: Integers
    denominator: Integers
    gap: Codes

    @classmethod
    def of(cls, numerator: Integers, denominator: Integers, gap: Codes) -> "Column":
        """A column whose gaps hold 0/1, so that later operations never meet a zero below."""
        if not gap.any():
            return cls(numerator, denominator, gap)
        return cls(np.where(gap, 0, numerator), np.where(gap, 1, denominator), gap)

    @classmethod
    def constant(cls, numerator: int, denominator: int, size: int, gap: int = PRESENT) -> "Column":
        """The same fraction, or the same gap, in every row."""
        return cls(_full(size, numerator), _full(size, denominator), np.full(size, gap, np.int8))


def _full(size: int, value: int) -> Integers:
    column = np.empty(size, object)
    column.fill(value)
    return column


def evaluate(expression: Expression, values: Mapping[str, Column], size: int) -> Column:
    """The exact value of a formula in each of `size` rows; a measure that `values` does not hold is missing."""
    match expression:
        case Number(value):
            return Column.constant(value.numerator, value.denominator, size)
        case Measure(name):
            return values[name] if name in values else Column.constant(0, 1, size, MISSING)
        case Negate(operand):
            inner = evaluate(operand, values, size)
            return Column(-inner.numerator, inner.denominator, inner.gap)
        case Binary(operator, left, right):
            return _OPERATORS[operator](evaluate(left, values, size), evaluate(right, values, size))
        case Call(function, arguments):
            return _call(function, [evaluate(argument, values, size) for argument in arguments])


def _plus(left: Column, right: Column, sign: int) -> Column:
    gap = np.maximum(left.gap, right.gap)
    numerator = left.numerator * right.denominator + sign * right.numerator * left.denominator
    return Column.of(numerator, left.denominator * right.denominator, gap)


def _times(left: Column, right: Column) -> Column:
    gap = np.maximum(left.gap, right.gap)
    return Column.of(left.numerator * right.numerator, left.denominator * right.denominator, gap)


def _over(left: Column, right: Column) -> Column:
    gap = np.maximum(left.gap, right.gap)
    gap = np.where((gap == PRESENT) & (right.numerator == 0), DIVISION_BY_ZERO, gap).astype(np.int8)
    turned = np.where(right.numerator < 0, -1, 1)
    numerator = left.numerator * right.denominator * turned
    return Column.of(numerator, left.denominator * right.numerator * turned, gap)


_OPERATORS: Mapping[str, Callable[[Column, Column], Column]] = {
    "+": lambda left, right: _plus(left, right, 1),
    "-": lambda left, right: _plus(left, right, -1),
    "*": _times,
    "/": _over,
}


def _call(function: str, arguments: Sequence[Column]) -> Column:
    if function == "if_missing":
        first, second = arguments
        return _chosen(first.gap == PRESENT, first, second)
    if function == "abs":
        return Column(np.abs(arguments[0].numerator), arguments[0].denominator, arguments[0].gap)
    return reduce(_lesser if function == "min" else _greater, arguments)


def _lesser(left: Column, right: Column) -> Column:
    return _extreme(left, right, _below(left, right))


def _greater(left: Column, right: Column) -> Column:
    return _extreme(left, right, _below(right, left))


def _below(left: Column, right: Column) -> npt.NDArray[np.bool_]:
    found: Any = left.numerator * right.denominator < right.numerator * left.denominator
    return np.asarray(found, np.bool_)


def _extreme(left: Column, right: Column, from_left: npt.NDArray[np.bool_]) -> Column:
    found = _chosen(from_left, left, right)
    return Column.of(found.numerator, found.denominator, np.maximum(left.gap, right.gap))


def _chosen(where: npt.NDArray[np.bool_], left: Column, right: Column) -> Column:
    return Column(
        np.where(where, left.numerator, right.numerator),
        np.where(where, left.denominator, right.denominator),
        np.where(where, left.gap, right.gap).astype(np.int8),
    )


def rounded(column: Column, decimals: int) -> Integers:
    """Each present value times 10^`decimals`, to the nearest integer, halves away from zero; 0 in gaps."""
    scaled = column.numerator * 10**decimals
    size = (2 * np.abs(scaled) + column.denominator) // (2 * column.denominator)
    whole: Integers = np.where(scaled < 0, -size, size)
    return whole


def written(whole: Integers, gap: Codes, decimals: int) -> list[str | None]:
    """Rounded values as decimal strings with exactly `decimals` digits after the point; None in gaps."""
    return [None if hole else _written(number, decimals) for number, hole in zip(whole, gap, strict=True)]


def _written(number: int, decimals: int) -> str:
    if not decimals:
        return str(number)
    digits = str(abs(number)).rjust(decimals + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"
