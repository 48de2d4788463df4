"""New ink measured column by column along a name: how much of it is covered, at which height, and where it ends."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits, lines
from nhiemky.core.ballots.marks.gaps import Gaps, bridged, crossed, of_names
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.marks.strips import Strips

HIDDEN = 0.15  # what a column that a letter hides counts for where ink is missing: letters are no proof of a gap
SHOWS = 0.06  # contrast that a line must leave beside the print to be looked for there
SQUARE, LINE = (5, 5), (21, 2)  # columns and rows: 0.8 mm, and 3.5 mm of the thinnest pen's line
DARKEST = 0.12  # of a name's columns: those that tell how dark the pen is


@dataclass(frozen=True)
class Columns:
    """Measurements of the new ink at n names; lengths in mm, heights in em above the baseline, contrasts 0 to 1.

    `pen` is how dark the ink is; `covered` the part of the line that shows of what would show between the letters;
    `letters` the part of the name with ink in the letters' zone, `under` and `over` the same below and above it; `gap`
    the longest stretch between inked ones, `short_start` and `short_end` what is missing at the ends, all three
    without what letters hide; `late` and `early` how far from the name's ends the first and the last ink lies, 0 for a
    line that is seen beyond; `bridged` the least covered white between two words; `height` and `slope` a line's middle
    and its rise over the whole name, `step` by how much it leaps where it is best taken for two lines one after the
    other, `lower` and `upper` the heights of those; `level` the part of the name where it runs through the letters;
    `spread` how far ink lies from the middle of its column, `thick` how far it reaches from it all along; `area` its
    size in mm², `longest` the longest connected stretch, `blob` and `line` the mean contrast of the darkest square of
    0.8 mm and of the darkest level line of 3.5 mm, `crossed` the mean contrast across all whites between letters, each
    at its darkest row; `path` (n, width) the line's rows; `own_fit` whether the name's print was found.
    """

    pen: Floats
    covered: Floats
    letters: Floats
    under: Floats
    over: Floats
    gap: Floats
    short_start: Floats
    short_end: Floats
    late: Floats
    early: Floats
    bridged: Floats
    height: Floats
    slope: Floats
    step: Floats
    lower: Floats
    upper: Floats
    level: Floats
    spread: Floats
    thick: Floats
    area: Floats
    longest: Floats
    blob: Floats
    line: Floats
    crossed: Floats
    path: Floats
    own_fit: Flags


def columns_of(ink: Bytes, print_darkness: Bytes, strips: Strips, gaps: Gaps, own_fit: Flags) -> Columns:
    """Measure new ink (n, height, width); `print_darkness` alike says where print hides it.

    Most names of most ballots have none: there everything but `own_fit` is 0.
    """
    count = len(ink)
    darkest = ink.reshape(count, -1).max(axis=1)
    inked = np.flatnonzero(darkest > limits.PENCIL * 255)
    path = np.zeros((count, strips.width), np.float32)
    own_gaps = of_names(inked, gaps, count)
    measured, path[inked] = _measured(ink[inked], print_darkness[inked], strips.only(inked), own_gaps)
    shaded = np.flatnonzero(darkest > limits.SHADE * 255)
    pale = _pale(ink[shaded], strips.only(shaded), of_names(shaded, gaps, count))
    return Columns(**_spread(measured, inked, count), **_spread(pale, shaded, count), path=path, own_fit=own_fit)


def _spread(measured: dict[str, Floats], names: Ints, count: int) -> dict[str, Floats]:
    """Measurements of some of `count` names, with 0 for all others."""
    whole = np.zeros((len(measured), count), np.float32)
    whole[:, names] = list(measured.values())
    return dict(zip(measured, whole, strict=True))


def _pale(ink: Bytes, strips: Strips, gaps: Gaps) -> dict[str, Floats]:
    near = _near(strips)
    return {
        "blob": _mean(ink, near, SQUARE),
        "line": _mean(ink, near, LINE),
        "crossed": crossed(ink, strips, gaps),
    }


def _near(strips: Strips) -> Flags:
    """The columns (n, width) of each name and of 3 mm around it."""
    columns, around = np.arange(strips.width), 3 * limits.PX_PER_MM
    near: Flags = (columns >= strips.starts[:, None] - around) & (columns < strips.ends[:, None] + around)
    return near


def _measured(ink: Bytes, print_darkness: Bytes, strips: Strips, gaps: Gaps) -> tuple[dict[str, Floats], Floats]:
    scale = limits.PX_PER_MM
    columns = np.arange(strips.width)
    in_name = (columns >= strips.starts[:, None]) & (columns < strips.ends[:, None])
    near = _near(strips)
    darkest = ink.max(axis=1).astype(np.float32) / 255
    pen = _pen(darkest, in_name)
    limit = np.where(pen < limits.SURE_INK, limits.INK, np.maximum(limits.PENCIL, pen * limits.PART_OF_PEN))
    total, mean, spread, letters, under, over, through = _zones(ink, limit, strips)
    has = (total > 0) & near
    path = lines.path(mean, has, strips)
    expected = _expected(print_darkness, path, pen) * in_name
    shown = np.where(has & (darkest >= expected * limits.PART_OF_PEN), expected, 0.0)
    gap, short_start, short_end = _missing(has, expected, pen, in_name)
    rise = (strips.baseline - path) / strips.em[:, None]
    # Between the letters a thin line shows; a thick or double one reaches the letters' bodies beside its middle.
    inside = (rise <= limits.LETTERS_TOP) & (rise >= limits.LETTERS_BOTTOM) | (through > 0)
    width = np.maximum(in_name.sum(axis=1), 1)
    inked = has & in_name
    late, early = lines.hidden_ends(inked, has & inside, strips)
    step, lower, upper = lines.step(rise, in_name, width)
    return {
        "pen": pen,
        "covered": _f(shown.sum(axis=1) / np.maximum(expected.sum(axis=1), 0.01)),
        "letters": _f(((letters > 0) & in_name).sum(axis=1) / np.maximum(inked.sum(axis=1), 1)),
        "under": _f(((under > 0) & in_name).sum(axis=1) / width),
        "over": _f(((over > 0) & in_name).sum(axis=1) / width),
        "gap": gap,
        "short_start": short_start,
        "short_end": short_end,
        "late": late,
        "early": early,
        "bridged": bridged(has, gaps),
        "height": _f((rise * in_name).sum(axis=1) / width),
        "slope": lines.slope(rise, has, strips),
        "step": step,
        "lower": lower,
        "upper": upper,
        "level": _f((inside & in_name).sum(axis=1) / width),
        "spread": _f((spread * inked).sum(axis=1) / np.maximum(inked.sum(axis=1), 1) / scale),
        "thick": lines.thick(spread, inked, strips),
        "area": _f((total * near).sum(axis=1) / scale**2),
        "longest": _longest(has, (expected > SHOWS) | ~in_name),
    }, path


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)


def _pen(darkest: Floats, in_name: Flags) -> Floats:
    """The mean contrast of the darkest columns of each name (n)."""
    counts = np.maximum((in_name.sum(axis=1) * DARKEST).astype(np.int64), 3)
    ranked = np.sort(np.where(in_name, darkest, 0.0), axis=1)[:, ::-1]
    sums = np.take_along_axis(np.cumsum(ranked, axis=1), counts[:, None] - 1, axis=1)[:, 0]
    return _f(sums / counts)


def _zones(ink: Bytes, limit: Floats, strips: Strips) -> tuple[Floats, ...]:
    """Per column (n, width): pixels of ink, their mean row and its spread, pixels in the letters' zone, under it, over
    it, and in the letters' bodies."""
    rows = np.arange(strips.height, dtype=np.float32)
    top = strips.rows_above(limits.ZONE_TOP)[:, None]
    bottom = strips.rows_above(limits.ZONE_BOTTOM)[:, None]
    ones = np.ones((len(strips.em), strips.height), np.float32)
    weights = np.stack(
        [
            *(ones, ones * rows, ones * rows**2),
            *((rows >= top) & (rows <= bottom), rows > bottom, rows < top),
            (rows >= strips.rows_above(limits.BODY_TOP)[:, None])
            & (rows <= strips.rows_above(limits.BODY_BOTTOM)[:, None]),
        ],
        axis=1,
    ).astype(np.float32)
    level = np.floor(limit * 255).astype(np.uint8)
    sums = np.matmul(weights, (ink > level[:, None, None]).astype(np.float32))
    total = np.maximum(sums[:, 0], 1)
    mean = sums[:, 1] / total
    spread = np.sqrt(np.maximum(sums[:, 2] / total - mean**2, 0))
    return sums[:, 0], mean, spread, sums[:, 3], sums[:, 4], sums[:, 5], sums[:, 6]


def _expected(print_darkness: Bytes, path: Floats, pen: Floats) -> Floats:
    """The contrast (n, width) that a line of the pen's darkness would show beyond the print it passes."""
    rows = np.clip(np.round(path).astype(np.int64), 0, print_darkness.shape[1] - 1)
    there = np.take_along_axis(print_darkness, rows[:, None, :], axis=1)[:, 0, :] / np.float32(255)
    shows = np.maximum(pen, limits.SURE_INK)[:, None] - there
    return _f(np.where(shows > SHOWS, shows, 0.0))


def _missing(has: Flags, expected: Floats, pen: Floats, in_name: Flags) -> tuple[Floats, Floats, Floats]:
    """The longest stretch without ink between two with it, and those at the start and the end (mm)."""
    visible = expected / np.maximum(pen, limits.SURE_INK)[:, None]
    weight = np.where(has | ~in_name, 0.0, np.maximum(visible, HIDDEN))
    run = np.cumsum(weight, axis=1)
    at_ink = np.where(has, run, 0.0)
    total = run[:, -1]
    start = np.where(has.any(axis=1), np.where(has, run, np.inf).min(axis=1), total)
    last = np.maximum.accumulate(np.maximum(at_ink, start[:, None]), axis=1)
    longest = np.where(has[:, 1:], run[:, 1:] - last[:, :-1], 0.0).max(axis=1)
    end = total - at_ink.max(axis=1)
    return _f(longest / limits.PX_PER_MM), _f(start / limits.PX_PER_MM), _f(end / limits.PX_PER_MM)


def _longest(has: Flags, countable: Flags) -> Floats:
    """The longest stretch (mm) of inked columns broken by no visible column without ink."""
    ink = np.cumsum(has, axis=1)
    broken = countable & ~has
    at_break = np.maximum.accumulate(np.where(broken, ink, 0), axis=1)
    return _f((ink - at_break).max(axis=1) / limits.PX_PER_MM)


def _mean(ink: Bytes, near: Flags, window: tuple[int, int]) -> Floats:
    """The mean contrast of the darkest window (columns, rows) near each name."""
    if not len(ink):
        return np.zeros(0, np.float32)
    tall = ink.reshape(-1, ink.shape[2])
    means = np.asarray(cv2.blur(tall, window), np.uint8).reshape(ink.shape).max(axis=1)
    return _f((means * near).max(axis=1) / 255)
