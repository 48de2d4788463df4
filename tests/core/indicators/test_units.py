"""Units of formulas."""

import pytest

from nhiemky.core.indicators.formula import parse_formula
from nhiemky.core.indicators.units import check_units, parse_unit, show_unit, unit_of
from nhiemky.core.problem import Refused

UNITS = {"wage": "VND.person/month", "people": "person", "cost": "VND", "exports": "USD", "land": "ha", "leased": "ha"}


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("wage / people", "VND/month"),
        ("leased / land * 100", "1"),
        ("cost / people", "VND/person"),
        ("if_missing(cost, 0) + cost * 2", "VND"),
        ("land * land", "ha.ha"),
        ("-abs(min(cost, 5))", "VND"),
    ],
)
def test_the_unit_of_a_formula_is_known(formula, unit):
    found = unit_of(parse_formula(formula), UNITS)
    assert found is not None
    assert show_unit(found) == unit
    assert parse_unit(unit) == found


def test_a_bare_number_has_no_unit_of_its_own():
    assert unit_of(parse_formula("1 + 2 * 3"), UNITS) is None


@pytest.mark.parametrize(
    ("formula", "declared", "code"),
    [
        ("people + cost", "VND", "F08"),
        ("exports + cost", "VND", "F08"),
        ("max(land, people)", "ha", "F08"),
        ("if_missing(cost, exports)", "VND", "F08"),
        ("unknown / cost", "1", "F07"),
        ("exports", "VND", "F09"),
        ("cost / cost", "VND", "F09"),
    ],
)
def test_unlike_things_are_not_added_and_currencies_not_confused(formula, declared, code):
    with pytest.raises(Refused, match=code):
        check_units(parse_formula(formula), UNITS, declared)


@pytest.mark.parametrize(
    ("formula", "declared", "another"),
    [
        ("wage / people", "VND/month", "USD/month"),
        ("cost / people", "VND/month", "ha"),
        ("leased / land * 100", "%", "VND"),
    ],
)
def test_income_over_workers_may_be_declared_per_month_and_a_share_in_percent(formula, declared, another):
    check_units(parse_formula(formula), UNITS, declared)
    with pytest.raises(Refused, match="F09"):
        check_units(parse_formula(formula), UNITS, another)
