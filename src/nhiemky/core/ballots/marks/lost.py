"""Print that is missing where a name should stand: rubbed out, torn, or painted over with correction fluid."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats
from nhiemky.core.ballots.marks.strips import Strips
from nhiemky.core.ballots.medians import percentile

SMOOTH = 13  # columns: two millimetres, about a letter
GONE = 0.5  # of the darkness that letters have elsewhere on the page
LETTERED = 0.3  # of a name's mean darkness: columns with less hold no letters to miss


@dataclass(frozen=True)
class Lettering:
    """What the reference knows of n names (n, width): how dark their letters are around each column, at least 1, which
    columns hold letters, and the `shares` of these in a mean over all of them; the `print` itself (n, rows of letters,
    width)."""

    print: Bytes
    darkness: Floats
    columns: Flags
    shares: Floats


def lettering_of(names: Bytes, strips: Strips) -> Lettering:
    """Measure the names (n, height, width) of a sheet's reference once."""
    letters = _letters(names, strips)
    known = _darkness(letters)
    mean = (known * strips.in_name).sum(axis=1) / np.maximum(strips.in_name.sum(axis=1), 1)
    columns = strips.in_name & (known > LETTERED * mean[:, None])
    shares = columns / np.maximum(columns.sum(axis=1, keepdims=True), 1)
    return Lettering(letters, np.maximum(known, 1), columns, shares.astype(np.float32))


def lost(names: Bytes, known: Lettering, strips: Strips) -> Floats:
    """Millimetres of each name (n) whose letters are missing."""
    # A thick line between letters that are gone is no letter: only as much counts as is printed in each place.
    ratio = _darkness(np.minimum(_letters(names, strips), known.print)) / known.darkness
    whole = np.vecdot(ratio, known.shares)
    # Strikes only make names darker: the lighter ones say how dark print is.
    gone = known.columns & (ratio < GONE * percentile(whole, 20))
    found: Floats = gone.sum(axis=1) / limits.PX_PER_MM
    return found


def _letters(names: Bytes, strips: Strips) -> Bytes:
    """The rows of names (n, height, width) in which letters stand."""
    return names[:, max(int(strips.rows_above(0.7).min()), 0) : strips.baseline + 1]


def _darkness(letters: Bytes) -> Floats:
    """How dark letters (n, rows, width) are around each column (n, width), as mean pixels."""
    sums = letters.sum(axis=1, dtype=np.uint16).astype(np.float32) / letters.shape[1]
    return np.asarray(cv2.blur(sums, (SMOOTH, 1)), np.float32)
