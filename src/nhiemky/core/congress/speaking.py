"""Who speaks next: first come, first served, and those who have not spoken before those who have."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from nhiemky.core.congress.clock import Stopwatch
from nhiemky.core.congress.problems import problem
from nhiemky.core.problem import Problem


@dataclass(frozen=True)
class Speaker:
    """A person waiting, speaking or done; `key` tells namesakes apart."""

    key: str
    full_name: str


@dataclass(frozen=True)
class Turn:
    """A finished turn and the time it took."""

    speaker: Speaker
    used: timedelta


@dataclass(frozen=True)
class SpeakersList:
    """Those waiting in order of asking, who has the floor with the running watch, and the turns taken."""

    waiting: tuple[Speaker, ...] = ()
    on_floor: tuple[Speaker, Stopwatch] | None = None
    turns: tuple[Turn, ...] = ()

    def ask(self, speaker: Speaker) -> "SpeakersList | Problem":
        """Put a person at the end of those waiting."""
        if any(waiting.key == speaker.key for waiting in self.waiting):
            return problem("C501", "speaker", name=speaker.full_name)
        return replace(self, waiting=(*self.waiting, speaker))

    def withdraw(self, speaker: Speaker) -> "SpeakersList | Problem":
        """Take a person off those waiting."""
        left = tuple(waiting for waiting in self.waiting if waiting.key != speaker.key)
        if len(left) == len(self.waiting):
            return problem("C502", "speaker", name=speaker.full_name)
        return replace(self, waiting=left)

    def order(self) -> tuple[Speaker, ...]:
        """Those waiting in the order they will speak: fewest turns first, then who asked first."""
        taken = [turn.speaker.key for turn in self.turns]
        return tuple(sorted(self.waiting, key=lambda speaker: taken.count(speaker.key)))

    def give_floor(self, now: datetime) -> "SpeakersList | Problem":
        """Let the next person speak and start the watch."""
        if self.on_floor is not None:
            return problem("C503", "speaker", name=self.on_floor[0].full_name)
        if not self.waiting:
            return problem("C505", "speaker")
        speaker = self.order()[0]
        waiting = tuple(other for other in self.waiting if other.key != speaker.key)
        return replace(self, waiting=waiting, on_floor=(speaker, Stopwatch().start(now)))

    def end_turn(self, now: datetime) -> "SpeakersList | Problem":
        """End the running turn and note the time it took."""
        if self.on_floor is None:
            return problem("C504", "speaker")
        speaker, watch = self.on_floor
        return replace(self, on_floor=None, turns=(*self.turns, Turn(speaker, watch.elapsed(now))))

    def time_used(self, key: str) -> timedelta:
        """The time a person has spoken in finished turns."""
        return sum((turn.used for turn in self.turns if turn.speaker.key == key), timedelta())
