"""The definitions in force, and their digest, which a computation remembers."""

import hashlib
from collections.abc import Mapping
from functools import cache

from nhiemky.core.indicators.definition import IndicatorDefinition, Measures, ReportSource
from nhiemky.core.indicators.folder import Definitions
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.shipped import shipped_definitions


def whole() -> Definitions:
    """Measures and every version of every indicator; what the roll-up is put together by."""
    return shipped_definitions()


def measures() -> Measures:
    """All measures by code."""
    return shipped_definitions().measures


def definitions() -> Mapping[str, IndicatorDefinition]:
    """All indicators by code."""
    return shipped_definitions().indicators


@cache
def digest() -> str:
    """SHA-256 over everything the definitions say."""
    return hashlib.sha256(repr(shipped_definitions()).encode()).hexdigest()


def forms_read(definition: IndicatorDefinition) -> frozenset[str]:
    """The codes of the report forms that an indicator's facts come from; empty when it reads registers only."""
    sources = (measures()[code].source for code in measures_of(definition.expression))
    return frozenset(source.form for source in sources if isinstance(source, ReportSource))
