"""From measurements to what each method says of a name: struck, clear or unsure, and how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.columns import Columns
from nhiemky.core.ballots.marks.sight import Floats, Sight, above, below, confidences, sight
from nhiemky.core.ballots.marks.strokes import Ways
from nhiemky.core.ballots.reading import Ink, ReadMark


@dataclass(frozen=True)
class Name:
    """What is known of a printed name: its words' number and the lengths (mm) of its first and its last word."""

    words: int
    first: float
    last: float


def by_new_ink(columns: Columns, names: Sequence[Name], streaks: Floats, lost: Floats) -> list[Sight]:
    """What the new ink at n names says; `streaks` (n) is how dark each line goes on beyond its row (0 to 1), `lost` (n)
    how many mm of print are missing."""
    margins = margins_of_clear(columns)
    clear = (margins >= 0) & (lost < limits.LOST) & (columns.own_fit | (columns.area >= limits.CRUMBS))
    struck = least(margins_of_strikes(columns, names))
    known = zip(struck.tolist(), streaks.tolist(), lost.tolist(), margins.tolist(), strict=True)
    return [
        Sight(ReadMark.CLEAR, sure, Ink.NOTHING) if is_clear else _by_new_ink(columns, row, *one)
        for row, (is_clear, sure, one) in enumerate(zip(clear.tolist(), confidences(margins), known, strict=True))
    ]


def _by_new_ink(columns: Columns, row: int, struck: float, streak: float, lost: float, clear: float) -> Sight:
    """What new ink says of a name that is not clear, whose ink clears the limits of a strike by a margin (`struck`) and
    those of an untouched name by less than 0 (`clear`)."""
    if lost >= limits.LOST:
        return sight(ReadMark.UNSURE, -above(lost, limits.LOST), Ink.FAINT)
    if not columns.own_fit[row] and columns.area[row] < limits.CRUMBS:
        return Sight(ReadMark.UNSURE, 0.5, Ink.FAINT)
    if struck >= 0:
        return strike(columns, row, struck, streak)
    return sight(ReadMark.UNSURE, max(clear, struck), _kind(columns, row))


def strike(columns: Columns, row: int, margin: float, streak: float) -> Sight:
    """What new ink says of a name whose ink clears every limit of a strike by a margin, unless it goes on like a fold
    (`streak`: how dark it is beyond its row)."""
    goes_on = streak / max(columns.pen.item(row), limits.SURE_INK)
    if goes_on >= limits.STREAK:
        return sight(ReadMark.STRUCK, -goes_on, Ink.STREAK)
    return sight(ReadMark.STRUCK, margin, Ink.LINE)


def margins_of_clear(columns: Columns) -> Floats:
    """By how much the new ink at each name (n) stays under every limit that an untouched name keeps."""
    kept = (
        (columns.longest, limits.LONGEST_CRUMB),
        (columns.area, limits.CRUMBS),
        (columns.blob, limits.BLOB),
        (columns.line, limits.PALE),
        (columns.crossed, limits.CROSSED),
    )
    margins = [below(values.astype(np.float64), limit) for values, limit in kept]
    return np.asarray(np.minimum.reduce(margins), np.float64)


@dataclass(frozen=True)
class Faintest[Inked: (float, Floats)]:
    """The faintest ink of a name or of many: along the most inked way through it (`ridge`), across its whites
    (`crossed` on the whole, `evenly` most of them), and beyond the page's grain."""

    ridge: Inked
    crossed: Inked
    evenly: Inked
    grain: Inked


def still_clear(seen: Sequence[Sight], names: Faintest[Floats], most: Faintest[float]) -> list[Sight]:
    """What new ink says of n names that it found untouched, once their faintest ink is compared with their page: `most`
    is what an untouched name of the page may have."""
    kept = (
        (names.ridge, most.ridge),
        (names.crossed, most.crossed),
        (names.evenly, most.evenly),
        (names.grain, most.grain),
    )
    margins = np.minimum.reduce([below(values.astype(np.float64), limit) for values, limit in kept])
    return [
        Sight(one.mark, min(one.confidence, sure), one.ink) if margin >= 0 else Sight(ReadMark.UNSURE, sure, Ink.FAINT)
        for one, margin, sure in zip(seen, margins.tolist(), confidences(margins), strict=True)
    ]


def margins_of_strikes(columns: Columns, names: Sequence[Name]) -> dict[str, Floats]:
    """By how much each measurement of the ink at n names clears the limit it must keep to be a whole strike."""
    first, last = np.array([(name.first, name.last) for name in names], np.float64).reshape(-1, 2).T
    slope, start, end = np.abs(columns.slope), _deep(columns.short_start), _deep(columns.short_end)
    off = np.abs(_deep(columns.height) - (limits.BAND_TOP + limits.BAND_BOTTOM) / 2)
    reach = (limits.BAND_TOP - limits.BAND_BOTTOM) / 2 + np.where(slope >= limits.SLOPING, limits.SLOPING / 4, 0.0)
    diagonal = (slope >= limits.DIAGONAL) & (off <= limits.DIAGONAL_OFF)
    thick = np.maximum(0.0, _deep(columns.thick) - limits.THIN)
    level = np.where(diagonal, limits.DIAGONAL_LEVEL, limits.LEVEL) - thick
    waves = below(_deep(columns.waves), limits.WAVES)
    covered = np.where(np.maximum(start, end) > limits.SHORT / 2, limits.COVERED, limits.SKIPPED)
    return {
        "covered": np.maximum(above(_deep(columns.covered), covered), _within(columns, first, last)),
        "letters": above(_deep(columns.letters), covered),
        "gap": below(_deep(columns.gap), limits.GAP),
        "short_start": below(start, np.minimum(limits.SHORT, first / 2)),
        "short_end": below(end, np.minimum(limits.SHORT, last / 2)),
        "late": below(_deep(columns.late), limits.LATE * first),
        "early": below(_deep(columns.early), limits.LATE * last),
        "bridged": above(_deep(columns.bridged), limits.BRIDGED),
        "height": below(off, reach + thick),
        "level": np.maximum(above(_deep(columns.level), level), waves),
        "one_line": np.maximum(_one_line(columns), waves),
        "spread": below(_deep(columns.spread), limits.SPREAD),
        "pen": above(_deep(columns.pen), limits.SURE_INK),
    }


def least(margins: dict[str, Floats]) -> Floats:
    """The margin of each name's weakest measurement (n)."""
    return np.asarray(np.minimum.reduce(list(margins.values())), np.float64)


def _within(columns: Columns, first: Floats, last: Floats) -> Floats:
    """The margins by which lines cover what lies between their own ends, where these leave out no more than a letter
    together, nor half of the `first` or `last` word: on a short name as much is a third of all that shows."""
    left_out = _deep(columns.short_start) + columns.short_end
    ends = below(_deep(columns.late), first / 2), below(_deep(columns.early), last / 2)
    margins = below(left_out, limits.SHORT), *ends, above(_deep(columns.within), limits.COVERED)
    return np.asarray(np.minimum.reduce(margins), np.float64)


def _one_line(columns: Columns) -> Floats:
    """The margins by which ink is one line, is doubled all along, or is two lines that both run through the letters."""
    outside = (columns.lower < limits.LINES_BOTTOM) | (columns.upper > limits.LINES_TOP)
    doubled = (columns.thick >= limits.DOUBLED) & (columns.hollow >= limits.HOLLOW_PART)
    return np.where(outside & ~doubled, below(_deep(columns.step), limits.LEAP), 1.0)


def _deep(values: Floats) -> Floats:
    return values.astype(np.float64)


def _kind(columns: Columns, row: int) -> Ink:
    under, over, covered = columns.under.item(row), columns.over.item(row), columns.covered.item(row)
    height = columns.height.item(row)
    if columns.pen[row] < limits.SURE_INK and covered > limits.PART:
        return Ink.FAINT
    if under > limits.PART and over > limits.PART:
        return Ink.CIRCLE if columns.letters[row] < limits.AROUND else Ink.SCRIBBLE
    if under > limits.PART or (covered > limits.PART and height < limits.BAND_BOTTOM):
        return Ink.UNDERLINE
    if over > limits.PART or (covered > limits.PART and height > limits.BAND_TOP):
        return Ink.OVERLINE
    if columns.longest[row] <= limits.DOT:
        return Ink.DOT
    return Ink.PARTIAL


def by_strokes(ways: Ways, names: Sequence[Name]) -> list[Sight]:
    """What the darkest ways through n names say."""
    between = np.array([max(name.words - 1, 1) for name in names])
    longest, white = ways.longest.astype(np.float64), ways.white / between
    struck = (
        below(longest, limits.WAY_BROKEN),
        below(np.maximum(ways.start, ways.end).astype(np.float64), limits.SHORT),
        below(white, limits.WAY_WHITE),
        below(ways.rough.astype(np.float64), limits.WAY_ROUGH),
        above(ways.level.astype(np.float64), limits.WAY_LEVEL),
    )
    clear = np.minimum(above(longest, limits.WAY_OPEN), above(white, limits.WAY_OPEN))
    strike = np.min(struck, axis=0)
    says = np.where(strike >= 0, 0, np.where(clear >= 0, 1, 2))
    margins = np.choose(says, (strike, clear, np.maximum(clear, strike)))
    return [
        Sight(_SAID[way][0], sure, _SAID[way][1]) for way, sure in zip(says.tolist(), confidences(margins), strict=True)
    ]


_SAID = ((ReadMark.STRUCK, Ink.LINE), (ReadMark.CLEAR, Ink.NOTHING), (ReadMark.UNSURE, Ink.PARTIAL))
