"""The one way to measures and indicators: those that come with the product and those that the office made.

The office's are read once for each request (`records.remembered`), all in one query; no process keeps them longer.
What is to be in force later counts nowhere yet: on its day it is there, and the digest is another.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.losses import Loss, losing
from nhiemky.core.definitions.measuring import is_same_thing
from nhiemky.core.indicators.definition import (
    IndicatorDefinition,
    Measures,
    ReportSource,
    parse_measures,
    read_indicator,
)
from nhiemky.core.indicators.folder import Definitions, joined
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.measure_versions import MeasureVersions
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.reporting.forms import Form
from nhiemky.core.resolution.measuring import Gauge
from nhiemky.indicators.definitions.models import OfficeDefinition
from nhiemky.records import clock
from nhiemky.records.remembered import remembered

FILE = "definition.toml"


class _Stored(NamedTuple):
    """A text with the days between which it is in force."""

    text: str
    since: date
    until: date | None


@dataclass(frozen=True)
class _Made:
    """What the office made, as it is stored."""

    measures: tuple[_Stored, ...]
    indicators: tuple[_Stored, ...]


def whole() -> Definitions:
    """Measures and every version of every indicator that has begun; what the roll-up is put together by."""
    return _together(_made())


def planned(extra: Sequence[IndicatorDefinition] = ()) -> Definitions:
    """The same with all that is to begin later, and these versions as if they were live."""
    made = _to_come()
    return joined(_measured(made).newest, [*_versions(made), *extra])


def measures() -> Measures:
    """By code the newest version of each measure that has begun: how facts are put together."""
    return whole().measures


def measure_versions() -> MeasureVersions:
    """Every version of every measure that has begun: where facts of which periods come from."""
    return _measured(_made())


def planned_measures() -> MeasureVersions:
    """The same with those that are to begin later."""
    return _measured(_to_come())


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
    sources = measure_versions().sources(measures_of(definition.expression))
    return frozenset(source.form for source in sources if isinstance(source, ReportSource))


def losses(before: Form | None, after: Form | None) -> list[Loss]:
    """The measures that lose their source when one version of a form follows another, with their users. One query."""
    known, sources = planned(), planned_measures()
    reading, following = sources.newest, sources.newest
    if after is not None:
        reading, following = sources.on(after.effective_from - timedelta(days=1)), sources.on(after.effective_from)
    running = [each for each in known.versions if each.effective_until is None or each.effective_until >= clock.today()]
    lost = losing(reading, before, after, following)
    return [Loss(each.code, each.name, _needing(each.code, running)) for each in lost]


def _needing(measure: str, versions: Iterable[IndicatorDefinition]) -> tuple[Bilingual, ...]:
    named = {each.code: each.name for each in versions if measure in measures_of(each.expression)}
    return tuple(name for _, name in sorted(named.items()))


@remembered
def _made() -> _Made:
    return _stored(clock.today())


@remembered
def _to_come() -> _Made:
    return _stored(date.max)


def _stored(begun_by: date) -> _Made:
    """What is or was live and had begun by a day. One query.

    The first version of a measure is there at once: it counts when an indicator names it, and reaches back then.
    """
    rows = OfficeDefinition.objects.exclude(state=OfficeDefinition.State.DRAFT).order_by("code", "effective_from")
    listed = list(rows.values_list("kind", "code", "text", "effective_from", "effective_until"))
    found: dict[str, list[_Stored]] = {kind: [] for kind in OfficeDefinition.Kind.values}
    known = set(shipped_definitions().measures)
    for kind, code, text, since, until in listed:
        is_first = kind == OfficeDefinition.Kind.MEASURE and code not in known
        if is_first or since <= begun_by:
            found[kind].append(_Stored(text, since, until))
        if is_first:
            known.add(code)
    return _Made(tuple(found[OfficeDefinition.Kind.MEASURE]), tuple(found[OfficeDefinition.Kind.INDICATOR]))


# Each of these is a function of the texts alone, so that keeping answers can never make them stale.
@lru_cache(maxsize=8)
def _together(made: _Made) -> Definitions:
    if not made.measures and not made.indicators:
        return shipped_definitions()
    return joined(_measured(made).newest, _versions(made))


@lru_cache(maxsize=8)
def _digest(made: _Made) -> str:
    return hashlib.sha256(f"{_shipped_digest()}{made!r}".encode()).hexdigest()


@cache
def _shipped_digest() -> str:
    return hashlib.sha256(repr(shipped_definitions()).encode()).hexdigest()


@lru_cache(maxsize=8)
def _measured(made: _Made) -> MeasureVersions:
    """What comes with the product goes before what the office called the same earlier, if that is another thing."""
    shipped = shipped_definitions().measures
    own = [
        replace(measure, effective_from=stored.since, effective_until=stored.until)
        for stored in made.measures
        for measure in parse_measures(stored.text, FILE).values()
    ]
    fitting = [each for each in own if each.code not in shipped or is_same_thing(each, shipped[each.code])]
    return MeasureVersions((*shipped.values(), *fitting))


def _versions(made: _Made) -> list[IndicatorDefinition]:
    shipped = shipped_definitions().versions
    taken = {(each.code, each.effective_from) for each in shipped}
    own = [replace(_read(stored.text), effective_until=stored.until) for stored in made.indicators]
    return [*shipped, *(each for each in own if (each.code, each.effective_from) not in taken)]


@lru_cache(maxsize=256)
def _read(text: str) -> IndicatorDefinition:
    return read_indicator(text, FILE)
