"""The line of ink along a name: where it runs, where it may hide behind the name's ends, whether it is two lines."""

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Flags, Floats, Ints
from nhiemky.core.ballots.marks.strips import Strips

BEYOND = 1.5  # mm outside a name in which a strike that overshoots is seen
OWN = 0.2  # of a name's length that a line has to itself to be one of two
BESIDE = 1.0  # mm on both sides of a leap in which the line's heights are compared


def path(mean: Floats, has: Flags, strips: Strips) -> Floats:
    """The row of the ink in every column, between inked columns along the straight line from one to the next; `mean`
    (n, width) is known where there `has` ink."""
    columns = np.arange(strips.width)
    rows = np.empty(mean.shape, np.float32)
    rows[:] = strips.rows_above(0.3)[:, None]
    for row, (means, inked) in enumerate(zip(mean, has, strict=True)):
        known = np.flatnonzero(inked)
        if len(known):
            rows[row] = np.interp(columns, known, means[known])
    return rows


def slope(rise: Floats, has: Flags, strips: Strips) -> Floats:
    """How far the line rises from the name's start to its end, in em: least squares over the inked columns."""
    columns = np.arange(strips.width, dtype=np.float64)
    count = np.maximum(has.sum(axis=1), 1)
    x = columns - ((columns * has).sum(axis=1) / count)[:, None]
    y = rise - ((rise * has).sum(axis=1) / count)[:, None]
    slope = (x * y * has).sum(axis=1) / np.maximum((x * x * has).sum(axis=1), 1)
    return _f(slope * (strips.ends - strips.starts))


def thick(spread: Floats, inked: Flags, strips: Strips) -> Floats:
    """How far (em) ink reaches from the middle of its columns in that third of the name where it reaches least.

    A line through one word and a neighbour's line below the others are together no thick or double one.
    """
    along = np.arange(strips.width) - strips.starts[:, None]
    third = along * 3 // np.maximum(strips.ends - strips.starts, 1)[:, None]
    parts = [inked & (third == number) for number in range(3)]
    means = [(spread * part).sum(axis=1) / np.maximum(part.sum(axis=1), 1) for part in parts]
    # Even ink reaches the square root of 3 times its standard deviation.
    return _f(np.min(means, axis=0) * 3**0.5 / strips.em)


def hidden_ends(inked: Flags, in_letters: Flags, strips: Strips) -> tuple[Floats, Floats]:
    """How far from the name's start and end the first and the last ink lies (mm): 0 where a line at the letters'
    height is seen just outside, from where it can only have gone on behind the letters."""
    columns, beyond = np.arange(strips.width), round(BEYOND * limits.PX_PER_MM)
    starts, ends = strips.starts[:, None], strips.ends[:, None]
    before = (in_letters & (columns >= starts - beyond) & (columns < starts)).sum(axis=1)
    after = (in_letters & (columns >= ends) & (columns < ends + beyond)).sum(axis=1)
    late = np.argmax(inked, axis=1) - strips.starts
    early = strips.ends - (strips.width - np.argmax(inked[:, ::-1], axis=1))
    late, early = (np.where(seen >= beyond / 2, 0, hidden) for seen, hidden in ((before, late), (after, early)))
    return _f(late / limits.PX_PER_MM), _f(early / limits.PX_PER_MM)


def step(rise: Floats, in_name: Flags, width: Ints) -> tuple[Floats, Floats, Floats]:
    """By how much the line (n, width; em) leaps where it is best taken for two level ones, one after the other, and the
    mean heights of the lower and of the upper one; `width` (n) is how many columns a name has.

    The place is where the squares around the two means are least (one threshold between two classes: Otsu, IEEE
    Transactions on Systems, Man and Cybernetics 9, 1979, along a line).
    """
    run = np.cumsum(rise * in_name, axis=1)
    count = np.cumsum(in_name, axis=1)
    total, whole = run[:, -1:], width[:, None]
    left, right = run / np.maximum(count, 1), (total - run) / np.maximum(whole - count, 1)
    apart = np.where(in_name & (count >= OWN * whole) & (count <= (1 - OWN) * whole), count * left**2, -np.inf)
    at = (apart + (whole - count) * right**2).argmax(axis=1)[:, None]
    near = round(BESIDE * limits.PX_PER_MM)
    before, here, after = (
        np.take_along_axis(run, np.clip(at + off, 0, rise.shape[1] - 1), axis=1) for off in (-near, 0, near)
    )
    leap = np.abs((after - here) - (here - before))[:, 0] / near
    heights = np.take_along_axis(left, at, axis=1)[:, 0], np.take_along_axis(right, at, axis=1)[:, 0]
    return _f(leap), _f(np.minimum(*heights)), _f(np.maximum(*heights))


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)
