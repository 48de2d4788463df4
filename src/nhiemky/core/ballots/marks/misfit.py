"""Pages printed or scanned so boldly that the edges of their own letters look like new ink.

Bold, blurred letters hide a line nearly everywhere, and their edges beyond the reference pass for it: with the one
white between two words bridged, a dash there has all that is asked of a strike. The names that the darkest way finds
untouched tell such a page, for it does not look at the reference.
"""

from collections.abc import Sequence

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Flags, Floats, Sight, above, sight
from nhiemky.core.ballots.medians import percentile
from nhiemky.core.ballots.reading import ReadMark

QUIETER = 25  # percent of the names that the other method finds untouched: those without any mark
SEVERAL = 3  # names: of one or two a voter may well strike out all


def where_print_fits(first: Sequence[Sight], second: Sequence[Sight], area: Floats) -> list[Sight]:
    """What new ink says of n names, with all its strikes asked about where even the page's untouched names have much
    of it, or where of several names none is untouched to tell; `area` (n) is its size at each name in mm²."""
    beyond = _beyond(np.array([one.mark is ReadMark.CLEAR for one in second]), area)
    if beyond < 0:
        return list(first)
    return [sight(one.mark, -beyond, one.ink) if one.mark is ReadMark.STRUCK else one for one in first]


def _beyond(untouched: Flags, area: Floats) -> float:
    """By how many limits the untouched names have too much ink; less than 0 where they have not."""
    if untouched.any():
        return above(percentile(area[untouched], QUIETER), limits.MISFIT)
    return 1.0 if len(area) >= SEVERAL else -1.0
