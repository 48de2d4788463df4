"""The same questions through every engine: equal bytes, whatever the tree, the gaps, the zeros and the dimensions."""

import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.engine.connections import Engine
from nhiemky.engine.run import Request, write_values
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.cases import every_way
from tests.engine.made import (
    ASKED,
    INDICATORS,
    LIVES,
    MOVES,
    SERIES,
    TYPES,
    WAYS,
    alive,
    facts_of,
    indicators_of,
    places,
    trees,
)
from tests.engine.snapshots import definitions, indicator, write, write_dated


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
        *indicators_of(made),
    )
    facts = facts_of(stated)
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


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees(), stated=SERIES, moves=MOVES, lives=LIVES, way=WAYS, year=st.integers(2018, 2024))
def test_history_in_the_tree_of_a_day_is_that_of_the_tree_written_out(tree, stated, moves, lives, way, year):
    """Units that open, move, merge and close: the same bytes in both engines, and those of that tree written out."""
    known = definitions(
        dict.fromkeys("abc", way), indicator("i", "a / b"), indicator("j", "a - c", at="unit", over_units="sum")
    )
    facts = facts_of(stated)
    rows = alive(places(tree, moves), lives)
    day, request = date(year, 6, 30), Request(ASKED, ("zone",))
    with tempfile.TemporaryDirectory() as scratch:
        moved = write(Path(scratch) / "moved", facts, tree, None, ["nationality"], ["zone"])
        write_dated(moved, rows, ["zone"])
        still = write(Path(scratch) / "still", facts, standing(rows, day), None, ["nationality"], ["zone"])
        found = computed(moved, known, request, "duckdb", day)
        assert found == computed(moved, known, request, "oracle", day)
        assert found[0] == computed(still, known, request, "duckdb")[0]


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
