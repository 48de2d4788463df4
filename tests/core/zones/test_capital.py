"""Registered capital follows from certificates alone."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Refused
from nhiemky.core.zones.capital import Capital, Certificate, Kind, history, problems, registered

FIRST = date(2021, 3, 1)
NEW_USD = Certificate(Kind.NEW, FIRST, Decimal("1250000.25"), "USD", Decimal("23105.5"))
MORE_VND = Certificate(Kind.ADJUSTMENT, FIRST + timedelta(30), Decimal(500), "VND")
REVOKED = Certificate(Kind.REVOCATION, FIRST + timedelta(60), Decimal(0), "USD")


def codes(earlier: list[Certificate], new: Certificate) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in problems(earlier, new)]


def test_each_usd_amount_counts_at_the_rate_kept_with_it():
    later = Certificate(Kind.ADJUSTMENT, FIRST + timedelta(1), Decimal(-250000), "USD", Decimal(24000))
    steps = history([NEW_USD, later])
    assert steps[0].change_vnd == Decimal("28881880776.375")
    assert steps[1].change_vnd == Decimal(-6000000000)
    assert steps[1].after == Capital(Decimal(0), Decimal("1000000.25"), Decimal("22881880776.375"))


def test_capital_on_a_day_counts_certificates_of_that_day_and_before():
    assert registered([NEW_USD, MORE_VND], FIRST - timedelta(1)) == Capital()
    assert registered([NEW_USD, MORE_VND], FIRST).vnd == 0
    assert registered([NEW_USD, MORE_VND], MORE_VND.issued_on).vnd == 500


def test_a_revocation_ends_all_capital_in_both_currencies_at_the_rates_it_came_in_with():
    steps = history([NEW_USD, MORE_VND, REVOKED])
    assert steps[-1].after == Capital()
    assert steps[-1].change_vnd == -(steps[0].change_vnd + 500)


def test_products_of_many_digits_stay_exact():
    huge = Certificate(Kind.NEW, FIRST, Decimal("99999999999999999999.9999"), "USD", Decimal("99999999.9999"))
    assert Fraction(history([huge])[0].after.total_vnd) == Fraction(huge.change) * Fraction(huge.rate)


@pytest.mark.parametrize(
    ("earlier", "new", "found"),
    [
        ([], NEW_USD, []),
        ([], MORE_VND, [("Z01", "kind")]),
        ([NEW_USD], NEW_USD, [("Z02", "kind")]),
        ([NEW_USD, REVOKED], MORE_VND, [("Z03", "kind")]),
        ([NEW_USD, MORE_VND], Certificate(Kind.REVOCATION, FIRST, Decimal(0), "USD"), [("Z04", "issued_on")]),
        ([NEW_USD], Certificate(Kind.ADJUSTMENT, FIRST, Decimal(-1), "VND"), [("Z05", "capital_change")]),
        (
            [NEW_USD],
            Certificate(Kind.ADJUSTMENT, FIRST, Decimal("-1250000.26"), "USD", Decimal(1)),
            [("Z05", "capital_change")],
        ),
        ([NEW_USD], Certificate(Kind.ADJUSTMENT, FIRST, Decimal("-1250000.25"), "USD", Decimal(1)), []),
        ([], Certificate(Kind.NEW, FIRST, Decimal(0), "VND"), [("Z06", "capital_change")]),
        ([], Certificate(Kind.NEW, FIRST, Decimal(1), "USD"), [("Z07", "rate")]),
        ([], Certificate(Kind.NEW, FIRST, Decimal(1), "USD", Decimal(0)), [("Z07", "rate")]),
        ([], Certificate(Kind.NEW, FIRST, Decimal(1), "VND", Decimal(1)), [("Z08", "rate")]),
        ([NEW_USD], Certificate(Kind.REVOCATION, FIRST, Decimal(5), "USD"), [("Z09", "capital_change")]),
        ([NEW_USD], REVOKED, []),
    ],
)
def test_a_certificate_that_cannot_follow_is_refused_with_its_place(earlier, new, found):
    assert codes(earlier, new) == found


def test_an_amount_in_usd_without_a_rate_has_no_equivalent():
    with pytest.raises(Refused, match="Z07"):
        history([Certificate(Kind.NEW, FIRST, Decimal(1), "USD")])


CHANGES = st.decimals(min_value=0, max_value=10**15, places=2)
RATES = st.decimals(min_value=1, max_value=30000, places=4)


@settings(deadline=None)
@given(st.lists(st.tuples(CHANGES, RATES), min_size=1, max_size=8))
def test_the_total_is_the_exact_sum_of_amount_times_own_rate(amounts):
    first, *rest = amounts
    certificates = [Certificate(Kind.NEW, FIRST, first[0], "USD", first[1])]
    certificates += [Certificate(Kind.ADJUSTMENT, FIRST, change, "USD", rate) for change, rate in rest]
    expected = sum((Fraction(change) * Fraction(rate) for change, rate in amounts), Fraction(0))
    assert Fraction(registered(certificates, FIRST).total_vnd) == expected


def test_a_problem_writes_days_and_amounts_as_each_language_does():
    too_much = Certificate(Kind.ADJUSTMENT, FIRST, Decimal(-2000000), "USD", Decimal(1))
    (problem,) = problems([NEW_USD], too_much)
    assert "1.250.000,25" in problem.vi
    assert "1,250,000.25" in problem.en
    (problem,) = problems([NEW_USD, REVOKED], MORE_VND)
    assert "30/04/2021" in problem.vi
