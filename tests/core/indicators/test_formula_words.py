import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.formula import Gap, evaluate, parse_formula
from nhiemky.core.indicators.formula_words import in_words
from nhiemky.core.indicators.shipped import shipped_definitions

NAMES = {
    "income": Bilingual("Tổng thu nhập", "Total income"),
    "workers": Bilingual("Số lao động", "Workers"),
    "a": Bilingual("A", "A"),
    "b": Bilingual("B", "B"),
    "c": Bilingual("C", "C"),
}


@pytest.mark.parametrize(
    ("formula", "vi", "en"),
    [
        ("income / workers", "Tổng thu nhập ÷ Số lao động", "Total income ÷ Workers"),
        ("a / b * 100", "A ÷ B × 100", "A ÷ B × 100"),
        ("(a + b) / c", "(A + B) ÷ C", "(A + B) ÷ C"),
        ("a - (b - c)", "A − (B − C)", "A − (B − C)"),
        ("(a - b) * c", "(A − B) × C", "(A − B) × C"),
        ("a + b - c", "A + B − C", "A + B − C"),
        ("a - b + c", "A − B + C", "A − B + C"),
        ("-(a / b)", "−(A ÷ B)", "−(A ÷ B)"),
        ("a / (b * c)", "A ÷ (B × C)", "A ÷ (B × C)"),
        ("a + (b + c)", "A + B + C", "A + B + C"),
        ("-(a + b) * c", "−(A + B) × C", "−(A + B) × C"),
        ("1.5 * a", "1,5 × A", "1.5 × A"),
        ("max(a, b + 1)", "số lớn nhất của (A; B + 1)", "the largest of (A; B + 1)"),
        ("min(a)", "số nhỏ nhất của (A)", "the smallest of (A)"),
        ("abs(a)", "trị tuyệt đối của (A)", "the absolute value of (A)"),
        ("if_missing(a, 0) + b", "(A; khi thiếu thì lấy 0) + B", "(A; where missing, 0) + B"),
        ("unknown_code", "unknown_code", "unknown_code"),
    ],
)
def test_a_formula_is_said_in_words(formula: str, vi: str, en: str) -> None:
    expression = parse_formula(formula)
    assert (in_words(expression, NAMES, "vi"), in_words(expression, NAMES, "en")) == (vi, en)


ATOMS = st.sampled_from(["a", "b", "c", "2", "0.5"])
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        inner.map(lambda each: f"(-{each})"),
    ),
    max_leaves=6,
)
NUMBERS = st.fractions(-9, 9, max_denominator=7)


@given(FORMULAS, NUMBERS, NUMBERS, NUMBERS)
def test_words_without_needless_parentheses_still_mean_the_same(
    formula: str, a: Fraction, b: Fraction, c: Fraction
) -> None:
    said = in_words(parse_formula(formula), NAMES, "en")
    again = said.replace("×", "*").replace("÷", "/").replace("−", "-")
    again = re.sub(r"[ABC]", lambda found: found[0].lower(), again)
    values = {"a": a, "b": b, "c": c}
    first, second = evaluate(parse_formula(formula), values), evaluate(parse_formula(again), values)
    assert first == second or {first, second} <= set(Gap)


def test_every_shipped_formula_is_said_by_names_alone() -> None:
    shipped = shipped_definitions()
    names = {each.code: each.name for each in [*shipped.indicators.values(), *shipped.measures.values()]}
    for each in shipped.indicators.values():
        assert "_" not in in_words(parse_formula(each.formula), names, "vi")
