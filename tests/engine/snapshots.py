"""Snapshots and definitions written for tests."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from nhiemky.core.indicators.folder import parse_definitions

NAME = "\n[name]\nvi = 'x'\nen = 'x'\n"


def measures(**ways):
    """`a=("sum", "sum", "time-first")`."""
    return "\n".join(
        f'[{code}]\nunit = "person"\nover_time = "{time}"\nover_units = "{units}"\norder = "{order}"'
        for code, (time, units, order) in ways.items()
    )


def indicator(code, formula, **keys):
    lines = {"code": code, "unit": "1", "formula": formula, "decimals": 2} | keys
    return "\n".join(f"{key} = {value!r}" for key, value in lines.items()) + NAME


def definitions(ways, *indicators):
    texts = {"measures.toml": measures(**ways)}
    return parse_definitions(texts | {f"{place}.toml": text for place, text in enumerate(indicators)})


def write(folder, facts, units, value_type=None, dimensions=(), unit_dimensions=()):
    """`facts`: (unit, measure, period, value, status, *dimensions); `units`: (unit, parent, *dimensions)."""
    folder.mkdir(parents=True, exist_ok=True)
    value_type = value_type or pa.decimal128(30, 4)
    kinds = [pa.string(), pa.string(), pa.string(), value_type, pa.string(), *[pa.string()] * len(dimensions)]
    names = ["unit", "measure", "period", "value", "status", *dimensions]
    rows = [(*row[:3], _as(row[3], value_type), *row[4:]) for row in facts]
    pq.write_table(_table(names, kinds, rows), folder / "facts.parquet")
    names = ["unit", "parent", *unit_dimensions]
    pq.write_table(_table(names, [pa.string()] * len(names), units), folder / "units.parquet")
    return folder


def write_dated(folder, rows, dimensions=()):
    """units.parquet with (unit, parent, valid_from, valid_to, *dimensions), the days as dates."""
    names = ["unit", "parent", "valid_from", "valid_to", *dimensions]
    kinds = [pa.string(), pa.string(), pa.date32(), pa.date32(), *[pa.string()] * len(dimensions)]
    pq.write_table(_table(names, kinds, rows), folder / "units.parquet")


def _as(value, value_type):
    if value is None or not pa.types.is_decimal(value_type):
        return value
    return Decimal(str(value))


def _table(names, kinds, rows):
    columns = list(zip(*rows, strict=True)) or [[] for _ in names]
    return pa.table([pa.array(column, kind) for column, kind in zip(columns, kinds, strict=True)], names=names)
