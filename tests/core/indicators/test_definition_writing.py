"""Measures and indicators written as TOML and read again."""

from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.definition import (
    ALWAYS,
    At,
    IndicatorDefinition,
    MeasureDefinition,
    Order,
    OverTime,
    OverUnits,
    RegisterSource,
    ReportSource,
    parse_measures,
    read_indicator,
)
from nhiemky.core.indicators.definition_writing import indicator_toml, measures_toml
from nhiemky.core.indicators.formula import parse_formula
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.problem import Refused
from nhiemky.core.sureness import Sureness
from tests.core.reporting.written_forms import NAMES, SAID

CODES = st.from_regex(r"m_[a-z0-9_]{1,6}", fullmatch=True)
SOURCES = st.builds(RegisterSource, SAID) | st.builds(ReportSource, SAID, SAID, SAID, st.none() | SAID)
MEASURES = st.dictionaries(CODES, st.none(), min_size=1, max_size=3).flatmap(
    lambda codes: st.fixed_dictionaries(
        {
            code: st.builds(
                MeasureDefinition,
                code=st.just(code),
                unit=SAID,
                over_time=st.sampled_from(OverTime),
                over_units=st.sampled_from(OverUnits),
                order=st.sampled_from(Order),
                name=NAMES,
                source=st.none() | SOURCES,
                effective_from=st.just(ALWAYS) | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
                effective_until=st.none() | st.dates(date(2100, 1, 1), date(2200, 1, 1)),
            )
            for code in codes
        }
    )
)
FORMULAS = st.sampled_from(["a", "a / b * 100", "if_missing(a, 0) + max(b, -c)", "1.50 * (a - b)"])
INDICATORS = st.builds(
    IndicatorDefinition,
    code=SAID,
    name=NAMES,
    unit=SAID,
    formula=FORMULAS,
    expression=st.just(parse_formula("0")),
    at=st.sampled_from(At),
    over_units=st.sampled_from(OverUnits),
    decimals=st.integers(0, 30),
    cite=st.just("") | SAID,
    sure=st.sampled_from(Sureness),
    effective_from=st.just(ALWAYS) | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    note=st.none() | NAMES,
    effective_until=st.none() | st.dates(date(2100, 1, 1), date(2200, 1, 1)),
)


@settings(deadline=None)
@given(MEASURES)
def test_every_measure_is_read_again_as_it_was_written(measures):
    assert parse_measures(measures_toml(measures)) == measures


@settings(deadline=None)
@given(INDICATORS)
def test_every_indicator_is_read_again_as_it_was_written(definition):
    again = read_indicator(indicator_toml(definition), "x.toml")
    assert again.expression == parse_formula(definition.formula)
    assert IndicatorDefinition(**(vars(again) | {"expression": definition.expression})) == definition


def test_what_is_shipped_says_the_same_when_written_again():
    assert parse_measures(measures_toml(shipped_definitions().measures)) == shipped_definitions().measures
    folder = files("nhiemky.core.indicators").joinpath("definitions")
    for version in shipped_definitions().versions:
        text = folder.joinpath(f"{version.code}.toml").read_text("utf-8")
        assert read_indicator(indicator_toml(version), "x.toml") == read_indicator(text, "x.toml")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=150))
def test_any_text_is_read_or_refused(text):
    for read in (lambda: parse_measures(text), lambda: read_indicator(text, "x.toml")):
        try:
            read()
        except Refused as refused:
            assert refused.problems


@pytest.mark.parametrize("decimals", ["31", "1000000000", "-1", "2.5"])
def test_decimals_beyond_all_use_are_refused(decimals):
    text = f"code = 'a'\nunit = '1'\nformula = 'a'\ndecimals = {decimals}\nname = {{vi = 'x', en = 'x'}}"
    with pytest.raises(Refused, match="D04"):
        read_indicator(text, "x.toml")
