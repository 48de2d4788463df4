"""When zones end and who goes on for them."""

from datetime import date

import pytest

from nhiemky.core.zones.endings import (
    Ending,
    as_of,
    heir,
    land_passes_on,
    operating_since,
    own_figures,
    related,
    successors,
)

MAY, JUNE, JULY = date(2022, 5, 10), date(2022, 6, 10), date(2022, 7, 10)
CLOSED = {"a": Ending(MAY, "QĐ")}
CHAIN = {"a": Ending(MAY, "QĐ", "b"), "b": Ending(JUNE, "QĐ", "c")}


def test_a_zone_stands_on_its_last_day_and_not_on_the_day_after():
    assert as_of(CLOSED, MAY) == {}
    assert as_of(CLOSED, date(2022, 5, 11)) == CLOSED


def test_a_zone_goes_on_in_its_successors_each_from_its_day():
    assert list(successors("a", CHAIN)) == [("b", date(2022, 5, 11)), ("c", date(2022, 6, 11))]
    days = (MAY, JUNE, JULY)
    assert [heir("a", CHAIN, day) for day in days] == ["a", "b", "c"]
    assert heir("a", CHAIN, date(2022, 5, 11)) == "b"
    assert [heir("a", CLOSED, day) for day in days] == ["a", "a", "a"]


def test_what_merges_into_a_zone_that_had_merged_before_goes_on_from_its_own_day():
    late = {"a": Ending(JULY, "QĐ", "b"), "b": Ending(MAY, "QĐ", "c")}
    assert list(successors("a", late)) == [("b", date(2022, 7, 11)), ("c", date(2022, 7, 11))]


def test_zones_that_merged_are_read_together():
    assert related(["c"], CHAIN) == related(["a"], CHAIN) == {"a", "b", "c"}
    assert related(["d", "a"], CLOSED) == {"a", "d"}


def test_a_successor_operates_from_the_merger_with_a_zone_that_does():
    begun = {"a": date(2020, 1, 1)}
    assert operating_since(begun, CHAIN) == begun | {"b": date(2022, 5, 11), "c": date(2022, 6, 11)}
    assert operating_since(begun | {"b": date(2019, 1, 1)}, CHAIN)["b"] == date(2019, 1, 1)
    assert operating_since({"a": JULY}, CHAIN) == dict.fromkeys("abc", JULY), "certified after the merger"


@pytest.mark.parametrize(
    ("endings", "stated", "gone"),
    [
        ({}, {}, None),
        (CLOSED, {}, date(2022, 5, 11)),
        (CHAIN, {}, None),
        (CHAIN, {"b": [MAY]}, None),
        (CHAIN, {"b": [date(2022, 5, 11)], "c": [JULY]}, date(2022, 5, 11)),
        (CHAIN, {"b": [date(2022, 6, 11)]}, None),
        (CHAIN, {"c": [JUNE]}, None),
        (CHAIN, {"c": [JULY, date(2022, 8, 1)]}, JULY),
        (CHAIN | {"c": Ending(JULY, "QĐ")}, {}, date(2022, 7, 11)),
        (CHAIN | {"c": Ending(JUNE, "QĐ")}, {"c": [JULY]}, date(2022, 6, 11)),
    ],
)
def test_land_goes_on_under_the_successor_until_its_figure_is_of_the_whole(endings, stated, gone):
    assert land_passes_on("a", endings, stated) == gone


def test_no_figure_is_a_zones_own_after_its_last_day():
    assert own_figures("a", CLOSED, [MAY, JUNE]) == [MAY]
    assert own_figures("b", CLOSED, [MAY, JUNE]) == [MAY, JUNE]
