"""Facts out of accepted reports."""

from decimal import Decimal
from fractions import Fraction

import pytest

from nhiemky.core.indicators.compute import Question, Unit, compute
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.extraction import facts_of
from nhiemky.core.reporting.lines import Currency, Place, Report
from nhiemky.core.reporting.shipped import shipped_forms

MEASURES = shipped_definitions().measures


def facts(form, currency, rate, column, period="2022", unit="mill", **cells):
    report = Report(
        form,
        unit,
        parse_period(period),
        currency,
        None if rate is None else Decimal(rate),
        {
            Place(line.replace("_", "."), column): None if value is None else Decimal(value)
            for line, value in cells.items()
        },
    )
    return facts_of(shipped_forms()[form, "2021"], report, MEASURES)


def values(*arguments, **cells):
    return {fact.measure: fact.value for fact in facts(*arguments, **cells)}


def test_million_dong_and_dollars_become_what_the_measure_is_in():
    assert values("A.III.1", Currency.VND, "23000", "quarter", II=2, III=46, VI_1=7) == {
        "revenue": 2_000_000,
        "exports": 2_000,
        "electricity": 7,
    }
    assert values("A.III.1", Currency.USD, "23000", "quarter", II=2, III=46) == {"revenue": 46_000, "exports": 46}


def test_a_gap_gives_no_fact_and_a_zero_gives_a_zero():
    assert values("A.III.1", Currency.USD, None, "quarter", III=None, V=0, II=0) == {"workers": 0, "revenue": 0}


def test_an_amount_in_another_currency_needs_the_rate_of_the_report():
    with pytest.raises(Refused, match="X01"):
        facts("A.III.1", Currency.USD, None, "quarter", II=2)


def test_income_is_weighted_by_the_workers_of_the_same_report():
    found = values("A.III.2", Currency.USD, "23000", "year", IX=8, V=100)
    assert found == {"income_total": 800_000_000, "income_workers": 100}
    assert values("A.III.2", Currency.USD, "23000", "year", IX=8) == {}


def test_reports_become_the_average_income_of_the_zones():
    reports = [
        *facts("A.III.2", Currency.VND, None, "year", unit="mill", IX=10, V=100),
        *facts("A.III.2", Currency.USD, "23000", "year", unit="works", IX="7.5", V=400),
    ]
    tree = [Unit("board", None), Unit("mill", "board"), Unit("works", "board")]
    income = [shipped_definitions().indicators["average_income"]]
    question = Question([parse_period("2022")], units=frozenset({"board"}))
    (cell,) = compute(income, MEASURES, reports, tree, question)
    assert (cell.value, cell.facts, cell.exact) == (8_000_000, 4, Fraction(8_000_000))
