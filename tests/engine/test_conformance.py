"""The same questions through every engine: equal bytes, whatever the tree, the gaps, the zeros and the dimensions."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from nhiemky.engine.connections import Engine
from nhiemky.engine.run import Request, write_values
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.cases import every_way
from tests.engine.snapshots import definitions, indicator, write, write_dated

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


@st.composite
def trees(draw):
    parents = [None] + [draw(st.none() | st.integers(0, number - 1)) for number in range(1, 6)]
    zones = st.sampled_from(["Bắc", "Ấn", "z", "Z", None])
    return [
        (f"u{number}", None if parent is None else f"u{parent}", draw(zones)) for number, parent in enumerate(parents)
    ]


def computed(folder, known, request, engine, day=date.max):
    out = folder / f"{engine}.parquet"
    write_values(open_snapshot(folder, day), known, request, Engine(engine), out, lambda *_: None)
    return pq.read_table(out).to_pylist(), out.read_bytes()


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    tree=trees(),
    stated=SERIES,
    ways=st.tuples(WAYS, WAYS, WAYS),
    made=INDICATORS,
    kind=TYPES,
    by=st.sampled_from([(), ("zone",), ("nationality", "zone")]),
    units=st.none() | st.just(frozenset({"u0", "u3"})),
)
def test_duckdb_and_the_oracle_write_the_same_bytes(tree, stated, ways, made, kind, by, units):
    known = definitions(
        dict(zip("abc", ways, strict=True)),
        *(
            indicator(f"i{place}", formula, at=at, over_units=over, decimals=decimals)
            for place, (formula, at, over, decimals) in enumerate(made)
        ),
    )
    facts = [
        (f"u{unit}", measure, period, value, status, who)
        for (unit, measure, who), values in stated.items()
        for period, (value, status) in values.items()
    ]
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch), facts, tree, kind, ["nationality"], ["zone"])
        request = Request(ASKED, by, units)
        assert computed(folder, known, request, "duckdb") == computed(folder, known, request, "oracle")


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        (["2022", "2022-01..2022-12", "2022-Q1..2022-Q4"], 0, 2),
        (["2022", "2022-Q2"], 0, 0),
        (["2022", "2022-Q1", "2022-Q4"], 1, 2),
    ],
)
def test_every_engine_takes_the_same_of_overlapping_periods(tmp_path, stated, first, last):
    write(tmp_path, [("u0", "a", code, place, "A") for place, code in enumerate(stated)], [("u0", None)])
    for way, expected in (("first", first), ("last", last)):
        known = definitions({"a": (way, "sum", "time-first")}, indicator("i", "a", decimals=0))
        rows, written = computed(tmp_path, known, Request(ASKED[2:3]), "duckdb")
        assert (rows, written) == computed(tmp_path, known, Request(ASKED[2:3]), "oracle")
        assert rows[0]["value"] == str(expected)


MOVES = st.lists(
    st.tuples(st.integers(1, 5), st.none() | st.integers(0, 4), st.integers(2020, 2023), st.sampled_from(["z", "Z"])),
    max_size=6,
    unique_by=lambda move: (move[0], move[2]),
)


LIVES = st.dictionaries(
    st.integers(0, 5), st.tuples(st.none() | st.integers(2019, 2021), st.none() | st.integers(2021, 2023)), max_size=4
)


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees(), stated=SERIES, moves=MOVES, lives=LIVES, way=WAYS, year=st.integers(2018, 2024))
def test_history_in_the_tree_of_a_day_is_that_of_the_tree_written_out(tree, stated, moves, lives, way, year):
    """Units that open, move, merge and close: the same bytes in both engines, and those of that tree written out."""
    known = definitions(
        dict.fromkeys("abc", way), indicator("i", "a / b"), indicator("j", "a - c", at="unit", over_units="sum")
    )
    facts = [
        (f"u{unit}", measure, period, value, status, who)
        for (unit, measure, who), values in stated.items()
        for period, (value, status) in values.items()
    ]
    rows = alive(places(tree, moves), lives)
    day, request = date(year, 6, 30), Request(ASKED, ("zone",))
    with tempfile.TemporaryDirectory() as scratch:
        moved = write(Path(scratch) / "moved", facts, tree, None, ["nationality"], ["zone"])
        write_dated(moved, rows, ["zone"])
        still = write(Path(scratch) / "still", facts, standing(rows, day), None, ["nationality"], ["zone"])
        found = computed(moved, known, request, "duckdb", day)
        assert found == computed(moved, known, request, "oracle", day)
        assert found[0] == computed(still, known, request, "duckdb")[0]


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


def standing(rows, day):
    """The tree of a day, found the slow way: each unit by the row that holds, the last before or the first after."""
    found = {}
    for unit in {row[0] for row in rows}:
        own = sorted((row for row in rows if row[0] == unit), key=lambda row: row[2] or date.min)
        holding = [row for row in own if (row[2] or date.min) <= day <= (row[3] or date.max)]
        ended = [row for row in own if row[3] and row[3] < day]
        found[unit] = (holding or ended[-1:] or own)[0]
    return [(unit, row[1], row[4]) for unit, row in found.items()]


def test_fractions_that_add_up_to_a_half_are_added_exactly(tmp_path):
    facts = [
        (f"u{place}", name, "2022", value, "A") for place in (1, 2) for name, value in (("a", 1), ("b", 3 * place))
    ]
    write(tmp_path, facts, [("u0", None), ("u1", "u0"), ("u2", "u0")])
    ways = dict.fromkeys("ab", ("sum", "sum", "time-first"))
    known = definitions(ways, indicator("i", "a / b", at="unit", over_units="sum", decimals=0))
    rows, _ = computed(tmp_path, known, Request(ASKED[2:3], (), frozenset({"u0"})), "duckdb")
    assert [row["value"] for row in rows] == ["1"]


@pytest.mark.parametrize("kind", [pa.decimal128(20, 3), pa.float64()], ids=str)
def test_every_way_of_aggregating_gives_the_same_bytes(tmp_path, kind):
    known, request = every_way(tmp_path, kind)
    rows, written = computed(tmp_path, known, request, "duckdb")
    assert (rows, written) == computed(tmp_path, known, request, "oracle")
    assert len(rows) > 6_000
