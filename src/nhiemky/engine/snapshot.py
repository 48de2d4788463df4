"""A snapshot of facts: a folder with `facts.parquet` and `units.parquet`, opened and its units read.

facts.parquet: `unit, measure, period, status` (text), `value` (decimal of at most 38 digits, double or integer), and
further text columns as dimensions. units.parquet: `unit, parent` (text; no parent or an empty one: a root) and text
columns as dimensions. Rows are counted from 1 in the order of the file.

units.parquet may hold `valid_from` and `valid_to` as DATES (as text they are dimensions like any other): a unit that
moved, merged or closed has a row for each place, and the snapshot is opened with the tree of one day.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from nhiemky.core.indicators.compute import Unit
from nhiemky.core.indicators.placements import Placement, overlapping_rows, tree_on
from nhiemky.core.problem import Problem, Refused
from nhiemky.engine.problems import ENGINE_PROBLEMS
from nhiemky.engine.rows import row

FACTS, UNITS = "facts.parquet", "units.parquet"
FACT_COLUMNS = ("unit", "measure", "period", "value", "status")
UNIT_COLUMNS = ("unit", "parent")
VALIDITY = ("valid_from", "valid_to")
RESULT_COLUMNS = ("indicator", "unit", "period", "value", "status", "facts")
MOST_DIGITS = 38


@dataclass(frozen=True)
class Snapshot:
    """An opened snapshot: type of `value`, dimensions of facts and of units in the order of the files, and the tree."""

    folder: Path
    rows: int
    value_type: pa.DataType
    dimensions: tuple[str, ...]
    unit_dimensions: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def facts_file(self) -> Path:
        """Where the facts are."""
        return self.folder / FACTS

    def digests(self) -> Mapping[str, str]:
        """SHA-256 of both files, which name the snapshot in every value computed from it."""
        return {name: _digest(self.folder / name) for name in (FACTS, UNITS)}


def open_snapshot(folder: Path, as_of: date = date.max) -> Snapshot:
    """Look at both files; the tree is that of the day `as_of` (the newest, if none is named), see `core` placements.

    Raises Refused with S01 to S03, S08, S09, S13 and S14, reading no fact yet.
    """
    facts, units = _opened(folder / FACTS), _opened(folder / UNITS)
    schema = facts.schema_arrow
    dated = _validity(units.schema_arrow)
    problems = [
        *_misplaced(schema, FACTS, FACT_COLUMNS, ("value",)),
        *_misplaced(units.schema_arrow, UNITS, UNIT_COLUMNS, dated),
        *_not_a_number(schema),
    ]
    if problems:
        raise Refused(*problems)
    tree = tree_on(_placements(units.read().cast(_as_text(units.schema_arrow)), dated), as_of)
    _refuse_loops(tree)
    return Snapshot(
        folder=folder,
        rows=facts.metadata.num_rows,
        value_type=schema.field("value").type,
        dimensions=tuple(name for name in schema.names if name not in FACT_COLUMNS),
        unit_dimensions=tuple(name for name in units.schema_arrow.names if name not in (*UNIT_COLUMNS, *dated)),
        units=tree,
    )


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _opened(file: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(file)
    except OSError as error:
        raise ENGINE_PROBLEMS.refusal("S01", file.name, reason=error.strerror or error) from None
    except pa.ArrowInvalid as error:
        raise ENGINE_PROBLEMS.refusal("S01", file.name, reason=error) from None


def _misplaced(schema: pa.Schema, file: str, needed: tuple[str, ...], others: tuple[str, ...]) -> Iterator[Problem]:
    """Columns that are missing, of the wrong type, or that the result needs for itself."""
    for name in needed:
        if name not in schema.names:
            yield ENGINE_PROBLEMS.problem("S02", file, column=name)
    for field in schema:
        if field.name not in others and not _is_text(field.type):
            yield ENGINE_PROBLEMS.problem("S03", file, column=field.name, wanted="text", found=field.type)
        if field.name not in needed and field.name in RESULT_COLUMNS:
            yield ENGINE_PROBLEMS.problem("S13", file, column=field.name)
    for name in sorted({name for name in schema.names if schema.names.count(name) > 1}):
        yield ENGINE_PROBLEMS.problem("S13", file, column=name)


def _is_text(found: pa.DataType) -> bool:
    if pa.types.is_dictionary(found):
        found = found.value_type
    return any(
        test(found)
        for test in (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    )


def _not_a_number(schema: pa.Schema) -> Iterator[Problem]:
    if "value" not in schema.names:
        return
    found = schema.field("value").type
    decimal = pa.types.is_decimal(found) and found.precision <= MOST_DIGITS
    if not (decimal or pa.types.is_float64(found) or pa.types.is_integer(found) or pa.types.is_null(found)):
        wanted = f"decimal({MOST_DIGITS}), double, integer"
        yield ENGINE_PROBLEMS.problem("S03", FACTS, column="value", wanted=wanted, found=found)


def _validity(schema: pa.Schema) -> tuple[str, ...]:
    return tuple(name for name in VALIDITY if name in schema.names and pa.types.is_date(schema.field(name).type))


def _as_text(schema: pa.Schema) -> pa.Schema:
    dated = _validity(schema)
    return pa.schema([(name, pa.date32() if name in dated else pa.string()) for name in schema.names])


def _placements(table: pa.Table, dated: tuple[str, ...]) -> list[Placement]:
    """The rows of units.parquet; without dates a unit has one."""
    names = [name for name in table.column_names if name not in (*UNIT_COLUMNS, *dated)]
    blank = [None] * len(table)
    days = [table.column(name).to_pylist() if name in dated else blank for name in VALIDITY]
    columns = [table.column(name).to_pylist() for name in (*UNIT_COLUMNS, *names)]
    problems: list[Problem] = []
    read: list[Placement] = []
    numbers: list[int] = []
    for number, (code, parent, since, until, *values) in enumerate(
        zip(*columns[:2], *days, *columns[2:], strict=True), 1
    ):
        if code is None:
            problems.append(ENGINE_PROBLEMS.problem("S04", row(UNITS, number, "unit")))
            continue
        known = tuple((name, value) for name, value in zip(names, values, strict=True) if value is not None)
        read.append(Placement(code, parent or None, since, until, known))
        numbers.append(number)
    problems += _misplaced_rows(read, numbers, dated)
    if problems:
        raise Refused(*problems)
    return read


def _misplaced_rows(rows: list[Placement], numbers: list[int], dated: tuple[str, ...]) -> Iterator[Problem]:
    """Units in two places at once (S08, with dates S14), and parents nobody knows (S06)."""
    for one, other in overlapping_rows(rows):
        code = "S14" if dated else "S08"
        yield ENGINE_PROBLEMS.problem(code, row(UNITS, numbers[other]), unit=rows[other].unit, row=numbers[one])
    known = {each.unit for each in rows}
    for each, number in zip(rows, numbers, strict=True):
        if each.parent is not None and each.parent not in known:
            yield ENGINE_PROBLEMS.problem("S06", row(UNITS, number, "parent"), unit=each.parent)


def _refuse_loops(units: tuple[Unit, ...]) -> None:
    above = {unit.code: unit.parent for unit in units}
    sound: set[str] = set()
    for start in above:
        line: dict[str, None] = {}
        code: str | None = start
        while code is not None and code not in sound:
            if code in line:
                walked = [*line]
                loop = " → ".join([*walked[walked.index(code) :], code])
                raise ENGINE_PROBLEMS.refusal("S09", UNITS, loop=loop)
            line[code] = None
            code = above[code]
        sound.update(line)
