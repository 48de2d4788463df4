"""The duties to report that the law lays on an enterprise, as data (`lawful_duties.toml`, reference 4.1).

Those that have a form of ours are received here; of the others a reporter is only told when they are due.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.indicators.periods import Period
from nhiemky.core.indicators.tables import Table, parse_toml
from nhiemky.core.reporting.duties import day_before, periods_of_year
from nhiemky.core.sureness import Sureness

_FILE = "lawful_duties.toml"


@dataclass(frozen=True)
class Due:
    """Before day `before_day` of the month that lies `months` after the period's last one (0: within the period)."""

    months: int
    before_day: int

    def last_day(self, period: Period) -> date:
        """The last day that is still before."""
        return day_before(period, self.months, self.before_day)


@dataclass(frozen=True)
class LawfulDuty:
    """One duty of an enterprise. `form` is the code of our form, None where the report is sent to somebody else.

    `due` has one entry for all periods of a year or one for each; none where the source names no day.
    """

    code: str
    form: str | None
    frequency: str
    name: Bilingual
    to: Bilingual
    due: tuple[Due, ...]
    cite: str
    sure: Sureness

    def next_days(self, day: date) -> tuple[tuple[Period, date], ...]:
        """The periods whose last day to send lies on or within a year after `day`, soonest first."""
        found = [
            (period, last)
            for year in range(day.year - 1, day.year + 2)
            for period, last in self._days(year)
            if day <= last < day.replace(year=day.year + 1, day=1)
        ]
        return tuple(sorted(found, key=lambda pair: pair[1]))

    def _days(self, year: int) -> Iterator[tuple[Period, date]]:
        for number, period in enumerate(periods_of_year(self.frequency, year)):
            if self.due:
                yield period, self.due[number % len(self.due)].last_day(period)


@cache
def lawful_duties() -> tuple[LawfulDuty, ...]:
    """All of them in the order of the file; raises Refused (D…) when the file is no such table."""
    root = parse_toml(files(__package__).joinpath(_FILE).read_text("utf-8"), _FILE)
    found = tuple(_duty(each) for each in root.tables("duty"))
    root.finish()
    return found


def _duty(table: Table) -> LawfulDuty:
    return LawfulDuty(
        code=table.text("code"),
        form=table.text("form") if table.has("form") else None,
        frequency=table.text("frequency"),
        name=table.bilingual("name"),
        to=table.bilingual("to"),
        due=tuple(_due(each) for each in table.tables("due")),
        cite=table.text("cite"),
        sure=table.choice("sure", Sureness),
    )


def _due(table: Table) -> Due:
    return Due(table.integer("months_after"), table.integer("before_day"))
