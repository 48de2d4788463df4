"""Measures and indicators read from TOML."""

from datetime import date

import pytest

from nhiemky.core.indicators.definition import (
    At,
    Order,
    OverTime,
    OverUnits,
    RegisterSource,
    ReportSource,
    parse_measures,
)
from nhiemky.core.indicators.folder import parse_definitions, parse_indicator
from nhiemky.core.problem import Refused
from nhiemky.core.sureness import Sureness

MEASURES = """
[workers]
over_time = "last"
over_units = "sum"
unit = "person"

[income_total]
over_time = "sum"
over_units = "sum"
order = "units-first"
unit = "VND.person/month"
source = { kind = "report", form = "A.III.2", line = "IX", column = "year", times = "V" }

[projects]
over_time = "sum"
over_units = "sum"
unit = "project"
source = { kind = "register", name = "projects_new" }
"""
INCOME = """
code = "average_income"
unit = "VND/month"
formula = "income_total / workers"
at = "total"
over_units = "sum"
decimals = 2
cite = "x"
[name]
vi = "Thu nhập bình quân"
en = "Average income"
"""


def refusal(text):
    with pytest.raises(Refused) as refused:
        parse_indicator(text, parse_measures(MEASURES), "average_income.toml")
    return [(problem.code, problem.place) for problem in refused.value.problems]


def test_a_measure_says_how_it_is_aggregated_and_where_it_comes_from():
    measures = parse_measures(MEASURES)
    workers = measures["workers"]
    assert (workers.over_time, workers.over_units, workers.order) == (OverTime.LAST, OverUnits.SUM, Order.TIME_FIRST)
    assert workers.source is None
    assert measures["income_total"].order is Order.UNITS_FIRST
    assert measures["income_total"].source == ReportSource("A.III.2", "IX", "year", "V")
    assert measures["projects"].source == RegisterSource("projects_new")


def test_the_example_of_the_design_is_read():
    definition = parse_indicator(INCOME, parse_measures(MEASURES), "average_income.toml")
    assert (definition.code, definition.at, definition.decimals) == ("average_income", At.TOTAL, 2)
    assert (definition.name.en, definition.sure) == ("Average income", Sureness.UNVERIFIED)
    assert definition.effective_from <= date(1945, 9, 2)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("decimals = 2", "decimals = -1", [("D04", "average_income.toml")]),
        ("decimals = 2", "decimal = 2", [("D02", "average_income.toml"), ("D03", "average_income.toml")]),
        ('at = "total"', 'at = "top"', [("D05", "average_income.toml")]),
        ('en = "Average income"', "", [("D02", "average_income.toml: name")]),
        ("/ workers", "/ worker", [("F07", "average_income.toml: formula:16")]),
        ("/ workers", "+ workers", [("F08", "average_income.toml: formula:14")]),
        ("/ workers", "/", [("F02", "average_income.toml: formula:15")]),
    ],
)
def test_a_wrong_indicator_is_refused_with_file_and_place(old, new, expected):
    assert refusal(INCOME.replace(old, new)) == expected


def test_a_formula_in_each_unit_must_say_how_units_are_combined():
    text = INCOME.replace('at = "total"', 'at = "unit"').replace('over_units = "sum"\n', "")
    assert refusal(text) == [("D02", "average_income.toml")]


def test_a_measure_cannot_take_the_name_of_a_function():
    with pytest.raises(Refused, match=r"measures.toml: min.*D06"):
        parse_measures(MEASURES.replace("[workers]", "[min]"))


def test_a_measure_with_a_wrong_aggregation_is_refused():
    with pytest.raises(Refused, match=r"measures.toml: workers.*D05"):
        parse_measures(MEASURES.replace('"last"', '"latest"'))


def test_a_folder_is_read_as_a_whole_and_all_its_problems_are_told():
    folder = {"measures.toml": MEASURES, "a.toml": INCOME}
    assert list(parse_definitions(folder).indicators) == ["average_income"]
    with pytest.raises(Refused, match=r"average_income.*D07"):
        parse_definitions(folder | {"b.toml": INCOME})
    with pytest.raises(Refused, match=r"b.toml.*D01.*; c.toml.*F02"):
        parse_definitions(folder | {"b.toml": "x", "c.toml": INCOME.replace("/ workers", "/")})
    with pytest.raises(Refused, match="D08"):
        parse_definitions({"a.toml": INCOME})
