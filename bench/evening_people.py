"""How long people take over an evening, reckoned from what they do: the keystroke-level model, and nothing observed.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive systems", Communications
of the ACM 23 (1980) 396-410: K, a key by an average typist who is no secretary, 0.28 s; P, pointing at something with a
mouse, 1.10 s; M, making up one's mind, 1.35 s. The model counts one M for what is done in one go by somebody who knows
how; here every single picture of a sheet costs one, because each has to be judged. What the model has no figure for is
assumed and named so. Nobody makes mistakes here, and nobody talks.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

K, P, M = 0.28, 1.10, 1.35

#: Assumed: a stack squared, laid in and started.
TRAY = 10.0
#: A button of a page: the eye finds it, the mouse points, a click.
CLICK = M + P + K
#: A page of another vote ruled on from its picture: opened, looked at, said. Two persons do so beside each other.
RULED = CLICK + M + CLICK
#: A question on its whole ballot: the row, the ballot, one key.
ONE = M + M + K
#: One after another: choose the files and begin with them, mix, and declare with its confirmation.
CLICKS = 2 + 1 + 3
#: Beside each other: each count closed by somebody of its own; whoever closes last hands both over by that.
CLOSES = 2


def sheet(pictures: int, exceptions: int) -> float:
    """Seconds for a sheet: taken in, each picture judged, a key for all, a thought and a key each exception, Enter."""
    return M + pictures * M + K + exceptions * (M + K) + K


@dataclass
class Work:
    """What one person did: own seconds, seconds of waiting for the machine, what was answered, what came too late."""

    name: str
    seconds: float = 0.0
    machine: float = 0.0
    sheets: int = 0
    singles: int = 0
    answers: int = 0
    exceptions: int = 0
    late: int = 0

    def elapsed(self, times: float = 1.0) -> float:
        """On the clock, when everything people do takes so many times as long as assumed."""
        return self.seconds * times + self.machine


@dataclass
class People:
    """Everybody's work beside each other, on a clock that only they move."""

    works: list[Work] = field(default_factory=list)

    def run(self, turns: Sequence[tuple[Work, Callable[[], Callable[[], None] | None]]]) -> None:
        """Let everybody work until nothing is left. A turn begins now and gives what ends it, None when all is done.

        Whoever is earliest on the clock goes next, so that what somebody ends others find done.
        """
        queue: list[tuple[float, int, Callable[[], None] | None]] = []
        for place, (work, _begin) in enumerate(turns):
            self.works.append(work)
            heapq.heappush(queue, (0.0, place, None))
        while queue:
            _now, place, end = heapq.heappop(queue)
            work, begin = turns[place]
            if end is not None:
                end()
            following = begin()
            if following is not None:
                heapq.heappush(queue, (work.elapsed(), place, following))

    def side_by_side(self, times: float = 1.0) -> float:
        """Seconds until the last one is done."""
        return max((work.elapsed(times) for work in self.works), default=0.0)

    def work(self, times: float = 1.0) -> float:
        """Seconds of all of them together, without waiting."""
        return sum(work.seconds for work in self.works) * times
