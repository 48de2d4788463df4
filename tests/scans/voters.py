"""One voter: a hand, a pen, and the habits of those who fill ballots in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tests.scans.hands import Paths
from tests.scans.pens import Canvas, Pen, draw
from tests.scans.strokes import Hand, Stroke, StrokeModel

Weights = Mapping[str, float]

# What odd voters do: the same kinds for tuning and judging; whose hands, pens and strokes they are differs.
ODD_STRIKES: Weights = {
    "partial": 3,
    "underline": 2,
    "overline": 1,
    "circle": 1.5,
    "tick beside": 1,
    "cross beside": 1,
    "tick on name": 1,
    "small cross on name": 1,
    "dot": 1,
    "rest point": 1,
    "hesitation": 1.5,
    "scribble": 1.5,
    "cross over": 1.5,
    "rubbed out": 1,
    "painted over": 0.7,
}
# And where half of the names are marked oddly, two marks at one name and strokes that run on into the next row.
COMPOUND_STRIKES: Weights = {
    **ODD_STRIKES,
    "two marks": 3,
    "tailed strike": 1,
    "steep strike": 1,
    "strike in two parts": 0.5,
    "tall tick": 0.7,
}

ODD_BOXES: Weights = {
    "no box": 1,
    "both boxes": 1,
    "overflowing cross": 1,
    "corrected": 0.6,
    "dot in box": 1,
    "across both": 0.7,
    "outside": 1,
}


@dataclass(frozen=True)
class Habits:
    """How voters of a profile fill in: shares of names struck or refused, of odd marks; chances, per sheet, of stray
    ink, of a second pen and of one line through several names."""

    struck: tuple[float, float]
    odd: float
    strikes: Weights
    odd_strikes: Weights
    boxes: Weights
    odd_boxes: Weights
    stray: float = 0.0
    second_pen: float = 0.0
    long_lines: float = 0.0


@dataclass(frozen=True)
class Voter:
    """A hand, a pen, perhaps a second one, and the stroke model, with the sheet in front of them."""

    rng: np.random.Generator
    hand: Hand
    pen: Pen
    model: StrokeModel
    canvas: Canvas
    second: Pen | None = None

    def write(self, paths: Paths, pen: Pen | None = None) -> list[Stroke]:
        """Draw what was meant, with the voter's pen unless told another, and say where the ink came to lie."""
        if pen is None:
            pen = self.second if self.second is not None and self.rng.random() < 0.4 else self.pen
        strokes = [self.model(self.rng, self.hand, path) for path in paths]
        for stroke in strokes:
            draw(self.canvas, self.rng, pen, stroke)
        return strokes


def choose(rng: np.random.Generator, weights: Weights) -> str:
    """One of the kinds, by weight."""
    kinds = list(weights)
    shares = np.array([weights[kind] for kind in kinds], float)
    return str(rng.choice(kinds, p=shares / shares.sum()))
