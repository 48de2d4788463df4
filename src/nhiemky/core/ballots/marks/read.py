"""All marks of one page: two methods look at each candidate, and only where both are sure and agree is a mark read."""

from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.core.ballots.marks.after_names import Ends, ends_of, faint_after
from nhiemky.core.ballots.marks.beside import under_seals, with_ink_beside
from nhiemky.core.ballots.marks.boxes import Interiors, by_dark_in_boxes, interiors_of
from nhiemky.core.ballots.marks.care import with_more_care
from nhiemky.core.ballots.marks.colours import colours_of, several
from nhiemky.core.ballots.marks.in_boxes import Cells, by_new_ink_in_boxes, cells_of
from nhiemky.core.ballots.marks.judgement import margins_of_clear
from nhiemky.core.ballots.marks.names import KnownNames, known_names, read_names
from nhiemky.core.ballots.marks.new_ink import Printed, printed, seen
from nhiemky.core.ballots.marks.sight import Bytes, Floats, combined, doubted
from nhiemky.core.ballots.marks.stray import Blank, beyond, blank_of, new_on, reduced, seals_on, stray_ink, written_over
from nhiemky.core.ballots.marks.strips import SLACK, strips_of
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.elections.rulebook import BallotStyle

SEAL_SLIPS = 15.0  # mm below its room: half a seal


@dataclass(frozen=True)
class KnownBoxes:
    """The boxes of an `agree` ballot, and its names, which no ink should touch."""

    cells: Cells
    interiors: Interiors
    names: Printed


@dataclass(frozen=True)
class Known:
    """What is measured once for all pages of a sheet: its blanks, the ends of its rows, and its names or boxes."""

    layout: Layout
    blank: Blank
    ends: Ends
    marked: KnownNames | KnownBoxes


def known_of(reference: Bytes, layout: Layout, sheet: Sheet) -> Known:
    """Prepare the reading of a sheet from its printed reference (grey, paper 255, `ink_limits.PX_PER_MM`)."""
    marked: KnownNames | KnownBoxes
    blank = blank_of(reference, layout, sheet)
    if layout.style is BallotStyle.AGREE:
        marked = KnownBoxes(
            cells_of(reference, layout, sheet.number),
            interiors_of(layout, sheet.number),
            printed(reference, strips_of(layout, sheet.number, reference.shape)),
        )
    else:
        marked = known_names(reference, layout, sheet.number, blank.print)
    return Known(layout, blank, ends_of(layout, sheet.number, blank.print.shape[1]), marked)


def read_marks(
    grey: Bytes, colour: Bytes | None, reference: Bytes, layout: Layout, sheet: Sheet
) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    """The marks of a straightened page, one for each candidate of the sheet, and the page's codes of `reasons.toml`.

    `grey` (rows, columns) lies on `reference` to 0.4 mm at `ink_limits.PX_PER_MM`, paper near 255; `colour` is the same
    page in blue, green and red, or None.
    """
    return read_known(255 - grey, colour, known_of(reference, layout, sheet))


def read_known(
    darkness: Bytes, colour: Bytes | None, known: Known, small: Bytes | None = None
) -> tuple[tuple[MarkReading, ...], tuple[str, ...]]:
    """The same as `read_marks` for a sheet whose reference was measured before, and for a page's darkness, 255 black.

    `small` is the whole page's at 2 pixels for a millimetre; with it, `darkness` need only hold the rows of names.
    """
    page = reduced(darkness) if small is None else small
    if isinstance(known.marked, KnownNames):
        marks, colours = read_names(darkness, page, colour, known.marked)
    else:
        marks, colours = _read_boxes(darkness, colour, known.marked)
    beyond_print = beyond(page, known.blank)
    new = new_on(beyond_print)
    written = (*stray_ink(new, known.blank), *written_over(page, known.blank))
    if isinstance(known.marked, KnownNames):
        untouched = {mark.candidate for mark in marks if mark.mark is ReadMark.CLEAR}
        written += faint_after(beyond_print, known.ends, untouched)
    if written or _unsure_near_seal(marks, known):
        # Only a seal that lies over something is looked for: it takes as long as all the rest.
        seals = seals_on(new, known.blank)
        marks = under_seals(marks, seals, known.layout)
        written = tuple(
            piece for piece in written if not any(seal.is_certain and seal.touches(piece.box) for seal in seals)
        )
    marks, stray = with_ink_beside(marks, written, known.layout)
    marks = with_more_care(marks)
    return marks, _reasons(marks, stray=stray, colours=colours)


def _unsure_near_seal(marks: tuple[MarkReading, ...], known: Known) -> bool:
    """Whether a seal that left its room may be why a mark is unsure; further off it would leave ink between rows."""
    near = known.blank.seal_room.bottom + SEAL_SLIPS
    return any(mark.mark is ReadMark.UNSURE and known.layout.places[mark.candidate].row_box.y < near for mark in marks)


def _read_boxes(darkness: Bytes, colour: Bytes | None, known: KnownBoxes) -> tuple[tuple[MarkReading, ...], Floats]:
    first = by_new_ink_in_boxes(darkness, known.cells)
    second = by_dark_in_boxes(darkness, known.interiors)
    colours = np.zeros((2 * len(first), 3), np.float32)
    if colour is not None:
        inside = known.interiors
        colours = colours_of(colour, inside.cut(darkness), inside.tops, inside.lefts)
    names = seen(known.names.strips.cut(darkness, slack=SLACK), known.names).columns
    marks = map(combined, known.cells.candidates, first, second)
    return tuple(
        doubted(mark, Ink.OUTSIDE) if mark.mark is not ReadMark.UNSURE and clear < 0 else mark
        for mark, clear in zip(marks, margins_of_clear(names).tolist(), strict=True)
    ), colours


def _reasons(marks: tuple[MarkReading, ...], *, stray: bool, colours: Floats) -> tuple[str, ...]:
    # Where the methods differ a mark is unsure.
    differ = [_differ(mark) for mark in marks if mark.mark is ReadMark.UNSURE]
    found = {
        "unsure_mark": not all(differ),
        "methods_differ": any(differ),
        "seal_over_name": any(mark.ink is Ink.SEAL for mark in marks),
        "stray_ink": stray,
        "several_inks": bool(colours.any()) and _several(marks, colours),
    }
    return tuple(reason for reason, is_there in found.items() if is_there)


def _several(marks: tuple[MarkReading, ...], colours: Floats) -> bool:
    # One row of colours for each name, or one for each of its two boxes; a seal's red is no voter's.
    own = np.repeat([mark.ink is not Ink.SEAL for mark in marks], len(colours) // max(len(marks), 1))
    return several(colours[own])


def _differ(mark: MarkReading) -> bool:
    both = (mark.by_new_ink, mark.by_strokes)
    return ReadMark.UNSURE not in both and both[0] != both[1]
