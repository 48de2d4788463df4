"""Whether the marks of a page were made with pens of several colours.

A pen's colour is the direction of the light it takes away, blue against green against red: pressing harder or lighter
makes it longer, not other. Chroma of a JPEG is coarse, so only plainly different directions count.
"""

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Floats, Ints

CORE = 0.7  # of a mark's darkest pixels: its edges are mixed with paper
LEAST = 8  # pixels a mark must have to have a colour


def colours_of(colour: Bytes, ink: Bytes, tops: Ints, lefts: Ints) -> Floats:
    """The direction of light taken away (n, 3; blue, green, red) by the new ink (n, height, width) at places of a page.

    A row of zeros stands for a mark that is too small or too pale to tell.
    """
    return np.stack(
        [
            _colour_of(colour[y : y + ink.shape[1], x : x + ink.shape[2]], part)
            for part, y, x in zip(ink, tops.tolist(), lefts.tolist(), strict=True)
        ]
    )


def several(colours: Floats) -> bool:
    """Whether directions (n, 3) of single marks differ too much for one pen."""
    known = colours[np.any(colours > 0, axis=1)]
    if len(known) < 2:
        return False
    common = np.median(known, axis=0)
    alike = known @ (common / np.linalg.norm(common))
    return bool(alike.min() < limits.SAME_PEN)


def _colour_of(colour: Bytes, ink: Bytes) -> Floats:
    darkest = int(ink.max())
    core = ink > CORE * darkest
    if darkest < limits.SURE_INK * 255 or int(core.sum()) < LEAST:
        return np.zeros(3, np.float32)
    taken = 255 - colour[core].astype(np.float32).mean(axis=0)
    return np.asarray(taken / np.linalg.norm(taken), np.float32)
