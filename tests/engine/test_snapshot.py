"""Snapshots that cannot be opened, and the places that are named."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nhiemky.core.problem import Refused
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.snapshots import write

UNITS = [("board", None), ("mill", "board")]
FACT = ("mill", "a", "2022", 1, "A")


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
