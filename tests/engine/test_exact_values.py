"""Every type of value is read exactly: a double is what somebody typed, and nothing overflows in silence."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.indicators.periods import parse_period
from nhiemky.engine.cells import whole_numbers
from nhiemky.engine.connections import Engine, duckdb
from nhiemky.engine.exact_values import ExactValues, exact_values
from nhiemky.engine.run import Request, write_values
from nhiemky.engine.snapshot import open_snapshot
from tests.engine.snapshots import definitions, indicator, write


def read(values, kind):
    """The values as fractions as an engine would read them, and how."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        facts = [("board", "a", f"{1000 + place}", value, "A") for place, value in enumerate(values)]
        write(folder, facts, [("board", None)], kind)
        with duckdb(folder) as connection:
            how = exact_values(open_snapshot(folder), connection, folder)
            if how is None:
                return None, None
            facts = connection.read_parquet(how.file or folder / "facts.parquet").order_by("period")
            table = connection.to_pyarrow(facts.select(value=how.column(facts)))
    digits, gap, scale = whole_numbers(table["value"])
    found = [
        None if hole else Fraction(each, 10 ** (scale + how.shift)) for each, hole in zip(digits, gap, strict=True)
    ]
    return found, how


def exact(values):
    return [None if value is None else Fraction(str(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "shift"),
    [
        ([], 0),
        ([None, None], 0),
        ([1.0, -2.0, None], 0),
        ([0.1, 0.2, 0.3], 1),
        ([62_500_000_000.25, 0.01], 2),
        ([1e-9, 999_999.0], 9),
        ([-0.0, 99_999_999_999_999.0], 0),
    ],
)
def test_doubles_with_few_decimals_are_multiplied(values, shift):
    found, how = read(values, pa.float64())
    assert (found, how) == (exact(values), ExactValues(shift))


@pytest.mark.parametrize("values", [[1 / 3, 2.0], [0.1 + 0.2], [1e15 + 0.125], [123456.7, 1e-12], [1e16, 3.0]])
def test_other_doubles_are_written_out_once(values):
    found, how = read(values, pa.float64())
    assert found == exact(values)
    assert how.file is not None


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1e12, 1e12) | st.decimals(-(10**9), 10**9, places=3).map(float), max_size=8))
def test_a_double_is_the_shortest_decimal_that_reads_back(values):
    found, _ = read(values, pa.float64())
    assert found is None or found == exact(values)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, -5, None], pa.int64()),
        ([Decimal("1.25"), Decimal("-99999999.99")], pa.decimal128(10, 2)),
        ([Decimal(10) ** 30, None], pa.decimal128(38, 4)),
        ([None], pa.null()),
    ],
)
def test_decimals_and_integers_are_taken_as_they_are(values, kind):
    assert read(values, kind) == (exact(values), ExactValues())


TOO_LARGE = [
    ([Decimal(10) ** 36] * 3, pa.decimal128(38, 0)),
    ([Decimal("9" * 30)] * 20, pa.decimal128(38, 8)),
    ([1e300, 1.0], pa.float64()),
    ([1e-30, 1 / 3], pa.float64()),
]


@pytest.mark.parametrize(("values", "kind"), TOO_LARGE)
def test_what_38_digits_cannot_add_up_is_not_tried(values, kind):
    assert read(values, kind) == (None, None)


@pytest.mark.parametrize(("values", "kind"), TOO_LARGE)
def test_the_slow_arithmetic_steps_in_and_says_so(tmp_path, values, kind):
    facts = [("board", "a", f"{1000 + place}", value, "A") for place, value in enumerate(values)]
    write(tmp_path, facts, [("board", None)], kind)
    known = definitions({"a": ("sum", "sum", "time-first")}, indicator("i", "a", decimals=30))
    request = Request([parse_period("1000..1999")])
    written = write_values(open_snapshot(tmp_path), known, request, Engine.DUCKDB, tmp_path / "v", lambda *_: None)
    assert [warning.code for warning in written.warnings] == ["S22"]
    assert Fraction(pq.read_table(tmp_path / "v")["value"].to_pylist()[0]) == sum(exact(values))
