"""One voter has one hand: a line as high as the page's other strikes is one of them, even at the letters' very edge."""

from collections.abc import Sequence

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.columns import Columns
from nhiemky.core.ballots.marks.judgement import Name, margins_of_strike, strike
from nhiemky.core.ballots.marks.sight import Floats, Ints, Sight, below
from nhiemky.core.ballots.medians import median
from nhiemky.core.ballots.reading import Ink, ReadMark


def as_high_as_others(
    first: Sequence[Sight], second: Sequence[Sight], columns: Columns, names: Sequence[Name], streaks: Floats
) -> list[Sight]:
    """What new ink says of n names once it knows how high the page's sure strikes are: those both methods found;
    `streaks` (n) is how dark each line goes on beyond its row."""
    both = [one.mark is two.mark is ReadMark.STRUCK for one, two in zip(first, second, strict=True)]
    strikes: Ints = np.flatnonzero(both)
    seen = list(first)
    if len(strikes) < limits.STRIKES:
        return seen
    usual = float(median(columns.height[strikes]))
    for row, (one, two) in enumerate(zip(first, second, strict=True)):
        if one.mark is ReadMark.UNSURE and one.ink in _EDGES and two.mark is ReadMark.STRUCK:
            margin = _margin(columns, row, names[row], usual)
            seen[row] = strike(columns, row, margin, float(streaks[row])) if margin >= 0 else one
    return seen


_EDGES = (Ink.UNDERLINE, Ink.OVERLINE, Ink.PARTIAL)


def _margin(columns: Columns, row: int, name: Name, usual: float) -> float:
    """The margin of a strike whose middle may lie a little beyond the letters' bodies, like the page's others, but with
    both its halves on the letters: two lines, one of them beyond, are no strike of this height."""
    height = columns.height.item(row)
    margins = margins_of_strike(columns, row, name)
    margins["height"] = min(height - limits.EDGE_BOTTOM, limits.EDGE_TOP - height)
    margins["halves"] = min(columns.lower.item(row) - limits.LINES_BOTTOM, limits.LINES_TOP - columns.upper.item(row))
    margins["others"] = below(abs(height - usual), limits.AS_HIGH)
    return min(margins.values())
