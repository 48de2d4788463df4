"""What a run of scans is made of: a profile is one kind of disturbance, a set of parameters is all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.scans.papers import Wear
from tests.scans.pens import Pen
from tests.scans.phones import Phone
from tests.scans.scanners import Scanner
from tests.scans.strokes import Hand, StrokeModel
from tests.scans.voters import Habits


@dataclass(frozen=True)
class Profile:
    """Sheets of some forms (by weight), worn in some way, seen by one machine; `share` of the marks of a run."""

    device: Scanner | Phone
    share: float
    habits: Habits
    wear: Wear = field(default_factory=Wear)
    forms: Mapping[str, float] = field(default_factory=lambda: {"strike-60": 1.0})
    weak: bool | None = None  # only weak pens, none of them, or (None) all pens

    def pens(self, all_pens: tuple[Pen, ...]) -> tuple[Pen, ...]:
        """The pens of this profile's voters."""
        return tuple(pen for pen in all_pens if self.weak in (None, pen.weak))


@dataclass(frozen=True)
class Parameters:
    """Everything a generator draws from. `salt` keeps the random numbers of two sets apart for equal seeds."""

    name: str
    salt: int
    model: StrokeModel
    hands: tuple[Hand, ...]
    pens: tuple[Pen, ...]
    profiles: Mapping[str, Profile]
