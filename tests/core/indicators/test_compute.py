"""Indicators computed exactly from facts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.compute import Fact, Question, Unit, compute, round_half_up
from nhiemky.core.indicators.definition import parse_measures
from nhiemky.core.indicators.folder import parse_indicator
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from tests.oracles.indicators import slow_compute

TREE = [
    Unit("board", None),
    Unit("north", "board", (("zone", "N"),)),
    Unit("south", "board", (("zone", "S"),)),
    Unit("mill", "north", (("zone", "N"),)),
    Unit("works", "north", (("zone", "N"),)),
    Unit("plant", "south", (("zone", "S"),)),
]


def measures(**chosen):
    text = "\n".join(
        f'[{code}]\nunit = "person"\nover_time = "{time}"\nover_units = "{over}"\norder = "{order}"'
        for code, (time, over, order) in chosen.items()
    )
    return parse_measures(text)


def indicator(formula, known, **keys):
    lines = {"code": "made", "unit": "1", "formula": formula, "decimals": 2} | keys
    text = "\n".join(f"{key} = {value!r}" for key, value in lines.items())
    return parse_indicator(text + "\n[name]\nvi = 'x'\nen = 'x'", known, "made.toml")


def fact(unit, measure, period, value, status="A", **dimensions):
    exact = None if value is None else Fraction(value)
    return Fact(unit, measure, parse_period(period), exact, status, tuple(dimensions.items()))


def answer(formula, known, facts, period="2022", unit="board", by=(), **keys):
    question = Question([parse_period(period)], by, frozenset({unit}))
    return compute([indicator(formula, known, **keys)], known, facts, TREE, question)


SUMS = measures(a=("sum", "sum", "time-first"), b=("sum", "sum", "time-first"))


def test_average_income_is_weighted_by_workers():
    known = measures(income_total=("sum", "sum", "time-first"), workers=("sum", "sum", "time-first"))
    facts = [
        fact("mill", "income_total", "2022", 100 * 10_000_000),
        fact("mill", "workers", "2022", 100),
        fact("plant", "income_total", "2022", 300 * 6_000_000),
        fact("plant", "workers", "2022", 300),
    ]
    assert answer("income_total / workers", known, facts)[0].value == 7_000_000
    per_unit = {"at": "unit", "over_units": "average"}
    assert answer("income_total / workers", known, facts, **per_unit)[0].value == 8_000_000


def test_occupancy_is_the_ratio_of_sums_and_not_the_mean_of_ratios():
    known = measures(a=("last", "sum", "time-first"), b=("last", "sum", "time-first"))
    facts = [
        fact("north", "a", "2022-Q4", 90),
        fact("north", "b", "2022-Q4", 100),
        fact("south", "a", "2022-Q4", 100),
        fact("south", "b", "2022-Q4", 900),
    ]
    assert answer("a / b * 100", known, facts)[0].value == Decimal("19.00")


def test_a_stock_is_read_at_the_end_and_added_over_units_and_dimensions():
    known = measures(a=("last", "sum", "time-first"))
    facts = [
        fact("mill", "a", "2022-Q1", 5, nationality="vn"),
        fact("mill", "a", "2022-Q2", 7, nationality="vn"),
        fact("mill", "a", "2022-Q2", 2, nationality="foreign"),
        fact("plant", "a", "2022-Q1", 10, nationality="vn"),
    ]
    assert answer("a", known, facts)[0].value == 19
    split = answer("a", known, facts, by=("nationality",))
    assert [(value.dimensions, value.value) for value in split] == [
        ((("nationality", "foreign"),), 2),
        ((("nationality", "vn"),), 17),
    ]


def test_units_first_and_time_first_differ_as_they_should():
    facts = [fact("mill", "a", "2022-Q1", 5), fact("mill", "a", "2022-Q2", 1), fact("plant", "a", "2022-Q1", 1)]
    assert answer("a", measures(a=("max", "sum", "time-first")), facts)[0].value == 6
    facts.append(fact("plant", "a", "2022-Q2", 4))
    assert answer("a", measures(a=("max", "sum", "time-first")), facts)[0].value == 9
    assert answer("a", measures(a=("max", "sum", "units-first")), facts)[0].value == 6


def test_zero_is_a_value_and_a_gap_is_not():
    assert answer("a", SUMS, [fact("mill", "a", "2022", 0)])[0].value == 0
    gap = answer("a", SUMS, [fact("mill", "a", "2022", None, "M")])[0]
    assert (gap.value, gap.status, gap.facts) == (None, "M", 0)
    mixed = answer("a", SUMS, [fact("mill", "a", "2022", None, "M"), fact("plant", "a", "2022", 3)])[0]
    assert (mixed.value, mixed.status, mixed.facts) == (3, "A", 1)


def test_division_by_zero_has_its_own_status_and_a_missing_input_wins_over_it():
    zero = [fact("mill", "a", "2022", 4), fact("mill", "b", "2022", 0)]
    assert answer("a / b", SUMS, zero)[0].status == "Z"
    assert answer("a / b", SUMS, zero[:1])[0].status == "M"
    known = measures(**dict.fromkeys("abc", ("sum", "sum", "time-first")))
    assert answer("a / b * c", known, zero)[0].status == "M"
    assert answer("if_missing(a / b, 7)", SUMS, zero)[0].value == 7


def test_a_cell_without_any_fact_is_left_out():
    assert answer("a", SUMS, [fact("mill", "a", "2021", 4)]) == []


def test_a_provisional_fact_makes_the_value_provisional():
    facts = [fact("mill", "a", "2022-Q1", 4), fact("mill", "a", "2022-Q2", 4, "P")]
    assert answer("a", SUMS, facts)[0].status == "P"


def test_periods_take_only_what_lies_inside_them():
    facts = [fact("mill", "a", "2022-06", 1), fact("mill", "a", "2022-Q3", 10), fact("mill", "a", "2021", 100)]
    assert answer("a", SUMS, facts, "2022-H1")[0].value == 1
    assert answer("a", SUMS, facts, "2020..2022")[0].value == 111
    assert answer("a", SUMS, facts, "2020-06-29..2022-06-30")[0].value == 101


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Fraction(1, 2), 0, "1"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Fraction(10**40) + Fraction(1, 2), 0, str(10**40 + 1)),
        (Fraction(2, 3), 1, "0.7"),
    ],
)
def test_rounding_is_half_up_away_from_zero(value, decimals, expected):
    assert str(round_half_up(value, decimals)) == expected


@pytest.mark.parametrize(
    ("facts", "tree", "by", "code"),
    [
        ([fact("nowhere", "a", "2022", 1)], TREE, (), "C01"),
        ([], [Unit("x", "y")], (), "C01"),
        ([], [Unit("x", "y"), Unit("y", "x")], (), "C02"),
        ([fact("mill", "a", "2022", 1)], TREE, ("colour",), "C03"),
        ([fact("mill", "a", "2022", 1, zone="N")], TREE, ("zone",), "C04"),
        ([fact("mill", "a", "2022", 1)] * 2, TREE, (), "C05"),
    ],
)
def test_facts_that_cannot_be_placed_are_refused(facts, tree, by, code):
    with pytest.raises(Refused) as refused:
        compute([indicator("a", SUMS)], SUMS, facts, tree, Question([parse_period("2022")], by))
    assert [problem.code for problem in refused.value.problems] == [code]


FORMULAS = [
    "a",
    "a / b",
    "a - b * 2",
    "-a / (b - b)",
    "if_missing(a, b) / c",
    "max(a, b) - min(a, c, 1.5)",
    "abs(a - c)",
]
PERIODS = ["2021-12", "2022-01", "2022-03", "2022-Q1", "2022-Q2", "2022-H1", "2022"]
WAYS = st.tuples(
    st.sampled_from(["sum", "average", "first", "last", "min", "max"]),
    st.sampled_from(["sum", "average", "min", "max"]),
    st.sampled_from(["time-first", "units-first"]),
)
VALUES = st.none() | st.sampled_from([Fraction(0), Fraction(1), Fraction(-5, 2), Fraction(7, 3), Fraction(10**13)])
SERIES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.sampled_from(["vn", "foreign", ""])),
    st.dictionaries(st.sampled_from(PERIODS), VALUES, max_size=4),
    max_size=6,
)


def without_overlaps(values):
    """The same facts of one series less those that share days with an earlier one."""
    kept = {}
    for code, value in values.items():
        period = parse_period(code)
        if all(period.end < other.start or other.end < period.start for other in map(parse_period, kept)):
            kept[code] = value
    return kept


@st.composite
def trees(draw):
    parents = [None] + [draw(st.none() | st.integers(0, number - 1)) for number in range(1, 6)]
    return [
        Unit(f"u{number}", None if parent is None else f"u{parent}", (("zone", draw(st.sampled_from("NS"))),))
        for number, parent in enumerate(parents)
    ]


@settings(deadline=None)
@given(
    trees(),
    SERIES,
    st.tuples(WAYS, WAYS, WAYS),
    st.sampled_from(FORMULAS),
    st.sampled_from(["total", "unit"]),
    st.sampled_from([(), ("zone",), ("nationality", "zone")]),
)
def test_the_slow_oracle_gives_the_same_cells(tree, stated, ways, formula, at, by):
    known = measures(**dict(zip("abc", ways, strict=True)))
    facts = [
        fact(f"u{unit}", measure, period, value, **({"nationality": who} if who else {}))
        for (unit, measure, who), values in stated.items()
        for period, value in (
            without_overlaps(values) if known[measure].over_time in ("sum", "average") else values
        ).items()
    ]
    if not any(each.dimensions for each in facts):
        by = tuple(name for name in by if name != "nationality")
    made = [indicator(formula, known, at=at, over_units="average")]
    periods = [parse_period(code) for code in ("2022-01", "2022-Q1", "2022", "2021..2022")]
    found = [
        (
            cell.indicator,
            cell.unit,
            cell.period.code,
            tuple(value for _, value in cell.dimensions),
            None if cell.value is None else str(cell.value),
            cell.status,
            cell.facts,
        )
        for cell in compute(made, known, facts, tree, Question(periods, by))
    ]
    assert sorted(found, key=str) == slow_compute(made, known, facts, tree, periods, by)


def test_facts_without_the_dimension_come_first_in_a_cell_of_their_own():
    facts = [fact("mill", "a", "2022", 1, country="VN"), fact("mill", "a", "2022", 2), fact("plant", "a", "2022", 4)]
    assert [(cell.dimensions, cell.value) for cell in answer("a", SUMS, facts, by=("country",))] == [
        ((("country", None),), 6),
        ((("country", "VN"),), 1),
    ]


QUARTER_AND_ITS_MONTH = [fact("mill", "a", "2022-02", 3), fact("mill", "a", "2022-Q1", 9)]


@pytest.mark.parametrize("over_time", ["sum", "average"])
def test_what_would_be_added_twice_is_refused(over_time):
    known = measures(a=(over_time, "sum", "time-first"))
    with pytest.raises(Refused) as refused:
        answer("a", known, QUARTER_AND_ITS_MONTH)
    assert [problem.code for problem in refused.value.problems] == ["C06"]
    assert "2022-02" in refused.value.problems[0].en
    assert "2022-Q1" in refused.value.problems[0].en


@pytest.mark.parametrize(("over_time", "value"), [("last", 9), ("first", 9), ("min", 3), ("max", 9)])
def test_overlapping_periods_do_no_harm_where_nothing_is_added(over_time, value):
    assert answer("a", measures(a=(over_time, "sum", "time-first")), QUARTER_AND_ITS_MONTH)[0].value == value


def test_only_present_facts_of_one_series_can_be_added_twice():
    gap = [*QUARTER_AND_ITS_MONTH[:1], fact("mill", "a", "2022-Q1", None, "M")]
    assert answer("a", SUMS, gap)[0].value == 3
    others = [*QUARTER_AND_ITS_MONTH[:1], fact("plant", "a", "2022-Q1", 9), fact("mill", "a", "2022-Q1", 1, who="vn")]
    assert answer("a", SUMS, others)[0].value == 13
