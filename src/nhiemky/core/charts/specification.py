"""What a picture shows, before it is drawn. Every picture is shown beside its table; none carries a number alone.

Values are exact; a value that is missing, not due or provisional says so and is drawn so: never as a zero.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Language


class Kind(StrEnum):
    """How numbers by category are drawn."""

    COLUMNS = "columns"
    LINES = "lines"
    BARS = "bars"
    MULTIPLES = "multiples"


class State(StrEnum):
    """What stands behind a point: a figure, one that may still change, none though it was due, none that is due yet."""

    VALUE = "value"
    PROVISIONAL = "provisional"
    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Point:
    """One number; None goes with the states missing and not due only.

    Raises:
        ValueError: value and state contradict each other.
    """

    value: Decimal | None
    state: State = State.VALUE

    def __post_init__(self) -> None:
        if (self.value is None) != (self.state in {State.MISSING, State.NOT_DUE}):
            raise ValueError(f"{self.value} cannot be {self.state}")


MISSING = Point(None, State.MISSING)
NOT_DUE = Point(None, State.NOT_DUE)


@dataclass(frozen=True)
class Series:
    """A named row of points, one for each category."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class CategoryChart:
    """Series over categories (periods, zones, sectors). `target` is a line across in the same unit.

    `unit` is a code of the design's list (`VND`, `person`, `%`); the axis is written in one scale of it.

    Raises:
        ValueError: no series or category, or a series whose points are not one for each category.
    """

    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    language: Language
    target: Decimal | None = None

    def __post_init__(self) -> None:
        if not self.series or not self.categories:
            raise ValueError("A picture needs at least one series and one category.")
        for each in self.series:
            if len(each.points) != len(self.categories):
                raise ValueError(f"“{each.name}” has {len(each.points)} points for {len(self.categories)} categories.")

    @property
    def values(self) -> list[Decimal]:
        """Every number that the axis has to hold, the target too."""
        known = [point.value for each in self.series for point in each.points if point.value is not None]
        return known if self.target is None else [*known, self.target]


@dataclass(frozen=True)
class Bullet:
    """A result held against its target, in `unit`. `expected` is what even progress would have reached by today.

    `at_most`: the good side lies below the target. `upper`: the far end of a range.
    """

    name: str
    actual: Decimal | None
    target: Decimal
    unit: str
    at_most: bool = False
    expected: Decimal | None = None
    upper: Decimal | None = None


@dataclass(frozen=True)
class BulletChart:
    """Bullets below each other, each in its own scale (S. Few, Bullet Graph Design Specification, 2013).

    Raises:
        ValueError: there is none.
    """

    title: str
    bullets: tuple[Bullet, ...]
    language: Language

    def __post_init__(self) -> None:
        if not self.bullets:
            raise ValueError("A picture of targets needs at least one.")


@dataclass(frozen=True)
class BulletStrip:
    """One bullet for a cell of a table, whose other cells say its numbers: the bar and its marks alone."""

    bullet: Bullet
    language: Language

    @property
    def title(self) -> str:
        """The name of its bullet."""
        return self.bullet.name


@dataclass(frozen=True)
class Place:
    """A number at a place: degrees east and north (WGS 84)."""

    name: str
    longitude: Decimal
    latitude: Decimal
    point: Point


@dataclass(frozen=True)
class MapChart:
    """Circles at places, their areas in proportion to the numbers.

    Raises:
        ValueError: there is no place.
    """

    title: str
    places: tuple[Place, ...]
    unit: str
    language: Language

    def __post_init__(self) -> None:
        if not self.places:
            raise ValueError("A map needs at least one place.")


type Chart = CategoryChart | BulletChart | BulletStrip | MapChart
