"""Snapshots that cannot be opened, and the places that are named."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nhiemky.core.problem import Refused
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.snapshots import write, write_dated

UNITS = [("board", None), ("mill", "board")]
FACT = ("mill", "a", "2022", 1, "A")


def dated(folder, rows):
    """units.parquet with places from day to day and a dimension."""
    write_dated(folder, rows, ["region"])


def refused(folder):
    with pytest.raises(Refused) as raised:
        open_snapshot(folder)
    return [(problem.code, problem.place) for problem in raised.value.problems]


def rewritten(folder, file, change):
    write(folder, [FACT], UNITS)
    pq.write_table(change(pq.read_table(folder / file)), folder / file)
    return folder


def test_a_snapshot_is_its_tree_its_dimensions_and_two_digests(tmp_path):
    write(tmp_path, [(*FACT, "vn")], [("board", None, None), ("mill", "", "N")], None, ["who"], ["zone"])
    snapshot = open_snapshot(tmp_path)
    assert (snapshot.rows, snapshot.dimensions, snapshot.unit_dimensions) == (1, ("who",), ("zone",))
    assert [(unit.code, unit.parent, unit.dimensions) for unit in snapshot.units] == [
        ("board", None, ()),
        ("mill", None, (("zone", "N"),)),
    ]
    assert {name: len(digest) for name, digest in snapshot.digests().items()} == {
        "facts.parquet": 64,
        "units.parquet": 64,
    }


def test_files_that_are_not_there_or_not_parquet_are_named(tmp_path):
    assert refused(tmp_path) == [("S01", "facts.parquet")]
    write(tmp_path, [FACT], UNITS)
    (tmp_path / "units.parquet").write_text("unit,parent\n")
    assert refused(tmp_path) == [("S01", "units.parquet")]


@pytest.mark.parametrize(
    ("file", "change", "code"),
    [
        ("facts.parquet", lambda table: table.drop_columns("status"), "S02"),
        ("units.parquet", lambda table: table.drop_columns("parent"), "S02"),
        ("facts.parquet", lambda table: table.append_column("count", pa.array([1])), "S03"),
        ("facts.parquet", lambda table: table.set_column(3, "value", pa.array(["1"])), "S03"),
        ("facts.parquet", lambda table: table.set_column(3, "value", pa.array([1.5], pa.float32())), "S03"),
        (
            "facts.parquet",
            lambda table: table.set_column(3, "value", pa.array([Decimal(1)], pa.decimal256(50, 2))),
            "S03",
        ),
        ("units.parquet", lambda table: table.append_column("level", pa.array([1, 2])), "S03"),
        ("facts.parquet", lambda table: table.append_column("indicator", pa.array(["x"])), "S13"),
        ("facts.parquet", lambda table: table.append_column("unit", pa.array(["x"])), "S13"),
    ],
)
def test_columns_that_do_not_fit_are_refused(tmp_path, file, change, code):
    assert refused(rewritten(tmp_path, file, change)) == [(code, file)]


@pytest.mark.parametrize(
    ("units", "problems"),
    [
        ([(None, None)], [("S04", "units.parquet, row 1, column unit")]),
        ([("a", None), ("b", "a"), ("a", "b")], [("S08", "units.parquet, row 3")]),
        ([("a", None), ("b", "x")], [("S06", "units.parquet, row 2, column parent")]),
        ([("a", "a")], [("S09", "units.parquet")]),
        ([("z", None), ("a", "c"), ("b", "a"), ("c", "b")], [("S09", "units.parquet")]),
    ],
)
def test_units_that_are_no_tree_are_refused(tmp_path, units, problems):
    write(tmp_path, [], units)
    assert refused(tmp_path) == problems


DATED = [
    ("country", None, None, None, "x"),
    ("west", "country", None, date(2025, 6, 30), "w"),
    ("west", "east", date(2025, 7, 1), None, "e"),
    ("east", "country", None, None, "e"),
    ("late", "east", date(2026, 1, 1), None, "e"),
    ("closed", "country", None, date(2020, 12, 31), "c"),
]


@pytest.mark.parametrize(
    ("day", "parent", "region"),
    [(date(2022, 12, 31), "country", "w"), (date(2025, 6, 30), "country", "w"), (date(2025, 7, 1), "east", "e")],
)
def test_the_tree_is_that_of_the_day(tmp_path, day, parent, region):
    write(tmp_path, [("west", *FACT[1:])], [("country", None)])
    dated(tmp_path, DATED)
    snapshot = open_snapshot(tmp_path, day)
    found = {unit.code: unit for unit in snapshot.units}
    assert (found["west"].parent, dict(found["west"].dimensions)["region"]) == (parent, region)
    assert (found["late"].parent, found["closed"].parent) == ("east", "country")
    assert snapshot.unit_dimensions == ("region",)


def test_without_a_day_the_tree_is_the_newest(tmp_path):
    write(tmp_path, [], [("country", None)])
    dated(tmp_path, DATED)
    assert {unit.code: unit.parent for unit in open_snapshot(tmp_path).units}["west"] == "east"


@pytest.mark.parametrize(
    "row",
    [
        ("west", "country", date(2025, 7, 2), date(2025, 8, 1), "w"),
        ("north", "country", date(2025, 7, 2), date(2025, 7, 1), "w"),
    ],
)
def test_a_unit_in_two_places_on_one_day_is_refused(tmp_path, row):
    write(tmp_path, [], [("country", None)])
    dated(tmp_path, [*DATED, row])
    assert refused(tmp_path) == [("S14", "units.parquet, row 7")]


def test_validity_written_as_text_is_a_dimension_like_any_other(tmp_path):
    write(tmp_path, [FACT], [("board", None, "soon"), ("mill", "board", "2022-01-01")], None, (), ["valid_from"])
    snapshot = open_snapshot(tmp_path)
    assert snapshot.unit_dimensions == ("valid_from",)
    assert snapshot.units[1].dimensions == (("valid_from", "2022-01-01"),)


def test_a_loop_is_shown_in_its_order(tmp_path):
    write(tmp_path, [], [("under", "a"), ("a", "b"), ("b", "c"), ("c", "a")])
    with pytest.raises(Refused) as raised:
        open_snapshot(tmp_path)
    assert "a → b → c → a" in raised.value.problems[0].en


def test_text_may_be_large_or_coded_and_columns_may_be_empty(tmp_path):
    write(tmp_path, [FACT], UNITS)
    table = pq.read_table(tmp_path / "facts.parquet")
    table = table.set_column(0, "unit", table["unit"].cast(pa.large_string()))
    table = table.set_column(1, "measure", table["measure"].dictionary_encode()).append_column("x", pa.nulls(1))
    pq.write_table(table, tmp_path / "facts.parquet")
    assert open_snapshot(tmp_path).dimensions == ("x",)
