"""Equal windows around the names of a sheet, cut out of a page and laid over each other: all names are read at once."""

from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.sight import Bytes, Flags, Floats, Ints, cut

ASCENT, DESCENT = 0.90, 0.22  # of a name box above and below the baseline, in em: composition sets them so
AROUND = 1.6  # mm above and below the name box: an underline and an overline stand there
BESIDE = 4.0  # mm left and right: overshooting strikes and circles
INNER = 0.6  # mm along the rules above and below that belong to neither row
SLACK = 3  # pixels to every side in which a name is looked for
NEAR = 3.0  # mm left and right of a name in which ink is its own


@dataclass(frozen=True)
class Strips:
    """Windows of one size, in pixels of the page; n candidates of one sheet.

    `tops`, `lefts` (n) are the windows' corners; `starts`, `ends` (n) the columns between which the name stands,
    `baseline` its row, the same in all windows, `em` (n) the height of an em; `in_row` (n, height) which rows belong
    to the candidate's own row of the table, `in_name` and `near` (n, width) which columns to the name and to it with
    3 mm around it. `height` and `width` are the size.
    """

    candidates: tuple[int, ...]
    tops: Ints
    lefts: Ints
    starts: Ints
    ends: Ints
    em: Floats
    in_row: Bytes
    in_name: Flags
    near: Flags
    baseline: int
    height: int
    width: int

    def cut(self, page: Bytes, slack: int = 0) -> Bytes:
        """The windows of a page as (n, height, width), with `slack` pixels more on every side."""
        return cut(page, self.tops - slack, self.lefts - slack, self.height + 2 * slack, self.width + 2 * slack)

    def rows_above(self, ems: float) -> Floats:
        """The row so many em above the baseline, for each name (n)."""
        rows: Floats = self.baseline - ems * self.em
        return rows


def strips_of(layout: Layout, sheet: int, shape: tuple[int, ...]) -> Strips:
    """The windows around the names on a sheet, for pages of a shape; raises ValueError when the sheet has no names."""
    candidates = layout.on_sheet(sheet)
    boxes = np.array(
        [
            (box.x, box.y, box.width, box.height)
            for box in (layout.places[candidate].name_box for candidate in candidates)
        ],
        np.float64,
    ).reshape(-1, 4)
    if not len(boxes):
        raise ValueError(f"no names on sheet {sheet}")
    scale = limits.PX_PER_MM
    em = boxes[:, 3] / (ASCENT + DESCENT) * scale
    baselines = boxes[:, 1] * scale + ASCENT * em
    over = int(np.ceil(ASCENT * em.max() + AROUND * scale))
    under = int(np.ceil(DESCENT * em.max() + AROUND * scale))
    height = over + under
    width = min(int(np.ceil((boxes[:, 2].max() + 2 * BESIDE) * scale)), shape[1] - 2 * SLACK)
    tops = np.clip(np.round(baselines).astype(np.int64) - over, SLACK, shape[0] - height - SLACK)
    lefts = np.clip(np.floor((boxes[:, 0] - BESIDE) * scale).astype(np.int64), SLACK, shape[1] - width - SLACK)
    edges = np.array([(box.y, box.bottom) for box in (layout.places[candidate].row_box for candidate in candidates)])
    rows = np.arange(height) + tops[:, None]
    in_row = (rows >= (edges[:, :1] + INNER) * scale) & (rows < (edges[:, 1:] - INNER) * scale)
    starts = np.round(boxes[:, 0] * scale).astype(np.int64) - lefts
    ends = np.round((boxes[:, 0] + boxes[:, 2]) * scale).astype(np.int64) - lefts
    columns, near = np.arange(width), round(NEAR * scale)
    return Strips(
        candidates,
        tops,
        lefts,
        starts,
        ends,
        em.astype(np.float32),
        in_row.astype(np.uint8),
        (columns >= starts[:, None]) & (columns < ends[:, None]),
        (columns >= starts[:, None] - near) & (columns < ends[:, None] + near),
        over,
        height,
        width,
    )
