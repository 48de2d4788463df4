"""Indicators that name indicators."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.definition import parse_measures, read_indicator
from nhiemky.core.indicators.folder import joined, parse_definitions
from nhiemky.core.indicators.formula import evaluate, measures_of
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.resolving import HIGHEST, LARGEST, resolve
from nhiemky.core.problem import Refused

MEASURES = parse_measures(
    "\n".join(
        f'[{code}]\nunit = "{unit}"\nover_time = "sum"\nover_units = "sum"'
        for code, unit in {"workers": "person", "men": "person", "revenue": "VND", "exports": "USD"}.items()
    )
)


def made(code, formula, unit="1", since=None, until=None, **keys):
    lines = {"code": code, "unit": unit, "formula": formula, "decimals": 0} | keys
    text = "\n".join(f"{key} = {value!r}" for key, value in lines.items()) + "\nname = {vi = 'x', en = 'x'}\n"
    read = read_indicator(text, f"{code}.toml")
    return replace(read, effective_from=since or read.effective_from, effective_until=until)


def problems(*definitions):
    found = resolve(definitions, MEASURES).problems
    return {code: [(each.code, each.place) for each in wrong] for code, wrong in found.items()}


def test_a_formula_may_name_indicators_and_is_expanded_to_measures():
    share = made("share", "men_share * 2 + workers", "%")
    found = resolve([share, made("men_share", "men + workers", "%")], MEASURES)
    assert not found.problems
    expression = found.indicators["share"].expression
    assert measures_of(expression) == {"men", "workers"}
    assert evaluate(expression, {"men": Fraction(3), "workers": Fraction(4)}) == 18


def test_a_measure_comes_before_an_indicator_of_the_same_name():
    found = resolve([made("men", "men * 3"), made("twice", "men * 2")], MEASURES)
    assert evaluate(found.indicators["twice"].expression, {"men": Fraction(5)}) == 10
    assert not found.problems


def test_what_is_put_in_is_exact_and_not_rounded():
    third = made("third", "workers / 3")
    found = resolve([third, made("again", "third * 3")], MEASURES)
    assert evaluate(found.indicators["again"].expression, {"workers": Fraction(1)}) == 1


def test_a_cycle_is_refused_with_its_members_for_everyone_on_it_and_after_it():
    definitions = [made("a", "b + 1"), made("b", "c + 1"), made("c", "1 + b"), made("itself", "itself")]
    found = resolve([*definitions, made("fine", "workers")], MEASURES)
    assert found.indicators.keys() == {"fine"}
    (problem,) = found.problems["c"]
    assert (problem.code, problem.place) == ("F10", "formula:5")
    assert "b → c → b" in problem.en
    assert {code: wrong[0].code for code, wrong in found.problems.items()} == dict.fromkeys("abc", "F10") | {
        "itself": "F10"
    }


def test_unlike_things_are_refused_through_what_is_named():
    heads = made("heads", "men + workers", "person")
    assert problems(heads, made("wrong", "heads + revenue", "VND")) == {"wrong": [("F08", "formula:7")]}
    assert problems(heads, made("wrong", "revenue / heads", "USD/month")) == {"wrong": [("F09", "formula")]}
    assert problems(heads, made("right", "revenue / heads", "VND/month")) == {}


def test_an_unknown_name_and_one_that_is_wrong_itself_are_told_apart():
    assert problems(made("a", "1 + gone"), made("b", "a")) == {
        "a": [("F07", "formula:5")],
        "b": [("F13", "formula:1")],
    }


def test_what_is_computed_in_each_unit_stands_in_no_other_formula():
    assert problems(made("each", "workers", at="unit", over_units="max"), made("b", "each")) == {
        "b": [("F12", "formula:1")]
    }


def test_growth_by_doubling_is_refused_before_it_is_built():
    chain = [made("a0", "workers"), *(made(f"a{n}", f"a{n - 1} + a{n - 1}") for n in range(1, 60))]
    found = resolve(chain, MEASURES)
    assert found.problems["a10"][0].code == "F11"
    assert {wrong[0].code for wrong in found.problems.values()} == {"F11", "F13"}


@pytest.mark.parametrize("formula", ["-{}", "0 - {}", "{} * 1", "min({}, 1, 1)"])
def test_depth_by_naming_is_refused_and_the_limit_itself_can_be_read(formula):
    chain = [made("a0", "workers"), *(made(f"a{n}", formula.format(f"a{n - 1}")) for n in range(1, HIGHEST + 5))]
    found = resolve(chain, MEASURES)
    assert found.problems[f"a{HIGHEST}"][0].code == "F14"
    deepest = found.indicators[f"a{HIGHEST - 1}"].expression
    assert evaluate(deepest, {"workers": Fraction(1)}) in {1, -1}


NAMES = ["workers", "men", "revenue", "gone", *"abcd"]
FORMULAS = st.recursive(
    st.sampled_from([*NAMES, "2"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("max({}, {})".format, inner, inner)
    ),
    max_leaves=5,
)


@settings(deadline=None, max_examples=100)
@given(st.lists(FORMULAS, min_size=4, max_size=4), st.lists(st.sampled_from(["1", "VND"]), min_size=4, max_size=4))
def test_any_set_of_formulas_is_resolved_or_refused_each_for_itself(formulas, units):
    definitions = [made(code, text, unit) for code, text, unit in zip("abcd", formulas, units, strict=True)]
    found = resolve(definitions, MEASURES)
    assert found.indicators.keys() | found.problems.keys() == set("abcd")
    assert not found.indicators.keys() & found.problems.keys()
    for each in found.indicators.values():
        assert measures_of(each.expression) <= MEASURES.keys()
    assert resolve(reversed(definitions), MEASURES).indicators == found.indicators
    assert LARGEST > 0


FIRST, SECOND, LATER = date(2020, 1, 1), date(2023, 1, 1), date(2024, 7, 1)


def test_a_period_is_computed_by_the_version_of_its_last_day():
    versions = [made("a", "workers", since=FIRST), made("a", "men", since=SECOND), made("b", "a * 2", since=FIRST)]
    definitions = joined(MEASURES, versions)
    asked = [parse_period(code) for code in ("2019", "2022-Q4", "2022..2023", "2023-01")]
    grouped = {
        period.code: {code: measures_of(each.expression) for code, each in by_code.items()}
        for by_code, periods in definitions.for_periods(asked)
        for period in periods
    }
    before, after = {"a": {"workers"}, "b": {"workers"}}, {"a": {"men"}, "b": {"men"}}
    assert grouped == {"2019": before, "2022-Q4": before, "2022..2023": after, "2023-01": after}
    assert definitions.indicators["a"].formula == "men"
    assert definitions.at(date(2021, 1, 1))["a"].effective_from == FIRST


def test_a_retired_version_computes_what_ended_before_and_nothing_after():
    definitions = joined(MEASURES, [made("a", "workers", since=FIRST, until=date(2023, 12, 31))])
    assert "a" in definitions.at(date(2023, 12, 31))
    assert "a" not in definitions.at(date(2024, 1, 1))
    assert definitions.indicators.keys() == {"a"}


def test_a_version_that_cannot_be_resolved_leaves_the_others_alone():
    versions = [made("a", "workers", since=FIRST), made("a", "gone", since=SECOND), made("b", "men", since=FIRST)]
    definitions = joined(MEASURES, versions)
    assert definitions.broken.keys() == {("a", SECOND)}
    assert definitions.at(LATER).keys() == {"b"}


def test_a_folder_may_hold_two_versions_and_names_the_file_that_is_wrong():
    texts = {"measures.toml": '[workers]\nunit = "person"\nover_time = "sum"\nover_units = "sum"'}
    text = "code = 'a'\nunit = 'person'\nformula = 'workers'\ndecimals = 0\nname = {vi = 'x', en = 'x'}\n"
    later = "effective_from = 2023-01-01\n" + text.replace("'workers'", "'workers * 2'")
    assert len(parse_definitions(texts | {"a.toml": text, "a-2023.toml": later}).versions) == 2
    with pytest.raises(Refused, match=r"a: .*D07"):
        parse_definitions(texts | {"a.toml": text, "b.toml": text})
    with pytest.raises(Refused, match=r"a-2023.toml: formula:1: .*F07"):
        parse_definitions(texts | {"a.toml": text, "a-2023.toml": later.replace("workers", "gone")})
