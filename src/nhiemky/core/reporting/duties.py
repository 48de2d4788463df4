"""When a report is due, and where its duty stands on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import Period, quarter, year
from nhiemky.core.reporting.forms import Deadline, Form, Frequency

MONTHS_A_YEAR = 12


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
    """One form for one period: it may be sent from `opens` and until `last_day`, both included."""

    form: str
    period: Period
    opens: date
    last_day: date

    def state(self, as_of: date, accepted_on: date | None) -> DutyState:
        """Where the duty stands: done once a report is accepted."""
        if accepted_on is not None and accepted_on <= as_of:
            return DutyState.DONE
        if as_of < self.opens:
            return DutyState.NOT_YET_DUE
        return DutyState.OPEN if as_of <= self.last_day else DutyState.OVERDUE


def duties(form: Form, within: Period) -> tuple[Duty, ...]:
    """The duties of a form for all its periods that lie in `within`, oldest first."""
    return tuple(
        Duty(form.code, period, period.end + timedelta(days=1), last_day(form.deadline, period))
        for period in _periods(form.frequency, within)
    )


def last_day(deadline: Deadline, period: Period) -> date:
    """The last day that is still before the deadline: “before the 10th” is the 9th."""
    months = period.end.year * MONTHS_A_YEAR + period.end.month - 1 + deadline.months_after
    years, month = divmod(months, MONTHS_A_YEAR)
    return date(years, month + 1, deadline.before_day) - timedelta(days=1)


def _periods(frequency: Frequency, within: Period) -> Iterator[Period]:
    for number in range(within.start.year, within.end.year + 1):
        candidates = [year(number)] if frequency is Frequency.YEAR else [quarter(each, number) for each in range(1, 5)]
        yield from (candidate for candidate in candidates if within.contains(candidate))
