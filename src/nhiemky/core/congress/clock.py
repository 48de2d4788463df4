"""Elapsed time from instants somebody else read: a clock that is started, paused and resumed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Stopwatch:
    """Time used so far, and since when it has been running again (None while it stands still).

    All instants must be aware of their time zone, or none.
    """

    used: timedelta = timedelta()
    running_since: datetime | None = None

    def start(self, now: datetime) -> "Stopwatch":
        """Run from `now`; a running watch runs on."""
        return self if self.running_since else replace(self, running_since=now)

    def pause(self, now: datetime) -> "Stopwatch":
        """Stand still from `now`."""
        return Stopwatch(used=self.elapsed(now))

    def elapsed(self, now: datetime) -> timedelta:
        """Time used at `now`; an instant before the start, from a clock set back, adds nothing."""
        if self.running_since is None:
            return self.used
        return self.used + max(now - self.running_since, timedelta())

    def remaining(self, now: datetime, allotted: timedelta) -> timedelta:
        """Time left at `now`, negative when overrun."""
        return allotted - self.elapsed(now)


def planned_starts(opening: datetime, minutes: Sequence[int]) -> tuple[datetime, ...]:
    """When each item starts if every one takes its usual minutes; the last instant is the close."""
    starts = [opening]
    for length in minutes:
        starts.append(starts[-1] + timedelta(minutes=length))
    return tuple(starts)
