"""Facts that cannot be used, found with their rows before anything is computed."""

import pyarrow as pa
import pytest

from nhiemky.core.indicators.definition import parse_measures
from nhiemky.core.problem import Refused
from nhiemky.engine import repeats
from nhiemky.engine.checks import check_facts
from nhiemky.engine.connections import duckdb
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.snapshots import measures, write

MEASURES = parse_measures(measures(a=("sum", "sum", "time-first"), b=("last", "sum", "time-first")))
UNITS = [("board", None), ("mill", "board")]


def checked(folder, facts, kind=None, dimensions=(), used=frozenset("ab")):
    write(folder, facts, UNITS, kind, dimensions)
    with duckdb(folder) as connection:
        return check_facts(open_snapshot(folder), MEASURES, used, connection)


def refused(*arguments, **options):
    with pytest.raises(Refused) as raised:
        checked(*arguments, **options)
    return [(problem.code, problem.place) for problem in raised.value.problems]


def test_sound_facts_tell_which_periods_each_measure_has(tmp_path):
    facts = [("mill", "a", "2022-Q1", 1, "A"), ("board", "b", "2022", None, None), ("mill", "b", "2021", 0, "P")]
    found = checked(tmp_path, facts)
    assert {code: sorted(periods) for code, periods in found.periods.items()} == {
        "a": ["2022-Q1"],
        "b": ["2021", "2022"],
    }
    assert sorted(found.stated_for(["a", "b"])) == ["2021", "2022", "2022-Q1"]
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("fact", "code", "column"),
    [
        ((None, "a", "2022", 1, "A"), "S04", "unit"),
        (("mill", None, "2022", 1, "A"), "S04", "measure"),
        (("mill", "a", None, 1, "A"), "S04", "period"),
        (("works", "a", "2022", 1, "A"), "S06", "unit"),
        (("mill", "a", "2022-Q5", 1, "A"), "K01", "period"),
        (("mill", "a", "Q1-2022", None, "A"), "K01", "period"),
        (("mill", "a", "2023..2022", None, "A"), "K02", "period"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(tmp_path, fact, code, column):
    facts = [("mill", "a", "2021", 1, "A"), fact, ("board", "a", "2022", 1, "A")]
    assert refused(tmp_path, facts) == [(code, f"facts.parquet, row 2, column {column}")]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(tmp_path, value):
    facts = [("mill", "a", "2021", 1.0, "A"), ("mill", "a", "2022", value, "A")]
    assert refused(tmp_path, facts, pa.float64()) == [("S05", "facts.parquet, row 2, column value")]


def test_all_kinds_of_problems_are_said_at_once_and_of_each_not_more_than_twenty(tmp_path):
    facts = [("works", "a", "2022", 1, "A")] * 30 + [("mill", "a", "soon", 1, "A")]
    codes = [code for code, _ in refused(tmp_path, facts)]
    assert codes == ["S06"] * 20 + ["K01"]


def test_a_repeated_fact_is_named_with_the_row_it_repeats(tmp_path):
    fact = ("mill", "a", "2022", 1, "A", None)
    other = ("mill", "a", "2022", 1, "A", "vn")
    again = ("mill", "a", "2022", None, "M", None)
    assert refused(tmp_path, [fact, other, again, again], dimensions=["who"]) == [
        ("S07", "facts.parquet, row 3"),
        ("S07", "facts.parquet, row 4"),
    ]
    checked(tmp_path, [fact, other], dimensions=["who"])


def test_repeats_are_found_in_every_part_of_a_large_snapshot(tmp_path, monkeypatch):
    monkeypatch.setattr(repeats, "_HASHES_AT_ONCE", 3)
    facts = [("mill", "a", f"{year}", 1, "A") for year in range(2000, 2020)]
    checked(tmp_path, facts)
    for place in range(0, 20, 5):
        assert refused(tmp_path, [*facts, facts[place]]) == [("S07", "facts.parquet, row 21")]


OVERLAP = [("mill", "a", "2022-02", 1, "A"), ("board", "a", "2022-Q1", 1, "A"), ("mill", "a", "2022-Q1", 1, "A")]


def test_facts_that_would_be_added_twice_are_refused_with_both_rows(tmp_path):
    with pytest.raises(Refused) as raised:
        checked(tmp_path, OVERLAP)
    (problem,) = raised.value.problems
    assert (problem.code, problem.place) == ("S10", "facts.parquet, row 3, column period")
    assert "row 1" in problem.en
    assert "“mill”" in problem.en


@pytest.mark.parametrize(
    "facts",
    [
        [(unit, "b", *rest) for unit, _, *rest in OVERLAP],
        OVERLAP[:2],
        [OVERLAP[0], ("mill", "a", "2022-Q1", None, "A")],
        [OVERLAP[0], ("mill", "a", "2022-Q2", 1, "A")],
    ],
    ids=["nothing is added", "two units", "a gap", "one after the other"],
)
def test_periods_that_do_not_count_twice_may_overlap(tmp_path, facts):
    assert checked(tmp_path, facts).warnings == ()


def test_overlaps_of_a_measure_that_no_formula_reads_do_no_harm(tmp_path):
    assert checked(tmp_path, OVERLAP, used=frozenset("b")).warnings == ()


def test_strange_but_usable_facts_are_warned_of(tmp_path):
    facts = [("mill", "c", "2022", 1, "A"), ("mill", "c", "2021", 1, "A"), ("mill", "a", "2022", 1, "M")]
    assert [(each.code, each.vi) for each in checked(tmp_path, facts).warnings] == [
        ("S20", "số đo “c” không có trong measures.toml nên không được dùng (2 dòng)"),
        ("S21", "1 dòng ghi trạng thái “thiếu” nhưng có giá trị; giá trị được tính"),
    ]
