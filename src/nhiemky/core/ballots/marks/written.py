"""A piece of ink that was found where no mark belongs."""

from dataclasses import dataclass

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.reading import Ink


@dataclass(frozen=True)
class Written:
    """Ink that touches no place for marks: where it stands, in millimetres of the page, its mm² and its shape."""

    box: Box
    area: float
    ink: Ink
