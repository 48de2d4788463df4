"""Which form is due for which period, and how a form is named in an address."""

import re
from datetime import date

from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting.duties import Duty, duties
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.shipped import shipped_forms

_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")


def forms() -> tuple[Form, ...]:
    """Every form, by code."""
    return tuple(shipped_forms().values())


def form(code: str, version: str) -> Form:
    """One version of a form. Raises KeyError when we do not have it."""
    return {(each.code, each.version): each for each in forms()}[code, version]


def slug(form: Form) -> str:
    """The form's code in an address: `a-iii-1`."""
    return _NOT_IN_ADDRESS.sub("-", form.code.lower())


def form_for(address: str, period: Period) -> Form | None:
    """The version of a form that is in force at the end of a period; None when there is none."""
    return {slug(each): each for each in _in_force(period.end)}.get(address)


def duties_of(since: date, until: date) -> list[tuple[Form, Duty]]:
    """Every duty of a project certified on `since`, for the periods from that day's to the one `until` lies in.

    Each comes with the form that is in force at the end of its period; oldest first.
    """
    years = parse_period(f"{since.year:04d}..{until.year:04d}") if since <= until else None
    found = [
        (each, duty)
        for each in forms()
        for duty in (duties(each, years) if years else ())
        if since <= duty.period.end and duty.period.start <= until and each in _in_force(duty.period.end)
    ]
    return sorted(found, key=lambda pair: (pair[1].period.end, pair[0].code))


def duty_of(form: Form, period: Period) -> Duty | None:
    """The duty to send a form for a period; None when the form has no such period."""
    return next((duty for duty in duties(form, period) if duty.period == period), None)


def _in_force(day: date) -> tuple[Form, ...]:
    """The latest version of each form that is effective on a day."""
    latest = {each.code: each for each in forms() if each.effective_from <= day}
    return tuple(latest.values())
