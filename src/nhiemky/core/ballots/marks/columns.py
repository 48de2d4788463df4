"""New ink measured column by column along a name: how much of it is covered, at which height, and where it ends."""

from dataclasses import dataclass, fields

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits, lines
from nhiemky.core.ballots.marks.gaps import Gaps, bridged, crossed, of_names
from nhiemky.core.ballots.marks.heights import Inked, inked_by_column, zones_of
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.marks.stretches import longest, missing
from nhiemky.core.ballots.marks.strips import Strips

SHOWS = 0.06  # contrast that a line must leave beside the print to be looked for there
SQUARE, LINE = (5, 5), (21, 2)  # columns and rows: 0.8 mm, and 3.5 mm of the thinnest pen's line
ONE_PLACE = 0.2  # em that letters may hide of the ink in a column: with more missing it is in two places
DARKEST = 0.12  # of a name's columns: those that tell how dark the pen is


@dataclass(frozen=True)
class Columns:
    """Measurements of the new ink at n names; lengths in mm, heights in em above the baseline, contrasts 0 to 1.

    `pen` is how dark the ink is; `covered` the part of the line that shows of what would show between the letters,
    `within` the same between its own first and last ink;
    `letters` the part of the name with ink in the letters' zone, `under` and `over` the same below and above it; `gap`
    the longest stretch between inked ones, `short_start` and `short_end` what is missing at the ends, all three
    without what letters hide; `late` and `early` how far from the name's ends the first and the last ink lies, 0 for a
    line that is seen beyond; `bridged` the least covered white between two words; `height` and `slope` a line's middle
    and its rise over the whole name, `step` by how much it leaps where it is best taken for two lines one after the
    other, `lower` and `upper` the heights of those, `waves` the longest stretch on which it does not swing across its
    own height; `level` the part of the name where it runs through the letters; `spread` how far ink lies from the
    middle of its column, `thick` how far it reaches from it all along and `hollow` in which part of its columns there
    is white in it all along; `area` its size in mm², `longest` the longest connected stretch, `blob` and `line` the
    mean contrast of the darkest square of 0.8 mm and of the darkest level line of 3.5 mm, `crossed` the mean contrast
    across all whites between letters, each at its darkest row, `evenly` what most of them have at the least, all four 0
    where `area` or `longest` say by themselves that the name is touched; `path` (n, width) the line's rows; `own_fit`
    whether the name's print was found.
    """

    pen: Floats
    covered: Floats
    within: Floats
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
    waves: Floats
    level: Floats
    spread: Floats
    thick: Floats
    hollow: Floats
    area: Floats
    longest: Floats
    blob: Floats
    line: Floats
    crossed: Floats
    evenly: Floats
    path: Floats
    own_fit: Flags


@dataclass(frozen=True)
class Places:
    """Where on n names ink is measured: `darkness` (n, height, width) is their print's, which hides it, `gaps` the
    whites between letters, `zones` (n, 9, rows) what each row counts for in the sums over a column, `body_top` (n)
    the row where the letters' bodies begin. Ink is given for the windows' rows from `first` on, as `zones` are."""

    first: int
    darkness: Bytes
    gaps: Gaps
    zones: Floats
    body_top: Floats
    parts: lines.Parts


def places_of(strips: Strips, print_darkness: Bytes, gaps: Gaps, rows: slice) -> Places:
    """Prepare the measuring of a sheet's names once, by their ink in some rows of the windows."""
    body_top, zones = strips.rows_above(limits.BODY_TOP), np.ascontiguousarray(zones_of(strips)[:, :, rows])
    return Places(rows.start, print_darkness, gaps, zones, body_top, lines.parts_of(strips))


def columns_of(ink: Bytes, places: Places, own_fit: Flags, names: Ints | None = None) -> Columns:
    """Measure the new ink (n, rows, width) of all names, or of those that `names` (n) counts.

    Most names of most ballots have none: there everything but `own_fit` is 0.
    """
    count = len(ink)
    names = np.arange(count) if names is None else names
    darkest = ink.reshape(count, -1).max(axis=1, initial=0)
    inked = np.flatnonzero(darkest > limits.PENCIL * 255)
    path = np.zeros((count, ink.shape[2]), np.float32)
    measured, path[inked] = _measured(ink[inked], places, names[inked])
    # What is too much for crumbs is not looked at for its palest parts.
    perhaps = darkest > limits.PALEST * 255
    perhaps[inked] &= (measured["area"] <= limits.CRUMBS) & (measured["longest"] <= limits.LONGEST_CRUMB)
    shaded = np.flatnonzero(perhaps)
    pale = _pale(ink[shaded], places, names[shaded])
    return Columns(**_spread(measured, inked, count), **_spread(pale, shaded, count), path=path, own_fit=own_fit)


def exchanged(columns: Columns, others: Columns, rows: Ints) -> Columns:
    """The measurements with those of some rows (k) exchanged for k others."""
    whole = {field.name: getattr(columns, field.name).copy() for field in fields(columns)}
    for measured, values in whole.items():
        values[rows] = getattr(others, measured)
    return Columns(**whole)


def chosen(columns: Columns, rows: Ints) -> Columns:
    """The measurements of some rows only."""
    return Columns(**{field.name: getattr(columns, field.name)[rows] for field in fields(columns)})


def _spread(measured: dict[str, Floats], names: Ints, count: int) -> dict[str, Floats]:
    """Measurements of some of `count` names, with 0 for all others."""
    whole = np.zeros((len(measured), count), np.float32)
    whole[:, names] = list(measured.values())
    return dict(zip(measured, whole, strict=True))


def _pale(ink: Bytes, places: Places, names: Ints) -> dict[str, Floats]:
    near, gaps = places.parts.near[names], of_names(names, places.gaps, len(places.zones))
    tops, bottom = places.body_top[names] - places.first, places.parts.baseline - places.first
    mean, evenly = crossed(ink, tops, bottom, gaps)
    return {"blob": _mean(ink, near, SQUARE), "line": _mean(ink, near, LINE), "crossed": mean, "evenly": evenly}


def _measured(ink: Bytes, places: Places, names: Ints) -> tuple[dict[str, Floats], Floats]:
    parts = places.parts.only(names)
    in_name, near, width = parts.in_name, parts.near, parts.lengths
    levels = ink.max(axis=1)
    darkest, pen = levels / np.float32(255), _pen(levels, parts)
    limit = np.where(pen < limits.SURE_INK, limits.INK, np.maximum(limits.PENCIL, pen * limits.PART_OF_PEN))
    inks = inked_by_column(ink, limit, places.zones[names])
    has = (inks.total > 0) & near
    # What lies far apart in a column are two strokes, whose middle is neither's: only ink at a strike's height counts.
    around = (inks.spread > limits.APART * parts.em[:, None]) & ~inks.struck
    path = lines.path(inks.mean, has, parts)
    expected = _expected(places.darkness, names, path, pen) * in_name
    shown = np.where(has & (darkest >= expected * limits.PART_OF_PEN), expected, 0.0)
    gap, short_start, short_end = missing(has, expected, pen, in_name)
    rise = (parts.baseline - path) / parts.em[:, None]
    # Between the letters a thin line shows; a thick or double one reaches the letters' bodies beside its middle.
    inside = ((rise <= limits.LETTERS_TOP) & (rise >= limits.LETTERS_BOTTOM) | inks.through) & ~around
    inked = has & in_name
    late, early = lines.hidden_ends(inked, has & inside, parts)
    step, lower, upper = lines.step((parts.baseline - inks.line) / parts.em[:, None], rise, has, parts)
    thick, hollow = lines.thick(np.where(around, 0, inks.spread), inks.total, inked, parts)
    in_one_place = inks.spread * 12**0.5 <= inks.total + ONE_PLACE * parts.em[:, None]
    shares, covered = _shares(inks, inked, inside, parts)
    own = lines.between_ends(inked)
    of_ink = inks.spread * inked, inks.total * near
    sums = np.stack([shown, expected, rise * in_name, *of_ink, expected * own]).sum(axis=2)
    return {
        "pen": pen,
        "covered": _f(sums[0] / np.maximum(sums[1], 0.01)),
        "within": _f(sums[0] / np.maximum(sums[5], 0.01)),
        **shares,
        "gap": gap,
        "short_start": short_start,
        "short_end": short_end,
        "late": late,
        "early": early,
        "bridged": bridged(has, of_names(names, places.gaps, len(places.zones))),
        "height": _f(sums[2] / width),
        "slope": lines.slope(rise, inked, parts),
        "step": step,
        "lower": lower,
        "upper": upper,
        "waves": _waves(rise, has & in_one_place, shares["level"], lower, upper, parts),
        "spread": _f(sums[3] / covered / limits.PX_PER_MM),
        "thick": thick,
        "hollow": hollow,
        "area": _f(sums[4] / limits.PX_PER_MM**2),
        "longest": longest(has, (expected > SHOWS) | ~in_name),
    }, path


def _shares(inks: Inked, inked: Flags, inside: Flags, parts: lines.Parts) -> tuple[dict[str, Floats], Ints]:
    """In which part of its columns ink is in the letters, under, over and level with them, and how many have any."""
    letters, under, over = (inks.zones & parts.in_name[:, None]).sum(axis=2).T
    level, counts = np.stack([inside & parts.in_name, inked]).sum(axis=2)
    covered, width = np.maximum(counts, 1), parts.lengths
    shares = {"letters": letters / covered, "under": under / width, "over": over / width, "level": level / width}
    return {name: _f(share) for name, share in shares.items()}, covered


def _waves(rise: Floats, single: Flags, level: Floats, lower: Floats, upper: Floats, parts: lines.Parts) -> Floats:
    """The `waves` of the names whose line leaves the letters somewhere; a name's length for all others."""
    found = _f(parts.lengths / limits.PX_PER_MM)
    leaves = np.flatnonzero((level < limits.LEVEL) | (lower < limits.LINES_BOTTOM) | (upper > limits.LINES_TOP))
    found[leaves] = lines.waves(rise[leaves], single[leaves], parts.only(leaves))
    return found


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)


def _pen(levels: Bytes, parts: lines.Parts) -> Floats:
    """The mean contrast of the darkest columns of each name (n), by how dark each column is (n, width)."""
    counts = np.maximum((parts.lengths * DARKEST).astype(np.int64), 3)
    # Numbers of two bytes are sorted in less than half the time of others.
    ordered = np.sort(np.where(parts.in_name, levels, 0).astype(np.uint16), axis=1)
    ranked = ordered[:, : -counts.max(initial=0) - 1 : -1] / np.float32(255)
    return _f(np.cumsum(ranked, axis=1)[np.arange(len(counts)), counts - 1] / counts)


def _expected(print_darkness: Bytes, names: Ints, path: Floats, pen: Floats) -> Floats:
    """The contrast (n, width) that a line of the pen's darkness would show beyond the print it passes."""
    _, height, width = print_darkness.shape
    rows = np.minimum(np.maximum(np.rint(path), 0), height - 1).astype(np.int64)
    rows += names[:, None] * height
    rows *= width
    rows += np.arange(width)
    there = print_darkness.take(rows) / np.float32(255)
    shows = np.maximum(pen, limits.SURE_INK)[:, None] - there
    return _f(np.where(shows > SHOWS, shows, 0.0))


def _mean(ink: Bytes, near: Flags, window: tuple[int, int]) -> Floats:
    """The mean contrast of the darkest window (columns, rows) near each name."""
    if not len(ink):
        return np.zeros(0, np.float32)
    tall = ink.reshape(-1, ink.shape[2])
    means = np.asarray(cv2.blur(tall, window), np.uint8).reshape(ink.shape).max(axis=1)
    return _f((means * near).max(axis=1) / 255)
