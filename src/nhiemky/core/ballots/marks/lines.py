"""The line of ink along a name: where it runs, where it may hide behind the name's ends, whether it is two lines."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Flags, Floats, Ints
from nhiemky.core.ballots.marks.strips import Strips

BEYOND_COLUMNS = round(1.5 * limits.PX_PER_MM)  # outside a name, in which a strike that overshoots is seen
OWN = 0.2  # of a name's length that a line has to itself to be one of two
SMOOTH = 7  # columns over which a zigzag's line is averaged: a crumb of print is narrower, its legs are not
SWINGS = 3  # a zigzag's at the least: lines through and under words in turn have fewer
BESIDE = 1.0  # mm on both sides of a leap in which the line's heights are compared


@dataclass(frozen=True)
class Parts:
    """The parts of n names in which lines are measured.

    `flags` (n, 8, width) say which columns are in the name, which near it, which in each of its thirds, which just
    outside its start and its end, and where one line may end and another begin; `counts` (n, 2, width) how many of its
    columns are up to each and after it, at least 1; `edges` (n, 3) are its first column, the first after it and how
    many it has; `em` (n) is its em, `baseline` the row it stands on.
    """

    flags: Flags
    counts: Floats
    edges: Ints
    em: Floats
    baseline: int

    def only(self, names: Ints) -> "Parts":
        """Those of some names, by their numbers from 0."""
        return Parts(self.flags[names], self.counts[names], self.edges[names], self.em[names], self.baseline)

    @property
    def in_name(self) -> Flags:
        """Which columns are the name's own (n, width)."""
        return self.flags[:, 0]

    @property
    def near(self) -> Flags:
        """Which columns are the name's own or near it (n, width)."""
        return self.flags[:, 1]

    @property
    def lengths(self) -> Ints:
        """How many columns each name has (n)."""
        return self.edges[:, 2]


def parts_of(strips: Strips) -> Parts:
    """Divide the names of a sheet once."""
    columns, starts, ends = np.arange(strips.width), strips.starts[:, None], strips.ends[:, None]
    third = (columns - starts) * 3 // np.maximum(ends - starts, 1)
    before = (columns >= starts - BEYOND_COLUMNS) & (columns < starts)
    after = (columns >= ends) & (columns < ends + BEYOND_COLUMNS)
    whole = np.maximum(strips.in_name.sum(axis=1), 1)
    count, own = np.cumsum(strips.in_name, axis=1), OWN * whole[:, None]
    may_step = strips.in_name & (count >= own) & (count <= (1 - OWN) * whole[:, None])
    thirds = (third == number for number in range(3))
    return Parts(
        np.stack([strips.in_name, strips.near, *thirds, before, after, may_step], axis=1),
        np.maximum(np.stack([count, whole[:, None] - count], axis=1), 1).astype(np.float64),
        np.stack([strips.starts, strips.ends, whole], axis=1),
        strips.em,
        strips.baseline,
    )


def path(mean: Floats, has: Flags, parts: Parts) -> Floats:
    """The row of the ink in every column, between inked columns along the straight line from one to the next; `mean`
    (n, width) is known where there `has` ink."""
    known, means = has.copy(), mean.copy()
    # All names one after the other are one line to interpolate: each begins and ends as high as its outermost ink.
    first, last = has.argmax(axis=1), has.shape[1] - 1 - has[:, ::-1].argmax(axis=1)
    names, inked = np.arange(len(has)), has.any(axis=1)
    known[:, 0] = known[:, -1] = True
    middle = parts.baseline - 0.3 * parts.em
    for edge, nearest in ((0, first), (-1, last)):
        means[:, edge] = np.where(inked, mean[names, nearest], middle)
    at = np.flatnonzero(known)
    return _f(np.interp(np.arange(known.size), at, means.ravel()[at])).reshape(mean.shape)


def slope(rise: Floats, has: Flags, parts: Parts) -> Floats:
    """How far the line rises from the name's start to its end, in em: least squares over the inked columns."""
    columns = np.arange(has.shape[1], dtype=np.float64)
    count = np.maximum(has.sum(axis=1), 1)
    x = (columns - (has @ columns / count)[:, None]) * has
    slope = np.vecdot(x, rise) / np.maximum(np.vecdot(x, x), 1)
    return _f(slope * (parts.edges[:, 1] - parts.edges[:, 0]))


def thick(spread: Floats, total: Floats, inked: Flags, parts: Parts) -> tuple[Floats, Floats]:
    """How far (em) ink reaches from the middle of its columns, and in which part of them there is white in it (`total`
    counts their pixels; n, width), each in that third of the name where it is least.

    A line through one word and a neighbour's line below the others are together no thick or double one.
    """
    # Even ink reaches the square root of 3 times its standard deviation.
    hollow = 2 * 3**0.5 * spread >= limits.HOLLOW * total
    thirds = _f(inked[:, None] & parts.flags[:, 2:5])
    sums = np.vecdot(np.stack([spread, hollow])[:, :, None], thirds)
    reach, white = (sums / np.maximum(thirds.sum(axis=2), 1)).min(axis=2)
    return _f(reach * 3**0.5 / parts.em), _f(white)


def hidden_ends(inked: Flags, in_letters: Flags, parts: Parts) -> tuple[Floats, Floats]:
    """How far from the name's start and end the first and the last ink lies (mm): 0 where a line at the letters'
    height is seen just outside, from where it can only have gone on behind the letters."""
    seen = (in_letters[:, None] & parts.flags[:, 5:7]).sum(axis=2) >= BEYOND_COLUMNS / 2
    late = inked.argmax(axis=1) - parts.edges[:, 0]
    early = parts.edges[:, 1] - (inked.shape[1] - inked[:, ::-1].argmax(axis=1))
    return _f(np.where(seen[:, 0], 0, late) / limits.PX_PER_MM), _f(np.where(seen[:, 1], 0, early) / limits.PX_PER_MM)


def between_ends(inked: Flags) -> Flags:
    """Which columns (n, width) lie between the first and the last that is inked; all of those of a name without ink."""
    columns = np.arange(inked.shape[1])
    first, after = inked.argmax(axis=1), inked.shape[1] - inked[:, ::-1].argmax(axis=1)
    flags: Flags = (columns >= first[:, None]) & (columns < after[:, None])
    return flags


def step(line: Floats, rise: Floats, has: Flags, parts: Parts) -> tuple[Floats, Floats, Floats]:
    """By how much a `line` (n, width; em), known where it `has` ink, leaps where it is best taken for two level ones,
    one after the other, and the mean heights of all ink there (`rise`; n, width): of the lower and of the upper one.

    The place is where the squares around the two means are least (one threshold between two classes: Otsu, IEEE
    Transactions on Systems, Man and Cybernetics 9, 1979, along a line).
    """
    up_to, beyond = parts.counts[:, 0], parts.counts[:, 1]
    run, every = np.cumsum(np.stack([_nearest(line, has), rise]) * parts.in_name, axis=2)
    left, right = run / up_to, (run[:, -1:] - run) / beyond
    apart = np.where(parts.flags[:, 7], up_to * left**2, -np.inf)
    at = (apart + beyond * right**2).argmax(axis=1)
    near, names = round(BESIDE * limits.PX_PER_MM), np.arange(len(at))
    places = np.maximum(at - near, 0), at, np.minimum(at + near, rise.shape[1] - 1)
    before, here, after = (run[names, place] for place in places)
    leap = np.abs((after - here) - (here - before)) / near
    first, whole = every[names, at], every[:, -1]
    heights = first / up_to[names, at], (whole - first) / beyond[names, at]
    return _f(leap), _f(np.minimum(*heights)), _f(np.maximum(*heights))


def waves(rise: Floats, single: Flags, parts: Parts) -> Floats:
    """The longest stretch (mm) of each name on which the line does not swing across its own mean height, the whole
    name where it swings less than SWINGS times; `single` (n, width) are columns with ink in one place.

    A zigzag swings every few millimetres, a line over or under a word stays there. Where two lines run over each other
    letters hide now one and now the other, so such columns do not count.
    """
    if not len(rise):
        return np.zeros(0, np.float32)
    known = single & parts.in_name
    own = rise - ((rise * parts.in_name).sum(axis=1) / parts.lengths)[:, None]
    sums, counts = (cv2.blur(values, (SMOOTH, 1)) for values in (_f(own * known), _f(known)))
    own = np.where(known, sums / np.maximum(counts, 0.01), 0.0)
    side = (own > limits.SWING).astype(np.int8) - (own < -limits.SWING)
    columns = np.arange(rise.shape[1])
    last = np.maximum.accumulate(np.where(side != 0, columns, 0), axis=1)
    now = np.take_along_axis(side, last, axis=1)
    swings = np.zeros(rise.shape, bool)
    swings[:, 1:] = (now[:, 1:] * now[:, :-1] < 0) & parts.in_name[:, 1:]
    few = swings.sum(axis=1) < SWINGS
    starts, ends = parts.edges[:, :1], parts.edges[:, 1:2]
    swings |= (columns == starts) | (columns == ends - 1)
    before = np.maximum.accumulate(np.where(swings, columns, starts), axis=1)
    apart = np.where(swings[:, 1:], columns[1:] - before[:, :-1], 0)
    return _f(np.where(few, parts.lengths, apart.max(axis=1)) / limits.PX_PER_MM)


def _nearest(line: Floats, has: Flags) -> Floats:
    """The line at the inked column nearest to each: where it is lifted, it leaps and does not slope."""
    count, width = has.shape
    known, empty = has.copy(), ~has.any(axis=1)
    known[empty, 0] = known[empty, -1] = True
    # All names one after the other: each inked column stands for those up to the middle of what follows it.
    at = np.flatnonzero(known)
    edges = np.empty(len(at) + 1, np.int64)
    edges[1:-1] = (at[1:] + at[:-1]) // 2 + 1
    edges[0], edges[np.cumsum(known.sum(axis=1))] = 0, np.arange(1, count + 1) * width
    return np.repeat(line.ravel()[at], edges[1:] - edges[:-1]).reshape(count, width)


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)
