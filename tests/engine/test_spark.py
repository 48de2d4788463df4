"""Spark on a master and two workers gives the bytes of DuckDB and of the oracle, for a third of the ways."""

import pytest

from nhiemky.engine.connections import SPARK_MASTER, Engine
from nhiemky.engine.run import write_values
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.cases import WAYS, every_way
from tests.engine.cluster import cluster, missing


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_a_cluster_writes_the_same_bytes(tmp_path, monkeypatch):
    known, request = every_way(tmp_path / "snapshot", chosen_ways=WAYS[::3])
    snapshot = open_snapshot(tmp_path / "snapshot")
    with cluster(tmp_path) as address:
        monkeypatch.setenv(SPARK_MASTER, address)
        monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        written = {}
        for engine in Engine:
            out = tmp_path / f"{engine}.parquet"
            write_values(snapshot, known, request, engine, out, lambda *_: None)
            written[engine] = out.read_bytes()
    assert written[Engine.SPARK] == written[Engine.DUCKDB] == written[Engine.ORACLE]
