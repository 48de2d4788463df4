"""At which heights of a name each of its columns has new ink."""

from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats
from nhiemky.core.ballots.marks.strips import Strips


def zones_of(strips: Strips) -> Floats:
    """What each row of a name's window (n, 9, height) counts for: one, its number and the square of that; whether it is
    in the letters' zone, under it, over it, in the letters' bodies, at a strike's height; its number if it is there."""
    rows = np.arange(strips.height, dtype=np.float32)
    edges = (
        *(limits.ZONE_TOP, limits.ZONE_BOTTOM, limits.BODY_TOP, limits.BODY_BOTTOM),
        *(limits.BAND_TOP, limits.BAND_BOTTOM),
    )
    top, bottom, body_top, body_bottom, band_top, band_bottom = (strips.rows_above(edge)[:, None] for edge in edges)
    ones = np.ones((len(strips.em), strips.height), np.float32)
    zones = (rows >= top) & (rows <= bottom), rows > bottom, rows < top, (rows >= body_top) & (rows <= body_bottom)
    band = (rows >= band_top) & (rows <= band_bottom)
    counted = [ones, ones * rows, ones * rows**2, *zones, band, band * rows]
    return np.stack(counted, axis=1).astype(np.float32)


@dataclass(frozen=True)
class Inked:
    """The ink of each column of n names (n, width): how many pixels, their mean row and its spread; whether any is in
    the letters' zone, under it and over it (`zones`, n, 3, width), goes `through` the letters' bodies, or is at a
    strike's height (`struck`); the mean row of what is there if that is most of it (`line`), else of all."""

    total: Floats
    mean: Floats
    spread: Floats
    zones: Flags
    through: Flags
    struck: Flags
    line: Floats


def inked_by_column(ink: Bytes, limit: Floats, zones: Floats) -> Inked:
    """Measure the columns of names by what each row counts for."""
    level = np.floor(limit * 255).astype(np.uint8)
    sums = np.matmul(zones, (ink > level[:, None, None]).astype(np.float32))
    total = np.maximum(sums[:, 0], 1)
    mean = sums[:, 1] / total
    spread = np.sqrt(np.maximum(sums[:, 2] / total - mean**2, 0))
    there = sums[:, 3:8] > 0
    line = np.where(2 * sums[:, 7] >= total, sums[:, 8] / np.maximum(sums[:, 7], 1), mean)
    return Inked(sums[:, 0], mean, spread, there[:, :3], there[:, 3], there[:, 4], line)
