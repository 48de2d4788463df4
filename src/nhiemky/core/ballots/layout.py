"""Where everything stands on a printed ballot. What is printed and what is read come from here and nowhere else."""

from dataclasses import dataclass

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.elections.rulebook import BallotStyle


@dataclass(frozen=True)
class Place:
    """One candidate on a ballot: the name's own ink box, its row of the table and, on an `agree` ballot, both boxes.

    `name_box` is tight around the printed name from its first letter to its last, and symmetric around the line
    a voter would strike through; `row_box` is the whole row of the table that belongs to the candidate.
    """

    name: str
    sheet: int
    name_box: Box
    row_box: Box
    agree_box: Box | None
    disagree_box: Box | None


@dataclass(frozen=True)
class Text:
    """A line of print: its text, the point on the baseline where it starts, its size in points and its weight."""

    text: str
    x: float
    baseline: float
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A straight line from one point to another, `thickness` wide, all in millimetres."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float


@dataclass(frozen=True)
class Sheet:
    """One side of paper: every text and rule on it, its markers (top left, top right, bottom right, bottom left)."""

    number: int
    markers: tuple[Box, Box, Box, Box]
    code: Box
    identity: Identity
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Layout:
    """A whole ballot: page size in millimetres, style, sheets, and the candidates in printed order."""

    width: float
    height: float
    style: BallotStyle
    sheets: tuple[Sheet, ...]
    places: tuple[Place, ...]

    def on_sheet(self, number: int) -> tuple[int, ...]:
        """The candidates (counted from 0, in printed order) that stand on a sheet (counted from 1)."""
        return tuple(index for index, place in enumerate(self.places) if place.sheet == number)
