"""Cells as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Problem
from nhiemky.core.reporting.entry import NumberFormat, identification_problems, parse_cell, read_entry
from nhiemky.core.reporting.lines import Place, places
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.core.vietnamese.numbers import format_number

VIETNAMESE, INTERNATIONAL = NumberFormat.VIETNAMESE, NumberFormat.INTERNATIONAL


@pytest.mark.parametrize(
    ("typed", "number_format", "value"),
    [
        ("1.234,5", VIETNAMESE, "1234.5"),
        ("1,234.5", INTERNATIONAL, "1234.5"),
        ("1.234", VIETNAMESE, "1234"),
        ("1.234", INTERNATIONAL, "1.234"),
        ("1,234", VIETNAMESE, "1.234"),
        (" 1234567 ", VIETNAMESE, "1234567"),
        ("-12,5", VIETNAMESE, "-12.5"),
        ("−12", VIETNAMESE, "-12"),
        ("-0", VIETNAMESE, "0"),
        ("007", VIETNAMESE, "7"),
        ("0", VIETNAMESE, "0"),
    ],
)
def test_the_declared_format_decides_what_a_text_means(typed, number_format, value):
    assert str(parse_cell(typed, number_format)) == value


def test_an_empty_cell_is_missing_and_not_zero():
    assert parse_cell("  ", VIETNAMESE) is None


@pytest.mark.parametrize(
    "typed", ["1.23", "1,234.5", "12 tỷ", "1,2,3", "-", "1.", ",5", "1e3", "NaN", "٣", "1 234", "--1"]
)
def test_anything_else_is_a_problem_and_shows_the_format(typed):
    problem = parse_cell(typed, VIETNAMESE)
    assert isinstance(problem, Problem)
    assert problem.code == "E01"
    assert "1.234.567,89" in problem.vi


@pytest.mark.parametrize(
    ("typed", "fits"), [("9" * 15, True), ("9" * 16, False), ("0,12345", True), ("0,123456", False)]
)
def test_numbers_have_the_length_of_the_national_portal(typed, fits):
    read = parse_cell(typed, VIETNAMESE)
    assert (not isinstance(read, Problem)) == fits
    assert fits or read.code == "E03"


@settings(deadline=None)
@given(st.decimals(-(10**14), 10**14, places=4, allow_nan=False))
def test_what_is_printed_is_read_back(value):
    assert parse_cell(format_number(value, "vi"), VIETNAMESE) == value
    assert parse_cell(format_number(value, "en"), INTERNATIONAL) == value


def test_an_entry_names_every_wrong_cell_and_keeps_the_right_ones():
    form = shipped_forms()["A.III.1", "2021"]
    typed = {
        Place("II", "quarter"): "1.000,5",
        Place("III", "quarter"): "x",
        Place("V", "since_licence"): "3",
        Place("IV", "quarter"): "",
    }
    cells, problems = read_entry(form, typed, VIETNAMESE)
    assert set(cells) == set(places(form))
    assert cells[Place("II", "quarter")] == Decimal("1000.5")
    assert cells[Place("III", "quarter")] is None
    assert {place: (problem.code, problem.place) for place, problem in problems.items()} == {
        Place("III", "quarter"): ("E01", "III/quarter"),
        Place("V", "since_licence"): ("E02", "V/since_licence"),
    }


def part_a(**changes):
    form = shipped_forms()["A.III.1", "2021"]
    typed = {field.code: "x" for field in form.identification if field.required}
    typed |= {"A3": "16/06/2020", "A6": "1.000,5", **changes}
    problems = identification_problems(form, typed, VIETNAMESE)
    return {code: problem.code for code, problem in problems.items()}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, {}),
        ({"A9": "01/02/2020", "C": "Không"}, {}),
        ({"A1": "  "}, {"A1": "E04"}),
        ({"A3": "30/02/2020"}, {"A3": "E05"}),
        ({"A9": "hôm qua"}, {"A9": "E05"}),
        ({"A6": "1,000.5"}, {"A6": "E01"}),
    ],
)
def test_part_a_has_its_required_fields_dates_and_amounts(changes, problems):
    assert part_a(**changes) == problems


def test_a_problem_of_part_a_names_the_field():
    problem = identification_problems(shipped_forms()["A.III.2", "2021"], {}, VIETNAMESE)["A8"]
    assert (problem.place, problem.vi) == ("A8", "“Mã số thuế” bắt buộc phải ghi")
