"""The one way to measures and indicators: those that come with the product and those that the office made.

The office's are read once for each request (`records.remembered`), all in one query; no process keeps them longer.
What is to be in force later counts nowhere yet: on its day it is there, and the digest is another.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.losses import Loss, losing
from nhiemky.core.indicators.definition import (
    IndicatorDefinition,
    Measures,
    ReportSource,
    parse_measures,
    read_indicator,
)
from nhiemky.core.indicators.folder import Definitions, joined
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.reporting.forms import Form
from nhiemky.core.resolution.measuring import Gauge
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.records import clock
from nhiemky.records.remembered import remembered

FILE = "definition.toml"


@dataclass(frozen=True)
class _Made:
    """What the office made, as it is stored."""

    measures: tuple[str, ...]
    indicators: tuple[tuple[str, date | None], ...]


def whole() -> Definitions:
    """Measures and every version of every indicator that has begun; what the roll-up is put together by."""
    return _together(_made())


def planned(extra: Sequence[IndicatorDefinition] = (), measures: Measures | None = None) -> Definitions:
    """The same with all that is to begin later, and these versions and measures as if they were live."""
    made = _stored(date.max)
    known = {**_all_measures(made), **(measures or {})}
    return joined(known, [*_versions(made), *extra])


def measures() -> Measures:
    """All measures by code."""
    return whole().measures


def definitions() -> Mapping[str, IndicatorDefinition]:
    """By code the newest version that has begun, also of indicators that are retired: nothing published loses its name.

    Of an indicator whose version in force has problems there is none.
    """
    return whole().indicators


def current() -> Mapping[str, IndicatorDefinition]:
    """By code the version in force today: for lists, and for choosing what is to be measured."""
    return whole().at(clock.today())


def gauges() -> Mapping[str, Gauge]:
    """What may measure a target, also what is retired, by code."""
    return {code: Gauge(each.name, each.unit, each.effective_until) for code, each in definitions().items()}


def digest() -> str:
    """SHA-256 over everything the definitions say."""
    return _digest(_made())


def forms_read(definition: IndicatorDefinition) -> frozenset[str]:
    """The codes of the report forms that an indicator's facts come from; empty when it reads registers only."""
    known = measures()
    sources = (known[code].source for code in measures_of(definition.expression))
    return frozenset(source.form for source in sources if isinstance(source, ReportSource))


def losses(before: Form | None, after: Form | None) -> list[Loss]:
    """The measures that lose their source when one version of a form follows another, with their users. One query."""
    known = planned()
    running = [each for each in known.versions if each.effective_until is None or each.effective_until >= clock.today()]
    return [Loss(each.code, each.name, _needing(each.code, running)) for each in losing(known.measures, before, after)]


def _needing(measure: str, versions: Iterable[IndicatorDefinition]) -> tuple[Bilingual, ...]:
    named = {each.code: each.name for each in versions if measure in measures_of(each.expression)}
    return tuple(name for _, name in sorted(named.items()))


@remembered
def _made() -> _Made:
    return _stored(clock.today())


def _stored(begun_by: date) -> _Made:
    """What is or was live and had begun by a day. One query."""
    rows = OfficeDefinition.objects.exclude(state=OfficeDefinition.State.DRAFT).filter(effective_from__lte=begun_by)
    found = list(rows.order_by("code", "effective_from").values_list("kind", "text", "effective_until"))
    return _Made(
        tuple(text for kind, text, _until in found if kind == OfficeDefinition.Kind.MEASURE),
        tuple((text, until) for kind, text, until in found if kind == OfficeDefinition.Kind.INDICATOR),
    )


# Each of these is a function of the texts alone, so that keeping answers can never make them stale.
@lru_cache(maxsize=8)
def _together(made: _Made) -> Definitions:
    if not made.measures and not made.indicators:
        return shipped_definitions()
    return joined(_all_measures(made), _versions(made))


@lru_cache(maxsize=8)
def _digest(made: _Made) -> str:
    return hashlib.sha256(f"{_shipped_digest()}{made!r}".encode()).hexdigest()


@cache
def _shipped_digest() -> str:
    return hashlib.sha256(repr(shipped_definitions()).encode()).hexdigest()


def _all_measures(made: _Made) -> Measures:
    """What comes with the product goes before what the office called the same earlier."""
    own = {code: measure for text in made.measures for code, measure in parse_measures(text, FILE).items()}
    return {**own, **shipped_definitions().measures}


def _versions(made: _Made) -> list[IndicatorDefinition]:
    shipped = shipped_definitions().versions
    taken = {(each.code, each.effective_from) for each in shipped}
    own = [replace(_read(text), effective_until=until) for text, until in made.indicators]
    return [*shipped, *(each for each in own if (each.code, each.effective_from) not in taken)]


@lru_cache(maxsize=256)
def _read(text: str) -> IndicatorDefinition:
    return read_indicator(text, FILE)
