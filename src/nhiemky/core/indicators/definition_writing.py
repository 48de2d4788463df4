"""Measures and indicators written as TOML again, so that reading gives the same: `parse_measures`, `read_indicator`."""

from typing import Any

import tomli_w

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.definition import (
    ALWAYS,
    At,
    IndicatorDefinition,
    MeasureDefinition,
    Measures,
    Order,
    RegisterSource,
    Source,
)


def measures_toml(measures: Measures) -> str:
    """The text of a measures.toml."""
    return tomli_w.dumps({code: measure_document(measure) for code, measure in measures.items()})


def indicator_toml(definition: IndicatorDefinition) -> str:
    """The text of an indicator's file; keys with their usual value are left out."""
    document: dict[str, Any] = {
        "code": definition.code,
        "unit": definition.unit,
        "formula": definition.formula,
        "at": definition.at.value,
        "over_units": definition.over_units.value,
        "decimals": definition.decimals,
        "cite": definition.cite,
        "sure": definition.sure.value,
        "effective_from": definition.effective_from if definition.effective_from != ALWAYS else None,
        "effective_until": definition.effective_until,
        "name": _both(definition.name),
        "note": _both(definition.note) if definition.note else None,
    }
    if definition.at is At.TOTAL and definition.over_units.value == "sum":
        del document["over_units"]
    return tomli_w.dumps({key: value for key, value in document.items() if value is not None})


def measure_document(measure: MeasureDefinition) -> dict[str, Any]:
    """A measure as its table in measures.toml."""
    document: dict[str, Any] = {
        "unit": measure.unit,
        "over_time": measure.over_time.value,
        "over_units": measure.over_units.value,
        "order": measure.order.value if measure.order is not Order.TIME_FIRST else None,
        "name": _both(measure.name) if measure.name != Bilingual(measure.code, measure.code) else None,
        "effective_from": measure.effective_from if measure.effective_from != ALWAYS else None,
        "effective_until": measure.effective_until,
        "source": _source(measure.source) if measure.source else None,
    }
    return {key: value for key, value in document.items() if value is not None}


def _source(source: Source) -> dict[str, Any]:
    if isinstance(source, RegisterSource):
        return {"kind": "register", "name": source.name}
    document = {"kind": "report", "form": source.form, "line": source.line, "column": source.column}
    return document if source.times is None else {**document, "times": source.times}


def _both(text: Bilingual) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
