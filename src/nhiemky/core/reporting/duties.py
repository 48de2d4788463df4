"""When a report is due, and where its duty stands on a day."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting.forms import Deadline, Form, Frequency

MONTHS_A_YEAR = 12
# How the periods of a year are written, by how often a form is due.
_PERIODS: Mapping[str, tuple[str, ...]] = {
    "month": tuple(f"-{month:02d}" for month in range(1, MONTHS_A_YEAR + 1)),
    "quarter": ("-Q1", "-Q2", "-Q3", "-Q4"),
    "half": ("-H1", "-H2"),
    "year": ("",),
}


class DutyState(StrEnum):
    """Where a duty stands on a day."""

    NOT_YET_DUE = "not_yet_due"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


DUTY_STATES: Mapping[DutyState, Bilingual] = {
    DutyState.NOT_YET_DUE: Bilingual("chưa tới hạn", "not yet due"),
    DutyState.OPEN: Bilingual("trong thời hạn", "open"),
    DutyState.OVERDUE: Bilingual("quá hạn", "overdue"),
    DutyState.DONE: Bilingual("đã hoàn thành", "done"),
}


@dataclass(frozen=True)
class Duty:
    """One form for one period: it may be sent from `opens` and until `last_day`, both included.

    `lawful_last_day` is the last day before anybody gave more time.
    """

    form: str
    period: Period
    opens: date
    last_day: date
    lawful_last_day: date

    @property
    def is_extended(self) -> bool:
        """Whether more time was given."""
        return self.last_day != self.lawful_last_day

    @property
    def lawful(self) -> "Duty":
        """The same duty without the time that somebody gave."""
        return replace(self, last_day=self.lawful_last_day)

    def until(self, day: date) -> "Duty":
        """The same duty with more time. A day before the lawful one changes nothing: the law's time is never cut."""
        return replace(self, last_day=max(day, self.lawful_last_day))

    def days_left(self, as_of: date) -> int:
        """Days from `as_of` to the last day: 0 on the last day, below 0 when it has passed."""
        return (self.last_day - as_of).days

    def state(self, as_of: date, accepted_on: date | None) -> DutyState:
        """Where the duty stands: done once a report is accepted."""
        if accepted_on is not None and accepted_on <= as_of:
            return DutyState.DONE
        if as_of < self.opens:
            return DutyState.NOT_YET_DUE
        return DutyState.OPEN if as_of <= self.last_day else DutyState.OVERDUE


def duties(form: Form, within: Period) -> tuple[Duty, ...]:
    """The duties of a form for all its periods that lie in `within`, oldest first."""
    return tuple(_duty(form, period) for period in _periods(form.frequency, within))


def _duty(form: Form, period: Period) -> Duty:
    day = last_day(form.deadline, period)
    return Duty(form.code, period, period.end + timedelta(days=1), day, day)


def last_day(deadline: Deadline, period: Period) -> date:
    """The last day that is still before the deadline: “before the 10th” is the 9th."""
    return day_before(period, deadline.months_after, deadline.before_day)


def day_before(period: Period, months_after: int, before_day: int) -> date:
    """The day before a day of the month that is `months_after` months after the period's last.

    A month that has no such day ends before it: “before the 31st” is the 30th in April and the 28th in February.
    """
    year, month = divmod(period.end.year * MONTHS_A_YEAR + period.end.month - 1 + months_after, MONTHS_A_YEAR)
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, 1) + timedelta(days=min(before_day - 1, longest) - 1)


def periods_of_year(frequency: str, year: int) -> tuple[Period, ...]:
    """The periods of a year, oldest first; `frequency` is one of month, quarter, half, year (else KeyError)."""
    return tuple(parse_period(f"{year:04d}{ending}") for ending in _PERIODS[frequency])


def _periods(frequency: Frequency, within: Period) -> Iterator[Period]:
    for number in range(within.start.year, within.end.year + 1):
        yield from (period for period in periods_of_year(frequency.value, number) if within.contains(period))
