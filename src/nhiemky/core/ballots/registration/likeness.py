"""How like a drawn picture several small pictures are, wherever it fits into them: by products of matrices.

What is drawn of squares is a sum of a few products of a column and a row (its largest singular values; Treitel and
Shanks, "The design of multistage separable planar filters", IEEE Trans. Geoscience Electronics 9, 1971), and comparing
with each takes two small products of matrices for all pictures together. OpenCV's `matchTemplate` transforms each.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

type Grey = NDArray[np.uint8]
type Numbers = NDArray[np.floating[Any]]

_LEAST_PART = 10.0  # grey levels times pixels: weaker parts hold what rounding to grey levels left
_MIDDLE = 128  # grey levels: sums of squares stay small, and likeness does not ask for light
_FLAT = 1.0  # squared grey levels, in all: a picture without any print is like nothing


@dataclass(frozen=True)
class Likeness:
    """Prepared for pictures of one size, s pixels square, into which the drawn one fits at m × m places.

    `down` (parts, m, s) and `along` (parts, s, m) hold the columns and rows of the drawn picture's parts, without its
    mean, at every place; `sums` (m, s) ones where they are, `pixels` how many it has and `norm` how much it varies.
    """

    down: Numbers
    along: Numbers
    sums: Numbers
    pixels: int
    norm: float

    def to(self, pictures: Grey) -> Numbers:
        """The likeness (n, m, m), -1 to 1, of n pictures (n, s, s) to the drawn one with its corner at each place."""
        seen = pictures.astype(np.float32) - _MIDDLE
        # Small products one by one: one large one would be shared out to threads, which cost more than they do.
        alike = (self.down @ (seen[:, None] @ self.along)).sum(axis=1)
        total, squares = (self.sums @ part @ self.sums.T for part in (seen, seen * seen))
        varies = np.maximum(squares - total * total / self.pixels, _FLAT)
        likeness: Numbers = alike / (np.sqrt(varies) * self.norm)
        return likeness


def likeness_to(drawn: Grey, size: int) -> Likeness:
    """Prepare a drawn picture (t, t) for pictures of `size` pixels square, at least t."""
    side, places = len(drawn), size - len(drawn) + 1
    left, weights, right = np.linalg.svd(drawn - drawn.mean())
    parts = range(int((weights > _LEAST_PART).sum()))
    at = np.arange(places)[:, None], np.arange(places)[:, None] + np.arange(side)

    def at_places(line: Numbers) -> Numbers:
        lines = np.zeros((places, size), np.float32)
        lines[at] = line
        return lines

    return Likeness(
        down=np.stack([at_places(left[:, part] * weights[part]) for part in parts]),
        along=np.stack([at_places(right[part]).T for part in parts]),
        sums=at_places(np.ones(side)),
        pixels=side * side,
        norm=float(np.sqrt((weights**2).sum())),
    )
