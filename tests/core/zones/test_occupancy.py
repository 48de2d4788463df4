"""Occupancy is a ratio of sums."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.zones.occupancy import occupancy


def test_two_zones_together_are_not_the_mean_of_their_percentages():
    small, large = (Decimal(10), Decimal(10)), (Decimal(30), Decimal(90))
    assert occupancy([small]) == 100
    assert occupancy([small, large]) == 40


def test_without_land_there_is_no_occupancy():
    assert occupancy([]) is None
    assert occupancy([(Decimal(0), Decimal(0))]) is None


def test_a_zone_that_lacks_one_of_the_two_figures_stays_out_of_both_sums():
    assert occupancy([(Decimal(5), Decimal(10)), (Decimal(7), None), (None, Decimal(90))]) == Fraction(50)


HECTARES = st.decimals(min_value=0, max_value=1000, places=2)


@settings(deadline=None)
@given(st.lists(st.tuples(HECTARES, HECTARES), max_size=6))
def test_scaling_all_land_changes_nothing(zones):
    assert occupancy([(leased * 3, land * 3) for leased, land in zones]) == occupancy(zones)
