"""Spark on a master and two workers gives the bytes of DuckDB and of the oracle."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nhiemky.engine.connections import SPARK_MASTER, Engine
from nhiemky.engine.run import Request, write_values
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.cases import WAYS as EVERY_WAY
from tests.engine.cases import every_way
from tests.engine.cluster import cluster, missing
from tests.engine.made import (
    ASKED,
    INDICATORS,
    LIVES,
    MOVES,
    SERIES,
    WAYS,
    alive,
    facts_of,
    indicators_of,
    places,
    trees,
)
from tests.engine.snapshots import definitions, write, write_dated

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module", autouse=True)
def started(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster")) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(SPARK_MASTER, address)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        yield


def written(folder, known, request, day=date.max):
    """What each engine writes."""
    found = {}
    for engine in Engine:
        out = folder / f"{engine}.parquet"
        write_values(open_snapshot(folder, day), known, request, engine, out, lambda *_: None)
        found[engine] = out.read_bytes()
    return found


def test_a_third_of_all_ways_gives_the_same_bytes(tmp_path):
    known, request = every_way(tmp_path / "snapshot", chosen_ways=EVERY_WAY[::3])
    found = written(tmp_path / "snapshot", known, request)
    assert found[Engine.SPARK] == found[Engine.DUCKDB] == found[Engine.ORACLE]


# Spark takes half a minute for a snapshot of any size: few snapshots, many trees in each, and nothing made smaller.
@settings(deadline=None, max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(
    forest=st.lists(st.tuples(trees(), SERIES, MOVES, LIVES), min_size=8, max_size=12),
    ways=st.tuples(WAYS, WAYS, WAYS),
    made=INDICATORS,
    year=st.integers(2020, 2023),
)
def test_units_that_open_move_merge_and_close_give_the_same_bytes(forest, ways, made, year):
    known = definitions(dict(zip("abc", ways, strict=True)), *indicators_of(made))
    facts, standing = [], []
    for number, (tree, stated, moves, lives) in enumerate(forest):
        facts += [(f"t{number}{unit}", *rest) for unit, *rest in facts_of(stated)]
        standing += [
            (f"t{number}{unit}", above and f"t{number}{above}", *rest)
            for unit, above, *rest in alive(places(tree, moves), lives)
        ]
    with tempfile.TemporaryDirectory() as scratch:
        folder = write(Path(scratch), facts, [], None, ["nationality"], ["zone"])
        write_dated(folder, standing, ["zone"])
        found = written(folder, known, Request(ASKED, ("nationality", "zone")), date(year, 6, 30))
    assert found[Engine.SPARK] == found[Engine.DUCKDB] == found[Engine.ORACLE]
