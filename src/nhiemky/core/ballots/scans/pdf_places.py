"""Where the pictures of a PDF page stand on it, read from its content stream (ISO 32000-1, 8.3 and 8.9)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf.models.ctm import get_objects_with_ctm

_POINTS_PER_INCH = 72
_DEEPEST = 4


@dataclass(frozen=True)
class Placed:
    """A picture and the matrix that takes its unit square to the page, in points."""

    stream: pikepdf.Stream
    matrix: pikepdf.Matrix

    @property
    def quarter_turns(self) -> int:
        """By how many right angles, against the clock, the picture is turned on the page."""
        return round(math.atan2(self.matrix.b, self.matrix.a) / (math.pi / 2)) % 4

    @property
    def mirrored(self) -> bool:
        """Whether the page shows the picture's mirror image."""
        return self.matrix.a * self.matrix.d - self.matrix.b * self.matrix.c < 0

    @property
    def dpi(self) -> float:
        """Pixels of the picture per inch of paper."""
        return int(self.stream.Width) * _POINTS_PER_INCH / math.hypot(self.matrix.a, self.matrix.b)


def placed_pictures(page: pikepdf.Page) -> tuple[Placed, ...]:
    """All pictures a page draws, also through form objects, in the order they are drawn."""
    unit = float(page.obj.get("/UserUnit", 1))
    return tuple(_drawn(page, page.resources, pikepdf.Matrix(unit, 0, 0, unit, 0, 0), _DEEPEST))


def _drawn(
    page: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, start: pikepdf.Matrix, deeper: int
) -> Iterator[Placed]:
    objects = resources.get("/XObject", pikepdf.Dictionary())
    for name, matrix in get_objects_with_ctm(page, start):  # type: ignore[arg-type]
        drawn = objects.get(name)
        if not isinstance(drawn, pikepdf.Stream):
            continue
        if drawn.get("/Subtype") == "/Image":
            yield Placed(drawn, matrix)
        elif drawn.get("/Subtype") == "/Form" and deeper:
            own = pikepdf.Matrix(*(float(number) for number in drawn.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            yield from _drawn(drawn, drawn.get("/Resources", resources), own @ matrix, deeper - 1)
