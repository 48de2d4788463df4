"""Why values are others than they were told: reports accepted since, entries in registers, another definition.

The values themselves are compared by whoever told them: figures, boards. In a fixed number of queries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from nhiemky.core.indicators.definition import IndicatorDefinition, Source
from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.indicators.revisions import Causes, ReportCause, Revision
from nhiemky.indicators import catalogue
from nhiemky.indicators.models import StandingUnit
from nhiemky.indicators.placements.causes import placed_since
from nhiemky.indicators.register_entries import entries, reads_zones, verbs_of
from nhiemky.reporting.models import Report
from nhiemky.reporting.models.units import WITH_UNIT, of_units
from nhiemky.reporting.queries import counted


@dataclass(frozen=True)
class Told:
    """A value as it was told at a moment: of an indicator (its version's first day) at a unit in a period.

    `unit_of_value` is that of the numbers, which for an attainment is not the indicator's.
    """

    indicator: str
    unit: str
    period: Period
    at: datetime
    value: Decimal | None
    unit_of_value: str
    version: date | None = None


def revisions(compared: Sequence[tuple[Told, Decimal | None]]) -> list[Revision | None]:
    """For each value told and the value of today: None while they are the same.

    Some queries when any differs, as many for one as for all (six, one more for registers and one for each that was
    written in since, and eight where units moved, merged or closed); none otherwise.
    """
    changed = [told for told, now in compared if told.value != now]
    if not changed:
        return [None] * len(compared)
    why = _explained(changed)
    return [_revision(told, now, why) if told.value != now else None for told, now in compared]


def _revision(told: Told, now: Decimal | None, why: Callable[[Told], Causes]) -> Revision:
    return Revision(told.value, now, told.unit_of_value, _day(told.at), why(told))


def _explained(changed: Sequence[Told]) -> Callable[[Told], Causes]:
    definitions = catalogue.definitions()
    since = min(told.at for told in changed)
    known = {told.indicator: definitions[told.indicator] for told in changed if told.indicator in definitions}
    ends = [told.period.end for told in changed]
    reports = _reports(known.values(), since, min(told.period.start for told in changed), max(ends))
    sources = {code: _sources(definition) for code, definition in known.items()}
    verbs = {code: verbs_of(read) for code, read in sources.items()}
    written = entries(since, {verb for each in verbs.values() for verb in each})
    placed = placed_since(since)

    def why(told: Told) -> Causes:
        definition = known.get(told.indicator)
        if definition is None:
            return Causes()
        forms = catalogue.forms_read(definition)
        found = tuple(each.cause_since(told.at) for each in reports if each.is_behind(told, forms))
        own = verbs[told.indicator]
        behind = sum(each.is_behind(told.unit, told.period, told.at, own) for each in written)
        of_zones = reads_zones(sources[told.indicator])
        moved = (each for each in placed if each.is_behind(told.unit, told.period, told.at, reads_zones=of_zones))
        newer = definition.effective_from if told.version and definition.effective_from > told.version else None
        return Causes(found, behind, newer, tuple(each.cause for each in moved))

    return why


@dataclass(frozen=True)
class _Accepted:
    """A report that counts, the units that it counts for, and when each version of it was accepted, the first first."""

    report: Report
    line: frozenset[str]
    versions: tuple[datetime, ...]

    def is_behind(self, told: Told, forms: frozenset[str]) -> bool:
        """Whether it was accepted since and can have changed the value."""
        return (
            self.report.form in forms
            and self.versions[-1] > told.at
            and told.unit in self.line
            and told.period.contains(parse_period(self.report.period))
        )

    def cause_since(self, at: datetime) -> ReportCause:
        """What became of the report since a moment."""
        report, before = self.report, sum(version <= at for version in self.versions)
        return ReportCause(
            key=report.pk,
            name=report.unit.name,
            form=report.form,
            period=report.period,
            version=len(self.versions),
            replaced=before or None,
            accepted_on=_day(self.versions[-1]),
        )


def _reports(definitions: Iterable[IndicatorDefinition], since: datetime, first: date, last: date) -> list[_Accepted]:
    """Every report that counts, on any form these read, of periods that end between two days, accepted after a moment.

    The newest first. Three queries.
    """
    forms = frozenset[str]().union(*(catalogue.forms_read(each) for each in definitions))
    if not forms:
        return []
    listed = counted().filter(form__in=forms, accepted_at__gt=since, period_end__range=(first, last))
    found = list(listed.select_related(*WITH_UNIT).order_by("-accepted_at"))
    codes = {report.unit.code for report in found}
    standing = StandingUnit.objects.filter(code__in=codes).values_list("code", "line")
    lines, versions = {code: frozenset(line) for code, line in standing}, _versions(found)
    return [_Accepted(each, lines.get(each.unit.code, frozenset()), versions[each.pk]) for each in found]


def _versions(reports: Sequence[Report]) -> Mapping[int, tuple[datetime, ...]]:
    """When each version of these reports was accepted, the first first. One query."""
    same = Report.objects.filter(
        of_units({each.unit for each in reports}),
        period__in={each.period for each in reports},
        state=Report.State.ACCEPTED,
    )
    earlier = {pk: (before, at) for pk, before, at in same.values_list("pk", "supersedes", "accepted_at")}
    return {each.pk: _chain(each.pk, earlier) for each in reports}


def _chain(newest: int, earlier: Mapping[int, tuple[int | None, datetime | None]]) -> tuple[datetime, ...]:
    found: list[datetime] = []
    pk: int | None = newest
    while pk is not None:
        pk, at = earlier[pk]
        found += [at] if at else []
    return tuple(reversed(found))


def _sources(definition: IndicatorDefinition) -> frozenset[Source]:
    return catalogue.measure_versions().sources(measures_of(definition.expression))


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
