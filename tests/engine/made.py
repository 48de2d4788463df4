"""Hypothesis's snapshots: trees of units that open, move, merge and close, facts with gaps and zeros, formulas."""

from datetime import date, timedelta

import pyarrow as pa
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from tests.engine.snapshots import indicator

FORMULAS = [
    "a",
    "a / b",
    "a - b * 2",
    "-a / (b - b)",
    "if_missing(a, b) / c",
    "max(a, b) - min(a, c, 1.5)",
    "abs(a - c)",
    "if_missing(a / b, 7) + 0.125",
]
PERIODS = ["2021-12", "2022-01", "2022-02", "2022-03", "2022-Q2", "2022-H2", "2021-Q1"]
ASKED = tuple(parse_period(code) for code in ("2022-01", "2022-Q1", "2022", "2021..2022"))
WAYS = st.tuples(
    st.sampled_from(["sum", "average", "first", "last", "min", "max"]),
    st.sampled_from(["sum", "average", "min", "max"]),
    st.sampled_from(["time-first", "units-first"]),
)
VALUES = st.none() | st.sampled_from([0, 1, -2.5, 0.125, 7.3333, 10**13]) | st.integers(-(10**6), 10**6)
SERIES = st.dictionaries(
    st.tuples(st.integers(0, 5), st.sampled_from("abc"), st.sampled_from(["vn", "", None])),
    st.dictionaries(st.sampled_from(PERIODS), st.tuples(VALUES, st.sampled_from(["A", "A", "P", "E", "F", None]))),
    max_size=8,
)
TYPES = st.sampled_from([pa.decimal128(18, 4), pa.decimal128(38, 6), pa.float64()])
INDICATORS = st.lists(
    st.tuples(
        st.sampled_from(FORMULAS),
        st.sampled_from(["total", "unit"]),
        st.sampled_from(["sum", "average", "min", "max"]),
        st.sampled_from([0, 2, 9]),
    ),
    min_size=1,
    max_size=3,
)


MOVES = st.lists(
    st.tuples(st.integers(1, 5), st.none() | st.integers(0, 4), st.integers(2020, 2023), st.sampled_from(["z", "Z"])),
    max_size=6,
    unique_by=lambda move: (move[0], move[2]),
)


LIVES = st.dictionaries(
    st.integers(0, 5), st.tuples(st.none() | st.integers(2019, 2021), st.none() | st.integers(2021, 2023)), max_size=4
)


@st.composite
def trees(draw):
    parents = [None] + [draw(st.none() | st.integers(0, number - 1)) for number in range(1, 6)]
    zones = st.sampled_from(["Bắc", "Ấn", "z", "Z", None])
    return [
        (f"u{number}", None if parent is None else f"u{parent}", draw(zones)) for number, parent in enumerate(parents)
    ]


def places(tree, moves):
    """Rows of units.parquet: each unit from the beginning where `tree` has it, then where each move brings it."""
    rows = []
    for unit, parent, zone in tree:
        begins = sorted((year, to, new) for number, to, year, new in moves if f"u{number}" == unit)
        # Upward in number only, so that nothing stands above itself.
        stays = [(None, parent, zone)]
        stays += [(date(year, 1, 1), f"u{to}" if to is not None and to < int(unit[1:]) else None, new)
                  for year, to, new in begins]  # fmt: skip
        ends = [since - timedelta(days=1) for since, _, _ in stays[1:]] + [None]
        rows += [(unit, above, since, until, new) for (since, above, new), until in zip(stays, ends, strict=True)]
    return rows[::-1]


def alive(rows, lives):
    """The same from 1 March of the year in which a unit opens to 31 October of the year in which it closes."""
    found = []
    for unit, above, since, until, zone in rows:
        opens, closes = lives.get(int(unit[1:]), (None, None))
        begins = max(since or date.min, date(opens, 3, 1) if opens else date.min)
        ends = min(until or date.max, date(closes, 10, 31) if closes else date.max)
        if begins <= ends:
            found.append(
                (unit, above, None if begins == date.min else begins, None if ends == date.max else ends, zone)
            )
    return found


def facts_of(stated):
    """The rows of facts that a draw of `SERIES` says."""
    return [
        (f"u{unit}", measure, period, value, status, who)
        for (unit, measure, who), values in stated.items()
        for period, (value, status) in values.items()
    ]


def indicators_of(made):
    """The texts of the indicators that a draw of `INDICATORS` says."""
    return [
        indicator(f"i{place}", formula, at=at, over_units=over, decimals=decimals)
        for place, (formula, at, over, decimals) in enumerate(made)
    ]
