"""The whites between the words and letters of names, which a strike crosses and letters cannot imitate ink in."""

import numpy as np

from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints

FEW = 0.4  # of the width of a name's whites: a line's own gaps, and whites that no line reaches behind capitals

type Gaps = Ints
"""Whites inside names (k, 3), name by name: the name (from 0), the first and the last column."""


def of_names(names: Ints, gaps: Gaps, count: int) -> Gaps:
    """The whites of some of `count` names, which are counted anew from 0."""
    places = np.full(count, -1)
    places[names] = np.arange(len(names))
    known = gaps[places[gaps[:, 0]] >= 0]
    known[:, 0] = places[known[:, 0]]
    return known


def _first_of_each(names: Ints) -> Ints:
    """Where, of the names of whites, each name comes first."""
    return np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1])))


def bridged(has: Flags, gaps: Gaps) -> Floats:
    """How much of the least inked white of each name (n) has ink, 0 to 1; `has` (n, width) says in which columns."""
    least = np.ones(len(has), np.float32)
    if len(gaps):
        names, first, last = gaps.T
        # Whites lie inside names: what follows the last one of a window is of no white.
        edges = (np.stack([first, last + 1], axis=1) + (names * has.shape[1])[:, None]).ravel()
        shares = np.add.reduceat(has.ravel(), edges, dtype=np.int64)[::2] / (last + 1 - first)
        firsts = _first_of_each(names)
        least[names[firsts]] = np.minimum.reduceat(shares, firsts)
    return least


def crossed(ink: Bytes, tops: Floats, bottom: int, gaps: Gaps) -> tuple[Floats, Floats]:
    """How dark the whites inside each name (n) are at their darkest rows among the letters, which stand between rows
    `tops` (n) and `bottom`: the mean by their width, and what all but FEW of their width have at the least.

    A strike crosses every white; what crumbs and grain leave in one is not in all.
    """
    found = np.zeros((2, len(ink)), np.float32)
    if not len(gaps):
        return found[0], found[1]
    names, first, last = gaps.T
    widths = last + 1 - first
    ends = np.cumsum(widths)
    white = np.repeat(np.arange(len(widths)), widths)
    columns = np.arange(ends[-1]) + (first + widths - ends)[white]
    highest = int(tops.min())
    picked = ink[:, highest : bottom + 2].transpose(0, 2, 1)[names[white], columns]
    rows = np.add.reduceat(picked, ends - widths, axis=0, dtype=np.float32) / widths[:, None]
    pairs = (rows[:, 1:] + rows[:, :-1]) / 2
    row = np.arange(highest, highest + pairs.shape[1])
    darkest = np.where((row >= tops[names][:, None]) & (row <= bottom), pairs, 0.0).max(axis=1) / 255
    firsts = _first_of_each(names)
    whole = np.add.reduceat(widths, firsts)
    found[0, names[firsts]] = np.add.reduceat(darkest * widths, firsts) / whole
    # Whites of one name stay together, from its palest on: it is the first up to which more than FEW are counted.
    order = np.lexsort((darkest, names))
    counted = np.cumsum(widths[order])
    before = counted[firsts] - widths[order[firsts]]
    found[1, names[firsts]] = darkest[order[np.searchsorted(counted, before + FEW * whole)]]
    return found[0], found[1]
