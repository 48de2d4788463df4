"""The closed expression language."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.formula import DEEPEST, LONGEST, Gap, evaluate, measures_of, parse_formula
from nhiemky.core.indicators.units import check_units
from nhiemky.core.problem import Refused
from tests.oracles.indicators import Lazy, run_formula


def value(text, **values):
    return evaluate(parse_formula(text), {name: Fraction(each) for name, each in values.items()})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 / 4 / 2", 1),
        ("5 - 2 - 1", 2),
        ("--3", 3),
        ("-2 * -3", 6),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 * 3", 1),
        ("min(3, 1, 2) + max(3, 1)", 4),
        ("abs(-7)", 7),
        ("if_missing(x, 4)", 4),
        ("if_missing(1 / 0, 5)", 5),
    ],
)
def test_formulas_are_exact(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("x + 1", Gap.MISSING),
        ("1 / 0", Gap.DIVISION_BY_ZERO),
        ("-(1 / 0)", Gap.DIVISION_BY_ZERO),
        ("1 / 0 + x", Gap.MISSING),
        ("x / 0", Gap.MISSING),
        ("max(1 / 0, 2)", Gap.DIVISION_BY_ZERO),
        ("min(x, 1 / 0)", Gap.MISSING),
        ("if_missing(x, y)", Gap.MISSING),
    ],
)
def test_gaps_go_through_and_missing_wins(text, gap):
    assert value(text) is gap


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "F02", 1),
        ("a +", "F02", 4),
        ("a b", "F02", 3),
        ("(a", "F02", 3),
        ("min", "F02", 4),
        ("a ** b", "F02", 4),
        ("a . b", "F01", 3),
        ("a; b", "F01", 2),
        ("'a'", "F01", 1),
        ("1e5", "F02", 2),
        ("a[0]", "F01", 2),
        ("2 * eval(a)", "F03", 5),
        ("__import__(os)", "F03", 1),
        ("abs(a, b)", "F04", 1),
        ("if_missing(a)", "F04", 1),
    ],
)
def test_anything_outside_the_language_is_refused_with_its_column(text, code, column):
    with pytest.raises(Refused) as refused:
        parse_formula(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == (code, f"formula:{column}")


@pytest.mark.parametrize(
    ("text", "words"), [("abs(a, b)", "takes 1 arguments, not 2"), (f"min({'a,' * 50}a)", "takes 1–50")]
)
def test_a_function_says_how_many_arguments_it_takes(text, words):
    with pytest.raises(Refused, match=words):
        parse_formula(text)


def test_length_and_depth_are_limited_and_the_limits_themselves_work():
    with pytest.raises(Refused, match="F05"):
        parse_formula("1" * (LONGEST + 1))
    for opening in ("(", "-"):
        with pytest.raises(Refused, match="F06"):
            parse_formula(opening * (DEEPEST + 2) + "1" + ")" * (DEEPEST + 2) * (opening == "("))
    assert value("(" * DEEPEST + "1" + ")" * DEEPEST) == 1
    assert value("+".join("1" * (LONGEST // 2))) == LONGEST // 2


def test_the_measures_of_a_formula_are_known_without_running_it():
    assert measures_of(parse_formula("-a / (b + min(c, a)) + if_missing(d, 1)")) == {"a", "b", "c", "d"}


@settings(deadline=None)
@given(st.text(max_size=60) | st.text("ab12+-*/(),. minxabs_f", max_size=60))
@example("((((")
def test_any_text_is_read_or_refused(text):
    try:
        expression = parse_formula(text)
    except Refused as refused:
        assert refused.problems
    else:
        evaluate(expression, {})


TEXTS = st.recursive(
    st.sampled_from(["a", "b", "gone", "0", "2", "1.5"]),
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("(-{})".format, inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "if_missing"]), inner, inner),
        st.builds("abs({})".format, inner),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(TEXTS, st.integers(-3, 3), st.integers(-3, 3))
def test_the_oracle_agrees_on_every_formula(text, a, b):
    expected = run_formula(text, {"a": Lazy(Fraction(a)), "b": Lazy(Fraction(b))})
    found = value(text, a=a, b=b)
    if isinstance(found, Gap):
        assert expected.gap == {Gap.MISSING: "M", Gap.DIVISION_BY_ZERO: "Z"}[found]
    else:
        assert (expected.gap, expected.value) == (None, found)


LONG = st.lists(
    st.sampled_from(
        [
            "(",
            ")",
            "-",
            "+",
            "*",
            "/",
            ",",
            "a",
            "9" * 80,
            "min(",
            "if_missing(",
            "abs(",
            " ",
            "1.5",
            "\u00a0",
            "٣",
            "=",
            "__",
        ]
    ),
    max_size=200,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(LONG)
@example("+".join("a" * (LONGEST // 2)))
@example("-" * LONGEST)
@example("min(" * (LONGEST // 4))
def test_whatever_is_written_ends_in_a_value_or_a_refusal_far_from_the_limit_of_recursion(text):
    def deep(levels):
        if levels:
            return deep(levels - 1)
        expression = parse_formula(text)
        check_units(expression, dict.fromkeys(measures_of(expression), "1"), "1")
        return evaluate(expression, dict.fromkeys(measures_of(expression), Fraction(2)))

    try:
        deep(400)
    except Refused as refused:
        assert refused.problems
