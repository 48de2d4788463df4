"""One voter has one hand: a line as high as the page's other strikes is one of them, even at the letters' very edge."""

from collections.abc import Sequence

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.columns import Columns
from nhiemky.core.ballots.marks.judgement import Name, least, margins_of_strikes, strike
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
    perhaps = [row for row, both in enumerate(zip(first, second, strict=True)) if _perhaps(*both)]
    if perhaps:
        margins = _margins(columns, names, float(median(columns.height[strikes])))
        for row in perhaps:
            if margins[row] >= 0:
                seen[row] = strike(columns, row, float(margins[row]), float(streaks[row]))
    return seen


_EDGES = (Ink.UNDERLINE, Ink.OVERLINE, Ink.PARTIAL)


def _perhaps(one: Sight, two: Sight) -> bool:
    return one.mark is ReadMark.UNSURE and one.ink in _EDGES and two.mark is ReadMark.STRUCK


def _margins(columns: Columns, names: Sequence[Name], usual: float) -> Floats:
    """The margins of strikes whose middle may lie a little beyond the letters' bodies, like the page's others, but with
    both halves on the letters: two lines, one of them beyond, are no strike of this height."""
    height, lower, upper = (values.astype(np.float64) for values in (columns.height, columns.lower, columns.upper))
    margins = margins_of_strikes(columns, names)
    margins["height"] = np.minimum(height - limits.EDGE_BOTTOM, limits.EDGE_TOP - height)
    margins["halves"] = np.minimum(lower - limits.LINES_BOTTOM, limits.LINES_TOP - upper)
    margins["others"] = below(np.abs(height - usual), limits.AS_HIGH)
    return least(margins)
