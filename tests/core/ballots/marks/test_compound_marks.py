"""Two marks at one name: only ink of one stroke through the whole name strikes it, not parts of two."""

from dataclasses import replace

import numpy as np
import pytest

from nhiemky.core.ballots.marks.read import read_known
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from tests.core.ballots.marks.drawn import BLACK, EM, NAMES, PX, Stroke, grey, scan
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, asked, marks, read

ROWS = range(len(NAMES))


def word(row: int, height: float, width: float, *, first: bool) -> Stroke:
    """A line through the first or the last word only."""
    whole, name = PAGE.layout.places[row].name_box.width, KNOWN.marked.names[row]
    if first:
        return along(row, height, end=name.first + 0.5 - whole, width=width)
    return along(row, height, start=whole - name.last - 0.5, width=width)


def struck(*strokes: Stroke) -> list[int]:
    return [row for row, mark in enumerate(marks(*strokes)) if mark is ReadMark.STRUCK]


@pytest.mark.parametrize(("below", "ends"), [(-0.1, 0.9), (-0.05, 1.0)])
def test_an_underline_and_a_neighbours_line_above_are_no_line_between_them(below, ends):
    """The neighbour's line bows down to the letters' tops; the middle of the two would run through the letters."""
    turn = np.linspace(-1, 1, 25)
    lines = [along(row, below, width=0.35) for row in ROWS]
    for row in ROWS:
        box = PAGE.layout.places[row].name_box
        x = box.x + box.width / 2 + turn * (box.width / 2 + 2)
        y = box.y + (0.9 - 0.6 - (ends - 0.6) * turn**2) * EM
        lines.append(Stroke(list(zip(x, y, strict=True)), 0.35))
    assert struck(*lines) == []


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("height", "below"), [(0.25, -0.08), (0.4, -0.05), (0.4, -0.12)])
def test_a_felt_pens_underline_and_a_line_through_one_word_are_no_strike(height, below, first):
    """A felt pen's line reaches as far from its middle as a double one, but there is no white in it."""
    under = [along(row, below, width=1.1) for row in ROWS]
    assert struck(*under, *(word(row, height, 1.1, first=first) for row in ROWS)) == []
    rest = [
        along(row, below, end=-KNOWN.marked.names[row].last - 0.3, width=1.1) for row in ROWS if len(NAMES[row]) > 5
    ]
    assert struck(*rest, *(word(row, height, 1.1, first=False) for row in ROWS)) == []


def test_a_line_below_the_feet_and_a_dash_after_the_white_are_no_strike():
    """Where a line is lifted and set down higher it leaps; it does not slope through the white between."""
    box, name = PAGE.layout.places[5].name_box, KNOWN.marked.names[5]
    low = along(5, -0.03, end=name.first - box.width + 0.2, width=1.0)
    high = along(5, 0.3, start=box.width - name.last, end=0.3, width=1.0)
    assert struck(low, high) == []


def test_the_second_method_says_for_itself_that_an_underline_is_no_strike():
    found = [mark.by_strokes for mark in read_of(-0.14)]
    assert ReadMark.STRUCK not in found
    assert [mark.by_strokes for mark in read_of(0.2)] == [ReadMark.STRUCK] * len(NAMES)


def test_of_two_lines_the_second_method_follows_the_one_among_the_letters():
    both = [stroke for row in ROWS for stroke in (along(row, 0.2), along(row, -0.1))]
    assert [mark.by_strokes for mark in read(*both)[0]] == [ReadMark.STRUCK] * len(NAMES)


def test_letters_painted_over_under_a_felt_pens_strike_are_for_people():
    """What is left of a strike that was taken back is as dark as letters are."""
    picture, painted = scan(PAGE), (0, 3)
    for row in painted:
        box = PAGE.layout.places[row].name_box
        picture[int(box.y * PX) : int(box.bottom * PX), int(box.x * PX) : int((box.x + box.width / 2) * PX)] = 250
    felt = [along(row, 0.05, width=1.1, ink=BLACK) for row in painted]
    bare = scan(replace(PAGE, fine=np.full_like(PAGE.fine, 255)), felt)
    found = read_known(255 - grey(np.minimum(picture, bare)), None, KNOWN)[0]
    assert asked((found, ())) == dict.fromkeys(painted, Ink.FAINT)


def read_of(height: float) -> tuple[MarkReading, ...]:
    return read(*(along(row, height) for row in ROWS))[0]


@pytest.mark.parametrize("height", [0.0, 0.02])
def test_a_tick_behind_the_name_makes_an_underline_no_sloping_strike(height):
    """Only what the line rises along the name itself says how it slopes."""
    lines = [along(row, height, rise=1.0, width=0.35) for row in ROWS]
    for row in ROWS:
        box = PAGE.layout.places[row].name_box
        foot = box.y + 0.8 * EM
        lines.append(Stroke([(box.right + 0.3, foot - 2), (box.right + 1.0, foot), (box.right + 3.5, foot - 5)], 0.35))
    assert struck(*lines) == []
