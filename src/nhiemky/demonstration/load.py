"""The demonstration term, loaded through the same actions that clerks use, at the dates of its story."""

from collections.abc import Callable
from datetime import UTC, datetime

from nhiemky.demonstration import (
    ballots_to_try,
    boards,
    congress,
    figures,
    organisation,
    portal,
    reports,
    resolutions,
    zone_reports,
    zones,
)
from nhiemky.indicators.actions import up_to_date
from nhiemky.records import clock

type Step = tuple[str, datetime, Callable[[], object]]


def _on(year: int, month: int, day: int, hour: int = 1) -> datetime:
    """A moment of the story; 1:00 UTC is eight in the morning in Vietnam."""
    return datetime(year, month, day, hour, tzinfo=UTC)


STEPS: tuple[Step, ...] = (
    ("units", _on(2019, 12, 1), organisation.load_units),
    ("members", _on(2019, 12, 2), organisation.load_members),
    ("the seventh term", _on(2019, 12, 20), organisation.load_terms),
    ("accounts", _on(2019, 12, 21), organisation.load_accounts),
    ("zones", _on(2019, 12, 22), zones.load_zones),
    ("projects", _on(2019, 12, 23), zones.load_projects),
    ("the seventh resolution", _on(2019, 12, 20, 4), resolutions.load_seventh),
    ("reports", _on(2020, 4, 1), reports.load_reports),
    ("reports of zones", _on(2020, 12, 28), zone_reports.load_zone_reports),
    ("wastewater plants", _on(2022, 1, 10), zones.load_plants),
    ("ratings of members", _on(2022, 1, 12), organisation.load_ratings),
    ("the congress, prepared", _on(2022, 5, 4), congress.prepare),
    ("the congress, held", _on(2022, 6, 16), congress.hold),
    ("figures", _on(2022, 6, 20), figures.publish),
    ("boards", _on(2022, 6, 20, 3), boards.load_boards),
    ("the portal", _on(2022, 6, 21, 2), portal.build),
    ("ballots to try", _on(2022, 6, 21, 3), ballots_to_try.hand_in),
)


def load(tell: Callable[[str, int, int], None], until: str = "") -> None:
    """Load everything, in order; `tell(what, done, of)` before each step. `until` names the last step to take.

    At the end the roll-up is brought to the real day, or the first page that is opened would have to do it.
    """
    steps = len(STEPS) + 1
    for done, (what, moment, step) in enumerate(STEPS):
        tell(what, done, steps)
        with clock.at(moment):
            step()
        if what == until:
            return
    tell("indicators", steps - 1, steps)
    up_to_date()
