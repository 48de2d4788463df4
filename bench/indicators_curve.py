"""How the cost of a country's indicators grows with its facts: DuckDB SQL by hand, our engine on DuckDB and on Spark.

`./run bench indicators_curve [--spark] [--rounds N] [millions of facts …]`. The answer is the one of
`indicators_engine`; each run is a process of its own, medians of interleaved rounds. Prints seconds, memory and the
straight line nearest to each way's seconds (least squares); draws seconds for each million facts to
`indicators_curve.svg`, where a level line is a linear cost. `--spark` starts a master and two workers on loopback.
"""

import argparse
import math
import os
import statistics
import tempfile
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from bench.indicators_engine import make, once, same
from nhiemky.core.charts.draw import draw
from nhiemky.core.charts.specification import CategoryChart, Kind, Point, Series
from nhiemky.engine.connections import SPARK_MASTER
from tests.engine.cluster import cluster

MILLIONS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
PICTURE = Path(__file__).with_name("indicators_curve.svg")
NAMES = {"by_hand": "SQL by hand", "ours": "ours on DuckDB", "ours_on_spark": "ours on Spark"}
type Seconds = dict[str, dict[float, float]]


def line(points: dict[float, float]) -> tuple[float, float, float]:
    """Start, rise for each million, and the power of the size that the seconds grow with (1 is linear)."""
    slope, start = statistics.linear_regression(list(points), list(points.values()))
    logarithms = [[math.log(each) for each in side] for side in (points, points.values())]
    return start, slope, statistics.linear_regression(*logarithms).slope


def measure(sizes: list[float], ways: list[str], rounds: int) -> Seconds:
    """Seconds on the clock of every way for every size; answers of one size have to agree."""
    clocks: Seconds = {way: {} for way in ways}
    print(f"{'facts':>12}  {'way':<16}{'clock':>9}{'processors':>12}{'memory':>10}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            make(folder, int(size * 1_000_000))
            facts = pq.read_metadata(folder / "facts.parquet").num_rows
            runs = {way: [] for way in ways}
            for _ in range(rounds):
                for way, found in runs.items():
                    found.append(once(way, folder, folder / f"{way}.parquet"))
            for way, found in runs.items():
                clock, processors, memory = (statistics.median(column) for column in zip(*found, strict=True))
                print(
                    f"{facts:>12,}  {NAMES[way]:<16}{clock:>7.2f} s{processors:>10.2f} s{memory:>7.0f} MB", flush=True
                )
                clocks[way][facts / 1_000_000] = clock
            same(folder / "by_hand.parquet", folder / "ours.parquet")
            if "ours_on_spark" in ways:
                assert (folder / "ours.parquet").read_bytes() == (folder / "ours_on_spark.parquet").read_bytes()
    return clocks


def picture(clocks: Seconds) -> str:
    """Seconds for each million facts, by the millions."""
    sizes = list(next(iter(clocks.values())))
    series = tuple(
        Series(NAMES[way], tuple(Point(Decimal(f"{found[size] / size:.3f}")) for size in sizes))
        for way, found in clocks.items()
    )
    categories = tuple(f"{size:.0f}" for size in sizes)
    return draw(CategoryChart(Kind.LINES, "Seconds for a million facts, by millions", categories, series, "s", "en"))


def main() -> None:
    """Measure, print the lines, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("millions", nargs="*", type=float, default=MILLIONS)
    parser.add_argument("--spark", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    ways = ["by_hand", "ours", *(["ours_on_spark"] if asked.spark else [])]
    with ExitStack() as stack:
        if asked.spark:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            os.environ |= {SPARK_MASTER: stack.enter_context(cluster(scratch)), "SPARK_LOCAL_IP": "127.0.0.1"}
        clocks = measure(list(asked.millions), ways, asked.rounds)
    for way, found in clocks.items():
        if len(found) > 1:
            start, slope, power = line(found)
            print(f"{NAMES[way]:<16} {start:6.2f} s + {slope:.3f} s for each million; grows as size^{power:.2f}")
    if not asked.spark:
        PICTURE.write_text(picture(clocks), encoding="utf-8")


if __name__ == "__main__":
    main()
