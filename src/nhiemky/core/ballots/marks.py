"""All marks of one page: two methods look at each candidate, and only where both are sure and agree is a mark read."""

from dataclasses import dataclass, replace

import numpy as np

from nhiemky.core.ballots import ink_limits as limits
from nhiemky.core.ballots import new_ink, strokes
from nhiemky.core.ballots.boxes import Interiors, by_dark_in_boxes, interiors_of
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.ink_in_boxes import Cells, by_new_ink_in_boxes, cells_of
from nhiemky.core.ballots.ink_judgement import Name, by_new_ink, by_strokes
from nhiemky.core.ballots.ink_seal import Seal
from nhiemky.core.ballots.ink_sight import Bytes, Floats, Sight
from nhiemky.core.ballots.ink_streaks import beyond, widened
from nhiemky.core.ballots.ink_strips import Strips, strips_of
from nhiemky.core.ballots.layout import Layout, Place, Sheet
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.ballots.stray import Blank, Written, blank_of, new_on, reduced, seals_on, stray_ink
from nhiemky.core.elections.rulebook import BallotStyle


@dataclass(frozen=True)
class Known:
    """What is measured once for all pages of a sheet."""

    reference: Bytes
    layout: Layout
    sheet: Sheet
    blank: Blank
    names: "KnownNames | None"
    boxes: "KnownBoxes | None"


@dataclass(frozen=True)
class KnownNames:
    """The names of a `strike` ballot."""

    strips: Strips
    print: new_ink.Printed
    widened: Bytes
    names: tuple[Name, ...]


@dataclass(frozen=True)
class KnownBoxes:
    """The boxes of an `agree` ballot."""

    cells: Cells
    interiors: Interiors


def known_of(reference: Bytes, layout: Layout, sheet: Sheet) -> Known:
    """Prepare the reading of a sheet from its printed reference (grey, paper 255, `limits.PX_PER_MM`)."""
    blank = blank_of(reference, layout, sheet)
    if layout.style is BallotStyle.AGREE:
        boxes = KnownBoxes(cells_of(reference, layout, sheet.number), interiors_of(layout, sheet.number))
        return Known(reference, layout, sheet, blank, None, boxes)
    strips = strips_of(layout, sheet.number, reference.shape)
    print_ = new_ink.printed(reference, strips)
    names = tuple(_name(layout.places[candidate].name, row, print_) for row, candidate in enumerate(strips.candidates))
    return Known(reference, layout, sheet, blank, KnownNames(strips, print_, widened(reference), names), None)


def read_marks(
    grey: Bytes, colour: Bytes | None, reference: Bytes, layout: Layout, sheet: Sheet
) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    """The marks of a straightened page, one for each candidate of the sheet, and the page's codes of `reasons.toml`.

    `grey` (rows, columns) lies on `reference` to 0.4 mm at `limits.PX_PER_MM`, paper near 255; `colour` is the same
    page in blue, green and red, or None.
    """
    return read_known(grey, colour, known_of(reference, layout, sheet))


def read_known(
    grey: Bytes, colour: Bytes | None, known: Known, small: Bytes | None = None
) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    """The same as `read_marks` for a sheet whose reference was measured before.

    `small` is the whole page in grey at 2 pixels for a millimetre; with it, `grey` need only hold the rows of names.
    """
    darkness = 255 - grey
    if known.boxes is not None:
        marks = _boxes(darkness, known.boxes)
    elif known.names is not None:
        marks = _names(darkness, known, known.names)
    new = new_on(reduced(darkness) if small is None else 255 - small, known.blank)
    written = stray_ink(new, known.blank)
    if written or any(mark.mark is ReadMark.UNSURE for mark in marks):
        # Only a seal that lies over something is looked for: it takes longer than all the rest.
        seals = seals_on(new, known.blank)
        marks = tuple(_under_seal(mark, known.layout.places[mark.candidate], seals) for mark in marks)
        written = tuple(piece for piece in written if not any(seal.touches(piece.box) for seal in seals))
    marks, stray = _with_ink_beside(marks, written, known.layout)
    return marks, _reasons(marks, stray=stray)


def _under_seal(mark: MarkReading, place: Place, seals: tuple[Seal, ...]) -> MarkReading:
    """Ink under a seal may be the seal's own; where no ink is seen there is none."""
    boxes = [box for box in (place.agree_box, place.disagree_box) if box is not None] or [place.name_box]
    if mark.ink is Ink.NOTHING or not any(seal.touches(box) for seal in seals for box in boxes):
        return mark
    return replace(mark, mark=ReadMark.UNSURE, confidence=limits.SURE - 0.01, ink=Ink.SEAL)


def _with_ink_beside(
    marks: tuple[MarkReading, ...], written: tuple[Written, ...], layout: Layout
) -> tuple[tuple[MarkReading, ...], bool]:
    """Ink beside a name or a box is a question about that candidate; whether there is stray ink elsewhere."""
    beside: dict[int, Written] = {}
    elsewhere = 0.0
    for piece in written:
        row = next((mark.candidate for mark in marks if _is_beside(piece.box, layout.places[mark.candidate])), None)
        if row is None:
            elsewhere += piece.area
        else:
            beside[row] = piece
    asked = tuple(_asked(mark, beside[mark.candidate]) if mark.candidate in beside else mark for mark in marks)
    return asked, elsewhere >= limits.STRAY_INK


def _is_beside(box: Box, place: Place) -> bool:
    row = place.row_box
    middle = box.y + box.height / 2
    near = row.x - limits.BESIDE < box.x and box.right < row.right + limits.BESIDE
    return row.y <= middle <= row.bottom and near and box.height < 2 * row.height


def _asked(mark: MarkReading, piece: Written) -> MarkReading:
    if mark.mark is ReadMark.STRUCK and piece.box.height < limits.OVERSHOT:
        # The end of the strike itself, where the pen had skipped.
        return mark
    ink = piece.ink if mark.mark in (ReadMark.CLEAR, ReadMark.STRUCK) else Ink.OUTSIDE
    return replace(mark, mark=ReadMark.UNSURE, confidence=limits.SURE - 0.01, ink=ink)


def _boxes(darkness: Bytes, boxes: KnownBoxes) -> tuple[MarkReading, ...]:
    first = by_new_ink_in_boxes(darkness, boxes.cells)
    second = by_dark_in_boxes(darkness, boxes.interiors)
    return tuple(map(combined, boxes.cells.candidates, first, second))


def _names(darkness: Bytes, known: Known, names: KnownNames) -> tuple[MarkReading, ...]:
    ink = new_ink.seen(darkness, names.print)
    ways = strokes.ways(darkness, names.strips)
    streaks = _streaks(darkness, known, names, ink).tolist()
    marks = []
    for row, name in enumerate(names.names):
        first = by_new_ink(ink.columns, row, name, streaks[row])
        second = by_strokes(ways, row, name)
        marks.append(combined(names.strips.candidates[row], first, second))
    return tuple(marks)


def combined(candidate: int, first: Sight, second: Sight) -> MarkReading:
    """One reading from what both methods see: the mark both are sure of with the lesser confidence, else unsure."""
    agree = first.mark == second.mark
    mark = first.mark if agree else ReadMark.UNSURE
    sure = min(first.confidence, second.confidence)
    if mark is ReadMark.UNSURE:
        sure = min(sure, limits.SURE - 0.01)
    ink = first.ink if first.ink is not Ink.NOTHING else second.ink
    return MarkReading(candidate, mark, sure, ink, first.mark, second.mark)


def _streaks(darkness: Bytes, known: Known, names: KnownNames, ink: new_ink.Seen) -> Floats:
    """How dark the line at each name goes on beyond its row; 0 where too little ink is for a line."""
    strips = names.strips
    found = np.zeros(len(strips.candidates), np.float32)
    inked = np.flatnonzero(ink.columns.covered >= limits.PART)
    if len(inked):
        start, end = (
            (
                strips.lefts[inked] + columns[inked] + ink.right[inked, piece],
                strips.tops[inked] + ink.columns.path[inked, columns[inked]] + ink.down[inked, piece],
            )
            for columns, piece in ((strips.starts, 0), (strips.ends - 1, -1))
        )
        rows = [known.layout.places[strips.candidates[row]].row_box for row in inked]
        found[inked] = beyond(darkness, names.widened, rows, start, end)
    return found


def _reasons(marks: tuple[MarkReading, ...], *, stray: bool) -> tuple[str, ...]:
    reasons = []
    if any(mark.mark is ReadMark.UNSURE and not _differ(mark) for mark in marks):
        reasons.append("unsure_mark")
    if any(_differ(mark) for mark in marks):
        reasons.append("methods_differ")
    if any(mark.ink is Ink.SEAL for mark in marks):
        reasons.append("seal_over_name")
    if stray:
        reasons.append("stray_ink")
    return tuple(reasons)


def _differ(mark: MarkReading) -> bool:
    both = (mark.by_new_ink, mark.by_strokes)
    return ReadMark.UNSURE not in both and both[0] != both[1]


def _name(text: str, row: int, print_: new_ink.Printed) -> Name:
    scale = limits.PX_PER_MM
    start, end = int(print_.strips.starts[row]), int(print_.strips.ends[row])
    gaps = [(first, last) for name, first, last in print_.gaps if name == row]
    words = len(text.split())
    widest = sorted(gaps, key=lambda gap: gap[0] - gap[1])[: words - 1]
    edges = [start, *(column for gap in sorted(widest) for column in gap), end]
    return Name(words, (edges[1] - edges[0]) / scale, (edges[-1] - edges[-2]) / scale)
