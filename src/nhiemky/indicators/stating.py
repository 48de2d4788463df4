"""What all registers state facts with: of which units, for which months, and a stock that falls to nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from django.db import models

from nhiemky.core.indicators.compute import Fact
from nhiemky.core.indicators.periods import Period, month_of

type Scope = frozenset[str] | None
"""Codes of the units that are read; None: all."""
type Register = Callable[[str, date, Scope], Iterator[Fact]]
type Cells[V: (int, Fraction)] = Mapping[tuple[str, Period], V]
"""Values by unit and period."""


def within[M: models.Model](rows: models.QuerySet[M], path: str, scope: Scope) -> models.QuerySet[M]:
    """The rows whose unit, at a path, is read."""
    return rows if scope is None else rows.filter(**{f"{path}__in": scope})


def months(first: date, last: date) -> Iterator[Period]:
    """The calendar months from the one of `first` to the one of `last`."""
    day = first.replace(day=1)
    while day <= last:
        yield month_of(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def facts(measure: str, cells: Cells[int] | Cells[Fraction]) -> Iterator[Fact]:
    """Each value as a fact."""
    return (Fact(unit, measure, period, Fraction(value)) for (unit, period), value in cells.items())


def stock(measure: str, cells: Cells[int], today: date) -> Iterator[Fact]:
    """A stock at the ends of the months it held, and once 0 where it ends.

    Without the 0 the newest value of a year would be that of the last month it held, as if it stood at the year's end.
    """
    ends = {
        (unit, after): 0 for unit, month in cells if (after := month_of(month.end + timedelta(days=1))).start <= today
    }
    return facts(measure, ends | dict(cells))
