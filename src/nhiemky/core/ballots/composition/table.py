"""The table of names: ruled, its rows as high as the paper allows, all names in one size."""

from collections.abc import Sequence
from dataclasses import dataclass

from nhiemky.core.ballots.composition import words
from nhiemky.core.ballots.composition.lines import ASCENT, DECIMALS, DESCENT, centred, text_at
from nhiemky.core.ballots.composition.paper import MM_PER_POINT, WidthOf
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Place, Rule, Text
from nhiemky.core.elections.rulebook import BallotStyle

#: The least and the greatest distance from one row to the next, in millimetres.
LEAST_PITCH, MOST_PITCH = 7.0, 11.0
#: The height of the row of titles.
TITLES = 6.5
#: Points; equal for all names of a ballot, since no candidate may stand out.
LEAST_SIZE, MOST_SIZE = 10.0, 15.0
_SIZE_OF_LEAST_PITCH = 12.5
_TITLE_SIZE, _SMALL_TITLE_SIZE = 10.5, 7.5
_PADDING = 2.5
_LEAST_BOX, _MOST_BOX = 16.0, 26.0
_GUTTER = 5.0
_LINE, _FRAME = 0.2, 0.35
# Paper inside the ruled lines of a box.
_INSET = 0.4


@dataclass(frozen=True)
class Column:
    """One column of names: x of its left edge, of the name, of both boxes (equal when there are none), of its right."""

    left: float
    name: float
    agree: float
    disagree: float
    right: float

    @property
    def room(self) -> float:
        """How wide a name may be."""
        return self.agree - self.name - 2 * _PADDING


@dataclass(frozen=True)
class Table:
    """Where the names of one sheet go: from `top`, rows `pitch` apart, names of `size` points."""

    columns: tuple[Column, ...]
    top: float
    pitch: float
    size: float
    style: BallotStyle
    width_of: WidthOf


@dataclass(frozen=True)
class Drawn:
    """The print of one sheet's table and its places."""

    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    places: tuple[Place, ...]
    bottom: float


def columns_between(left: float, right: float, count: int, style: BallotStyle, widest: float) -> tuple[Column, ...]:
    """Equal columns between two x; boxes are wide, but narrower where a name of `widest` millimetres needs the room."""
    width = (right - left - (count - 1) * _GUTTER) / count
    number = 11.0 if count == 1 else 9.0
    box = 0.0
    if style is BallotStyle.AGREE:
        left_over = (width - number - 2 * _PADDING - widest) / 2
        box = max(_LEAST_BOX, min(_MOST_BOX, width * 0.205, left_over))
    return tuple(
        Column(x, x + number, x + width - 2 * box, x + width - box, x + width)
        for x in (left + index * (width + _GUTTER) for index in range(count))
    )


def best_size(pitch: float) -> float:
    """Points that suit rows of a pitch."""
    return min(MOST_SIZE, _SIZE_OF_LEAST_PITCH + (pitch - LEAST_PITCH) * 0.625)


def size_for(pitch: float, room: float, width_at_one_point: float) -> float | None:
    """Points for names in rows of a pitch, the widest of them `width_at_one_point`; None under the least size."""
    size = min(best_size(pitch), room / width_at_one_point)
    return int(size * 20) / 20 if size >= LEAST_SIZE else None


def draw(table: Table, sheet: int, first: int, names: tuple[str, ...]) -> Drawn:
    """The table of the names of one sheet, the first of them numbered `first`; columns are filled one after another."""
    rows = -(-len(names) // len(table.columns))
    texts: list[Text] = []
    rules: list[Rule] = []
    places: list[Place] = []
    for index, column in enumerate(table.columns):
        here = names[index * rows : (index + 1) * rows]
        if not here:
            break
        texts.extend(_titles(table, column))
        rules.extend(_rules(table, column, len(here)))
        for row, name in enumerate(here):
            place, printed = _row(table, column, row, name, first + index * rows + row, sheet)
            places.append(place)
            texts.extend(printed)
    bottom = round(table.top + TITLES + rows * table.pitch, DECIMALS)
    return Drawn(tuple(texts), tuple(rules), tuple(places), bottom)


def _row(table: Table, column: Column, row: int, name: str, number: int, sheet: int) -> tuple[Place, tuple[Text, Text]]:
    top = table.top + TITLES + row * table.pitch
    em = table.size * MM_PER_POINT
    x = column.name + _PADDING
    baseline = top + table.pitch / 2 + (ASCENT - DESCENT) / 2 * em
    before, after = table.width_of.bearings(name, table.size, bold=False)
    ink = table.width_of(name, table.size, bold=False) - before - after
    count = centred(str(number), (column.left + column.name) / 2, baseline, table.size, table.width_of)
    boxes = table.style is BallotStyle.AGREE
    place = Place(
        name,
        sheet,
        name_box=_box(x + before, baseline - ASCENT * em, ink, (ASCENT + DESCENT) * em),
        row_box=_box(column.left, top, column.right - column.left, table.pitch),
        agree_box=_inside(column.agree, column.disagree, top, table.pitch) if boxes else None,
        disagree_box=_inside(column.disagree, column.right, top, table.pitch) if boxes else None,
    )
    return place, (count, text_at(name, x, baseline, table.size))


def _inside(left: float, right: float, top: float, pitch: float) -> Box:
    return _box(left + _INSET, top + _INSET, right - left - 2 * _INSET, pitch - 2 * _INSET)


def _box(x: float, y: float, width: float, height: float) -> Box:
    return Box(round(x, DECIMALS), round(y, DECIMALS), round(width, DECIMALS), round(height, DECIMALS))


def _titles(table: Table, column: Column) -> list[Text]:
    texts = [
        *_title(table, (words.NUMBER,), column.left, column.name, _TITLE_SIZE),
        *_title(table, (words.FULL_NAME,), column.name, column.agree, _TITLE_SIZE),
    ]
    if table.style is BallotStyle.AGREE:
        wide = table.width_of(words.DISAGREE, _TITLE_SIZE, bold=True) < column.right - column.disagree - 1
        # Both in one size: a larger “Đồng ý” beside a smaller “Không đồng ý” would lean towards yes.
        size = _TITLE_SIZE if wide else _SMALL_TITLE_SIZE
        disagree = [words.DISAGREE] if wide else words.DISAGREE.split(" ", 1)
        texts += _title(table, (words.AGREE,), column.agree, column.disagree, size)
        texts += _title(table, disagree, column.disagree, column.right, size)
    return texts


def _title(table: Table, lines: Sequence[str], left: float, right: float, size: float) -> list[Text]:
    em = size * MM_PER_POINT
    first = table.top + TITLES / 2 + ((ASCENT - DESCENT) / 2 - (len(lines) - 1) / 2) * em
    return [
        centred(line, (left + right) / 2, first + index * em, size, table.width_of, bold=True)
        for index, line in enumerate(lines)
    ]


def _rules(table: Table, column: Column, rows: int) -> list[Rule]:
    bottom = table.top + TITLES + rows * table.pitch
    inner = [table.top + TITLES + row * table.pitch for row in range(rows)]
    across = [(table.top, _FRAME), *((y, _LINE) for y in inner), (bottom, _FRAME)]
    down = {column.left: _FRAME, column.name: _LINE, column.agree: _LINE, column.disagree: _LINE, column.right: _FRAME}
    return [
        *(_rule(column.left, y, column.right, y, thickness) for y, thickness in across),
        *(_rule(x, table.top, x, bottom, thickness) for x, thickness in down.items()),
    ]


def _rule(x1: float, y1: float, x2: float, y2: float, thickness: float) -> Rule:
    return Rule(round(x1, DECIMALS), round(y1, DECIMALS), round(x2, DECIMALS), round(y2, DECIMALS), thickness)
