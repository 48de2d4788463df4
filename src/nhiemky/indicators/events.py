"""Which units an event of the records touches, so that only their facts are read again.

The records tell of every row that an action wrote, so no author of an action has to remember the roll-up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from nhiemky.indicators.models import Placement
from nhiemky.records.models import Event
from nhiemky.reporting.models import Report
from nhiemky.zones.models import Certificate, Project, WastewaterPlant, Zone, ZoneFact

# Actions whose verbs begin so can change a value; others, such as those of a congress in session, cannot.
CHANGING = (
    "zones.",
    "reporting.report_accepted",
    "organisation.member",
    "organisation.status",
    "organisation.unit",
    "organisation.term",
    "elections.declared",
    "resolution.",
    "indicators.unit_placed",
    "indicators.placement_",
)
_TREE = ("organisation.Unit", "zones.Zone", "indicators.Placement")


@dataclass
class Touches:
    """Numbers of those whose facts are read again; whether those of all units are, or all zones; whether any moved."""

    projects: set[int] = field(default_factory=set)
    zones: set[int] = field(default_factory=set)
    boards: set[int] = field(default_factory=set)
    units: bool = False
    tree: bool = False
    all_zones: bool = False

    def reads(self, origin: str) -> bool:
        """Whether the facts of this row of a register are read again."""
        kind, _, number = origin.partition(":")
        if kind == "project":
            return int(number) in self.projects
        if kind == "unit":
            return self.units or int(number) in self.boards
        return self.all_zones or int(number) in self.zones


def newer(after: int) -> QuerySet[Event]:
    """Events after a number that can change a value, the oldest first."""
    changing = reduce(or_, (Q(verb__startswith=beginning) for beginning in CHANGING))
    return Event.objects.filter(changing, sequence__gt=after).order_by("sequence")


def touched_by(events: Iterable[Event]) -> Touches:
    """What a run of events touches. Eight queries at most, however many events there are."""
    rows: dict[str, set[int]] = {}
    for event in events:
        for change in event.changes:
            rows.setdefault(change["model"], set()).add(int(change["pk"]))
    found = Touches()
    found.tree = any(label in rows for label in _TREE)
    found.units = any(label.split(".")[0] in {"organisation", "elections", "resolution"} for label in rows)
    found.zones |= rows.get("zones.Zone", set())
    found.projects |= rows.get("zones.Project", set())
    _add_rows(found, rows)
    return found


def _add_rows(found: Touches, rows: dict[str, set[int]]) -> None:
    if reports := rows.get("reporting.Report"):
        _add_reporting(found, Report.objects.filter(pk__in=reports))
    if certificates := rows.get("zones.Certificate"):
        found.projects |= set(Certificate.objects.filter(pk__in=certificates).values_list("project_id", flat=True))
    # What a zone states depends on its projects and their certificates.
    found.zones |= set(Project.objects.filter(pk__in=found.projects).values_list("zone_id", flat=True))
    if plants := rows.get("zones.WastewaterPlant"):
        found.zones |= set(WastewaterPlant.objects.filter(pk__in=plants).values_list("zone_id", flat=True))
    if facts := rows.get("zones.ZoneFact"):
        found.zones |= set(ZoneFact.objects.filter(pk__in=facts).values_list("zone_id", flat=True))
    if placements := rows.get("indicators.Placement"):
        found.zones |= _placed(placements)


def _placed(placements: Iterable[int]) -> set[int]:
    """The zones that end, or into which one merges, by placements or by what these take the place of. Two queries."""
    columns = ("unit", "parent", "supersedes__unit", "supersedes__parent")
    named = Placement.objects.filter(pk__in=placements).order_by().values_list(*columns)
    codes = {code for row in named for code in row if code}
    return set(Zone.objects.filter(code__in=codes).order_by().values_list("pk", flat=True))


def _add_reporting(found: Touches, reports: QuerySet[Report]) -> None:
    for project, zone, board in reports.values_list("project_id", "zone_id", "board_id"):
        if project is not None:
            found.projects.add(project)
        if zone is not None:
            found.zones.add(zone)
        if board is not None:
            found.boards.add(board)


def days_begun(found: Touches, since: date, until: date) -> None:
    """Stocks are stated by month, and what was dated ahead counts from its day on."""
    certificates = Certificate.objects.filter(issued_on__gt=since, issued_on__lte=until)
    found.projects |= set(certificates.values_list("project_id", flat=True))
    found.units = found.tree = found.all_zones = True
