"""All names of a `strike` ballot's sheet, read by both methods."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits, new_ink, strokes
from nhiemky.core.ballots.marks.apart import with_lines_apart
from nhiemky.core.ballots.marks.colours import colours_of
from nhiemky.core.ballots.marks.crossing import Bands, bands_of, crossed, is_streak
from nhiemky.core.ballots.marks.folds import Line, goes_on
from nhiemky.core.ballots.marks.grain import beyond_grain
from nhiemky.core.ballots.marks.hand import as_high_as_others
from nhiemky.core.ballots.marks.judgement import Faintest, Name, by_new_ink, by_strokes, still_clear
from nhiemky.core.ballots.marks.lost import Lettering, lettering_of, lost
from nhiemky.core.ballots.marks.misfit import where_print_fits
from nhiemky.core.ballots.marks.numbers import Numbers, ink_on_numbers, numbers_of
from nhiemky.core.ballots.marks.ridges import most_crossed, most_evenly, most_of_untouched, ridges
from nhiemky.core.ballots.marks.sight import Bytes, Floats, Ints, Sight, combined, doubted, sight
from nhiemky.core.ballots.marks.specks import without_specks
from nhiemky.core.ballots.marks.streaks import Ends, Points, beyond, ends_of, widened
from nhiemky.core.ballots.marks.strips import SLACK, Strips, strips_of
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark


@dataclass(frozen=True)
class KnownNames:
    """What the reference knows of a sheet's names, measured once for all its pages."""

    strips: Strips
    print: new_ink.Printed
    course: strokes.Course
    widened: Bytes
    small: Bytes
    lettering: Lettering
    numbers: Numbers
    names: tuple[Name, ...]
    ends: Ends
    bands: Bands


def known_names(reference: Bytes, layout: Layout, sheet: int, small: Bytes) -> KnownNames:
    """Measure a sheet's reference (grey, paper 255), whose widened print is known in a `small` picture; raises
    ValueError when the sheet has no names."""
    strips = strips_of(layout, sheet, reference.shape)
    print_ = new_ink.printed(reference, strips)
    places = [layout.places[candidate] for candidate in strips.candidates]
    rows, darkness = [place.row_box for place in places], strips.cut(255 - reference)
    return KnownNames(
        strips,
        print_,
        strokes.course_of(strips),
        widened(reference),
        small,
        lettering_of(darkness, strips),
        numbers_of(reference, layout, sheet),
        tuple(_name(place.name, row, print_) for row, place in enumerate(places)),
        ends_of(rows, reference.shape[1]),
        bands_of(strips, darkness, rows, len(small)),
    )


def read_names(
    darkness: Bytes, small: Bytes, colour: Bytes | None, known: KnownNames
) -> tuple[tuple[MarkReading, ...], Floats]:
    """Every name of a page (its darkness, 0 paper, 255 black, also as a small picture), and the colour of the ink on
    each (n, 3)."""
    wide = known.strips.cut(darkness, slack=SLACK)
    seen = without_specks(new_ink.seen(wide, known.print), known.print)
    seen = with_lines_apart(seen, known.print, known.names)
    ways = strokes.ways(wide[:, SLACK:-SLACK, SLACK:-SLACK], known.course)
    missing = lost(seen.names, known.lettering, known.strips)
    streaks, second = _streaks(darkness, small, known, seen), by_strokes(ways, known.names)
    alone = by_new_ink(seen.columns, known.names, streaks, missing)
    first = as_high_as_others(alone, second, seen.columns, known.names, streaks)
    first = where_print_fits(first, second, seen.columns.area)
    against = _against_page(first, second, seen, known)
    marks = tuple(map(combined, known.strips.candidates, against, second))
    clear = np.flatnonzero([mark.mark is ReadMark.CLEAR for mark in marks])
    before = ink_on_numbers(darkness, known.numbers, clear, seen.down[clear, 0], seen.right[clear, 0])
    sure = np.flatnonzero([mark.mark is not ReadMark.UNSURE for mark in marks])
    before |= dict.fromkeys(_crossed(small, known, seen, sure), Ink.LINE)
    asked = (doubted(mark, before[row]) if row in before else mark for row, mark in enumerate(marks))
    return tuple(asked), _colours(colour, known, seen)


def _against_page(first: list[Sight], second: list[Sight], seen: new_ink.Seen, known: KnownNames) -> list[Sight]:
    """What new ink says of each name, with the faintest ink on those it found untouched held against the page."""
    clear = np.array([one.mark is ReadMark.CLEAR for one in first])
    struck = np.array([one.mark is two.mark is ReadMark.STRUCK for one, two in zip(first, second, strict=True)])
    untouched, pens = np.flatnonzero(clear), seen.columns.pen[struck]
    found, crossed = ridges(seen.ink, known.print.shown, untouched), seen.columns.crossed[untouched]
    evenly = seen.columns.evenly[untouched]
    grain = beyond_grain(seen.ink, known.print.shown, untouched, crossed, seen.columns.pen[~clear])
    of_page = most_of_untouched(found, pens), most_crossed(crossed, pens), most_evenly(evenly, pens), grain.most
    faintest = still_clear(
        [first[row] for row in untouched], Faintest(found, crossed, evenly, grain.beyond), Faintest(*of_page)
    )
    if grain.drown:
        faintest = [sight(ReadMark.UNSURE, -1.0, Ink.FAINT)] * len(faintest)
    against = dict(zip(untouched.tolist(), faintest, strict=True))
    return [against.get(row, one) for row, one in enumerate(first)]


def _crossed(small: Bytes, known: KnownNames, seen: new_ink.Seen, rows: Ints) -> list[int]:
    """Which of some names (by their places) a line runs through from above to below that is no scanner's streak."""
    found = crossed(seen.names, known.bands, rows)
    beyond_print = np.asarray(cv2.subtract(small, known.small), np.uint8) if found else small
    return [
        row
        for row, column in found.items()
        if not is_streak(beyond_print, known.bands, int(known.strips.lefts[row] + column) // limits.REDUCED)
    ]


def _colours(colour: Bytes | None, known: KnownNames, seen: new_ink.Seen) -> Floats:
    found = np.zeros((len(known.names), 3), np.float32)
    if colour is None:
        return found
    inked = np.flatnonzero(seen.columns.covered >= limits.PART)
    if len(inked):
        tops = known.strips.tops[inked] + np.round(seen.down[inked].mean(axis=1)).astype(np.int64)
        lefts = known.strips.lefts[inked] + np.round(seen.right[inked].mean(axis=1)).astype(np.int64)
        found[inked] = colours_of(colour, seen.ink[inked], tops + known.print.own.start, lefts)
    return found


def _streaks(darkness: Bytes, small: Bytes, known: KnownNames, seen: new_ink.Seen) -> Floats:
    """How dark the line at each name goes on beyond its row; 0 where too little ink is for a line, 1 for a fold's."""
    found = np.zeros(len(known.names), np.float32)
    inked = np.flatnonzero(seen.columns.covered >= limits.PART)
    if len(inked):
        start, end = _ends(known.strips, seen, inked)
        found[inked], most = beyond(darkness, known.widened, known.ends, inked, start, end)
        perhaps = np.flatnonzero(most >= limits.FOLD_SEEN * np.maximum(seen.columns.pen[inked], limits.SURE_INK))
        if len(perhaps):
            ends = np.stack([*start, *end], axis=1)[perhaps] / limits.PX_PER_MM
            folds = goes_on(small, known.small, [Line(*line) for line in ends.tolist()]) >= limits.FOLD
            # A fold may be lost on its way over the sheet; one pen does not leave a line half as dark as its others.
            pens = seen.columns.pen[inked]
            folds |= pens[perhaps] < limits.PALER * np.median(pens)
            found[inked[perhaps[folds]]] = 1.0
    return found


def _ends(strips: Strips, seen: new_ink.Seen, names: Ints) -> tuple[Points, Points]:
    """Where the lines along some names begin and end on the page."""
    start, end = (
        (
            strips.lefts[names] + columns[names] + seen.right[names, piece],
            strips.tops[names] + seen.columns.path[names, columns[names]] + seen.down[names, piece],
        )
        for columns, piece in ((strips.starts, 0), (strips.ends - 1, -1))
    )
    return start, end


def _name(text: str, row: int, print_: new_ink.Printed) -> Name:
    scale = limits.PX_PER_MM
    start, end = int(print_.strips.starts[row]), int(print_.strips.ends[row])
    gaps = [(first, last) for name, first, last in print_.places.gaps.tolist() if name == row]
    words = len(text.split())
    widest = sorted(gaps, key=lambda gap: gap[0] - gap[1])[: words - 1]
    edges = [start, *(column for gap in sorted(widest) for column in gap), end]
    return Name(words, (edges[1] - edges[0]) / scale, (edges[-1] - edges[-2]) / scale)
