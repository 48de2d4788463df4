"""The column `value` as exact decimals, whatever type the file has; nothing here is rounded.

A double stands for the shortest decimal number that reads back to it, which is what somebody typed: 0.1 is one tenth.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from nhiemky.engine.snapshot import MOST_DIGITS, Snapshot

_SCALES = range(10)
_SURE = 10**15
"""No two decimals of at most 15 digits are the same double (IEEE 754, binary64), so one that reads back is the one."""
_DIGITS_OF_DOUBLE = 17


@dataclass(frozen=True)
class ExactValues:
    """How to read `value`: doubles times 10^`shift` are whole numbers, and results have to be divided by that again.

    `file` is a rewritten copy of the facts when the engine should read that instead.
    """

    shift: int = 0
    file: Path | None = None

    def column(self, facts: ir.Table) -> ir.Value:
        """The value as a decimal, 10^`shift` times as large."""
        value = facts.value
        if isinstance(value.type(), dt.Floating):
            return (value * float(10**self.shift)).round().cast("int64").cast(dt.Decimal(18, 0))
        if not isinstance(value.type(), dt.Decimal):
            return value.cast(dt.Decimal(20, 0))
        return value


def exact_values(snapshot: Snapshot, connection: ibis.BaseBackend, scratch: Path) -> ExactValues | None:
    """How values are read exactly, or None when sums of them could need more than 38 digits."""
    facts = connection.read_parquet(snapshot.facts_file, table_name="facts_to_measure")
    if pa.types.is_floating(snapshot.value_type):
        return _of_doubles(facts, snapshot, connection, scratch)
    scale = snapshot.value_type.scale if pa.types.is_decimal(snapshot.value_type) else 0
    if pa.types.is_null(snapshot.value_type):
        return ExactValues()
    extremes = connection.to_pyarrow(facts.aggregate(least=facts.value.min(), most=facts.value.max())).to_pylist()[0]
    largest = max(abs(Fraction(extremes["least"] or 0)), abs(Fraction(extremes["most"] or 0)))
    return ExactValues() if _fits(int(largest), scale, snapshot.rows) else None


def _fits(largest: int, scale: int, rows: int) -> bool:
    """Ibis gives every sum of decimals two digits after the point or more."""
    return (largest + 1) * max(rows, 1) * int(10 ** max(scale, 2)) < int(10**MOST_DIGITS)


def _of_doubles(facts: ir.Table, snapshot: Snapshot, connection: ibis.BaseBackend, scratch: Path) -> ExactValues | None:
    reads_back = {f"reads{scale}": _reads_back(facts.value, scale).all() for scale in _SCALES}
    size = facts.value.abs()
    found = connection.to_pyarrow(
        facts.aggregate(most=size.max(), least=size.min(where=size > 0), **reads_back)
    ).to_pylist()[0]
    for scale in _SCALES:
        if found[f"reads{scale}"] in (True, None):
            return ExactValues(shift=scale)
    scale = max(0, _DIGITS_OF_DOUBLE - _exponent(found["least"]))
    if not _fits(int(found["most"]), scale, snapshot.rows):
        return None
    written = facts.mutate(value=facts.value.cast("string").cast(dt.Decimal(MOST_DIGITS, scale)))
    copy = scratch / "exact.parquet"
    connection.to_parquet(written, copy)
    return ExactValues(file=copy)


def _reads_back(value: ir.Value, scale: int) -> ir.BooleanValue:
    scaled = value * float(10**scale)
    small = scaled.abs() < float(_SURE)
    whole = ibis.ifelse(small, scaled, 0.0).round().cast("float64")
    return small & (whole / float(10**scale) == value)


def _exponent(number: float) -> int:
    """The power of ten of the first digit, at most the true one."""
    return int(f"{number:e}".partition("e")[2])
