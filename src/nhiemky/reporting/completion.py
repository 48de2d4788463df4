"""What the office's paper form leaves to arithmetic: totals and running totals that were left empty are computed."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from nhiemky.core.reporting.forms import Form, LineKind, Role
from nhiemky.core.reporting.lines import Place, Report, sum_of_children, year_to_date


def completed(
    form: Form, report: Report, previous: Report | None, left_alone: Collection[Place], *, begins: bool
) -> tuple[Report, frozenset[Place]]:
    """The report with its empty computable cells filled, and which these are.

    `previous` is the accepted report of the period just before; `begins` says that the licence falls within this
    period, so that the figure since the licence is the figure of the period. Cells in `left_alone` stay empty.
    A total is the sum of the lines below it; the year to date and the figure since the licence add this period.
    """
    cells: dict[Place, Decimal | None] = dict(report.cells)
    growing = replace(report, cells=cells)
    filled = set()
    for column in form.columns:
        # Lines below a total stand after it on the form, so going backwards meets them first.
        for line in reversed(form.lines):
            place = Place(line.code, column.code)
            if column.code not in line.columns or cells.get(place) is not None or place in left_alone:
                continue
            value = sum_of_children(form, cells, place) if line.total else None
            if value is None and line.kind is LineKind.FLOW:
                value = _over_time(form, growing, previous, place, column.role, begins=begins)
            if value is not None:
                cells[place] = value
                filled.add(place)
    return growing, frozenset(filled)


def _over_time(
    form: Form, report: Report, previous: Report | None, place: Place, role: Role, *, begins: bool
) -> Decimal | None:
    if role is Role.YEAR_TO_DATE:
        # A project licensed within the period has nothing earlier in the year.
        period = form.column(Role.PERIOD)
        computed = year_to_date(form, report, previous, place.line)
        return report.value(place.line, period.code) if computed is None and begins and period else computed
    if role is Role.SINCE_LICENCE:
        return _since_licence(form, report, previous, place, begins=begins)
    return None


def _since_licence(
    form: Form, report: Report, previous: Report | None, place: Place, *, begins: bool
) -> Decimal | None:
    period = form.column(Role.PERIOD)
    now = report.value(place.line, period.code) if period else None
    if now is None or begins:
        return now
    earlier = previous.value(place.line, place.column) if previous else None
    return None if earlier is None else earlier + now
