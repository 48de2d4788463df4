"""The first method: ink that the printed reference does not have, measured along each name.

Each name is first laid exactly over its reference (to a pixel, by the profiles of its print). What is darker than the
reference widened by a pixel is new ink. Letters hide a part of it, so a stroke is followed through what lies between
them: columns that a letter hides count neither for nor against it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots.ink_columns import Columns, columns_of
from nhiemky.core.ballots.ink_sight import Bytes, Flags, Floats, Ints
from nhiemky.core.ballots.ink_strips import SLACK, Strips

WIDENED = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
FITS = 0.5  # correlation of profiles from which a name's own fit is believed rather than its neighbours'


@dataclass(frozen=True)
class Printed:
    """What the reference knows of the names: darkness widened by a pixel, profiles to fit by, white between words."""

    strips: Strips
    darkness: Bytes  # (n, height, width)
    across: Floats  # (n, width): the profile over columns
    down: Floats  # (n, height): over rows
    gaps: tuple[tuple[int, int, int], ...]  # name (from 0), first and last column of the white between two words


def printed(reference: Bytes, strips: Strips) -> Printed:
    """Measure the reference page once for all pages of a sheet."""
    dark = strips.cut(255 - reference)
    soft = cv2.GaussianBlur(_tall(dark), (0, 0), 1.0)
    widened = cv2.dilate(soft, WIDENED).reshape(dark.shape).astype(np.uint8)
    return Printed(strips, widened, _across(dark, strips), _down(dark, strips), _gaps(widened, strips))


def fitted(darkness: Bytes, known: Printed) -> tuple[Ints, Ints, Flags]:
    """How many pixels down and right each name stands from its place (n), and whether its own print says so (n)."""
    strips = known.strips
    wide = strips.cut(darkness, slack=SLACK)
    right, sure_right = _best(_across(wide[:, SLACK:-SLACK], strips), known.across)
    down, sure_down = _best(_down(wide[:, :, SLACK:-SLACK], strips), known.down)
    own = sure_right & sure_down
    return _agreed(down, own), _agreed(right, own), own


def new_ink(darkness: Bytes, known: Printed, down: Ints, right: Ints) -> Bytes:
    """Darkness (n, height, width) beyond the print's own; vertical streaks and even shadows are taken off."""
    strips = known.strips.cut(darkness, down, right)
    soft = cv2.GaussianBlur(_tall(strips), (3, 3), 0).reshape(strips.shape)
    even = (soft - soft.min(axis=1, keepdims=True)).astype(np.uint8)
    ink = cv2.subtract(_tall(even), _tall(known.darkness))
    return ink.reshape(strips.shape).astype(np.uint8)


def seen(darkness: Bytes, known: Printed) -> Columns:
    """Measure the new ink of a page (its darkness, 0 paper, 255 black) along every name."""
    down, right, own = fitted(darkness, known)
    return columns_of(new_ink(darkness, known, down, right), known.darkness, known.strips, known.gaps, own)


def _tall(stack: Bytes) -> Bytes:
    return stack.reshape(-1, stack.shape[2])


def _across(stack: Bytes, strips: Strips) -> Floats:
    top = int(strips.rows_above(0.9).min())
    profile = stack[:, max(top, 0) : strips.baseline + 2].sum(axis=1, dtype=np.float32)
    return _without_drift(profile)


def _down(stack: Bytes, strips: Strips) -> Floats:
    tall = _tall(np.ascontiguousarray(stack))
    edges = cv2.absdiff(tall[:, 1:], tall[:, :-1]).reshape(stack.shape[0], stack.shape[1], -1)
    columns = np.arange(edges.shape[2])
    inside = (columns >= strips.starts[:, None]) & (columns < strips.ends[:, None])
    profile: Floats = np.matmul(edges.astype(np.float32), inside.astype(np.float32)[:, :, None])[:, :, 0]
    return _without_drift(profile)


def _without_drift(profile: Floats) -> Floats:
    smooth = cv2.blur(profile, (21, 1), borderType=cv2.BORDER_REPLICATE)
    left: Floats = (profile - smooth).astype(np.float32)
    return left


def _best(profile: Floats, known: Floats) -> tuple[Ints, Flags]:
    length = known.shape[1]
    steps = range(profile.shape[1] - length + 1)
    scores = np.stack([(profile[:, k : k + length] * known).sum(axis=1) for k in steps])
    best = scores.argmax(axis=0)
    energy = np.sqrt((profile**2).sum(axis=1) * (known**2).sum(axis=1)) + 1
    return best.astype(np.int64) - SLACK, scores.max(axis=0) / energy > FITS


def _agreed(shifts: Ints, own: Flags) -> Ints:
    """A name whose own print does not say where it is stands as most others do."""
    common = round(float(np.median(shifts[own]))) if own.any() else 0
    return np.where(own, shifts, common).astype(np.int64)


def _gaps(widened: Bytes, strips: Strips) -> tuple[tuple[int, int, int], ...]:
    top = int(strips.rows_above(0.9).min())
    white = widened[:, max(top, 0) : strips.baseline + 2].max(axis=1) < limits.INK * 255
    found = []
    for name in range(len(white)):
        start, end = int(strips.starts[name]), int(strips.ends[name])
        edges = np.diff(np.concatenate([[0], white[name, start:end].astype(np.int8), [0]]))
        for first, after in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
            inside = first > 0 and after < end - start
            if inside and after - first >= 0.3 * limits.PX_PER_MM:
                found.append((name, start + int(first), start + int(after) - 1))
    return tuple(found)
