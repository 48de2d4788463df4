"""Two lines at one name: the one through its letters, measured as if the other was not there.

Who strikes a name out twice seldom meets the letters both times, and the middle between both lines may lie beyond the
letters while one of them runs right through. What tells whose line it is are the stretches of ink in each column: those
whose own middle lies off the letters' bodies are left out, and what remains must be a whole strike by every limit.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.columns import Columns, chosen, columns_of, exchanged
from nhiemky.core.ballots.marks.gaps import bridged, of_names
from nhiemky.core.ballots.marks.judgement import Name, least, margins_of_strikes
from nhiemky.core.ballots.marks.new_ink import Printed, Seen
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints

# Limits that a second line may make a strike miss.
_OF_TWO = frozenset({"height", "level", "one_line", "letters", "spread"})


def with_lines_apart(seen: Seen, known: Printed, names: Sequence[Name]) -> Seen:
    """The same with the measurements of the one line that strikes, at each name whose ink is no strike only because of
    another line near it."""
    perhaps = np.array(_perhaps(seen.columns, names), np.int64)
    if not len(perhaps):
        return seen
    through = _through_letters(seen.ink[perhaps], seen.columns.pen[perhaps], known, perhaps)
    crosses = np.flatnonzero(_crosses_whites(through, known, perhaps))
    if not len(crosses):
        return seen
    ink, rows = through[crosses], perhaps[crosses]
    alone = columns_of(ink, known.places, seen.columns.own_fit[rows], rows)
    strikes = np.flatnonzero(least(margins_of_strikes(alone, [names[row] for row in rows])) >= 0)
    return replace(seen, columns=exchanged(seen.columns, chosen(alone, strikes), rows[strikes]))


def _off_letters(columns: Columns) -> list[int]:
    """The names whose ink leaves the height of a strike somewhere: only there another line may be why it is none."""
    off = (columns.height > limits.BAND_TOP) | (columns.height < limits.BAND_BOTTOM) | (columns.level < limits.LEVEL)
    halves = (columns.lower < limits.LINES_BOTTOM) | (columns.upper > limits.LINES_TOP)
    beside = (columns.spread > limits.SPREAD) | (columns.letters < limits.COVERED)
    rows: list[int] = np.flatnonzero((columns.covered >= limits.SKIPPED) & (off | halves | beside)).tolist()
    return rows


def _perhaps(columns: Columns, names: Sequence[Name]) -> list[int]:
    """The names whose ink covers them like a strike, but not at the height of one; ink far off the letters is no second
    line of one strike."""
    off = [row for row in _off_letters(columns) if max(columns.under[row], columns.over[row]) <= limits.PART]
    if not off:
        return []
    missed = {limit: margins < 0 for limit, margins in margins_of_strikes(columns, names).items()}
    of_two = np.logical_or.reduce([misses for limit, misses in missed.items() if limit in _OF_TWO])
    others = np.logical_or.reduce([misses for limit, misses in missed.items() if limit not in _OF_TWO])
    return [row for row in off if of_two[row] and not others[row]]


def _crosses_whites(ink: Bytes, known: Printed, names: Ints) -> Flags:
    """Whether what is left of the ink (k, rows, width) of some names still crosses their whites, as a strike does: the
    rest of its measurements take much longer."""
    gaps = of_names(names, known.places.gaps, len(known.places.zones))
    flags: Flags = bridged(ink.any(axis=1), gaps) >= limits.BRIDGED
    return flags


def _through_letters(ink: Bytes, pen: Floats, known: Printed, names: Ints) -> Bytes:
    """The ink (k, rows, width) of some names without stretches in a column whose middle lies off the letters."""
    least = np.maximum(limits.PENCIL, pen * limits.PART_OF_PEN) * 255
    count, height, width = ink.shape
    # Column by column, in which a stretch is a run of places.
    columns = np.ascontiguousarray(ink.transpose(0, 2, 1)).reshape(count, -1)
    inked: Ints = np.flatnonzero(columns > least[:, None])
    goes_on = (np.diff(inked, prepend=-2) == 1) & (inked % height > 0)
    firsts = np.flatnonzero(~goes_on)
    lengths = np.diff(firsts, append=len(inked))
    middle = known.own.start + inked[firsts] % height + (lengths - 1) / 2
    rows = names[inked[firsts] // columns.shape[1]]
    top, bottom = (known.strips.rows_above(em)[rows] for em in (limits.BAND_TOP, limits.BAND_BOTTOM))
    kept = inked[np.repeat((middle >= top) & (middle <= bottom), lengths)]
    through = np.zeros_like(columns)
    through.put(kept, columns.take(kept))
    return np.ascontiguousarray(through.reshape(count, width, height).transpose(0, 2, 1))
