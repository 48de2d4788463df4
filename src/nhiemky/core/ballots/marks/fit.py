"""Laying a page's names exactly over their printed reference: to a pixel, in pieces of a name.

A straightened page may still be 0.4 mm off, and not everywhere alike. Print is found by its profiles over columns and
over rows; those of horizontal edges are left out, because a strike is one.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints, cut
from nhiemky.core.ballots.marks.strips import SLACK, Strips
from nhiemky.core.ballots.medians import median, row_medians

PIECE = 72  # pixels: 12 mm, two or three syllables
AROUND = 2  # names above and below that have a say in where a name stands
FITS = 0.5  # correlation of profiles from which a piece's own fit is believed rather than its neighbours'


def pieces_of(strips: Strips) -> int:
    """How many pieces a window is fitted in."""
    return max(1, round(strips.width / PIECE))


@dataclass(frozen=True)
class Profiles:
    """The profiles of n names in print: `across` (n, width) and `down` (n, pieces, height); how much there is of both
    in each piece (n, pieces); what columns of windows cut with SLACK are `inside` a name (n × rows, columns; 255);
    which names are `around` each, itself among them (n, 2 AROUND + 1)."""

    across: Floats
    down: Floats
    much_across: Floats
    much_down: Floats
    inside: Bytes
    around: Ints


def profiles_of(names: Bytes, strips: Strips) -> Profiles:
    """Measure the names (n, height, width) of a sheet's reference once."""
    across_, down_ = across(names, strips), down(names, _inside(strips, 0), strips)
    much = np.add.reduceat(across_**2, _firsts(strips.width, pieces_of(strips)), axis=1)
    return Profiles(across_, down_, much, (down_**2).sum(axis=2), _inside(strips, SLACK), _around(len(names)))


def _around(count: int) -> Ints:
    return (np.arange(count)[:, None] + np.arange(-AROUND, AROUND + 1)).clip(0, count - 1)


def _inside(strips: Strips, slack: int) -> Bytes:
    columns = np.arange(strips.width + 2 * slack - 1) - slack
    inside = (columns >= strips.starts[:, None]) & (columns < strips.ends[:, None])
    return np.repeat(np.where(inside, 255, 0).astype(np.uint8), strips.height + 2 * slack, axis=0)


def across(stack: Bytes, strips: Strips) -> Floats:
    """The profile (n, columns) of print over columns, without what changes slowly."""
    top = max(int(strips.rows_above(0.9).min()), 0)
    return _without_drift(stack[:, top : strips.baseline + 2].sum(axis=1, dtype=np.uint16).astype(np.float32))


def down(stack: Bytes, inside: Bytes, strips: Strips, slack: int = 0) -> Floats:
    """The profile (n, pieces, rows) of upright edges over rows, for each piece of a name; `stack` is cut with `slack`.

    Its columns are summed by OpenCV: as a product of matrices they would be four times as large.
    """
    tall, pieces = stack.reshape(-1, stack.shape[2]), pieces_of(strips)
    first, after = int(strips.starts.min()) + slack, int(strips.ends.max()) + slack
    edges = cv2.absdiff(tall[:, first + 1 : after + 1], tall[:, first:after])
    cv2.bitwise_and(edges, inside[:, first:after], dst=edges)
    ends = [0, *(-(-(strips.width - 1) * piece // pieces) + slack - first for piece in range(1, pieces)), after - first]
    sums = [cv2.reduce(edges[:, first:end], 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S) for first, end in pairwise(ends)]
    profile = np.concatenate(sums, axis=1).reshape(*stack.shape[:2], pieces).transpose(0, 2, 1)
    return _without_drift(np.ascontiguousarray(profile, np.float32).reshape(-1, stack.shape[1])).reshape(profile.shape)


def fitted(wide: Bytes, strips: Strips, known: Profiles) -> tuple[Ints, Ints, Flags]:
    """How many pixels down and right each piece of each name stands from its place (n, pieces), and whether the
    name's own print says so (n). `wide` are the windows cut with SLACK."""
    shift_right, sure_right = _best_across(across(wide[:, SLACK:-SLACK], strips), known)
    shift_down, sure_down = _best_down(down(wide, known.inside, strips, SLACK), known)
    sure = sure_right & sure_down
    agreed = _agreed(np.stack([shift_down, shift_right]), sure, known.around)
    return agreed[0], agreed[1], sure.any(axis=1)


def moved(wide: Bytes, strips: Strips, shift_down: Ints, shift_right: Ints) -> Bytes:
    """The windows (n, height, width) with every piece moved to its place."""
    rows, columns = shift_down + SLACK, shift_right + SLACK
    out = cut(wide, rows[:, 0], columns[:, 0], strips.height, strips.width)
    edges = [*_firsts(strips.width, pieces_of(strips)), strips.width]
    # Where a name's first piece stands, mostly all of it does.
    elsewhere = np.nonzero((rows != rows[:, :1]) | (columns != columns[:, :1]))
    moves = (each.tolist() for each in (*elsewhere, rows[elsewhere], columns[elsewhere]))
    for name, piece, y, x in zip(*moves, strict=True):
        first, after = edges[piece], edges[piece + 1]
        out[name, :, first:after] = wide[name, y : y + strips.height, x + first : x + after]
    return out


def _without_drift(profile: Floats) -> Floats:
    smooth = cv2.blur(profile, (21, 1), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(profile - smooth, np.float32)


def _firsts(width: int, pieces: int) -> list[int]:
    """The first columns of a name's pieces."""
    return [-(-width * piece // pieces) for piece in range(pieces)]


def _best_across(profile: Floats, known: Profiles) -> tuple[Ints, Flags]:
    length = known.across.shape[1]
    firsts = _firsts(length, known.much_across.shape[1])
    shifted, pieces = _shifted(profile, length), pairwise([*firsts, length])
    each = [np.vecdot(shifted[:, :, first:end], known.across[:, first:end]) for first, end in pieces]
    scores: Floats = np.stack(each, axis=2)
    own = np.add.reduceat(profile[:, SLACK : SLACK + length] ** 2, firsts, axis=1)
    return _best(scores, own, known.much_across)


def _best_down(profile: Floats, known: Profiles) -> tuple[Ints, Flags]:
    length = known.down.shape[2]
    scores: Floats = np.vecdot(_shifted(profile, length), known.down)
    return _best(scores, np.vecdot(profile, profile), known.much_down)


def _shifted(profile: Floats, length: int) -> Floats:
    """Profiles, contiguous, as they are seen from each of the places they may stand at (2 SLACK + 1, …, length)."""
    *each, step = profile.strides
    return np.ndarray((2 * SLACK + 1, *profile.shape[:-1], length), profile.dtype, profile, 0, (step, *each, step))


def _best(scores: Floats, energy: Floats, known_energy: Floats) -> tuple[Ints, Flags]:
    best = scores.argmax(axis=0).astype(np.int64) - SLACK
    believed = scores.max(axis=0) > FITS * np.sqrt(energy * known_energy) + 1
    return best, believed


def _agreed(shifts: Ints, sure: Flags, around: Ints) -> Ints:
    """The shifts (down and right, n, pieces) of a page, which is off smoothly: no piece is more than a pixel off what
    its name and the names `around` it say. `sure` (n, pieces) are those that were seen.

    That also holds where a thick strike or a scribble misleads a name's own profiles.
    """
    if not sure.any():
        return np.zeros_like(shifts)
    if (shifts == shifts[:, :1, :1]).all():
        return shifts
    known = np.where(sure, shifts, np.nan)
    lost = ~sure.any(axis=1)
    if lost.any():
        known[:, lost] = median(shifts[:, sure], axis=1)[:, None, None]
    common = np.rint(row_medians(known[:, around].reshape(2 * len(sure), -1))).reshape(2, -1, 1)
    near = np.minimum(np.maximum(shifts, common - 1), common + 1)
    return np.where(sure, near, common).astype(np.int64)
