"""The engines behind the expressions: DuckDB in this process, Spark where it was asked for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import ibis

from nhiemky.engine.problems import ENGINE_PROBLEMS

MEMORY = "600MB"
"""What DuckDB may keep; beyond it works from the scratch folder. The process then stays under 1 GB."""
SPARK_MASTER = "NHIEMKY_SPARK"


class Engine(StrEnum):
    """Who computes. The oracle is the slow exact evaluator of the core."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    ORACLE = "oracle"


@contextmanager
def duckdb(scratch: Path) -> Iterator[ibis.BaseBackend]:
    """DuckDB in memory, with what does not fit in `scratch`."""
    connection = ibis.duckdb.connect(memory_limit=MEMORY, temp_directory=str(scratch), preserve_insertion_order=False)
    # Its bar goes to standard output, where results belong.
    connection.con.execute("set enable_progress_bar = false")
    try:
        yield connection
    finally:
        connection.disconnect()


@contextmanager
def spark(scratch: Path) -> Iterator[ibis.BaseBackend]:
    """Spark at the master named in NHIEMKY_SPARK (`spark://host:7077`), or in this machine; raises Refused (S12)."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ENGINE_PROBLEMS.refusal("S12", reason=error) from None
    builder = SparkSession.builder.appName("nhiemky").master(os.environ.get(SPARK_MASTER, "local[*]"))
    for name, setting in _settings(scratch).items():
        builder = builder.config(name, setting)
    session = builder.getOrCreate()
    session.conf.set("spark.sql.shuffle.partitions", 2 * session.sparkContext.defaultParallelism)
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()


def _settings(scratch: Path) -> dict[str, str]:
    return {
        # Small tables go over as Arrow, so that workers need no Python.
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # An overflow is an error, never a null.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
