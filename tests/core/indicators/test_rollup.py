"""A roll-up that follows every change holds what computing everything anew would give."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.compute import Fact, Question, Unit, compute, lines_upward
from nhiemky.core.indicators.folder import parse_definitions
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.indicators.plan import Plan
from nhiemky.core.indicators.rollup import (
    NOWHERE,
    TOTAL,
    Place,
    Standing,
    changes,
    counted,
    touched,
    value_of,
)
from tests.engine.snapshots import indicator, measures

STATED = ["2021-12", "2022-01", "2022-02", "2022-Q1", "2022-Q2", "2021"]
KEPT = [parse_period(code) for code in ("2022-01", "2022-Q1", "2022-YTD-09", "2022", "2021..2022", "..2022-09-30")]
WAYS = st.tuples(
    st.sampled_from(["sum", "average", "first", "last", "min", "max"]),
    st.sampled_from(["sum", "average", "min", "max"]),
    st.sampled_from(["time-first", "units-first"]),
)
# Months and quarters of one series are never both stated: that is refused before (C06).
VALUES = st.none() | st.fractions(-9, 9, max_denominator=4)
FACTS = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["2021-12", "2022-01", "2022-02", "2022-Q2"])),
    st.tuples(VALUES, st.sampled_from("AAAPE")),
    max_size=4,
)
STEPS = st.lists(
    st.tuples(st.integers(1, 4), FACTS, st.integers(-1, 3), st.sampled_from(["", "N", "S"])), min_size=1, max_size=8
)
MADE = st.lists(
    st.tuples(
        st.sampled_from(["a", "a / b", "a - b * 2", "if_missing(a, 3) + b", "max(a, b)"]),
        st.sampled_from(["total", "unit"]),
        st.sampled_from(["sum", "average", "min", "max"]),
    ),
    min_size=1,
    max_size=4,
)


class Kept:
    """What an application does with the roll-up, in dictionaries."""

    def __init__(self, plan):
        self.plan, self.partials, self.values, self.standings = plan, {}, {}, {}

    def follow(self, standings):
        """Let units stand as `standings` says."""
        names = self.standings.keys() | standings.keys()
        pairs = [(self.standings.get(name, NOWHERE), standings.get(name, NOWHERE)) for name in names]
        found = changes(self.plan, [(before, after) for before, after in pairs if before != after])
        self.standings = standings
        for key, change in found.items():
            partial = change.applied(self.partials.get(key), self.plan.how(key.quantity, key.place.period))
            self.partials[key] = partial or counted(self.plan, key, standings.values())
        for place, codes in touched(self.plan, found).items():
            for code in codes:
                self.values.pop((code, place), None)
                value = value_of(self.plan, code, place, self.lookup)
                if value is not None:
                    self.values[code, place] = value

    def lookup(self, quantity, place):
        period = self.plan.by_code[place.period]
        return {
            key.place.period: partial
            for key, partial in self.partials.items()
            if key.quantity == quantity
            and key.place._replace(period="") == place._replace(period="")
            and (
                period.contains(parse_period(key.place.period))
                if self.plan.keeps_stated_periods(quantity)
                else key.place.period == place.period
            )
        }


def standings(facts, parents, zones):
    tree = {
        name: Unit(name, parent, (("zone", zones[name]),) if zones[name] else ()) for name, parent in parents.items()
    }
    lines = lines_upward(tree)
    return tree, {
        name: Standing(facts.get(name, ()), lines[name], (("zone", zones[name]),)) for name in tree if facts.get(name)
    }


def anew(plan, facts, tree):
    flat = [fact for rows in facts.values() for fact in rows]
    found = {}
    for by in ([], ["zone"]):
        if by and not any(unit.dimensions for unit in tree.values()):
            continue
        for definitions, periods in plan.definitions.for_periods(plan.periods):
            question = Question(periods, by)
            values = compute(definitions.values(), plan.definitions.measures, flat, list(tree.values()), question)
            for value in values:
                split = value.dimensions[0][1] or "" if by else ""
                found[value.indicator, Place(value.unit, value.period.code, "zone" if by else TOTAL, split)] = value
    return found


@settings(max_examples=150, deadline=None)
@given(steps=STEPS, ways=st.tuples(WAYS, WAYS), made=MADE)
def test_following_changes_gives_what_computing_anew_gives(steps, ways, made):
    texts = {"measures.toml": measures(a=ways[0], b=ways[1])}
    texts |= {
        f"{place}.toml": indicator(f"i{place // 2}", formula, at=at, over_units=over, decimals=3).replace(
            "\n[name]", "\neffective_from = 2022-01-01\n[name]" if place % 2 else "\n[name]"
        )
        for place, (formula, at, over) in enumerate(made)
    }
    known = parse_definitions(texts)
    plan = Plan(known, KEPT)
    kept, facts = Kept(plan), {}
    parents, zones = {f"u{n}": "u0" if n else None for n in range(5)}, {f"u{n}": "" for n in range(5)}
    for unit, stated, parent, zone in steps:
        name = f"u{unit}"
        facts[name] = tuple(
            Fact(name, measure, parse_period(period), value, status)
            for (measure, period), (value, status) in stated.items()
        )
        # Always upward in number, so that no unit stands above itself.
        parents[name], zones[name] = f"u{min(parent, unit - 1)}" if parent >= 0 else None, zone
        tree, stand = standings(facts, parents, zones)
        kept.follow(stand)
        expected = anew(plan, facts, tree)
        shown = {
            key: value for key, value in kept.values.items() if key[1].dimension == TOTAL or "zone" in zones_of(tree)
        }
        assert shown == expected


def zones_of(tree):
    return {name for unit in tree.values() for name, _ in unit.dimensions}


@pytest.mark.parametrize(("way", "left"), [("min", 3), ("max", 2)])
def test_the_cell_is_counted_again_when_its_extreme_is_taken_away(way, left):
    known = parse_definitions({"measures.toml": measures(a=("sum", way, "time-first")), "i.toml": indicator("i", "a")})
    plan = Plan(known, KEPT)
    kept = Kept(plan)
    stand = {
        name: Standing((Fact(name, "a", KEPT[0], Fraction(value)),), ("top",)) for name, value in (("x", 2), ("y", 3))
    }
    kept.follow(stand)
    gone = {"min": "x", "max": "y"}[way]
    kept.follow({name: each for name, each in stand.items() if name != gone})
    assert kept.values["i", Place("top", "2022-01")].value == left


def one_measure(way):
    return Plan(parse_definitions({"measures.toml": measures(a=way), "i.toml": indicator("i", "a")}), KEPT[:1])


def standing(unit, value, zone):
    return Standing((Fact(unit, "a", KEPT[0], Fraction(value)),), ("top",), (("zone", zone),))


def test_a_cell_of_a_split_is_counted_again_from_its_own_units():
    kept = Kept(one_measure(("sum", "min", "time-first")))
    stand = {name: standing(name, value, zone) for name, value, zone in (("x", 2, "N"), ("y", 3, "S"), ("z", 4, "N"))}
    kept.follow(stand)
    kept.follow({name: each for name, each in stand.items() if name != "x"})
    assert {place.split: value.value for (_, place), value in kept.values.items()} == {"": 3, "N": 4, "S": 3}


def test_a_fact_that_changes_in_its_place_changes_its_cells_and_one_that_does_not_none():
    plan = one_measure(("sum", "sum", "time-first"))
    kept = Kept(plan)
    stand = {"x": standing("x", 2, "N"), "y": standing("y", 3, "S")}
    kept.follow(stand)
    kept.follow(stand | {"x": standing("x", 7, "N")})
    assert {place.split: value.value for (_, place), value in kept.values.items()} == {"": 10, "N": 7, "S": 3}
    assert changes(plan, [(each, each) for each in stand.values()]) == {}


def test_a_refused_measure_takes_the_indicators_with_it_that_read_it_and_no_others():
    texts = {"measures.toml": measures(a=("sum", "sum", "time-first"), b=("sum", "sum", "time-first"))}
    texts |= {
        "i.toml": indicator("i", "a"),
        "j.toml": indicator("j", "if_missing(b, 0) + a"),
        "k.toml": indicator("k", "b"),
    }
    known = parse_definitions(texts)
    plan = Plan(known, KEPT, frozenset({"b"}))
    kept = Kept(plan)
    facts = tuple(Fact("x", code, KEPT[0], Fraction(1)) for code in "ab")
    kept.follow({"x": Standing(facts, ("x",))})
    assert {code for code, _ in kept.values} == {"i"}
    whole = Kept(replace(plan, refused=frozenset()))
    whole.follow({"x": Standing(facts, ("x",))})
    assert {code for code, _ in whole.values} == {"i", "j", "k"}


def test_only_indicators_that_read_several_quantities_have_quantities_read_together():
    way = ("sum", "sum", "time-first")
    texts = {"measures.toml": measures(a=way, b=way, c=way)}
    texts |= {
        "i.toml": indicator("i", "a"),
        "j.toml": indicator("j", "b - a * 2"),
        "k.toml": indicator("k", "b - c", at="unit", over_units="sum"),
    }
    assert Plan(parse_definitions(texts), KEPT).read_together == {frozenset("ab")}
