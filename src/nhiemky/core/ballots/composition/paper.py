"""What a ballot is composed from: the vote, the round, the paper and the widths of letters."""

from dataclasses import dataclass
from typing import Literal, Protocol

from nhiemky.core.elections.contest import Contest

type PageName = Literal["A5", "A4"]

#: One point of print in millimetres (1/72 inch).
MM_PER_POINT = 25.4 / 72

#: The most names one ballot can have.
MOST_NAMES = 100

#: The most sheets one ballot can have: what the identity code can count.
MOST_SHEETS = 15


class NoSuchLetterError(LookupError):
    """The font has no such letter."""

    def __init__(self, letter: str) -> None:
        super().__init__(letter)
        self.letter = letter


class WidthOf(Protocol):
    """Measures a line of print."""

    def __call__(self, text: str, size: float, *, bold: bool) -> float:
        """Millimetres of a text of `size` points; raises NoSuchLetterError for a letter the font cannot draw."""

    def bearings(self, text: str, size: float, *, bold: bool) -> tuple[float, float]:
        """Millimetres of white before the first letter's ink and after the last's; negative where it sticks out."""


@dataclass(frozen=True)
class BallotPaper:
    """A vote to be printed: `round` from 1 to 15; `page` and `columns` None let the length of the list choose."""

    contest: Contest
    round: int = 1
    page: PageName | None = None
    columns: Literal[1, 2] | None = None


@dataclass(frozen=True)
class Page:
    """Paper upright, in millimetres.

    Nothing stands nearer to an edge than `margin`: a printer that scales by 92 to 104 % about the centre and shifts by
    8 mm still prints all of it.
    """

    name: PageName
    width: float
    height: float
    margin: float

    @property
    def left(self) -> float:
        """The least x of anything printed."""
        return self.margin

    @property
    def right(self) -> float:
        """The greatest x of anything printed."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """The least y of anything printed."""
        return self.margin

    @property
    def bottom(self) -> float:
        """The greatest y of anything printed."""
        return self.height - self.margin


#: ISO 216 sizes, smallest first.
PAGES: tuple[Page, ...] = (Page("A5", 148, 210, 12.5), Page("A4", 210, 297, 14.5))
