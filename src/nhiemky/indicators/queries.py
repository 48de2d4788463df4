"""Reading the roll-up: cells, which facts it shows, what it lacks, and which periods are kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Max

from nhiemky.core.indicators.formula import measures_of
from nhiemky.core.indicators.periods import Period, between, canonical, half, month_of, parse_period, quarter, year
from nhiemky.core.indicators.plan import Plan
from nhiemky.indicators import catalogue
from nhiemky.indicators.events import newer
from nhiemky.indicators.models import Computation, IndicatorValue, KeptPeriod, RefusedMeasure, written
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.resolution.models import Target

FIRST_YEAR = 2019
_MOST_EVENTS = 200
_MOST_FACTS = 50_000
"""More newer events, or more facts to be put together anew, than these are left to a worker."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as pages need it: with `decimals` meant digits after the point, its status, how many facts it used."""

    value: Decimal | None
    decimals: int
    status: str
    facts: int

    @property
    def written(self) -> str:
        """The value with exactly its decimals, as in `values.parquet`; empty where there is none."""
        return written(self.value, self.decimals)


class CellPlace(NamedTuple):
    """Where a value stands; `period` is the code that was asked for, `split` is None where nothing is split."""

    indicator: str
    unit: str
    period: str
    split: str | None = None


def last_event() -> int:
    """The number of the newest event in the records."""
    return Event.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def pending(computation: Computation) -> int:
    """How many newer events can change a value and are still to be added; a page says so. One query."""
    return newer(computation.through_event).count()


def is_outdated(computation: Computation) -> bool:
    """Has a day begun (stocks are stated by month), or has a definition changed?"""
    return computation.day != clock.today() or is_defined_anew(computation)


def is_defined_anew(computation: Computation) -> bool:
    """Whether the definitions are others than those it was computed by."""
    return computation.definitions != catalogue.digest()


def is_long(computation: Computation, waiting: int) -> bool:
    """Whether adding what is missing takes longer than a page may wait."""
    return waiting > _MOST_EVENTS or (is_defined_anew(computation) and is_large(computation))


def is_large(computation: Computation) -> bool:
    """Whether putting everything together takes longer than a page may wait."""
    return computation.facts > _MOST_FACTS


def calendar(today: date) -> list[Period]:
    """Every month, quarter, half, nine months and year from the first year to this one."""
    found = []
    for number in range(FIRST_YEAR, today.year + 1):
        found += [year(number), half(1, number), half(2, number), parse_period(f"{number}-YTD-09")]
        found += [quarter(each, number) for each in range(1, 5)]
        found += [month_of(date(number, each, 1)) for each in range(1, 13)]
    return found


def wanted_periods(today: date) -> list[Period]:
    """The calendar's periods, those of every target, and those that boards ask for; each once. Two queries."""
    spans = Target.objects.order_by().values_list("period_start", "period_end").distinct()
    targets = [target_period(start, end) for start, end in spans]
    asked = [parse_period(code) for code in KeptPeriod.objects.values_list("code", flat=True)]
    return list(dict.fromkeys([*calendar(today), *targets, *asked]))


def target_period(start: date, end: date) -> Period:
    """The period between two days by its shortest code, to find values by it."""
    return between(start, end)


def plan(computation: Computation) -> Plan:
    """What the roll-up keeps."""
    return Plan(catalogue.whole(), [parse_period(code) for code in computation.periods], refused())


def refused() -> frozenset[str]:
    """The measures that count nowhere."""
    return frozenset(RefusedMeasure.objects.order_by().values_list("measure", flat=True).distinct())


def refusals(measures: Iterable[str] | None = None) -> list[RefusedMeasure]:
    """Why measures are refused (all, or only these). Their indicators have no cells. One query."""
    rows = RefusedMeasure.objects.all()
    return list(rows if measures is None else rows.filter(measure__in=list(measures)))


@dataclass(frozen=True)
class Shown:
    """What a page says of its values: the roll-up, newer events still to be added, what is refused."""

    computation: Computation
    pending: int
    refusals: Sequence[RefusedMeasure]


def shown(computation: Computation, indicators: Iterable[str] | None = None) -> Shown:
    """What to say beside all values, or beside those of some indicators. Two queries."""
    named: frozenset[str] | None = None
    if indicators is not None:
        definitions = catalogue.definitions()
        known = [definitions[code] for code in indicators if code in definitions]
        named = frozenset().union(*(measures_of(each.expression) for each in known))
    return Shown(computation, pending(computation), refusals(named))


def values(computation: Computation, indicators: Iterable[str], unit: str) -> dict[tuple[str, str], IndicatorValue]:
    """Values of a unit by indicator and period (its shortest code). One query."""
    rows = computation.values.filter(indicator__in=list(indicators), unit=unit)
    return {(row.indicator, row.period): row for row in rows}


def cells(
    computation: Computation,
    indicators: Iterable[str],
    units: Iterable[str],
    periods: Iterable[Period],
    by: str | None = None,
) -> Mapping[CellPlace, Cell]:
    """The cells of these indicators, units and periods, or of each value of a dimension. One query.

    Where nothing was stated there is no cell. Periods that are not kept (`actions.keep_periods`) have none either.
    """
    asked: dict[str, list[str]] = defaultdict(list)
    for period in periods:
        asked[canonical(period).code].append(period.code)
    named = {"indicator__in": list(indicators), "unit__in": list(units), "period__in": list(asked)}
    # Tuples instead of rows: a page of a country reads a thousand, and models cost more than the database.
    columns = ("value", "decimals", "status", "facts")
    found: dict[CellPlace, Cell] = {}
    if by is None:
        totals = computation.values.filter(**named)
        for indicator, unit, period, *cell in totals.values_list("indicator", "unit", "period", *columns):
            for code in asked[period]:
                found[CellPlace(indicator, unit, code)] = Cell(*cell)
        return found
    splits = computation.split_values.filter(**named, dimension=by)
    for indicator, unit, period, split, *cell in splits.values_list("indicator", "unit", "period", "split", *columns):
        for code in asked[period]:
            found[CellPlace(indicator, unit, code, split)] = Cell(*cell)
    return found
