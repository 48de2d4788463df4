"""Ballots as an invented hand strikes them and an invented scanner sees them. No voter is behind any of them.

One hand with one pen, far simpler than the hands by which the reader is judged (`tests/scans`).
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from nhiemky.printing.ballots import reference

type Picture = NDArray[np.uint8]

DPI = 200
_PX_PER_MM = DPI / 25.4
_JPEG_QUALITY = 80
# Fractions of a pixel that OpenCV draws lines at, as a power of two.
_SHIFT = 4
_PEN_PX = 4


@dataclass(frozen=True)
class Stroke:
    """A line at the name of a candidate (from 0, in printed order), over `share` of it; `lower` millimetres deeper than
    through its middle."""

    candidate: int
    share: float = 1.0
    lower: float = 0.0


@dataclass(frozen=True)
class Marked:
    """One sheet as its voter left it: what is struck, and whether its top right corner lies folded over."""

    strokes: tuple[Stroke, ...] = ()
    folded: bool = False


def scanned(layout: Layout, ballots: Iterable[Marked], seed: int) -> bytes:
    """A scanner's PDF of a layout of one sheet: a page for each ballot, grey, 200 dpi. One seed, the same pages."""
    chance = Random(seed)  # noqa: S311  an invented hand needs no secrets
    (blank,) = reference(layout, _PX_PER_MM)
    return _pdf([_page(blank, layout, marked, chance) for marked in ballots])


def _page(blank: Picture, layout: Layout, marked: Marked, chance: Random) -> Picture:
    page = blank.copy()
    for stroke in marked.strokes:
        _strike(page, layout.places[stroke.candidate].name_box, stroke, chance)
    if marked.folded:
        _fold(page)
    return _fed_askew(page, chance)


def _strike(page: Picture, name: Box, stroke: Stroke, chance: Random) -> None:
    """One wavy line from a little before the name to a little behind what it covers."""
    middle, slope = name.y + name.height / 2 + stroke.lower, chance.uniform(-0.6, 0.6)
    start, end = name.x - chance.uniform(0.5, 2), name.x + name.width * stroke.share + chance.uniform(0.5, 2)
    steps = np.linspace(0, 1, 21)
    heights = middle + slope * (steps - 0.5) + [chance.uniform(-0.15, 0.15) for _ in steps]
    points = np.column_stack((start + (end - start) * steps, heights)) * _PX_PER_MM
    fixed = np.round(points * 2**_SHIFT).astype(np.int32)
    ink = chance.randrange(20, 70)
    cv2.polylines(page, [fixed], isClosed=False, color=ink, thickness=_PEN_PX, lineType=cv2.LINE_AA, shift=_SHIFT)


def _fold(page: Picture) -> None:
    """The corner lies over the sheet and hides its marker."""
    side = page.shape[1] // 7
    right = page.shape[1]
    corner = np.array([[right - side, 0], [right, 0], [right, side]], np.int32)
    flap = np.array([[right - side, 0], [right - side, side], [right, side]], np.int32)
    cv2.fillPoly(page, [corner], 255)
    cv2.fillPoly(page, [flap], 238)


def _fed_askew(page: Picture, chance: Random) -> Picture:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-1.5, 1.5), 1)
    turned = cv2.warpAffine(page, turn, (width, height), borderValue=(255,))
    grain = np.random.default_rng(chance.getrandbits(32)).integers(-3, 4, page.shape, dtype=np.int16)
    return np.clip(turned + grain, 0, 255).astype(np.uint8)


def _pdf(pages: Sequence[Picture]) -> bytes:
    first, *others = map(Image.fromarray, pages)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=DPI, quality=_JPEG_QUALITY)
    return out.getvalue()
