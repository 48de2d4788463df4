import json
from datetime import date

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from nhiemky.cli.main import main
from tests.engine.snapshots import indicator, measures, write, write_dated

UNITS = [("board", None, None), ("north", "board", "Bắc"), ("south", "board", "Nam")]
FACTS = [
    ("north", "income", "2022-Q1", 1_000_000_000, "A"),
    ("north", "income", "2022-Q2", 500_000_000, "P"),
    ("north", "workers", "2022-Q1", 100, "A"),
    ("north", "workers", "2022-Q2", 110, "A"),
    ("south", "income", "2022-Q1", 1_800_000_000, "A"),
    ("south", "workers", "2022-Q1", 300, "A"),
    ("south", "workers", "2022-Q2", 0, "A"),
    ("south", "income", "2022-Q2", 7, "A"),
]
WAYS = {"income": ("sum", "sum", "time-first"), "workers": ("last", "sum", "time-first")}


@pytest.fixture
def compute(tmp_path):
    folder = tmp_path / "definitions"
    folder.mkdir()
    (folder / "measures.toml").write_text(measures(**WAYS), "utf-8")
    (folder / "average.toml").write_text(indicator("average", "income / workers"), "utf-8")
    (folder / "readme.txt").write_text("not a definition", "utf-8")
    write(tmp_path / "snapshot", FACTS, UNITS, unit_dimensions=["zone"])

    def run(*options, engine="duckdb", out="values.parquet"):
        arguments = [tmp_path / "snapshot", "--definitions", folder, "--engine", engine, "--out", tmp_path / out]
        return CliRunner().invoke(main, ["indicators", "compute", *map(str, arguments), *options])

    return run


def rows(tmp_path, out="values.parquet"):
    return [tuple(row.values()) for row in pq.read_table(tmp_path / out).to_pylist()]


def test_values_are_written_with_their_status_and_facts_and_said_in_one_line(compute, tmp_path):
    done = compute("--periods", "2022-Q1,2022-Q2,2022")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"9 giá trị → {tmp_path / 'values.parquet'}\n"
    assert pq.read_schema(tmp_path / "values.parquet").names == [
        "indicator", "unit", "period", "value", "status", "facts",
    ]  # fmt: skip
    assert rows(tmp_path) == [
        ("average", "board", "2022-Q1", "7000000.00", "A", 4),
        ("average", "board", "2022-Q2", "4545454.61", "P", 4),
        ("average", "board", "2022", "30000000.06", "P", 8),
        ("average", "north", "2022-Q1", "10000000.00", "A", 2),
        ("average", "north", "2022-Q2", "4545454.55", "P", 2),
        ("average", "north", "2022", "13636363.64", "P", 4),
        ("average", "south", "2022-Q1", "6000000.00", "A", 2),
        ("average", "south", "2022-Q2", None, "Z", 2),
        ("average", "south", "2022", None, "Z", 4),
    ]


def test_cells_are_split_by_dimensions_and_kept_to_the_units_asked_for(compute, tmp_path):
    assert compute("--periods", "2022-Q1", "--by", "zone", "--units", "board").exit_code == 0
    assert rows(tmp_path) == [
        ("average", "board", "2022-Q1", "Bắc", "10000000.00", "A", 2),
        ("average", "board", "2022-Q1", "Nam", "6000000.00", "A", 2),
    ]


def test_without_periods_every_period_of_the_facts_is_answered(compute, tmp_path):
    compute()
    assert {row[2] for row in rows(tmp_path)} == {"2022-Q1", "2022-Q2"}


def test_periods_can_be_named_and_history_counted_in_the_tree_of_a_day(compute, tmp_path):
    lists = tmp_path / "periods.toml"
    lists.write_text('[ours]\nperiods = ["2022-Q1", "2022-YTD-06"]\n', "utf-8")
    write_dated(
        tmp_path / "snapshot",
        [
            ("board", None, None, None), ("north", "board", None, date(2022, 12, 31)),
            ("north", "south", date(2023, 1, 1), None), ("south", "board", None, None),
        ],
    )  # fmt: skip
    for day, facts in (("2022-12-31", 2), ("2023-01-01", 4)):
        done = compute("--lists", str(lists), "--periods", "@ours,2022-Q1", "--units", "south", "--as-of", day)
        assert done.exit_code == 0, done.output
        found = [row[2:] for row in rows(tmp_path)]
        assert [row[0] for row in found] == ["2022-Q1", "2022-YTD-06"]
        assert found[0][-1] == facts
    assert "K01" in compute("--lists", str(lists), "--periods", "@theirs").stderr
    lists.write_text('[ours]\nperiods = ["soon"]\n', "utf-8")
    assert "K01" in compute("--lists", str(lists), "--periods", "@ours").stderr


def test_the_oracle_writes_the_same_bytes_and_the_file_names_its_snapshot(compute, tmp_path):
    options = ("--periods", "2022,2020..2022", "--by", "zone")
    compute(*options, out="duckdb.parquet")
    compute(*options, engine="oracle", out="oracle.parquet")
    assert (tmp_path / "duckdb.parquet").read_bytes() == (tmp_path / "oracle.parquet").read_bytes()
    told = json.loads(compute(*options, "--json").stdout)
    kept = pq.read_schema(tmp_path / "duckdb.parquet").metadata
    assert {key.decode(): text.decode() for key, text in kept.items()} == {
        f"nhiemky.{name}": digest for name, digest in told["snapshot"].items()
    }
    assert (told["values"], told["warnings"]) == (8, [])


def test_warnings_are_listed_and_change_nothing(compute, tmp_path):
    write(tmp_path / "snapshot", [*FACTS, ("north", "colour", "2022", 1, "A")], UNITS, unit_dimensions=["zone"])
    done = compute("--periods", "2022", "--language", "en", "--json")
    assert (done.exit_code, len(rows(tmp_path))) == (0, 3)
    assert done.stderr.startswith(f"{tmp_path / 'snapshot' / 'facts.parquet'}: S20 measure “colour”")
    assert [each["code"] for each in json.loads(done.stdout)["warnings"]] == ["S20"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--periods", "2022-Q5"], "--periods: K01 “2022-Q5” is not a period"),
        (["--periods", "2022..2020"], "--periods: K02 period “2022..2020” ends before it starts"),
        (["--by", "colour"], "--by: C03 there is no dimension “colour”"),
        (["--units", "board,west"], "--units: S11 the unit asked for, “west”, is not in units.parquet"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused_in_one_sentence(compute, tmp_path, options, sentence):
    done = compute(*options, "--language", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("*.parquet"))


def test_problems_of_facts_name_the_file_the_row_and_the_column(compute, tmp_path):
    write(tmp_path / "snapshot", [*FACTS, ("west", "income", "2022", 1, "A")], UNITS, unit_dimensions=["zone"])
    done = compute("--language", "en")
    place = f"{tmp_path / 'snapshot' / 'facts.parquet'}, row 9, column unit"
    assert (done.exit_code, done.stderr) == (2, f"{place}: S06 unit “west” is not in units.parquet\n")
    assert not list(tmp_path.glob("*.parquet"))


def test_problems_of_definitions_name_the_file_and_the_column(compute, tmp_path):
    (tmp_path / "definitions" / "other.toml").write_text(indicator("other", "income / profit"), "utf-8")
    (tmp_path / "definitions" / "worse.toml").write_text(indicator("worse", "__import__('os')"), "utf-8")
    done = compute("--language", "en")
    assert done.exit_code == 2
    # What cannot be read is said before what does not fit together.
    assert done.stderr.splitlines() == [
        f"{tmp_path / 'definitions' / 'worse.toml'}: formula:12: F01 character “'” cannot stand in a formula",
        f"{tmp_path / 'definitions' / 'other.toml'}: formula:10: F07 there is no measure or indicator “profit”",
    ]


def test_missing_files_and_folders_are_named(compute, tmp_path):
    (tmp_path / "snapshot" / "units.parquet").unlink()
    done = compute("--language", "en")
    assert (done.exit_code, done.stderr.split(": S01")[0]) == (2, str(tmp_path / "snapshot" / "units.parquet"))
    (tmp_path / "definitions" / "measures.toml").write_bytes(b"\xff")
    done = compute()
    assert (done.exit_code, done.stderr) == (
        2,
        f"{tmp_path / 'definitions' / 'measures.toml'}: byte 0 is not UTF-8 text\n",
    )
    (tmp_path / "definitions" / "measures.toml").unlink()
    assert "D08" in compute().stderr
    done = CliRunner().invoke(main, ["indicators", "compute", "x", "--definitions", "nowhere", "--out", "y"])
    assert (done.exit_code, done.stderr) == (2, "nowhere: No such file or directory\n")


def test_an_output_that_cannot_be_written_or_is_an_input_is_refused(compute, tmp_path):
    done = compute(out="no/values.parquet")
    assert (done.exit_code, done.stderr) == (2, f"{tmp_path / 'no' / 'values.parquet'}: No such file or directory\n")
    assert compute(out="snapshot/facts.parquet").exit_code == 2
    assert pq.read_metadata(tmp_path / "snapshot" / "facts.parquet").num_rows == len(FACTS)
