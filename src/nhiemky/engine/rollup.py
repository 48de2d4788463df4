"""Measures of a snapshot rolled up along its tree by an engine, and the indicators computed from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from nhiemky.core.indicators.compute import Question, Unit
from nhiemky.core.indicators.definition import At, IndicatorDefinition, Measures
from nhiemky.core.indicators.formula import measures_of
from nhiemky.engine.cells import Cells, Grid, as_numbers, by_measure, cells_of, grid_of
from nhiemky.engine.checks import Checked
from nhiemky.engine.exact_values import ExactValues
from nhiemky.engine.expressions import Places, Way, lines_of, lines_table, measured, moments_of
from nhiemky.engine.outcomes import Outcomes, Upward, of_units, total
from nhiemky.engine.snapshot import Snapshot

MOST_CELLS = 2_000_000
"""More measure cells than this are not held at once: indicators are then computed one after the other."""


@dataclass(frozen=True)
class Rollup:
    """One question to one snapshot, asked of one engine."""

    snapshot: Snapshot
    measures: Measures
    checked: Checked
    exact: ExactValues
    question: Question
    backend: ibis.BaseBackend

    def outcomes(
        self, indicators: Sequence[IndicatorDefinition]
    ) -> Iterator[tuple[IndicatorDefinition, Grid, Outcomes]]:
        """The finished rows of each indicator, in the given order."""
        for batch in self._batches(indicators):
            totals = _used(each for each in batch if each.at is At.TOTAL)
            singles = _used(each for each in batch if each.at is At.UNIT)
            rolled, alone = self._fetched(totals, self._above), self._fetched(singles, self._alone)
            grid = grid_of(len(self.question.periods), self._split_columns([*rolled.values(), *alone.values()]))
            rolled_cells, alone_cells = self._cells(rolled, grid), self._cells(alone, grid)
            for definition in batch:
                if definition.at is At.TOTAL:
                    yield definition, grid, total(definition, rolled_cells)
                else:
                    yield definition, grid, of_units(definition, alone_cells, self._upward, grid)

    def _batches(self, indicators: Sequence[IndicatorDefinition]) -> Iterable[Sequence[IndicatorDefinition]]:
        units = len(self.snapshot.units) if self.question.units is None else len(self.question.units)
        most = len(_used(indicators)) * units * len(self.question.periods)
        return [indicators] if most <= MOST_CELLS else [[each] for each in indicators]

    @cached_property
    def _split(self) -> tuple[str, ...]:
        """The engine's names of the dimensions asked for; theirs could be any text."""
        names = {name: f"fact_dimension_{place}" for place, name in enumerate(self.snapshot.dimensions)}
        return tuple(names.get(name, f"unit_dimension_{place}") for place, name in enumerate(self.question.by))

    @cached_property
    def _facts(self) -> ir.Table:
        facts = self.backend.read_parquet(self.exact.file or self.snapshot.facts_file, table_name="facts")
        dimensions = {
            f"fact_dimension_{place}": facts[name].cast("string") for place, name in enumerate(self.snapshot.dimensions)
        }
        return facts.select("unit", "measure", "period", "status", value=self.exact.column(facts), **dimensions)

    @cached_property
    def _above(self) -> Places:
        return self._places(lines_of(self.snapshot.units, self.question.units, alone=False))

    @cached_property
    def _alone(self) -> Places:
        return self._places(lines_of(self.snapshot.units, None, alone=True))

    def _places(self, lines: Sequence[tuple[Unit, int]]) -> Places:
        of_units = {
            column: name
            for column, name in zip(self._split, self.question.by, strict=True)
            if name not in self.snapshot.dimensions
        }
        series = tuple(f"fact_dimension_{place}" for place in range(len(self.snapshot.dimensions)))
        return Places(lines_table(lines, of_units), self._split, series)

    @cached_property
    def _upward(self) -> Upward:
        places = {code: place for place, code in enumerate(sorted(unit.code for unit in self.snapshot.units))}
        lines = lines_of(self.snapshot.units, self.question.units, alone=False)
        return Upward.of([(places[unit.code], above) for unit, above in lines], len(places))

    def _fetched(self, codes: Iterable[str], places: Places) -> Mapping[Way, pa.Table]:
        """What the engine gives for these measures, a table for each way of aggregating."""
        found = {}
        by_way = sorted((Way.of(self.measures[code]), code) for code in codes)
        for way, group in groupby(by_way, key=lambda each: each[0]):
            alike = [code for _, code in group]
            moments = moments_of(self.checked.stated_for(alike), self.question.periods)
            if moments is not None:
                facts = self._facts.filter(self._facts.measure.isin(alike))
                found[way] = self.backend.to_pyarrow(measured(facts, places, moments, way))
        return found

    def _split_columns(self, tables: Sequence[pa.Table]) -> list[list[pa.ChunkedArray]]:
        return [[table[name] for table in tables] for name in self._split]

    def _cells(self, tables: Mapping[Way, pa.Table], grid: Grid) -> Mapping[str, Cells]:
        found = {}
        for way, table in tables.items():
            for code, rows in by_measure(table).items():
                split = [rows[name] for name in self._split]
                numbers = grid.number(as_numbers(rows["above"]), as_numbers(rows["asked"]), split)
                found[code] = cells_of(rows, numbers, way.outer, self.exact.shift)
        return found


def _used(indicators: Iterable[IndicatorDefinition]) -> list[str]:
    return sorted(frozenset().union(*(measures_of(each.expression) for each in indicators)))
