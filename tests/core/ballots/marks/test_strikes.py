import pytest

from nhiemky.core.ballots.marks.read import read_marks
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import BLACK, EM, NAMES, PENCIL, RED, Stroke, drawing, grey, scan, zigzag
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, marks, read, skipping


@pytest.mark.parametrize(
    "strokes",
    [
        [along(0)],
        [along(1, 0.2, ink=BLACK, width=0.3)],
        [along(2, 0.4, ink=RED, width=0.8)],
        [along(3, 0.3, ink=BLACK, width=1.5)],
        [along(4, 0.3, rise=1.5)],
        [along(0, 0.3, rise=-3.0)],
        [along(1, 0.3, ink=PENCIL, width=0.5)],
        [along(3, 0.25, start=-6, end=9)],
        [along(2, 0.15), along(2, 0.45)],
        [Stroke(zigzag(PAGE.layout.places[0].name_box, teeth=7, sway=0.8))],
        [Stroke(zigzag(PAGE.layout.places[3].name_box, teeth=30, sway=1.3))],
    ],
    ids=["level", "thin", "red", "felt", "rising", "falling", "pencil", "long", "twice", "zigzag", "scribble"],
)
def test_a_line_through_the_whole_name_strikes_it_and_no_other(strokes):
    found, reasons = read(*strokes, shift=(-0.2, 0.2))
    struck = [mark for mark in found if mark.mark is ReadMark.STRUCK]
    assert [mark.ink for mark in struck] == [Ink.LINE]
    assert struck[0].by_new_ink == struck[0].by_strokes == ReadMark.STRUCK
    assert sum(mark.mark is ReadMark.CLEAR for mark in found) == len(NAMES) - 1
    assert reasons == ()


def test_a_strike_that_misses_most_of_the_last_word_strikes_nothing():
    assert marks(along(5, end=-2.5))[5] is ReadMark.UNSURE


@pytest.mark.parametrize("short", [0.5, 1.0, 1.4])
def test_a_strike_that_misses_a_part_of_a_letter_is_no_clear_name(short):
    assert marks(along(0, end=-short))[0] in (ReadMark.STRUCK, ReadMark.UNSURE)


@pytest.mark.parametrize("rise", [-7.0, -5.0, 5.0, 7.0])
def test_a_neighbours_sloping_strike_never_strikes_this_name(rise):
    found = marks(along(2, rise=rise, start=-5, end=30))
    assert found[1] is not ReadMark.STRUCK
    assert found[3] is not ReadMark.STRUCK


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_that_leaves_most_of_the_first_word_out_is_never_a_sure_strike(row):
    """Low among the letters their own stems hide the line, so little white is left that it could be missing in."""
    first = KNOWN.marked.names[row].first
    assert marks(along(row, 0.15, start=0.8 * first))[row] is not ReadMark.STRUCK


@pytest.mark.parametrize("row", [0, 1, 4])
def test_a_line_that_leaves_the_middle_word_out_is_never_a_sure_strike(row):
    box, words = PAGE.layout.places[row].name_box, NAMES[row].split()
    first, last = (len(word) / len(NAMES[row]) * box.width for word in (words[0], words[-1]))
    found = marks(along(row, end=first - box.width), along(row, start=box.width - last))
    assert found[row] is not ReadMark.STRUCK


def test_a_strike_that_stops_a_letter_early_strikes():
    assert marks(along(3, start=1.6, end=-1.6))[3] is ReadMark.STRUCK


def test_two_thick_lines_one_of_them_above_the_letters_strike():
    assert marks(along(1, 0.5, width=1.2), along(1, 0.85, width=1.2))[1] is ReadMark.STRUCK


@pytest.mark.parametrize("rise", [-5.2, 5.2])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_from_corner_to_corner_strikes(row, rise):
    assert marks(along(row, 0.33, start=-0.5, end=0.5, rise=rise))[row] is ReadMark.STRUCK


@pytest.mark.parametrize("height", [-0.05, 0.75])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_sloping_line_that_leaves_one_end_of_the_name_bare_is_for_people(row, height):
    assert marks(along(row, height, start=-0.5, end=0.5, rise=4.0))[row] is ReadMark.UNSURE


@pytest.mark.parametrize(("height", "below"), [(0.3, -0.08), (0.3, -0.1), (0.3, -0.12), (0.6, -0.15)])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_through_the_last_word_and_a_line_below_are_no_strike(row, height, below):
    box, last = PAGE.layout.places[row].name_box, KNOWN.marked.names[row].last
    through_last = along(row, height, start=box.width - last - 0.5)
    assert marks(through_last, along(row, below, start=-3, end=3))[row] is not ReadMark.STRUCK
    assert marks(through_last, along(row, below, start=-3, end=-last / 2))[row] is not ReadMark.STRUCK


def test_a_strike_that_leaves_a_letters_length_out_in_its_middle_strikes():
    width = PAGE.layout.places[1].name_box.width
    first, second = along(1, end=-0.7 * width - 1.2), along(1, start=0.3 * width + 1.2)
    assert marks(first, second)[1] is ReadMark.STRUCK


def test_a_strike_that_overshoots_may_hide_behind_the_first_word():
    page = drawing(names=("Hồ Hạnh", "Lê Đức", "Lệ Lam", "Đẹ Ế", "Ân Lý", "Bé Lê", "Vũ An"))
    strikes = [
        Stroke([(box.x - 4, y), (box.right + 4, y)], 0.35, (165, 165, 165))
        for box in (place.name_box for place in page.layout.places[:-1])
        for y in (box.y + (0.9 - 0.08) * EM,)
    ]
    found = read_marks(grey(scan(page, strikes, blur=0.7)), None, page.reference, page.layout, page.sheet)
    assert [mark.mark for mark in found[0]] == [*[ReadMark.STRUCK] * 6, ReadMark.CLEAR]


def test_a_pen_may_skip_more_where_its_strike_reaches_both_ends_of_the_name():
    assert marks(*skipping(2, skipped=1.8))[2] is ReadMark.STRUCK
    assert marks(*skipping(2, skipped=1.8, end=-2.0))[2] is ReadMark.UNSURE
