"""From the cells of measures to the finished rows of one indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

import numpy as np
import numpy.typing as npt

from nhiemky.core.indicators.compute import DIVISION_BY_ZERO as STATUS_OF_DIVISION
from nhiemky.core.indicators.compute import LESS_FIRM, NORMAL
from nhiemky.core.indicators.compute import MISSING as STATUS_OF_MISSING
from nhiemky.core.indicators.definition import IndicatorDefinition, OverUnits
from nhiemky.core.indicators.formula import measures_of
from nhiemky.engine.cells import FIRM, Cells, Grid, Numbers, runs
from nhiemky.engine.columns import DIVISION_BY_ZERO, MISSING, PRESENT, Column, Integers, evaluate, rounded, written

_STATUSES = np.array([*LESS_FIRM, NORMAL], object)
_GUARD = 20
"""Digits kept beyond the asked ones before a sum of many fractions has to be added up exactly."""


@dataclass(frozen=True)
class Outcomes:
    """Finished rows of one indicator, sorted: cell numbers, values as text, statuses, present facts."""

    numbers: Numbers
    values: Sequence[str | None]
    statuses: Sequence[str]
    facts: Numbers


@dataclass(frozen=True)
class Upward:
    """For each unit (by its place) the wanted units it counts for: `targets[starts[u]:starts[u + 1]]`."""

    starts: Numbers
    targets: Numbers

    @classmethod
    def of(cls, lines: Sequence[tuple[int, int]], units: int) -> "Upward":
        """From pairs of a unit's place and a place it counts for."""
        pairs = np.array(sorted(lines), np.int64).reshape(-1, 2)
        starts = np.searchsorted(pairs[:, 0], np.arange(units + 1))
        return cls(starts.astype(np.int64), pairs[:, 1])

    def lifted(self, units: Numbers) -> tuple[Numbers, Numbers]:
        """For rows at these units: each row's place once for every target of its unit, and that target."""
        first, reach = self.starts[units], self.starts[units + 1] - self.starts[units]
        rows = np.repeat(np.arange(len(units)), reach)
        steps = np.arange(len(rows)) - np.repeat(np.cumsum(reach) - reach, reach)
        return rows, self.targets[first[rows] + steps]


def total(definition: IndicatorDefinition, measures: Mapping[str, Cells]) -> Outcomes:
    """The formula on aggregated measures (`at = "total"`)."""
    cells = _evaluated(definition, measures)
    whole = rounded(cells.values, definition.decimals)
    return _finished(cells, whole, cells.values.gap, definition.decimals)


def of_units(definition: IndicatorDefinition, measures: Mapping[str, Cells], upward: Upward, grid: Grid) -> Outcomes:
    """The formula in each unit by itself, then `over_units` for every wanted unit above (`at = "unit"`)."""
    cells = _evaluated(definition, measures)
    rows, units = upward.lifted(grid.above(cells.numbers))
    numbers = grid.moved(cells.numbers[rows], units)
    order = np.argsort(numbers, kind="stable")
    rows, numbers = rows[order], numbers[order]
    starts, ends = runs(numbers)
    usable = (cells.facts > 0) & (cells.values.gap == PRESENT)
    whole, gap = np.zeros(len(starts), object), np.full(len(starts), MISSING, np.int8)
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        below = rows[start:end]
        present = below[usable[below]]
        if len(present):
            whole[place] = _over_units(definition, cells.values.numerator[present], cells.values.denominator[present])
            gap[place] = PRESENT
    facts, ranks = _reduced(np.add, cells.facts[rows], starts), _reduced(np.minimum, cells.ranks[rows], starts)
    lifted = Cells(numbers[starts], Column.constant(0, 1, len(starts)), facts, ranks)
    return _finished(lifted, whole, gap, definition.decimals)


def _reduced(operation: np.ufunc, values: Numbers, starts: Numbers) -> Numbers:
    return operation.reduceat(values, starts) if len(starts) else values[:0]


def _evaluated(definition: IndicatorDefinition, measures: Mapping[str, Cells]) -> Cells:
    """The formula in every cell where one of its measures has a fact."""
    used = {code: measures[code] for code in sorted(measures_of(definition.expression)) if code in measures}
    wanted = np.unique(np.concatenate([np.zeros(0, np.int64), *(each.numbers for each in used.values())]))
    spread = {code: each.at(wanted) for code, each in used.items()}
    values = evaluate(definition.expression, {code: each.values for code, each in spread.items()}, len(wanted))
    facts = sum((each.facts for each in spread.values()), np.zeros(len(wanted), np.int64))
    ranks = reduce(np.minimum, (each.ranks for each in spread.values()), np.full(len(wanted), FIRM, np.int64))
    return Cells(wanted, values, facts, ranks)


def _finished(cells: Cells, whole: Integers, gap: npt.NDArray[np.int8], decimals: int) -> Outcomes:
    statuses = _STATUSES[np.minimum(cells.ranks, FIRM)]
    statuses = np.where(gap == MISSING, STATUS_OF_MISSING, statuses)
    statuses = np.where(gap == DIVISION_BY_ZERO, STATUS_OF_DIVISION, statuses)
    return Outcomes(cells.numbers, written(whole, gap, decimals), list(statuses), cells.facts)


def _over_units(definition: IndicatorDefinition, numerators: Integers, denominators: Integers) -> int:
    """`over_units` of present fractions, times 10^decimals, rounded once."""
    how, decimals = definition.over_units, definition.decimals
    if how in (OverUnits.MIN, OverUnits.MAX):
        values = [Fraction(*each) for each in zip(numerators, denominators, strict=True)]
        return _rounded(min(values) if how is OverUnits.MIN else max(values), decimals)
    share = len(numerators) if how is OverUnits.AVERAGE else 1
    power = 10 ** (decimals + _GUARD)
    least = sum(numerators * power // denominators)
    lowest, highest = (Fraction(bound, power * share) for bound in (least, least + len(numerators)))
    if _rounded(lowest, decimals) == _rounded(highest, decimals):
        return _rounded(lowest, decimals)
    exact = sum((Fraction(*each) for each in zip(numerators, denominators, strict=True)), Fraction(0))
    return _rounded(exact / share, decimals)


def _rounded(value: Fraction, decimals: int) -> int:
    scaled = value * 10**decimals
    size: int = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return -size if scaled < 0 else size
