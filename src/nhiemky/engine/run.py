"""A snapshot and definitions in, `values.parquet` out, by the engine that was asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
import numpy as np

from nhiemky.core.indicators.compute import Question
from nhiemky.core.indicators.definition import IndicatorDefinition
from nhiemky.core.indicators.folder import Definitions
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.problems import INDICATOR_PROBLEMS
from nhiemky.core.problem import Problem, Refused
from nhiemky.engine.checks import Checked, check_facts
from nhiemky.engine.connections import Engine, duckdb, spark
from nhiemky.engine.exact_values import exact_values
from nhiemky.engine.plain import plain_values
from nhiemky.engine.problems import ENGINE_PROBLEMS
from nhiemky.engine.rollup import Rollup
from nhiemky.engine.snapshot import Snapshot
from nhiemky.engine.values_file import ValuesFile, schema

type Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Request:
    """Which cells are wanted; no `periods`: every period that facts state; no `units`: every unit."""

    periods: Sequence[Period] = ()
    by: Sequence[str] = ()
    units: frozenset[str] | None = None


@dataclass(frozen=True)
class Written:
    """What was written: rows, SHA-256 digests of the files it comes from, warnings about the snapshot."""

    rows: int
    origin: Mapping[str, str]
    warnings: tuple[Problem, ...]


def write_values(
    snapshot: Snapshot, definitions: Definitions, request: Request, engine: Engine, out: Path, tell: Tell
) -> Written:
    """Compute all indicators of `definitions` and write them to `out`; raises Refused for whatever is wrong.

    Periods in which other versions of the definitions apply are computed by those, one stretch of versions after the
    other.
    """
    _refuse_unknown(snapshot, request)
    indicators = [each for found in definitions.stretches for each in found.indicators.values()]
    with TemporaryDirectory(prefix="nhiemky-") as folder, duckdb(Path(folder)) as connection:
        tell("checking the facts", 0, 1)
        checked = check_facts(snapshot, definitions.measures, _used(indicators), connection)
        question = _question(request, checked)
        exact = None if engine is Engine.ORACLE else exact_values(snapshot, connection, Path(folder))
        warnings = checked.warnings
        if exact is None and engine is not Engine.ORACLE:
            warnings = (*warnings, ENGINE_PROBLEMS.problem("S22", "facts.parquet"))
        origin = snapshot.digests()
        stretches = _stretches(definitions, question)
        with ValuesFile(out, schema(request.by), origin) as file:
            if exact is None:
                for part, applying in stretches:
                    _write_plain(snapshot, definitions, applying, part, file)
            else:
                with _computing(engine, connection, Path(folder)) as backend:
                    for part, applying in stretches:
                        rollup = Rollup(snapshot, definitions.measures, checked, exact, part, backend)
                        _write_rolled_up(rollup, applying, file, tell)
        return Written(file.rows, origin, warnings)


def _stretches(definitions: Definitions, question: Question) -> list[tuple[Question, list[IndicatorDefinition]]]:
    """The periods asked, by the versions that apply to them."""
    return [
        (replace(question, periods=periods), [found[code] for code in sorted(found)])
        for found, periods in definitions.for_periods(question.periods)
    ]


def _refuse_unknown(snapshot: Snapshot, request: Request) -> None:
    problems = []
    for name in request.by:
        if name not in (*snapshot.dimensions, *snapshot.unit_dimensions):
            problems.append(INDICATOR_PROBLEMS.problem("C03", "--by", dimension=name))
        elif name in snapshot.dimensions and name in snapshot.unit_dimensions:
            problems.append(INDICATOR_PROBLEMS.problem("C04", "--by", dimension=name))
    for unit in sorted((request.units or frozenset()) - {unit.code for unit in snapshot.units}):
        problems.append(ENGINE_PROBLEMS.problem("S11", "--units", unit=unit))
    if problems:
        raise Refused(*problems)


def _used(indicators: Sequence[IndicatorDefinition]) -> frozenset[str]:
    return frozenset().union(*(measures_of(each.expression) for each in indicators))


def _question(request: Request, checked: Checked) -> Question:
    stated = sorted(checked.stated_for(checked.periods).values(), key=lambda each: (each.start, each.end, each.code))
    asked = {period.code: period for period in request.periods or stated}
    return Question(tuple(asked.values()), tuple(request.by), request.units)


@contextmanager
def _computing(engine: Engine, connection: ibis.BaseBackend, scratch: Path) -> Iterator[ibis.BaseBackend]:
    if engine is Engine.SPARK:
        with spark(scratch) as cluster:
            yield cluster
    else:
        yield connection


def _write_rolled_up(rollup: Rollup, indicators: Sequence[IndicatorDefinition], file: ValuesFile, tell: Tell) -> None:
    codes = np.array(sorted(unit.code for unit in rollup.snapshot.units), object)
    periods = np.array([period.code for period in rollup.question.periods], object)
    for done, (definition, grid, outcomes) in enumerate(rollup.outcomes(indicators)):
        tell(definition.code, done, len(indicators))
        numbers = outcomes.numbers
        places = (codes[grid.above(numbers)], periods[grid.asked(numbers)], *grid.split(numbers))
        named = np.full(len(numbers), definition.code, object)
        file.write((named, *places, outcomes.values, outcomes.statuses, outcomes.facts))


def _write_plain(
    snapshot: Snapshot,
    definitions: Definitions,
    indicators: Sequence[IndicatorDefinition],
    question: Question,
    file: ValuesFile,
) -> None:
    for values in plain_values(snapshot, indicators, definitions.measures, question):
        rows = [
            (
                value.indicator, value.unit, value.period.code, *(part for _, part in value.dimensions),
                None if value.value is None else f"{value.value:f}", value.status, value.facts,
            )
            for value in values
        ]  # fmt: skip
        file.write(list(zip(*rows, strict=True)) or [() for _ in file.columns])
