"""The oracle: every fact as a Python fraction through `core.indicators.compute`. Slow, and right for any number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.parquet as pq

from nhiemky.core.indicators.compute import Fact, Question, Unit, Value, compute
from nhiemky.core.indicators.definition import IndicatorDefinition, Measures
from nhiemky.core.indicators.periods import parse_period
from nhiemky.engine.snapshot import Snapshot


def read_facts(snapshot: Snapshot) -> Iterator[Fact]:
    """The facts as they stand; a double is the shortest decimal number that reads back to it."""
    texts = ("unit", "measure", "period", "status", *snapshot.dimensions)
    for batch in pq.ParquetFile(snapshot.facts_file).iter_batches():
        columns = [batch.column(name).cast(pa.string()).to_pylist() for name in texts]
        for value, unit, measure, period, status, *split in zip(batch["value"].to_pylist(), *columns, strict=True):
            known = ((name, part) for name, part in zip(snapshot.dimensions, split, strict=True) if part is not None)
            yield Fact(unit, measure, parse_period(period), _exact(value), status or "A", tuple(known))


def _exact(value: Decimal | float | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def plain_values(
    snapshot: Snapshot, definitions: Sequence[IndicatorDefinition], measures: Measures, question: Question
) -> Iterator[list[Value]]:
    """The values of each indicator, sorted."""
    facts = list(read_facts(snapshot))
    # The core knows only dimensions that have a value somewhere; the others split nothing.
    places: list[Fact | Unit] = [*facts, *snapshot.units]
    known = {name for each in places for name, _ in each.dimensions}
    asked = replace(question, by=[name for name in question.by if name in known])
    for definition in definitions:
        found = compute([definition], measures, facts, snapshot.units, asked)
        yield [replace(value, dimensions=_split(value, question.by)) for value in found]


def _split(value: Value, by: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    found = dict(value.dimensions)
    return tuple((name, found.get(name)) for name in by)
