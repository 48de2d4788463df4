"""Formulas over columns are the formulas of the core, row by row."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators import formula
from nhiemky.core.indicators.compute import round_half_up
from nhiemky.engine.columns import GAPS, MISSING, PRESENT, Column, evaluate, rounded, written

FORMULAS = [
    "a", "-a", "a + b", "a - b * c", "a / b", "a / (b - b)", "a / b / c", "1.5", "a / 0 + b", "abs(a - b)",
    "abs(-a / b)", "min(a, b, c)", "max(a, b / c)", "if_missing(a, b)", "if_missing(a / b, if_missing(c, 3)) * 2",
    "min(a / b, max(c, 1))",
]  # fmt: skip
NUMBERS = (
    st.none() | st.fractions(max_denominator=50) | st.sampled_from([Fraction(0), Fraction(10**30), Fraction(-1, 8)])
)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=6)


def column(values):
    """Fractions that are not reduced, as engines give them."""
    made = Column.constant(0, 1, len(values))
    for place, value in enumerate(values):
        made.gap[place] = MISSING if value is None else PRESENT
        if value is not None:
            made.numerator[place], made.denominator[place] = value.numerator * 6, value.denominator * 6
    return made


@pytest.mark.parametrize("text", FORMULAS)
@settings(max_examples=30)
@given(rows=ROWS)
def test_each_row_is_what_the_core_says(text, rows):
    expression = formula.parse_formula(text)
    columns = {name: column([row[place] for row in rows]) for place, name in enumerate("abc")}
    found = evaluate(expression, columns, len(rows))
    for place, row in enumerate(rows):
        values = {name: value for name, value in zip("abc", row, strict=True) if value is not None}
        expected = formula.evaluate(expression, values)
        gap = GAPS.get(int(found.gap[place]))
        assert (gap or Fraction(found.numerator[place], found.denominator[place])) == expected
        assert found.denominator[place] > 0


def test_a_measure_that_nobody_stated_is_missing_in_every_row():
    assert list(evaluate(formula.parse_formula("a"), {}, 2).gap) == [MISSING, MISSING]


@given(st.lists(st.fractions() | st.integers(-99, 99).map(lambda number: Fraction(number, 8))), st.integers(0, 6))
def test_rounding_and_writing_are_those_of_the_core(values, decimals):
    found = column(values)
    text = written(rounded(found, decimals), found.gap, decimals)
    assert text == [f"{round_half_up(value, decimals):f}" for value in values]


def test_gaps_are_written_as_nothing():
    assert written(np.array([0, 5], object), np.array([MISSING, PRESENT], np.int8), 2) == [None, "0.05"]
