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
    known = zip(names, streaks.tolist(), lost.tolist(), margins.tolist(), strict=True)
    return [
        Sight(ReadMark.CLEAR, sure, Ink.NOTHING) if is_clear else _by_new_ink(columns, row, *one)
        for row, (is_clear, sure, one) in enumerate(zip(clear.tolist(), confidences(margins), known, strict=True))
    ]


def _by_new_ink(columns: Columns, row: int, name: Name, streak: float, lost: float, clear: float) -> Sight:
    """What new ink says of a name that is not clear."""
    if lost >= limits.LOST:
        return sight(ReadMark.UNSURE, -above(lost, limits.LOST), Ink.FAINT)
    if not columns.own_fit[row] and columns.area[row] < limits.CRUMBS:
        return Sight(ReadMark.UNSURE, 0.5, Ink.FAINT)
    struck = _struck(columns, row, name)
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


def _struck(columns: Columns, row: int, name: Name) -> float:
    return min(margins_of_strike(columns, row, name).values())


def margins_of_strike(columns: Columns, row: int, name: Name) -> dict[str, float]:
    """By how much each measurement of the ink at a name clears the limit it must keep to be a whole strike."""
    slope = abs(columns.slope.item(row))
    off = abs(columns.height.item(row) - (limits.BAND_TOP + limits.BAND_BOTTOM) / 2)
    reach = (limits.BAND_TOP - limits.BAND_BOTTOM) / 2 + (limits.SLOPING / 4 if slope >= limits.SLOPING else 0.0)
    diagonal = slope >= limits.DIAGONAL and off <= limits.DIAGONAL_OFF
    level = limits.DIAGONAL_LEVEL if diagonal else limits.LEVEL
    thick = max(0.0, columns.thick.item(row) - limits.THIN)
    waves = below(columns.waves.item(row), limits.WAVES)
    start, end = columns.short_start.item(row), columns.short_end.item(row)
    covered = limits.COVERED if max(start, end) > limits.SHORT / 2 else limits.SKIPPED
    return {
        "covered": max(above(columns.covered.item(row), covered), _within(columns, row, name)),
        "letters": above(columns.letters.item(row), covered),
        "gap": below(columns.gap.item(row), limits.GAP),
        "short_start": below(start, min(limits.SHORT, name.first / 2)),
        "short_end": below(end, min(limits.SHORT, name.last / 2)),
        "late": below(columns.late.item(row), limits.LATE * name.first),
        "early": below(columns.early.item(row), limits.LATE * name.last),
        "bridged": above(columns.bridged.item(row), limits.BRIDGED),
        "height": below(off, reach + thick),
        "level": max(above(columns.level.item(row), level - thick), waves),
        "one_line": max(_one_line(columns, row), waves),
        "spread": below(columns.spread.item(row), limits.SPREAD),
        "pen": above(columns.pen.item(row), limits.SURE_INK),
    }


def _within(columns: Columns, row: int, name: Name) -> float:
    """The margin by which a line covers what lies between its own ends, where these leave out no more than a letter
    together, nor half a word: on a short name as much is a third of all that shows."""
    left_out = columns.short_start.item(row) + columns.short_end.item(row)
    return min(
        below(left_out, limits.SHORT),
        below(columns.late.item(row), name.first / 2),
        below(columns.early.item(row), name.last / 2),
        above(columns.within.item(row), limits.COVERED),
    )


def _one_line(columns: Columns, row: int) -> float:
    """The margin by which ink is one line, is doubled all along, or is two lines that both run through the letters."""
    outside = max(limits.LINES_BOTTOM - columns.lower.item(row), columns.upper.item(row) - limits.LINES_TOP)
    doubled = columns.thick.item(row) >= limits.DOUBLED and columns.hollow.item(row) >= limits.HOLLOW_PART
    return below(columns.step.item(row), limits.LEAP) if outside > 0 and not doubled else 1.0


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
