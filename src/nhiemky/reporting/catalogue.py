"""The one way to a form: those that come with the product and those that the office made, by code and version.

The office's are read once for each request (`records.remembered`), all in one query; no process keeps them longer.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from nhiemky.core.definitions.versions import in_force as latest
from nhiemky.core.indicators.periods import Period, parse_period
from nhiemky.core.reporting.duties import Duty, duties
from nhiemky.core.reporting.form_reading import read_form
from nhiemky.core.reporting.forms import Form, Reporter
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.records.remembered import remembered
from nhiemky.reporting.models.definitions import FormDefinition

_NOT_IN_ADDRESS = re.compile(r"[^a-z0-9]+")


def forms() -> tuple[Form, ...]:
    """Every version of every form that is or was in force, by code and first day."""
    return _all()


@remembered
def _all() -> tuple[Form, ...]:
    shipped = shipped_forms()
    rows = FormDefinition.objects.exclude(state=FormDefinition.State.DRAFT)
    made = [stored_form(row) for row in rows if (row.code, row.version) not in shipped]
    return tuple(sorted([*shipped.values(), *made], key=lambda each: (each.code, each.effective_from)))


def stored_form(row: FormDefinition) -> Form:
    """The form of a row, which ends when the row was retired."""
    return replace(_parsed(row.text), effective_until=row.effective_until)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Form:
    """A function of the text alone, so that keeping the answer can never make it stale.

    That its parts fit was asked when it went live; a rule that came later takes no filed report away.
    """
    return read_form(text, "form.toml")[0]


def form(code: str, version: str) -> Form:
    """One version of a form. Raises KeyError when we do not have it."""
    shipped = shipped_forms().get((code, version))
    return shipped or {(each.code, each.version): each for each in forms()}[code, version]


def slug(form: Form) -> str:
    """The form's code in an address: `a-iii-1`."""
    return slug_of(form.code)


def slug_of(code: str) -> str:
    """A form's code in an address."""
    return _NOT_IN_ADDRESS.sub("-", code.lower())


def in_force(day: date, reporter: Reporter | None = None) -> tuple[Form, ...]:
    """The version of each form that is in force on a day; with a reporter only the forms that are theirs to send."""
    return tuple(each for each in latest(forms(), day).values() if reporter is None or each.reporter is reporter)


def form_for(address: str, period: Period) -> Form | None:
    """The version of a form that is in force at the end of a period; None when there is none."""
    return {slug(each): each for each in in_force(period.end)}.get(address)


def duties_of(since: date, until: date, reporter: Reporter = Reporter.PROJECT) -> list[tuple[Form, Duty]]:
    """Every duty of a unit that reports from `since` on, for the periods from that day's to the one `until` lies in.

    Each comes with the form that is in force at the end of its period; oldest first.
    """
    every = forms()
    theirs = [each for each in every if each.reporter is reporter]
    # No form is due before it is in force, however long ago a unit was founded.
    first = max(since, min((each.effective_from for each in theirs), default=until))
    if first > until:
        return []
    years = parse_period(f"{first.year:04d}..{until.year:04d}")
    found = [
        (each, duty)
        for each in theirs
        for duty in duties(each, years)
        if since <= duty.period.end
        and duty.period.start <= until
        and latest(every, duty.period.end).get(each.code) == each
    ]
    return sorted(found, key=lambda pair: (pair[1].period.end, pair[0].code))


def duty_of(form: Form, period: Period) -> Duty | None:
    """The duty to send a form for a period; None when the form has no such period."""
    return next((duty for duty in duties(form, period) if duty.period == period), None)
