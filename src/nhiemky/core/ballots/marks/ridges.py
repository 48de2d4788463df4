"""The faintest line that may run along a name: the most inked way through what its letters leave to be seen.

A stroke that hardly darkens the paper is lost in a single place but not over a whole name: its contrast is the same
all the way, while the paper's grain, dust and blurred edges of print are not (a line as a maximal sum along a path:
Montanari, "On the optimal detection of curves in noisy pictures", CACM 14, 1971). How much is too much is asked of the
page itself: of its other names, and of the pen that struck some of them out.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.minimal_paths import cheapest
from nhiemky.core.ballots.marks.sight import Bytes, Floats, Ints
from nhiemky.core.ballots.marks.strips import Strips
from nhiemky.core.ballots.medians import percentile

TOP, BOTTOM = 0.80, -0.15  # em over the baseline, between which a line strikes letters out
STEP = 4  # columns taken together: two thirds of a millimetre, in which a hand turns by a row or so
SHOWS = 0.04  # contrast of print, blurred and widened, beside which a line shows
STRONGEST = 31  # of 255: more counts as this, so that a speck is no line; two rows of a step fill a byte
TURN = 0.008  # contrast that a way must gain on two rows for each row it climbs or falls: grain has no direction

USUAL = 40  # percent of the names found untouched that surely have no ink but the grain, even if the rest is struck
LEAST = 10  # percent of them: the palest names

_CAPPED = np.minimum(np.arange(256), STRONGEST).astype(np.uint8)


@dataclass(frozen=True)
class Shown:
    """What a sheet's print lets be seen of lines through its n names: `mask` (n, rows, width; 255 where ink shows),
    from row `top` and column `left` of each window on, and of how many pixels that is so for each step of a way (steps,
    rows, n)."""

    top: int
    left: int
    mask: Bytes
    pixels: Floats

    def from_row(self, first: int) -> "Shown":
        """The same for ink that is cut from another row of the windows on."""
        return replace(self, top=self.top - first)


def through_letters(strips: Strips) -> tuple[int, int]:
    """The first row of the windows that a line through letters may cross, and the first after them."""
    return max(int(strips.rows_above(TOP).min()), 0), int(strips.rows_above(BOTTOM).max()) + 1


def shown_of(print_darkness: Bytes, strips: Strips) -> Shown:
    """Measure the print (n, height, width) of a sheet's names once."""
    top, bottom = through_letters(strips)
    left = int(strips.starts.min())
    columns = slice(left, left + (int(strips.ends.max()) - left) // STEP * STEP)
    shows = (print_darkness[:, top:bottom, columns] < SHOWS * 255) & strips.in_name[:, None, columns]
    mask = np.where(shows, 255, 0).astype(np.uint8)
    return Shown(top, left, mask, _steps(np.minimum(mask, 1)))


def ridges(ink: Bytes, shown: Shown, names: Ints) -> Floats:
    """The mean contrast by which the most inked way through some names (by their numbers) exceeds the page's paper;
    `ink` is the new ink of all names (n, height, width)."""
    found = np.zeros(len(names), np.float32)
    rows, width = shown.mask.shape[1:]
    part = ink[names, shown.top : shown.top + rows, shown.left : shown.left + width]
    # Most names of a good scan have no ink at all.
    pale = np.flatnonzero(part.max(axis=(1, 2), initial=0) > limits.SHADE * 255)
    if not len(pale):
        return found
    part, mask, pixels = part[pale], shown.mask[names[pale]], shown.pixels[:, :, names[pale]]
    seen = np.asarray(cv2.bitwise_and(cv2.LUT(part.reshape(-1, width), _CAPPED), mask.reshape(-1, width)), np.uint8)
    gains = _steps(seen.reshape(part.shape)) - _paper(part, mask) * pixels
    way = cheapest(-gains, TURN * 255 * 2 * STEP)
    on_way = np.arange(len(way))[:, None], way, np.arange(len(pale))
    gained, seen_pixels = (values[on_way].sum(axis=0) for values in (gains, pixels))
    found[pale] = gained / np.maximum(seen_pixels, 1) / 255
    return found


def most_of_untouched(found: Floats, pens: Floats) -> float:
    """The ridge up to which a name of this page is surely untouched; `pens` are the contrasts of its sure strikes.

    A page's grain and badly fitting print show on its quieter names. One voter has one pen: where it has struck names
    out, a line many times fainter is none.
    """
    grain = min(max(percentile(found, 25), 0.0), limits.RIDGE_OF_GRAIN) if len(found) else 0.0
    of_pen = limits.RIDGE_OF_PEN * float(pens.min()) if len(pens) else 0.0
    return grain + min(max(of_pen, limits.RIDGE), limits.RIDGE_MOST)


def most_crossed(crossed: Floats, pens: Floats) -> float:
    """How dark the whites of a surely untouched name of this page may be; `crossed` are those of all its names without
    sure ink, `pens` the contrasts of its sure strikes."""
    paper = percentile(crossed, 25) if len(crossed) else 0.0
    of_pen = limits.CROSSED_OF_PEN * float(pens.min()) if len(pens) else 0.0
    return min(paper + max(limits.CROSSED_BEYOND, of_pen), limits.CROSSED)


def most_evenly(evenly: Floats, pens: Floats) -> float:
    """How dark most whites of a surely untouched name of this page may be at the least; `evenly` are those of all its
    names without sure ink, `pens` the contrasts of its sure strikes."""
    of_pen = limits.EVENLY_OF_PEN * float(pens.min()) if len(pens) else 0.0
    beyond = max(limits.EVENLY, of_pen)
    if not len(evenly):
        return beyond
    usual = percentile(evenly, USUAL)
    return usual + beyond + limits.EVENLY_SPREADS * (usual - percentile(evenly, LEAST))


def _steps(pixels: Bytes) -> Floats:
    """Sums of each STEP columns and two rows (steps, rows - 1, n) of pixels, of which two fill no byte alone."""
    # Four pixels are one number; times 01010101 its highest byte is the sum of all four.
    fours = pixels.view(np.uint32)
    sums = (fours[:, 1:] + fours[:, :-1]) * np.uint32(0x01010101) >> 24
    return np.ascontiguousarray(sums.transpose(2, 1, 0), np.float32)


def _paper(part: Bytes, mask: Bytes) -> float:
    """The median of blank paper, to parts of a grey level: within its level as much as lies below it."""
    width = part.shape[2]
    counts = cv2.calcHist([part.reshape(-1, width)], [0], mask.reshape(-1, width), [256], [0, 256])
    run = np.cumsum(counts)
    half = run[-1] / 2
    level = int(np.searchsorted(run, half))
    below = float(run[level - 1]) if level else 0.0
    return max(0.0, level - 0.5 + (float(half) - below) / max(float(run[level]) - below, 1.0))
