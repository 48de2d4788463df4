"""The second method: the darkest way through each name from its start to its end, in the scan alone.

A strike is a dark way that goes on through the white between letters and words; without one every way has to cross
that white. The way is found by dynamic programming (minimal paths: Vincent, "Minimal path algorithms for the robust
detection of linear features in gray images", ISMM 1998), for all names at once. Nothing of the reference is used, only
where the names stand and of how many words they are.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.minimal_paths import cheapest
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.marks.strips import Strips

STEP = 2  # columns are taken in pairs: a third of a millimetre, less than half the white between two words
WHITE, DARK = 0.07, 0.17  # contrasts: surely paper, surely ink
TURN = 0.12  # what a step up or down costs, in steps of white: a hand goes on, letters wander
BELOW = 0.05  # what a step below the letters costs more: of two lines the way takes the one that strikes

# By darkness, 0 to 255: how white a pixel is, and what a step over it costs.
_WHITE = np.clip((DARK - np.arange(256) / 255) / (DARK - WHITE), 0, 1).astype(np.float32)
_COST = _WHITE + 0.1 * (1 - np.arange(256, dtype=np.float32) / 255)


@dataclass(frozen=True)
class Ways:
    """The darkest way through n names: white on it in mm (in all, the longest stretch, at the start, at the end), its
    ups and downs in mm for each mm, and the part of the name on which it runs among the letters."""

    white: Floats
    longest: Floats
    start: Floats
    end: Floats
    rough: Floats
    level: Floats


@dataclass(frozen=True)
class Course:
    """Where ways run through the windows of a sheet's n names: from row `top` to `bottom`, column `first` to `after`,
    in steps of which those `inside` a name (steps, n) cost what they cross and those `beside` it (steps, height × n;
    255) nothing. `lengths` (n) counts them, `turns` (steps - 1, n) says which have another beside them; `below`
    (height, n) is what a row below the letters costs more, from row `lowest` on, and `among` (height, n) which rows are
    none of these."""

    top: int
    bottom: int
    first: int
    after: int
    inside: Flags
    beside: Bytes
    lengths: Ints
    turns: Flags
    below: Floats
    lowest: int
    among: Flags


def course_of(strips: Strips) -> Course:
    """Measure once where the names of a sheet stand."""
    top = max(int(strips.rows_above(0.70).min()), 0)
    bottom = top + (int(strips.rows_above(-0.12).max()) + 1 - top) // STEP * STEP
    # Beside all names no step costs anything, so that no way is found or lost there.
    first = int(strips.starts.min()) // STEP * STEP
    after = min(-(-int(strips.ends.max()) // STEP), strips.width // STEP) * STEP
    columns, rows = np.arange(first, after, STEP)[:, None], np.arange((bottom - top) // STEP)[:, None]
    inside = (columns >= strips.starts) & (columns + STEP <= strips.ends)
    lower = rows > (strips.rows_above(limits.WAY_BOTTOM) - top) / STEP - 0.25
    return Course(
        top,
        bottom,
        first,
        after,
        inside,
        np.tile(np.where(inside, 0, 255).astype(np.uint8), (1, len(rows))),
        np.maximum(inside.sum(axis=0), 1),
        inside[1:] & inside[:-1],
        np.where(lower, BELOW, 0).astype(np.float32),
        int(np.argmax(lower.any(axis=1))),
        ~lower,
    )


def ways(windows: Bytes, course: Course) -> Ways:
    """Follow the darkest way through every name of a page, cut out of its darkness (0 paper, 255 black)."""
    dark = _darkness(windows, course)
    height, count = course.below.shape
    cost = np.asarray(cv2.LUT(dark, _COST), np.float32).reshape(-1, height, count)
    cost[:, course.lowest :] += course.below[course.lowest :]
    rows = cheapest(cost, TURN)
    at = rows * count + np.arange(count)
    among = course.among.take(at) & course.inside
    at += np.arange(0, dark.size, height * count)[:, None]
    white = _WHITE.take(dark.take(at))
    steps = np.abs(rows[1:] - rows[:-1]) * course.turns
    millimetres = STEP / limits.PX_PER_MM
    longest, start, end = _runs(white, course.inside)
    return Ways(
        white=_f(white.sum(axis=0) * millimetres),
        longest=_f(longest * millimetres),
        start=_f(start * millimetres),
        end=_f(end * millimetres),
        rough=_f(steps.sum(axis=0) / course.lengths),
        level=_f(among.sum(axis=0) / course.lengths),
    )


def _darkness(windows: Bytes, course: Course) -> Bytes:
    """How dark n names are at each step of a way and each of its rows (steps, height × n), black where none goes: a
    step is one stretch of memory for all names."""
    stack = windows[:, :, course.first : course.after]
    part = stack[:, course.top : course.bottom].transpose(1, 0, 2)
    pairs = _means_of_two(np.subtract(part, stack.min(axis=1), order="C"))
    # Of two rows the darker one: a thin line keeps its contrast, and a way may climb at 45 degrees.
    darker = np.maximum(pairs[::STEP], pairs[1::STEP]).astype(np.uint8)
    dark = np.asarray(cv2.transpose(darker.reshape(-1, darker.shape[2])), np.uint8)
    # What is black costs nothing and is no white.
    dark |= course.beside
    return dark


def _means_of_two(pixels: Bytes) -> npt.NDArray[np.uint16]:
    """The mean of each two columns, rounded up, in a third of the time of resizing."""
    twos = pixels.view(np.uint16)
    means = np.right_shift(twos, 8, dtype=np.uint16)
    means += twos & 255
    means += 1
    means >>= 1
    return means


def _f(values: object) -> Floats:
    return np.asarray(values, np.float32)


def _runs(white: Floats, inside: Flags) -> tuple[Floats, Floats, Floats]:
    """The most white between two dark places, before the first and after the last, in steps."""
    run, dark = np.cumsum(white, axis=0), inside & (white < 0.5)
    reached = np.maximum.accumulate(np.where(dark, run, np.float32(0)), axis=0)
    first = np.where(dark, run, np.float32(np.inf)).min(axis=0)
    total = run[-1]
    return (run - reached).max(axis=0), np.minimum(first, total), total - reached[-1]
