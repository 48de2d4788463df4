"""A page that was examined: what was read from it, and the page itself for people to look at."""

from collections.abc import Callable
from dataclasses import dataclass

from nhiemky.core.ballots.reading import PageReading
from nhiemky.core.ballots.scans.pyramid import Picture


@dataclass(frozen=True)
class Examined:
    """What was read from a page; `upright` straightens the whole of it in its own colours, None when it is refused."""

    reading: PageReading
    upright: Callable[[], Picture | None]
