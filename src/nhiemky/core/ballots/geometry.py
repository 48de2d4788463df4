"""Millimetres on a sheet from its top left corner, x to the right, y down: one geometry to print and to read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres: its top left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height
