"""Versions of measures: from which day on the facts of a measure come from another line, form or register.

A fact belongs to the version in force on the last day of its period, so that what was filed before a change is read as
it was filed. All versions of a measure have one unit and are put together in one way (`measuring.version_problems`):
values of a term may hold facts of several.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nhiemky.core.definitions.versions import in_force, turning_days
from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.definition import MeasureDefinition, Measures, RegisterSource, Source


@dataclass(frozen=True)
class MeasureVersions:
    """Every version of every measure; the first of each is in force before its day too."""

    versions: Sequence[MeasureDefinition]

    @cached_property
    def newest(self) -> Measures:
        """By code the latest version, whether it has begun, is retired or not: how facts are put together."""
        return {each.code: each for each in sorted(self.versions, key=lambda each: each.effective_from)}

    def on(self, day: date) -> Measures:
        """By code the version in force on a day: where facts of the periods that end on it come from."""
        found = self._stretches
        number = bisect_right(found, day, key=lambda each: each[0]) - 1
        return found[number][1] if found else {}

    @cached_property
    def _stretches(self) -> list[tuple[date, Measures]]:
        return [(day, in_force(self.versions, day, reaching_back=True)) for day in turning_days(self.versions)]

    def sources(self, codes: Iterable[str]) -> frozenset[Source]:
        """Where facts of some measures come from, in any version."""
        wanted = frozenset(codes)
        return frozenset(each.source for each in self.versions if each.code in wanted and each.source is not None)

    def registers(self) -> Iterator[tuple[str, RegisterSource]]:
        """Each measure with each register that one of its versions reads."""
        pairs = ((each.code, each.source) for each in self.versions)
        yield from dict.fromkeys((code, source) for code, source in pairs if isinstance(source, RegisterSource))

    def of_source(self, code: str, source: Source, facts: Iterable[Fact]) -> list[Fact]:
        """The facts from one source that count: those of periods in which it is the measure's source."""
        return [fact for fact in facts if (found := self.on(fact.period.end).get(code)) and found.source == source]
