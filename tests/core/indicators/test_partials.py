"""Partials that are added and taken away, against putting together anew what is left."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.definition import OverUnits
from nhiemky.core.indicators.partials import Change, Partial, status_of
from nhiemky.core.indicators.periods import parse_period

BEST = {OverUnits.MIN: min, OverUnits.MAX: max}


def of(value, *statuses):
    """What a unit contributes: one fact, or one of each status."""
    facts = [Fact("u", "m", parse_period("2022"), value, status) for status in statuses or ("A",)]
    return Partial.of(facts, value)


def after(how, parts):
    """A cell of these contributions."""
    change = Change()
    for part in parts:
        change.add(part, how, 1)
    return change.applied(None, how)


PARTS = st.lists((st.none() | st.integers(-3, 3).map(Fraction)).map(of), max_size=5)


@given(st.sampled_from(OverUnits), PARTS, PARTS, PARTS)
def test_a_changed_cell_is_what_its_units_give_or_asks_to_be_counted_again(how, kept, lost, gained):
    change = Change()
    for part in lost:
        change.add(part, how, -1)
    for part in gained:
        change.add(part, how, 1)
    changed, anew = change.applied(after(how, [*kept, *lost]), how), after(how, [*kept, *gained])
    if changed is None:
        assert how in BEST
        before = [part.value for part in (*kept, *lost) if part.series]
        assert BEST[how](before) in [part.value for part in lost if part.series]
    else:
        assert changed == anew


@pytest.mark.parametrize(("how", "extreme", "other"), [(OverUnits.MIN, 2, 5), (OverUnits.MAX, 5, 2)])
def test_a_lost_extreme_is_counted_again_unless_it_is_gained_at_once(how, extreme, other):
    cell = after(how, [of(Fraction(2)), of(Fraction(5)), of(Fraction(3))])
    inside = Change()
    inside.add(of(Fraction(3)), how, -1)
    assert inside.applied(cell, how).value == extreme
    lost = Change()
    for value in (extreme, other):
        lost.add(of(Fraction(value)), how, -1)
    assert lost.applied(cell, how) is None
    lost.add(of(Fraction(extreme)), how, 1)
    assert lost.applied(cell, how).value == extreme


def test_gaps_are_stated_and_give_no_value():
    gap = of(None)
    assert (gap.stated, gap.facts, gap.series, gap.result(OverUnits.SUM)) == (1, 0, 0, None)


def test_a_mean_is_over_the_units_that_have_a_value():
    cell = after(OverUnits.AVERAGE, [of(Fraction(2)), of(Fraction(5)), of(None)])
    assert cell.result(OverUnits.AVERAGE) == Fraction(7, 2)
    assert cell.result(OverUnits.SUM) == 7


@pytest.mark.parametrize(("statuses", "told"), [("A", "A"), ("AE", "E"), ("EPA", "P"), ("PF", "F"), ("IA", "I")])
def test_the_least_firm_status_is_told(statuses, told):
    parts = [of(Fraction(1), status) for status in statuses]
    assert status_of(parts) == status_of([of(Fraction(1), *statuses)]) == told
