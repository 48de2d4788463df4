"""What is due of whom: each duty of a reporting unit with the version of its report that is under way or counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from nhiemky.core.reporting.duties import Duty, DutyState
from nhiemky.core.reporting.forms import Form
from nhiemky.core.vietnamese.names import title_sort_key
from nhiemky.organisation.models import Unit
from nhiemky.records.remembered import remembering
from nhiemky.reporting import catalogue
from nhiemky.reporting.closings import closed
from nhiemky.reporting.lives import lives
from nhiemky.reporting.models import Closing, Extension, Report
from nhiemky.reporting.models.units import (
    OfUnit,
    ReportingUnit,
    UnitKey,
    board_of,
    key_of,
    of_units,
    reporter_of,
)


class Place(StrEnum):
    """Where a duty stands for the one who has it, in the order in which they ask for something to be done."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE = "due"
    WAITING = "waiting"
    DONE = "done"
    NOT_YET = "not_yet"


MISSING = frozenset({Place.OVERDUE, Place.RETURNED, Place.DUE})


@dataclass(frozen=True)
class Owed(OfUnit):
    """A duty of a unit. `report` is its newest version, `accepted` the one that counts; None where there is none.

    `days_left` is below 0 after the last day; `closing` is there while the board has the period closed.
    """

    unit: ReportingUnit
    form: Form
    duty: Duty
    report: Report | None
    accepted: Report | None
    place: Place
    days_left: int
    closing: Closing | None

    @property
    def days_late(self) -> int:
        """Days since the last day."""
        return -self.days_left

    @property
    def is_missing(self) -> bool:
        """Whether the reporter has something to send."""
        return self.place in MISSING

    @property
    def is_asked(self) -> bool:
        """Whether it is still waited for: missing, and its period is not closed."""
        return self.is_missing and self.closing is None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do: the reporter to send it, or the office to decide on it."""
        return self.is_asked or self.place is Place.WAITING

    @property
    def slug(self) -> str:
        """The form in an address."""
        return catalogue.slug(self.form)


_PLACES = list(Place)


def urgency(each: Owed) -> tuple[int, date, str]:
    """What asks for something to be done first; among the late, the oldest first."""
    return _PLACES.index(each.place), each.duty.last_day, each.unit.code


@remembering()
def owed(units: Iterable[ReportingUnit], day: date, *years: int) -> list[Owed]:
    """Every duty of the units, from the first day that they report to the last or the period of `day`.

    With years only the duties whose periods end in them. Four queries.
    """
    listed = list(units)
    lived = lives(listed, day)
    newest: dict[_Key, Report] = {}
    accepted: dict[_Key, Report] = {}
    reports = Report.objects.filter(of_units(listed)).defer("entry").order_by("pk")
    if years:
        reports = reports.filter(period_end__year__range=(min(years), max(years)))
    for report in reports:
        key = (report.unit_key, report.form, report.period)
        newest[key] = report
        if report.state == Report.State.ACCEPTED:
            accepted[key] = report
    more_time = _extensions(listed)
    shut = closed({board_of(unit).pk for unit in listed})
    found = []
    for unit in listed:
        life = lived.get(key_of(unit))
        for form, lawful in catalogue.duties_of(*life, reporter_of(unit)) if life else ():
            if years and lawful.period.end.year not in years:
                continue
            key = (key_of(unit), form.code, lawful.period.code)
            duty = lawful.until(more_time[key]) if key in more_time else lawful
            place = _place(duty, newest.get(key), accepted.get(key), day)
            closing = shut.get((board_of(unit).pk, form.code, lawful.period.code))
            left = duty.days_left(day)
            found.append(Owed(unit, form, duty, newest.get(key), accepted.get(key), place, left, closing))
    return found


type _Key = tuple[UnitKey, str, str]


def _extensions(units: list[ReportingUnit]) -> dict[_Key, date]:
    """The last day of each duty that was given more time; the newest counts."""
    rows = Extension.objects.filter(of_units(units)).order_by("pk")
    return {(each.unit_key, each.form, each.period): each.last_day for each in rows}


def _place(duty: Duty, newest: Report | None, accepted: Report | None, day: date) -> Place:
    if newest is not None and newest.state == Report.State.SUBMITTED:
        return Place.WAITING
    if newest is not None and newest.state == Report.State.RETURNED:
        return Place.RETURNED
    # A report accepted after the day looked at does not count on it; `timezone.localdate` is the office's day.
    on = timezone.localdate(accepted.accepted_at) if accepted and accepted.accepted_at else None
    places = {
        DutyState.DONE: Place.DONE,
        DutyState.OPEN: Place.DUE,
        DutyState.OVERDUE: Place.OVERDUE,
        DutyState.NOT_YET_DUE: Place.NOT_YET,
    }
    return places[duty.state(day, on)]


@dataclass(frozen=True)
class Row(OfUnit):
    """A reporting unit and its duties of one year, in the order of the columns."""

    unit: ReportingUnit
    cells: tuple[Owed | None, ...]


@dataclass(frozen=True)
class Column:
    """One form and period: how many units owe it and how many have it accepted."""

    form: Form
    duty: Duty
    owing: int
    accepted: int


@dataclass(frozen=True)
class Matrix:
    """Who has sent what in a year."""

    year: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def matrix(of_year: Iterable[Owed], year: int) -> Matrix:
    """Units by the duties of a year."""
    of_year = list(of_year)
    keys = {(each.duty.period.end, each.form.code): each for each in of_year}
    by_unit: dict[UnitKey, dict[tuple[date, str], Owed]] = {}
    for each in of_year:
        by_unit.setdefault(key_of(each.unit), {})[each.duty.period.end, each.form.code] = each
    columns = tuple(
        Column(
            keys[key].form,
            keys[key].duty,
            sum(1 for cells in by_unit.values() if key in cells),
            sum(1 for cells in by_unit.values() if key in cells and cells[key].accepted),
        )
        for key in sorted(keys)
    )
    units = {key_of(each.unit): each.unit for each in of_year}
    rows = tuple(Row(units[pk], tuple(cells.get(key) for key in sorted(keys))) for pk, cells in by_unit.items())
    return Matrix(year, columns, rows)


@dataclass(frozen=True)
class BoardPeriod:
    """One form and period at one board; `last_day` is the lawful one."""

    board: Unit
    form: Form
    duty: Duty
    owing: int
    accepted: int
    waiting: int
    missing: int
    closing: Closing | None

    @property
    def slug(self) -> str:
        """The form in an address."""
        return catalogue.slug(self.form)


def board_periods(owed_by_all: Iterable[Owed]) -> list[BoardPeriod]:
    """The duties by board, form and period, the newest period first."""
    groups: dict[tuple[int, str, str], list[Owed]] = {}
    for each in owed_by_all:
        groups.setdefault((each.receiver.pk, each.form.code, each.duty.period.code), []).append(each)
    found = [
        BoardPeriod(
            board=group[0].receiver,
            form=group[0].form,
            duty=group[0].duty.lawful,
            owing=len(group),
            accepted=sum(1 for each in group if each.accepted is not None),
            waiting=sum(1 for each in group if each.place is Place.WAITING),
            missing=sum(1 for each in group if each.is_missing),
            closing=group[0].closing,
        )
        for group in groups.values()
    ]
    return sorted(
        found,
        key=lambda each: (-each.duty.period.end.toordinal(), each.form.code, title_sort_key(each.board.name)),
    )
