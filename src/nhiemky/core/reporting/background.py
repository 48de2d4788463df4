"""What is known around a report while it is checked: earlier reports, other forms, other enterprises."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from nhiemky.core.reporting.lines import Report
from nhiemky.core.reporting.outliers import Others
from nhiemky.core.reporting.relations import Agreement


@dataclass(frozen=True)
class Background:
    """Everything that counts (is accepted) and a report can be held against.

    `history`: the same project and form in earlier periods, oldest first. `others`: the reports that an agreement
    names. `peers`: by line, the figures of other projects in relation to their size, amounts in USD.
    """

    history: tuple[Report, ...] = ()
    others: tuple[tuple[Agreement, Report], ...] = ()
    peers: Mapping[str, Others] = field(default_factory=dict)

    def before(self, report: Report) -> Report | None:
        """The report of the period just before, if it counts."""
        day = report.period.start - timedelta(days=1)
        return next((each for each in reversed(self.history) if each.period.end == day), None)

    def year_before(self, report: Report) -> Report | None:
        """The report of the same period a year earlier, if it counts."""
        start = (report.period.start.year - 1, report.period.start.month)
        return next((each for each in self.history if (each.period.start.year, each.period.start.month) == start), None)

    def series(self, line: str, column: str) -> tuple[Decimal, ...]:
        """The earlier figures of a cell, oldest first; gaps are left out."""
        found = (each.value(line, column) for each in self.history)
        return tuple(value for value in found if value is not None)


NOTHING_KNOWN = Background()
