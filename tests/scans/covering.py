"""How much of a name lies under strokes."""

import numpy as np

from nhiemky.core.ballots.geometry import Box
from tests.scans.strokes import Stroke

# From a capital's top (0.66 em over the baseline) to the baseline: 0.3 of a name box (1.12 em) up and down of its
# middle. A line whose middle runs further off lies above or below the letters.
LETTERS = 0.3


def covered(strokes: list[Stroke], box: Box) -> float:
    """The share of a name's length within a millimetre of a stroke that runs through its letters."""
    points = np.concatenate([stroke.points for stroke in strokes])
    through = points[np.abs(points[:, 1] - box.y - box.height / 2) < LETTERS * box.height]
    places = np.linspace(box.x, box.right, 80)
    return float(np.mean([np.any(np.abs(through[:, 0] - place) < 1.0) for place in places]))
