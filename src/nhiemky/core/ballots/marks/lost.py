"""Print that is missing where a name should stand: rubbed out, torn, or painted over with correction fluid."""

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Floats
from nhiemky.core.ballots.marks.strips import Strips
from nhiemky.core.ballots.medians import percentile

SMOOTH = 13  # columns: two millimetres, about a letter
GONE = 0.45  # of the darkness that letters have elsewhere on the page
LETTERED = 0.3  # of a name's mean darkness: columns with less hold no letters to miss


def print_of(names: Bytes, strips: Strips) -> Floats:
    """How dark the letters of names (n, height, width) are around each column (n, width), as mean pixels."""
    top = max(int(strips.rows_above(0.7).min()), 0)
    letters = names[:, top : strips.baseline + 1]
    sums = letters.sum(axis=1, dtype=np.uint16).astype(np.float32) / letters.shape[1]
    return np.asarray(cv2.blur(sums, (SMOOTH, 1)), np.float32)


def lost(names: Bytes, known: Floats, strips: Strips) -> Floats:
    """Millimetres of each name (n) whose letters are missing; `known` is `print_of` the reference."""
    columns = np.arange(strips.width)
    in_name = (columns >= strips.starts[:, None]) & (columns < strips.ends[:, None])
    width = np.maximum(in_name.sum(axis=1), 1)
    lettered = in_name & (known > LETTERED * ((known * in_name).sum(axis=1) / width)[:, None])
    ratio = print_of(names, strips) / np.maximum(known, 1)
    whole = np.where(lettered, ratio, 0.0).sum(axis=1) / np.maximum(lettered.sum(axis=1), 1)
    # Strikes only make names darker: the lighter ones say how dark print is.
    gone = lettered & (ratio < GONE * percentile(whole, 20))
    found: Floats = gone.sum(axis=1) / limits.PX_PER_MM
    return found
