"""What engines bring home, put into cells: one whole number for each cell, the same for every measure of a formula.

A cell's number is `(above * periods + asked) * splits + split`, where `split` counts the combinations of dimension
values in byte order, no value first. Sorted numbers are sorted cells, so no engine's collation matters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from nhiemky.core.indicators.compute import LESS_FIRM
from nhiemky.core.indicators.definition import OverTime, OverUnits
from nhiemky.engine.columns import MISSING, PRESENT, Column, Integers
from nhiemky.engine.snapshot import MOST_DIGITS

type Numbers = npt.NDArray[np.int64]
FIRM = len(LESS_FIRM)


@dataclass(frozen=True)
class Grid:
    """All possible cells: how many periods were asked, and the values of each dimension, no value first."""

    periods: int
    splits: tuple[tuple[str | None, ...], ...]

    @property
    def size_of_split(self) -> int:
        """Combinations of dimension values."""
        return int(np.prod([len(values) for values in self.splits], dtype=np.int64))

    def number(self, above: Numbers, asked: Numbers, split: Sequence[pa.ChunkedArray]) -> Numbers:
        """The number of each cell; `split` holds the columns of dimension values."""
        found = above * self.periods + asked
        for values, column in zip(self.splits, split, strict=True):
            found = found * len(values) + _places(column, values)
        return found

    def above(self, cells: Numbers) -> Numbers:
        """The unit's place of each cell."""
        return cells // self.size_of_split // self.periods

    def asked(self, cells: Numbers) -> Numbers:
        """The period's place of each cell."""
        return cells // self.size_of_split % self.periods

    def moved(self, cells: Numbers, above: Numbers) -> Numbers:
        """The same period and split at other units."""
        each = self.periods * self.size_of_split
        return above * each + cells % each

    def split(self, cells: Numbers) -> list[npt.NDArray[np.object_]]:
        """The dimension values of each cell, a column for each dimension."""
        rest, columns = cells % self.size_of_split, []
        for values in reversed(self.splits):
            columns.append(np.array(values, object)[rest % len(values)])
            rest = rest // len(values)
        return columns[::-1]


def grid_of(periods: int, columns: Iterable[Iterable[pa.ChunkedArray]]) -> Grid:
    """The grid for dimension columns: for each dimension, the columns it occurs in."""
    splits = []
    for parts in columns:
        found = {value for part in parts for value in part.unique().to_pylist()}
        splits.append(tuple(sorted(found, key=lambda value: (value is not None, value or ""))) or (None,))
    return Grid(periods, tuple(splits))


def _places(column: pa.ChunkedArray, values: Sequence[str | None]) -> Numbers:
    places = {value: place for place, value in enumerate(values)}
    whole = column.combine_chunks()
    coded = whole if pa.types.is_dictionary(whole.type) else whole.dictionary_encode(null_encoding="encode")
    of_dictionary = np.array([places[value] for value in coded.dictionary.to_pylist()], np.int64)
    return of_dictionary[coded.indices.to_numpy(zero_copy_only=False)] if len(of_dictionary) else as_numbers(whole)


def as_numbers(column: pa.ChunkedArray | pa.Array) -> Numbers:
    """A column of integers without nulls."""
    return np.asarray(column.to_numpy(zero_copy_only=False), np.int64)


@dataclass(frozen=True)
class Cells:
    """Values of a measure or an indicator: sorted cell numbers, values, present facts, lowest places in LESS_FIRM."""

    numbers: Numbers
    values: Column
    facts: Numbers
    ranks: Numbers

    def at(self, wanted: Numbers) -> "Cells":
        """The same at the cells `wanted`, a sorted superset; where there was no cell, nothing."""
        places = np.searchsorted(wanted, self.numbers)
        spread = Column.constant(0, 1, len(wanted), MISSING)
        facts, ranks = np.zeros(len(wanted), np.int64), np.full(len(wanted), FIRM, np.int64)
        for target, source in (
            (spread.numerator, self.values.numerator),
            (spread.denominator, self.values.denominator),
            (spread.gap, self.values.gap),
            (facts, self.facts),
            (ranks, self.ranks),
        ):
            target[places] = source
        return Cells(wanted, spread, facts, ranks)


def runs(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Where each run of equal numbers starts and ends in a sorted array."""
    changes = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1
    bounds = np.r_[0, changes, len(numbers)] if len(numbers) else np.zeros(1, np.int64)
    return bounds[:-1].astype(np.int64), bounds[1:].astype(np.int64)


def cells_of(table: pa.Table, numbers: Numbers, how: OverTime | OverUnits, shift: int) -> Cells:
    """Cells from the rows of one measure as `expressions.measured` gives them; `how` is its outer aggregation.

    Values are divided by 10^`shift`, beside the scale that their column has.
    """
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts, ends = runs(numbers)
    facts = as_numbers(table["facts"].fill_null(0))[order]
    ranks = as_numbers(table["rank"].fill_null(FIRM))[order]
    value, gap, scale = whole_numbers(table["value"])
    rows = Column.of(value, as_numbers(table["n"].fill_null(1)).astype(object) * 10 ** (scale + shift), gap)
    rows = Column(rows.numerator[order], rows.denominator[order], rows.gap[order])
    counts = as_numbers(table["k"])[order]
    if len(starts) == len(numbers):
        return Cells(numbers, _of_single_rows(rows, counts, how), facts, ranks)
    values = _of_many_rows(rows, counts, zip(starts, ends, strict=True), how)
    return Cells(numbers[starts], values, np.add.reduceat(facts, starts), np.minimum.reduceat(ranks, starts))


def _of_single_rows(rows: Column, counts: Numbers, how: OverTime | OverUnits) -> Column:
    if how != OverUnits.AVERAGE:
        return rows
    return Column.of(rows.numerator, rows.denominator * counts.astype(object), rows.gap)


def _of_many_rows(
    rows: Column, counts: Numbers, bounds: Iterable[tuple[int, int]], how: OverTime | OverUnits
) -> Column:
    """Few rows for each cell, one for each count of the inner means."""
    combined = [_combined(rows, counts, range(start, end), how) for start, end in bounds]
    numerators, denominators, gaps = zip(*combined, strict=True)
    return Column(_objects(numerators), _objects(denominators), np.array(gaps, np.int8))


def _objects(values: Sequence[int]) -> Integers:
    column = np.empty(len(values), object)
    column[:] = values
    return column


def _combined(rows: Column, counts: Numbers, places: Iterable[int], how: OverTime | OverUnits) -> tuple[int, int, int]:
    present = [place for place in places if rows.gap[place] == PRESENT]
    if not present:
        return 0, 1, MISSING
    values = [Fraction(rows.numerator[place], rows.denominator[place]) for place in present]
    if how in (OverUnits.MIN, OverUnits.MAX):
        found = min(values) if how == OverUnits.MIN else max(values)
    else:
        found = sum(values, Fraction(0))
    if how == OverUnits.AVERAGE:
        found /= sum(int(counts[place]) for place in present)
    return found.numerator, found.denominator, PRESENT


def whole_numbers(column: pa.ChunkedArray) -> tuple[Integers, npt.NDArray[np.int8], int]:
    """The digits of a number column without their point (0 in gaps), its gaps, and how many digits follow the point."""
    whole = column.combine_chunks()
    gap = np.where(np.asarray(whole.is_null()), MISSING, PRESENT).astype(np.int8)
    if not pa.types.is_decimal(whole.type):
        return as_numbers(whole.fill_null(0)).astype(object), gap, 0
    wide = whole.cast(pa.decimal128(MOST_DIGITS, whole.type.scale))
    return _digits(wide, gap), gap, whole.type.scale


def _digits(whole: pa.Array, gap: npt.NDArray[np.int8]) -> Integers:
    """Reads the two's complement of decimal128: a low and a high word of 64 bits."""
    if whole.null_count == len(whole):
        return np.zeros(len(whole), object)
    words: npt.NDArray[np.int64] = np.frombuffer(whole.buffers()[1], np.int64)[2 * whole.offset :][: 2 * len(whole)]
    low, high = words[::2], words[1::2]
    if np.array_equal(np.where(gap, 0, high), np.where(gap, 0, low >> 63)):
        return np.where(gap, 0, low).astype(object)
    unsigned: Any = low.astype(np.uint64).astype(object)
    return np.where(gap, 0, high.astype(object) * 2**64 + unsigned)


def by_measure(table: pa.Table) -> Mapping[str, pa.Table]:
    """Rows of each measure."""
    coded = table["measure"].combine_chunks().dictionary_encode()
    indices = coded.indices.to_numpy(zero_copy_only=False)
    return {
        code: table.take(np.flatnonzero(indices == place)) for place, code in enumerate(coded.dictionary.to_pylist())
    }
