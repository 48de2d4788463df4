"""New ink measured column by column along a name: how much of it is covered, at which height, and where it ends."""

from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots.ink_sight import Bytes, Flags, Floats
from nhiemky.core.ballots.ink_strips import Strips

HIDDEN = 0.35  # what a column that a letter hides counts for where ink is missing: letters are no proof of a gap


@dataclass(frozen=True)
class Columns:
    """Measurements of the new ink at n names; lengths in mm, heights in em above the baseline, contrasts 0 to 1.

    `covered` is the part of the name's visible columns with ink in the letters' zone, `under` and `over` the same
    below and above them; `gap` the longest stretch without ink, `short_start` and `short_end` what is missing at the
    ends; `bridged` the least covered white between two words; `height` and `slope` a line's middle and its rise over
    the whole name, `level` the part of the name where it stays in the letters; `spread` how far ink lies from the
    middle of its column; `contrast` the ink's mean darkness, `area` its size in mm² inside the window; `longest` the
    longest connected stretch anywhere in the window, `first` and `last` the columns of the ink, `own_fit` whether the
    name was found.
    """

    covered: Floats
    under: Floats
    over: Floats
    gap: Floats
    short_start: Floats
    short_end: Floats
    bridged: Floats
    height: Floats
    slope: Floats
    level: Floats
    spread: Floats
    contrast: Floats
    area: Floats
    longest: Floats
    before: Floats
    after: Floats
    path: Floats
    own_fit: Flags


def columns_of(
    ink: Bytes, print_darkness: Bytes, strips: Strips, gaps: tuple[tuple[int, int, int], ...], own_fit: Flags
) -> Columns:
    """Measure new ink (n, height, width); `print_darkness` alike says where print hides it."""
    scale = limits.PX_PER_MM
    columns = np.arange(strips.width)
    in_name = (columns >= strips.starts[:, None]) & (columns < strips.ends[:, None])
    near = (columns >= strips.starts[:, None] - 3 * scale) & (columns < strips.ends[:, None] + 3 * scale)
    total, mean, spread, letters, under, over = _zones(ink, strips)
    has = (letters > 0) & near
    path = _path(np.where(has, mean, np.nan), strips)
    contrast = _contrast(ink, has & in_name)
    visible = _visible(print_darkness, path, contrast) & in_name
    has_in_name = has & in_name
    counted = np.maximum((visible | has_in_name).sum(axis=1), 1)
    gap, short_start, short_end = _missing(has, visible, in_name)
    rise = (strips.baseline - path) / strips.em[:, None]
    inside = (rise <= limits.LETTERS_TOP) & (rise >= limits.LETTERS_BOTTOM)
    slope = _slope(rise, has, strips)
    width = np.maximum(in_name.sum(axis=1), 1)
    return Columns(
        covered=_f(has_in_name.sum(axis=1) / counted),
        under=_f(((under > 0) & in_name).sum(axis=1) / width),
        over=_f(((over > 0) & in_name).sum(axis=1) / width),
        gap=gap,
        short_start=short_start,
        short_end=short_end,
        bridged=_bridged(has, gaps),
        height=_f((rise * in_name).sum(axis=1) / width),
        slope=slope,
        level=_f((inside & in_name).sum(axis=1) / width),
        spread=_f((spread * has_in_name).sum(axis=1) / np.maximum(has_in_name.sum(axis=1), 1) / scale),
        contrast=contrast,
        area=_f((total * near).sum(axis=1) / scale**2),
        longest=_longest(((total > 0) & near), visible | ~in_name),
        before=_f((has & (columns < strips.starts[:, None])).sum(axis=1) / scale),
        after=_f((has & (columns >= strips.ends[:, None])).sum(axis=1) / scale),
        path=path,
        own_fit=own_fit,
    )


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)


def _zones(ink: Bytes, strips: Strips) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Per column (n, width): pixels of ink, their mean row and its spread, pixels in the letters, under and over."""
    rows = np.arange(strips.height, dtype=np.float32)
    top = strips.rows_above(limits.LETTERS_TOP)[:, None]
    bottom = strips.rows_above(limits.LETTERS_BOTTOM)[:, None]
    ones = np.ones((len(strips.em), strips.height), np.float32)
    weights = np.stack(
        [ones, ones * rows, ones * rows**2, (rows >= top) & (rows <= bottom), rows > bottom, rows < top], axis=1
    ).astype(np.float32)
    sums = np.matmul(weights, (ink > limits.INK * 255).astype(np.float32))
    total = np.maximum(sums[:, 0], 1)
    mean = sums[:, 1] / total
    spread = np.sqrt(np.maximum(sums[:, 2] / total - mean**2, 0))
    return sums[:, 0], mean, spread, sums[:, 3], sums[:, 4], sums[:, 5]


def _path(mean: Floats, strips: Strips) -> Floats:
    """The row of the ink in every column, between inked columns along the straight line from one to the next."""
    columns = np.broadcast_to(np.arange(strips.width), mean.shape)
    known = ~np.isnan(mean)
    before = np.maximum.accumulate(np.where(known, columns, -1), axis=1)
    after = np.minimum.accumulate(np.where(known, columns, strips.width)[:, ::-1], axis=1)[:, ::-1]
    middle = np.broadcast_to(strips.rows_above(0.3)[:, None], mean.shape)
    values = np.where(known, mean, 0.0)
    left = np.take_along_axis(values, np.maximum(before, 0), axis=1)
    right = np.take_along_axis(values, np.minimum(after, strips.width - 1), axis=1)
    left = np.where(before >= 0, left, np.where(after < strips.width, right, middle))
    right = np.where(after < strips.width, right, left)
    part = (columns - before) / np.maximum(after - before, 1)
    return _f(left + (right - left) * np.clip(part, 0, 1))


def _contrast(ink: Bytes, has: Flags) -> Floats:
    darkest = ink.max(axis=1).astype(np.float32)
    return _f((darkest * has).sum(axis=1) / np.maximum(has.sum(axis=1), 1) / 255)


def _visible(print_darkness: Bytes, path: Floats, contrast: Floats) -> Flags:
    """Columns (n, width) in which the print is light enough, where the line would pass, for its ink to show."""
    rows = np.clip(np.round(path).astype(np.int64), 0, print_darkness.shape[1] - 1)
    print_there = np.take_along_axis(print_darkness, rows[:, None, :], axis=1)[:, 0, :]
    pen = np.where(contrast > 0, contrast, 0.4)
    shows: Flags = print_there < np.maximum(pen * 0.8 - limits.INK, 0.03)[:, None] * 255
    return shows


def _missing(has: Flags, visible: Flags, in_name: Flags) -> tuple[Floats, Floats, Floats]:
    """The longest stretch without ink (mm), and the stretches without ink at the start and the end (mm)."""
    weight = np.where(has | ~in_name, 0.0, np.where(visible, 1.0, HIDDEN))
    run = np.cumsum(weight, axis=1)
    at_ink = np.where(has, run, 0.0)
    longest = (run - np.maximum.accumulate(at_ink, axis=1)).max(axis=1)
    total = run[:, -1]
    start = np.where(has.any(axis=1), np.where(has, run, np.inf).min(axis=1), total)
    end = total - at_ink.max(axis=1)
    return _f(longest / limits.PX_PER_MM), _f(start / limits.PX_PER_MM), _f(end / limits.PX_PER_MM)


def _bridged(has: Flags, gaps: tuple[tuple[int, int, int], ...]) -> Floats:
    least = np.ones(len(has), np.float32)
    for name, first, last in gaps:
        least[name] = min(least[name], has[name, first : last + 1].mean())
    return least


def _slope(rise: Floats, has: Flags, strips: Strips) -> Floats:
    """How far the line rises from the name's start to its end, in em: least squares over the inked columns."""
    columns = np.arange(strips.width, dtype=np.float64)
    count = np.maximum(has.sum(axis=1), 1)
    x = columns - ((columns * has).sum(axis=1) / count)[:, None]
    y = rise - ((rise * has).sum(axis=1) / count)[:, None]
    slope = (x * y * has).sum(axis=1) / np.maximum((x * x * has).sum(axis=1), 1)
    return _f(slope * (strips.ends - strips.starts))


def _longest(has: Flags, countable: Flags) -> Floats:
    """The longest stretch (mm) of inked columns broken by no visible column without ink."""
    ink = np.cumsum(has, axis=1)
    broken = countable & ~has
    at_break = np.maximum.accumulate(np.where(broken, ink, 0), axis=1)
    return _f((ink - at_break).max(axis=1) / limits.PX_PER_MM)
