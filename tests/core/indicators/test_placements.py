"""Units over time: where each stands on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.indicators.placements import (
    Placement,
    overlapping_rows,
    refuse_overlaps,
    tree_on,
    until_closed,
    with_exceptions,
)
from nhiemky.core.problem import Refused

FIRST = date(2025, 6, 28)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
MERGER = date(2025, 7, 1)
MERGED = [
    Placement("region", None),
    Placement("old", "country", until=date(2025, 6, 30)),
    Placement("old", "region", MERGER),
]


def parents(placements, day):
    return {unit.code: unit.parent for unit in tree_on(placements, day)}


@pytest.mark.parametrize(("day", "parent"), [(date(2025, 6, 30), "country"), (MERGER, "region")])
def test_a_merged_unit_stands_under_its_successor_from_the_day_on(day, parent):
    assert parents(MERGED, day)["old"] == parent


@pytest.mark.parametrize(
    ("day", "parent"),
    [(date(2020, 1, 1), "a"), (date(2021, 1, 1), "a"), (date(2022, 1, 1), "a"), (date(2023, 1, 1), "b"),
     (date(2024, 1, 1), "b")],
)  # fmt: skip
def test_what_was_still_to_open_or_had_closed_stands_where_it_first_or_last_stood(day, parent):
    rows = [
        Placement("x", "b", date(2023, 1, 1), date(2023, 12, 31)),
        Placement("x", "a", date(2021, 1, 1), date(2021, 12, 31)),
    ]
    assert parents(rows, day) == {"x": parent}


def test_a_tree_keeps_the_order_of_first_naming_and_the_dimensions_of_the_day():
    rows = [Placement("b", None), Placement("a", "b", None, FIRST, (("kind", "old"),)), Placement("c", "b"),
            Placement("a", "b", FIRST + timedelta(days=1), None, (("kind", "new"),))]  # fmt: skip
    found = tree_on(rows, DAYS[1])
    assert [unit.code for unit in found] == ["b", "a", "c"]
    assert found[1].dimensions == (("kind", "new"),)


def row(first, last, unit="x"):
    return Placement(unit, None, None if first is None else DAYS[first], None if last is None else DAYS[last])


@pytest.mark.parametrize(
    ("rows", "pairs"),
    [
        ([row(0, 3), row(4, 6)], []),
        ([row(0, 4), row(4, 6)], [(0, 1)]),
        ([row(5, 6), row(None, 5)], [(1, 0)]),
        ([row(3, None), row(9, 9)], [(0, 1)]),
        ([row(0, 4), row(4, 6, "y")], []),
        ([row(3, 3)], []),
        ([row(3, 2)], [(0, 0)]),
    ],
)
def test_rows_of_one_unit_that_share_a_day_are_named_with_the_earlier_first(rows, pairs):
    assert overlapping_rows(rows) == pairs


def test_two_places_on_one_day_are_refused_with_the_unit():
    refuse_overlaps([row(0, 3), row(4, 6)])
    with pytest.raises(Refused) as refused:
        refuse_overlaps([row(0, 3), row(0, 3, "y"), row(3, 6)])
    assert [(problem.code, problem.place) for problem in refused.value.problems] == [("C08", "x")]


def test_a_closed_unit_stands_nowhere_after_its_last_day_and_counts_where_it_stood_on_it():
    moved = with_exceptions([Placement("x", "home"), Placement("y", "home")], [row(2, 6)])
    found = list(until_closed(moved, {"x": DAYS[4]}))
    (elsewhere,) = [each.parent for each in moved if each.first == DAYS[2]]
    assert [(each.first, each.last) for each in found if each.unit == "x"][-1] == (DAYS[2], DAYS[4])
    assert parents(found, DAYS[-1]) == {"x": elsewhere, "y": "home"}
    assert parents(found, DAYS[0]) == {"x": "home", "y": "home"}
    assert next(until_closed(moved, {"x": DAYS[0]})) == Placement("x", "home", None, DAYS[0])


@st.composite
def exceptions(draw):
    """Times of one unit that do not overlap; the first may be without a beginning, the last without an end."""
    cuts = sorted(draw(st.sets(st.integers(0, len(DAYS) - 1), max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    rows = [Placement("x", f"elsewhere {first}", DAYS[first], DAYS[last]) for first, last in pairs]
    if rows and draw(st.booleans()):
        rows[0] = Placement("x", rows[0].parent, None, rows[0].until)
    if rows and draw(st.booleans()):
        rows[-1] = Placement("x", rows[-1].parent, rows[-1].since, draw(st.sampled_from([None, date.max])))
    return draw(st.permutations(rows))


@given(exceptions())
def test_on_every_day_a_unit_stands_where_an_exception_says_or_else_where_the_register_says(elsewhere):
    register = [Placement("x", "home", dimensions=(("kind", "zone"),)), Placement("other", "home")]
    found = with_exceptions(register, elsewhere)
    refuse_overlaps(found)
    assert {each.dimensions for each in found if each.unit == "x"} == {(("kind", "zone"),)}
    for day in [DAYS[0] - timedelta(days=1), *DAYS, DAYS[-1] + timedelta(days=1)]:
        expected = next((each.parent for each in elsewhere if each.first <= day <= each.last), "home")
        held = [each.parent for each in found if each.unit == "x" and each.first <= day <= each.last]
        assert held == [expected]
        assert parents(found, day) == {"x": expected, "other": "home"}
