"""The versions of a report, from the first that was sent to what is there now, and what differs cell by cell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from nhiemky.core.reporting.entry import NumberFormat, read_entry
from nhiemky.core.reporting.lines import Cells, Place
from nhiemky.reporting.inputs import label_of
from nhiemky.reporting.models import Report, ReportEvent
from nhiemky.reporting.reading import Entry


@dataclass(frozen=True)
class Change:
    """A cell that a version says otherwise than the one before; None where it is empty."""

    place: Place
    label: str
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """How much more."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Version:
    """What stood in a report at one time. `returned` is the step that gave it back, None for what is there now."""

    report: Report
    returned: ReportEvent | None
    at: datetime
    by: str
    cells: Cells
    changes: tuple[Change, ...]


def versions(chain: Iterable[Report], events: Iterable[ReportEvent], *, own: bool) -> list[Version]:
    """Every version of a chain of corrections, oldest first, each with what it changes. No queries.

    What somebody is still writing is shown to the enterprise alone (`own`).
    """
    listed, found = list(events), list[Version]()
    for report in chain:
        for event in listed:
            if event.report_id == report.pk and event.entry is not None:
                found.append(_version(report, event, found[-1:]))
        if own or not report.is_open:
            found.append(_version(report, None, found[-1:]))
    return found


def last_sent(report: Report, events: Iterable[ReportEvent]) -> Entry | None:
    """What an officer sees of a report that was returned: what was sent, not what is being written since."""
    kept = [each.entry for each in events if each.report_id == report.pk and each.entry is not None]
    return Entry.from_stored(kept[-1]) if kept and report.is_open else None


def _version(report: Report, returned: ReportEvent | None, before: list[Version]) -> Version:
    stored = returned.entry if returned is not None and returned.entry is not None else report.entry
    entry = Entry.from_stored(stored)
    form = report.definition
    cells, _unreadable = read_entry(form, {**entry.computed, **entry.cells}, NumberFormat.VIETNAMESE)
    changes = tuple(
        Change(place, label_of(form, f"o:{place}"), earlier, value)
        for place, value in cells.items()
        if before and (earlier := before[0].cells.get(place)) != value
    )
    at, by = (returned.at, returned.by) if returned is not None else (report.changed_at, report.changed_by)
    return Version(report, returned, at, by.full_name, cells, changes)
