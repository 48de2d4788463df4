"""The second method for boxes: what is dark inside each box, in the scan alone.

Only the paper well inside the printed rules is looked at, all boxes at once. Dark is what differs from the box's own
paper by half of what its darkest ink does, so a light pencil counts like a felt pen; how far that ink reaches across
and down the box tells a mark from a dot.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Floats, Ints, Sight, above, below, cut, row_sight, sight
from nhiemky.core.ballots.reading import Ink, ReadMark

INSIDE = 0.8  # mm off the box's edge: half a rule, what the page may be off, and the rule's blur
PART_OF_INK = 0.5  # between a box's own paper and its darkest ink
MIDDLE = 0.2  # of the box's height, at each side, where a neighbour's arm may reach


@dataclass(frozen=True)
class Interiors:
    """The paper inside all boxes of a sheet: corners (2n) in pixels of the page, agree before disagree, one size."""

    tops: Ints
    lefts: Ints
    height: int
    width: int

    def cut(self, page: Bytes, more: int = 0) -> Bytes:
        """The boxes of a page as (2n, height, width), with so many pixels more on every side."""
        return cut(page, self.tops - more, self.lefts - more, self.height + 2 * more, self.width + 2 * more)


@dataclass(frozen=True)
class Dark:
    """What is dark inside 2n boxes: mm², how far it reaches across and down (mm), the same in the middle, contrast; and
    how many mm² are no clean paper."""

    area: Floats
    pale: Floats
    reach: Floats
    middle: Floats
    contrast: Floats


def interiors_of(layout: Layout, sheet: int) -> Interiors:
    """The insides of the boxes of a sheet; raises ValueError when it has none."""
    places = [layout.places[candidate] for candidate in layout.on_sheet(sheet)]
    boxes = [box for place in places for box in (place.agree_box, place.disagree_box) if box is not None]
    if not boxes:
        raise ValueError(f"no boxes on sheet {sheet}")
    scale = limits.PX_PER_MM
    height = int((min(box.height for box in boxes) - 2 * INSIDE) * scale)
    width = int((min(box.width for box in boxes) - 2 * INSIDE) * scale)
    tops = [round((box.y + box.height / 2) * scale - height / 2) for box in boxes]
    lefts = [round((box.x + box.width / 2) * scale - width / 2) for box in boxes]
    return Interiors(np.array(tops, np.int64), np.array(lefts, np.int64), height, width)


def dark_in(darkness: Bytes, interiors: Interiors) -> Dark:
    """Measure the insides of all boxes of a page (its darkness: 0 paper, 255 black)."""
    height, width = interiors.height, interiors.width
    # A pixel more on every side, so that no box is blurred into the next of the pile.
    stack = interiors.cut(darkness, 1)
    soft = cv2.blur(stack.reshape(-1, width + 2), (3, 3)).reshape(stack.shape)[:, 1:-1, 1:-1]
    # A ninth of the pixels says as well how light a box's paper is.
    some = soft[:, ::3, ::3].reshape(len(soft), -1)
    tenth = some.shape[1] // 10
    paper = np.minimum(np.partition(some, tenth, axis=1)[:, tenth].astype(np.float32), limits.INK * 255)
    contrast = (soft.max(axis=(1, 2)) - paper) / 255
    limit = paper + np.maximum(contrast * PART_OF_INK, limits.BOX_PALE) * 255
    dark = soft > np.floor(limit).astype(np.uint8)[:, None, None]
    edge = int(MIDDLE * height)
    return Dark(
        area=dark.sum(axis=(1, 2)) / limits.PX_PER_MM**2,
        pale=(soft > np.floor(paper + limits.BOX_PAPER * 255).astype(np.uint8)[:, None, None]).sum(axis=(1, 2))
        / limits.PX_PER_MM**2,
        reach=_reach(dark),
        middle=_reach(dark[:, edge : height - edge, edge : width - edge]),
        contrast=contrast,
    )


def by_dark_in_boxes(darkness: Bytes, interiors: Interiors) -> tuple[Sight, ...]:
    """What the insides of its two boxes say of every candidate of the sheet."""
    dark = dark_in(darkness, interiors)
    sights = [_box(dark, box) for box in range(len(interiors.tops))]
    return tuple(row_sight(sights[k], sights[k + 1]) for k in range(0, len(sights), 2))


def _reach(dark: Floats) -> Floats:
    across = dark.any(axis=1).sum(axis=1) / limits.PX_PER_MM
    down = dark.any(axis=2).sum(axis=1) / limits.PX_PER_MM
    return np.asarray(np.hypot(across, down), np.float32)


def _box(dark: Dark, box: int) -> Sight:
    area, reach, middle = float(dark.area[box]), float(dark.reach[box]), float(dark.middle[box])
    # Dust may be as dark as ink but is small; what is pale must not reach far.
    empty = min(
        below(area, limits.BOX_SPECK),
        below(reach, limits.SPECK * 1.5),
        below(float(dark.pale[box]), limits.BOX_STAIN),
    )
    marked = min(
        above(reach, limits.BOX_REACH),
        above(middle, limits.BOX_MARK / 2),
        above(float(dark.contrast[box]), limits.SURE_INK),
    )
    if empty >= 0:
        return sight(ReadMark.NONE, empty, Ink.NOTHING)
    return sight(ReadMark.AGREE, min(marked, 1.0), Ink.CROSS if marked >= 0 else Ink.DOT)
