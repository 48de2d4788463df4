"""The drafts that an import left: which of them can be sent as they are, and what stands in the way of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nhiemky.core.problem import Problem
from nhiemky.organisation.models import User
from nhiemky.records.remembered import remembering
from nhiemky.reporting import access, actions, background, lives
from nhiemky.reporting.models import Report, WorkbookImport
from nhiemky.reporting.models.units import WITH_UNIT, key_of
from nhiemky.ui.language import say

_TOLD = 3


@dataclass(frozen=True)
class Draft:
    """A draft with everything that stops its submission; `key` names it and the edition that was looked at."""

    report: Report
    in_the_way: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """How a page names it."""
        return f"{self.report.pk}-{self.report.edition}"

    @property
    def sentences(self) -> list[str]:
        """The first things that stand in the way, in the reader's language, each with its code and place."""
        first = self.in_the_way[:_TOLD]
        return [f"{say(each)} ({', '.join(filter(None, (each.code, each.place)))})" for each in first]

    @property
    def more(self) -> int:
        """How many more there are."""
        return max(len(self.in_the_way) - _TOLD, 0)


@remembering()
def drafts(user: User, found: WorkbookImport) -> list[Draft]:
    """What is still a draft of an import and the account's to send, in the order of the workbook.

    As many queries for hundreds as for one.
    """
    order = {pk: place for place, (pk, _code) in enumerate(found.filed)}
    rows = Report.objects.filter(pk__in=order, state=Report.State.DRAFT).select_related(*WITH_UNIT, "changed_by")
    theirs = {key_of(unit) for unit in access.fillable_units(user)}
    allowed = [report for report in rows if report.unit_key in theirs]
    hidden = access.hidden(user, allowed)
    shown = sorted((each for each in allowed if each.pk not in hidden), key=lambda each: order[each.pk])
    background.read_ahead(shown)
    lives.read_ahead([each.unit for each in shown])
    return [Draft(each, actions.reading_of(each).in_the_way) for each in shown]


def chosen(listed: Iterable[Draft], keys: Iterable[str]) -> list[tuple[Report, int]]:
    """The reports that a page named, each with the edition that was looked at; others are left out."""
    editions: Mapping[str, str] = dict(key.split("-", 1) for key in keys if "-" in key)
    return [
        (each.report, int(edition))
        for each in listed
        if (edition := editions.get(str(each.report.pk), "")).isascii() and edition.isdigit()
    ]
