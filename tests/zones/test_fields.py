"""Amounts keep every digit in any database."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.zones.models import Certificate
from tests.zones import register as registers


def test_twenty_digits_come_back_as_they_went_in(house):
    project = registers.register(house).project
    change = Decimal("98765432109876543210.1234")
    more = registers.certificate(Certificate.Kind.ADJUSTMENT, change, issued_on=date(2022, 1, 1))
    more.project = project
    registers.actions.add_certificate(registers.people.CLOCKMAKER, more)
    assert Certificate.objects.get(pk=more.pk).capital_change == change
    assert Certificate.objects.filter(pk=more.pk, capital_change=change).exists()


@pytest.mark.parametrize("change", [Decimal("0.00001"), Decimal(10) ** 20])
def test_a_value_that_does_not_fit_is_refused_instead_of_rounded(house, change):
    project = registers.register(house).project
    more = registers.certificate(Certificate.Kind.ADJUSTMENT, change, issued_on=date(2022, 1, 1))
    more.project = project
    with pytest.raises(ValueError, match="does not fit"):
        registers.actions.add_certificate(registers.people.CLOCKMAKER, more)
    assert Certificate.objects.count() == 1
