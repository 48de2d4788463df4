"""Reading computed values, and which cells are wanted."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Max, Q
from django.utils import timezone

from nhiemky.core.indicators.compute import Question, Value
from nhiemky.core.indicators.compute import compute as evaluate
from nhiemky.core.indicators.periods import Period, parse_period, quarter, term, year
from nhiemky.indicators import catalogue
from nhiemky.indicators.models import Computation, IndicatorValue
from nhiemky.indicators.sources import Facts
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.resolution.models import Target
from nhiemky.zones.models import Project

# Actions whose verbs begin so can change a value; others, such as those of a congress in session, cannot.
CHANGING = (
    "zones.",
    "reporting.report_accepted",
    "organisation.member",
    "organisation.status",
    "organisation.unit",
    "elections.declared",
    "resolution.",
)
FIRST_YEAR = 2019


def last_event() -> int:
    """The number of the newest event in the records."""
    return Event.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def changed_since(computation: Computation) -> bool:
    """Has an action been taken since that can change a value, or has a day begun (stocks are stated by month)?"""
    if timezone.localdate(computation.computed_at) != clock.today():
        return True
    changing = reduce(or_, (Q(verb__startswith=beginning) for beginning in CHANGING))
    return Event.objects.filter(changing, sequence__gt=computation.through_event).exists()


def wanted_periods(today: date) -> list[Period]:
    """Every year and quarter from the first year on, and the period of every target; each once."""
    years = range(FIRST_YEAR, today.year + 1)
    calendar = [each for number in years for each in (year(number), *(quarter(q, number) for q in range(1, 5)))]
    spans = Target.objects.order_by().values_list("period_start", "period_end").distinct()
    return list(dict.fromkeys([*calendar, *(target_period(start, end) for start, end in spans)]))


def target_period(start: date, end: date) -> Period:
    """The period between two days; whole years by their name (2020, 2020..2021), to find values by code."""
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return term(start, end)
    return year(start.year) if start.year == end.year else parse_period(f"{start.year}..{end.year}")


def compute(facts: Facts) -> list[Value]:
    """All indicators for all units but single projects, in all wanted periods."""
    projects = set(Project.objects.values_list("code", flat=True))
    units = frozenset(unit.code for unit in facts.units if unit.code not in projects)
    question = Question(wanted_periods(clock.today()), units=units)
    return evaluate(catalogue.definitions().values(), catalogue.measures(), facts.facts, facts.units, question)


def values(computation: Computation, indicators: Iterable[str], unit: str) -> dict[tuple[str, str], IndicatorValue]:
    """Values of a unit by indicator and period. One query."""
    rows = IndicatorValue.objects.filter(computation=computation, indicator__in=list(indicators), unit=unit)
    return {(row.indicator, row.period): row for row in rows}
