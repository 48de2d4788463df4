"""The first method: ink that the printed reference does not have, measured along each name.

Each name is first laid exactly over its reference. What is darker than the reference widened by a pixel is new ink.
Letters hide a part of it, so a stroke is followed through what lies between them: columns that a letter hides count
neither for nor against it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.marks import fit, limits
from nhiemky.core.ballots.marks.columns import Columns, Places, columns_of, places_of
from nhiemky.core.ballots.marks.gaps import Gaps
from nhiemky.core.ballots.marks.ridges import Shown, shown_of, through_letters
from nhiemky.core.ballots.marks.sight import Bytes, Ints
from nhiemky.core.ballots.marks.strips import Strips

WIDENED = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
SEPARATE = 3  # rows around a name's own: half of the highest square that ink is measured by, and what edges mirror
BLUR = 0.8  # pixels: what a scanner and the straightening of its page take from sharp print


@dataclass(frozen=True)
class Printed:
    """What the reference knows of the names: darkness widened by a pixel and where ink is measured beside it, profiles
    to fit by, and where a line through them shows. `own` are the windows' rows in which ink is looked for: those of the
    names' own rows of the table, with a little around them."""

    strips: Strips
    own: slice
    places: Places
    hidden: Bytes  # (n, own rows, width), the darkness, and 255 beyond each name's own row
    profiles: fit.Profiles
    shown: Shown


@dataclass(frozen=True)
class Seen:
    """The names of a page laid over their print (n, height, width) and the new ink on them (n, own rows, width), with
    its measurements; how many pixels down and right each was moved (n, pieces)."""

    columns: Columns
    names: Bytes
    ink: Bytes
    down: Ints
    right: Ints


def printed(reference: Bytes, strips: Strips) -> Printed:
    """Measure the reference page once for all pages of a sheet."""
    dark = strips.cut(255 - reference)
    soft = cv2.GaussianBlur(_tall(dark), (0, 0), BLUR)
    widened = cv2.dilate(soft, WIDENED).reshape(dark.shape).astype(np.uint8)
    hidden = np.where(strips.in_row[:, :, None], widened, 255).astype(np.uint8)
    shown, own = shown_of(widened, strips), _own_rows(strips)
    places = places_of(strips, widened, _gaps(widened, strips), own)
    profiles = fit.profiles_of(dark, strips)
    return Printed(strips, own, places, np.ascontiguousarray(hidden[:, own]), profiles, shown.from_row(own.start))


def seen(wide: Bytes, known: Printed) -> Seen:
    """Measure the new ink of a page along every name, cut with SLACK out of its darkness (0 paper, 255 black)."""
    strips = known.strips
    down, right, own = fit.fitted(wide, strips, known.profiles)
    names = fit.moved(wide, strips, down, right)
    ink = _new(names, known)
    return Seen(columns_of(ink, known.places, own), names, ink, down, right)


def _new(names: Bytes, known: Printed) -> Bytes:
    """Darkness beyond the print's own, in each name's own row; upright streaks and even shadows are taken off."""
    soft = np.asarray(cv2.GaussianBlur(_tall(names), (3, 3), 0), np.uint8).reshape(names.shape)
    even = soft[:, known.own] - soft.min(axis=1, keepdims=True)
    return np.asarray(cv2.subtract(_tall(even), _tall(known.hidden)), np.uint8).reshape(even.shape)


def _own_rows(strips: Strips) -> slice:
    """The rows in which any name has its own, and so many more that no square or line reaches from name to name; all
    that a line through letters may cross is among them."""
    rows = np.flatnonzero(strips.in_row.any(axis=0))
    top, bottom = through_letters(strips)
    first = min(int(rows[0]) - SEPARATE, top) if len(rows) else top
    after = max(int(rows[-1]) + 1 + SEPARATE, bottom) if len(rows) else bottom
    return slice(max(first, 0), min(after, strips.height))


def _tall(stack: Bytes) -> Bytes:
    return stack.reshape(-1, stack.shape[2])


def _gaps(widened: Bytes, strips: Strips) -> Gaps:
    top = max(int(strips.rows_above(0.9).min()), 0)
    white = widened[:, top : strips.baseline + 2].max(axis=1) < limits.INK * 255
    found = []
    for name in range(len(white)):
        start, end = int(strips.starts[name]), int(strips.ends[name])
        edges = np.diff(np.concatenate([[0], white[name, start:end].astype(np.int8), [0]]))
        for first, after in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
            inside = first > 0 and after < end - start
            if inside and after - first >= 0.3 * limits.PX_PER_MM:
                found.append((name, start + int(first), start + int(after) - 1))
    return np.array(found, np.int64).reshape(-1, 3)
