"""The figures of one report."""

from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import (
    Currency,
    Place,
    Report,
    places,
    sum_of_children,
    unit_label,
    year_to_date,
)
from nhiemky.core.reporting.shipped import shipped_forms

FORM = shipped_forms()["A.III.1", "2021"]


def report(period, **cells):
    return Report(
        "A.III.1",
        "mill",
        parse_period(period),
        Currency.VND,
        None,
        {Place("II", column): Decimal(value) for column, value in cells.items()},
    )


def test_every_cell_of_the_form_has_one_place():
    found = places(FORM)
    assert len(found) == len(set(found))
    assert Place("II", "since_licence") in found
    assert Place("V", "year_to_date") not in found
    assert str(Place("II", "quarter")) == "II/quarter"


def test_a_sum_of_nothing_is_missing_and_a_gap_is_skipped():
    assert sum_of_children(FORM, {}, Place("V", "quarter")) is None
    cells = {Place("V.1", "quarter"): Decimal(7), Place("V.2", "quarter"): None}
    assert sum_of_children(FORM, cells, Place("V", "quarter")) == 7


def test_the_year_to_date_is_computed_from_the_report_before():
    before = report("2022-Q1", quarter=3, year_to_date=3)
    assert year_to_date(FORM, report("2022-Q2", quarter=4), before, "II") == 7
    assert year_to_date(FORM, report("2022-Q1", quarter=4), report("2021-Q4", year_to_date=9), "II") == 4
    assert year_to_date(FORM, report("2022-Q2", quarter=4), None, "II") is None
    assert year_to_date(FORM, report("2022-Q2", quarter=4), report("2021-Q4", year_to_date=9), "II") is None
    assert year_to_date(FORM, report("2022-Q2"), before, "II") is None
    assert year_to_date(FORM, report("2022-Q2", quarter=4), report("2022-Q1"), "II") is None


def test_a_stock_and_an_annual_form_have_no_year_to_date():
    assert year_to_date(FORM, report("2022-Q1", quarter=4), None, "V") is None
    assert year_to_date(shipped_forms()["A.III.2", "2021"], report("2022", year=4), None, "II") is None


def test_money_is_typed_in_the_currency_of_the_licence():
    assert unit_label(FORM, "II", Currency.USD) == "USD"
    assert unit_label(FORM, "II", Currency.VND) == "million VND"
    assert unit_label(FORM, "VI.1", Currency.USD) == "kWh"
