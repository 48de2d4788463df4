import ast
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

import nhiemky.core.ballots.marks
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.read import known_of, read_known, read_marks
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from tests.core.ballots.marks.drawn import (
    BLACK,
    BLUE,
    EM,
    FINE,
    FONT,
    NAMES,
    PENCIL,
    PX,
    RED,
    Drawing,
    Stroke,
    crossing,
    drawing,
    grey,
    loop,
    scan,
    zigzag,
)

PAGE = drawing()
KNOWN = known_of(PAGE.reference, PAGE.layout, PAGE.sheet)
Read = tuple[tuple[MarkReading, ...], tuple[str, ...]]


def along(
    row: int,
    height: float = 0.3,
    start: float = -1.0,
    end: float = 1.0,
    rise: float = 0.0,
    width: float = 0.5,
    ink: tuple[int, int, int] = BLUE,
) -> Stroke:
    """A stroke along a name: `height` em above the baseline, `start` and `end` mm off the name's ends, rising (mm)."""
    box = PAGE.layout.places[row].name_box
    y = box.y + (0.9 - height) * EM
    return Stroke([(box.x + start, y + rise / 2), (box.right + end, y - rise / 2)], width, ink)


def read(*strokes: Stroke, **how: object) -> Read:
    return read_known(255 - grey(scan(PAGE, strokes, **how)), None, KNOWN)


def marks(*strokes: Stroke, **how: object) -> list[ReadMark]:
    return [mark.mark for mark in read(*strokes, **how)[0]]


def asked(read: Read) -> dict[int, Ink]:
    return {mark.candidate: mark.ink for mark in read[0] if mark.mark is ReadMark.UNSURE}


def test_a_page_without_any_untouched_name_is_read():
    assert marks(*(along(row) for row in range(len(NAMES)))) == [ReadMark.STRUCK] * len(NAMES)


def test_an_untouched_page_is_clear_and_asks_nothing():
    found, reasons = read(shift=(0.3, -0.3))
    assert [mark.mark for mark in found] == [ReadMark.CLEAR] * len(NAMES)
    assert {mark.ink for mark in found} == {Ink.NOTHING}
    assert all(mark.confidence >= limits.SURE for mark in found)
    assert reasons == ()


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


@pytest.mark.parametrize(
    ("strokes", "ink"),
    [
        ([along(0, end=-7)], Ink.PARTIAL),
        ([along(0, start=12)], Ink.PARTIAL),
        ([along(0, -0.25)], Ink.UNDERLINE),
        ([along(3, -0.05)], Ink.UNDERLINE),
        ([along(0, 0.85)], Ink.OVERLINE),
        ([Stroke(loop(PAGE.layout.places[1].name_box))], Ink.CIRCLE),
        ([along(2, start=-14.0, end=109.0)], Ink.STREAK),
        (crossing(PAGE.layout.places[0].name_box.right + 7, 74.5, 4.0), Ink.CROSS),
        (crossing(20.0, 74.5, 4.5), Ink.CROSS),
        ([Stroke([(60, 74), (61.5, 76.5), (65, 72.5)])], Ink.TICK),
        ([Stroke([(31.0, 74.3), (31.4, 74.6), (31.0, 74.8)], 1.2)], Ink.DOT),
    ],
    ids=[
        *("surname", "given name", "under", "at the feet", "over", "around", "streak"),
        *("cross beside", "cross on the number", "tick beside", "dot"),
    ],
)
def test_other_ink_is_for_people_with_its_kind(strokes, ink):
    found = read(*strokes)
    assert list(asked(found).values()) == [ink]
    assert sum(mark.mark is ReadMark.CLEAR for mark in found[0]) == len(NAMES) - 1
    assert "unsure_mark" in found[1]


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


def test_dust_is_no_mark():
    specks = [Stroke([(x, y), (x + 0.1, y)], 0.3, BLACK) for x, y in ((35.0, 73.2), (52.1, 84.0), (90.0, 95.0))]
    assert read(*specks)[1] == ()


def test_bleed_through_is_no_mark():
    pale = (222, 222, 222)
    found = read(along(0, ink=pale, width=0.8), along(2, rise=2, ink=pale, width=1.0), blur=1.5)
    assert [mark.mark for mark in found[0]].count(ReadMark.STRUCK) == 0


@pytest.mark.parametrize("row", [0, 3])
def test_the_palest_zigzag_is_no_untouched_name(row):
    pale = Stroke(zigzag(PAGE.layout.places[row].name_box, teeth=9, sway=1.0), 0.4, (208, 208, 208))
    assert marks(pale)[row] is not ReadMark.CLEAR


@pytest.mark.parametrize("grade", [60, 110, 170, 200])
def test_a_fold_through_a_row_is_never_a_strike(grade):
    y = PAGE.layout.places[2].name_box.y + 0.6 * EM
    assert marks(Stroke([(0, y - 0.3), (148, y + 0.3)], 0.3, (grade, grade, grade)))[2] is not ReadMark.STRUCK


def test_an_upright_streak_through_all_rows_changes_nothing():
    found, reasons = read(Stroke([(40.0, 0), (40.4, 210)], 0.2, (120, 120, 120)), along(1))
    assert [mark.mark for mark in found if mark.candidate != 1] == [ReadMark.CLEAR] * (len(NAMES) - 1)
    assert found[1].mark is ReadMark.STRUCK
    assert reasons == ()


def test_letters_painted_over_are_for_people():
    picture = scan(PAGE)
    box = PAGE.layout.places[3].name_box
    picture[int(box.y * PX) : int(box.bottom * PX), int((box.x + 9) * PX) : int((box.x + 14) * PX)] = 250
    found = read_known(255 - grey(picture), None, KNOWN)
    assert asked(found) == {3: Ink.FAINT}


def seal(x: float, y: float, letters_apart: int = 3) -> list[Stroke]:
    turn = np.linspace(0, 2 * np.pi, 90)
    rings = [
        Stroke([(x + r * np.cos(t), y + r * np.sin(t)) for t in turn], w, (90, 90, 215))
        for r, w in ((17, 1), (12, 0.4))
    ]
    letters = [
        Stroke(
            [(x + 13.2 * np.cos(t), y + 13.2 * np.sin(t)), (x + 15.6 * np.cos(t), y + 15.6 * np.sin(t))],
            0.5,
            (90, 90, 215),
        )
        for t in turn[::letters_apart]
    ]
    return [*rings, *letters]


def test_a_seal_over_names_is_for_people_and_no_stray_ink():
    found = read(*seal(40, 86))
    assert Ink.SEAL in asked(found).values()
    assert ReadMark.STRUCK not in [mark.mark for mark in found[0]]
    assert "seal_over_name" in found[1]
    assert "stray_ink" not in found[1]


def test_what_may_be_a_seal_is_asked_about_and_its_ink_is_noticed_all_the_same():
    """A seal with so few letters that strikes might lie so: it strikes nobody out, and hides no writing."""
    marks, reasons = read(*seal(40, 86, letters_apart=15))
    assert Ink.SEAL in asked((marks, reasons)).values()
    assert ReadMark.STRUCK not in [mark.mark for mark in marks]
    assert "stray_ink" in reasons


def test_a_seal_in_its_own_room_is_expected():
    assert read(*seal(34, 32))[1] == ()


def test_writing_below_the_table_is_stray_ink():
    signature = Stroke([(90, 150), (95, 144), (97, 152), (103, 145), (106, 151), (115, 147)])
    found = read(signature, along(0))
    assert found[1] == ("stray_ink",)
    assert found[0][0].mark is ReadMark.STRUCK


@pytest.mark.parametrize(("second", "several"), [(BLUE, False), (RED, True), (BLACK, True)])
def test_pens_of_several_colours_are_noticed(second, several):
    picture = scan(PAGE, [along(0), along(1), along(2, ink=second)], blur=0.8)
    quality = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1]
    colour = cv2.imdecode(quality, cv2.IMREAD_COLOR).astype(np.uint8)
    reasons = read_known(255 - grey(colour), colour, KNOWN)[1]
    assert ("several_inks" in reasons) is several


def test_reading_without_preparation_is_the_same():
    picture = grey(scan(PAGE, [along(3)]))
    assert read_marks(picture, None, PAGE.reference, PAGE.layout, PAGE.sheet) == read_known(255 - picture, None, KNOWN)


@settings(max_examples=20, deadline=None)
@given(
    st.floats(-0.3, 0.3),
    st.floats(-0.3, 0.3),
    st.floats(0.6, 1.0),
    st.integers(-20, 5),
    st.floats(0.3, 1.3),
    st.integers(0, 99),
)
def test_place_light_and_sharpness_change_no_answer(right, down, contrast, light, blur, seed):
    """Shifts up to 0.3 mm, darker or paler pictures, and blur leave every answer as it is."""
    picture = scan(
        PAGE, [along(0), along(2, 0.35, rise=0.6), along(4, end=-10)], shift=(right, down), blur=blur, seed=seed
    )
    dimmed = np.clip(255 + light - (255 - picture.astype(np.float32)) * contrast, 0, 255).astype(np.uint8)
    found = [mark.mark for mark in read_known(255 - grey(dimmed), None, KNOWN)[0]]
    struck, clear, unsure = ReadMark.STRUCK, ReadMark.CLEAR, ReadMark.UNSURE
    assert found == [struck, clear, struck, clear, unsure, clear]


def test_the_two_methods_share_no_measurement():
    folder = Path(nhiemky.core.ballots.marks.__file__).parent

    def imported(module: str) -> set[str]:
        tree = ast.parse((folder / f"{module}.py").read_text("utf-8"))
        here = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        names = {node.module.rpartition(".")[2] for node in here if node.module and "core.ballots." in node.module}
        rooms = ("nhiemky.core.ballots", "nhiemky.core.ballots.marks")
        named = {alias.name for node in here if node.module in rooms for alias in node.names}
        return {name for name in names | named if name != "marks"}

    plumbing = {"medians", "minimal_paths", "limits", "sight", "strips", "reading", "layout", "geometry"}
    first = {"new_ink", "columns", "gaps", "lines", "fit", "ridges", "grain", "folds", "in_boxes"}
    assert set.union(*(imported(module) for module in first)) <= plumbing | first
    assert imported("strokes") | imported("boxes") <= plumbing


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_that_leaves_most_of_the_first_word_out_is_never_a_sure_strike(row):
    """Low among the letters their own stems hide the line, so little white is left that it could be missing in."""
    first = KNOWN.marked.names[row].first
    assert marks(along(row, 0.15, start=0.8 * first))[row] is not ReadMark.STRUCK


@pytest.mark.parametrize("height", [0.2, 0.3, 0.4])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_of_the_palest_pencil_through_a_name_is_never_a_sure_clear(row, height):
    palest = (224, 224, 224)  # an eighth of the way to black, and thinned by the straightening of its page
    assert marks(along(row, height, ink=palest, width=0.3))[row] is not ReadMark.CLEAR


@pytest.mark.parametrize("height", [0.15, 0.3, 0.5])
@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_line_hardly_darker_than_grain_is_seen_over_a_whole_name(row, height):
    faintest = (236, 236, 236)  # 7 % of the light; the paper's own grain is 2 %
    assert marks(along(row, height, ink=faintest, width=0.4), blur=0.8)[row] is not ReadMark.CLEAR


def test_what_is_many_times_fainter_than_the_pages_strikes_is_no_strike():
    shine = along(3, 0.4, ink=(243, 243, 243), width=1.0)  # under 5 %
    struck = [along(row, ink=BLACK) for row in (0, 1, 4)]
    assert marks(*struck, shine, noise=2.0)[3] is ReadMark.CLEAR
    assert marks(shine, noise=2.0)[3] is ReadMark.UNSURE


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
    page = drawing(names=("Hồ Hạnh", "Lê Đức", "Lệ Lam", "Đẹ Ế", "Ân Lý", "Bé Lê"))
    strikes = [
        Stroke([(box.x - 4, y), (box.right + 4, y)], 0.35, (165, 165, 165))
        for box in (place.name_box for place in page.layout.places)
        for y in (box.y + (0.9 - 0.08) * EM,)
    ]
    found = read_marks(grey(scan(page, strikes, blur=0.7)), None, page.reference, page.layout, page.sheet)
    assert {mark.mark for mark in found[0]} == {ReadMark.STRUCK}


@pytest.mark.parametrize("row", range(len(NAMES)))
def test_a_zigzag_paler_than_grain_elsewhere_is_not_clear_on_a_quiet_page(row):
    faintest = Stroke(zigzag(PAGE.layout.places[row].name_box, teeth=7, sway=1.4), 0.35, (230, 230, 230))
    assert marks(faintest, noise=1.5)[row] is ReadMark.UNSURE


@pytest.mark.parametrize("pen", [BLACK, BLUE, PENCIL])
def test_writing_over_small_print_is_stray_ink(pen):
    page = with_notes()
    known = known_of(page.reference, page.layout, page.sheet)
    waves = Stroke([(60 + k, 168 + 3 * (-1) ** k) for k in range(24)], 0.5, pen)
    assert read_known(255 - grey(scan(page)), None, known)[1] == ()
    assert read_known(255 - grey(scan(page, [waves])), None, known)[1] == ("stray_ink",)


def test_bolder_print_is_no_ink_over_print():
    page = with_notes()
    known = known_of(page.reference, page.layout, page.sheet)
    fat = grey(scan(page))
    bolder = cv2.addWeighted(fat, 0.6, cv2.erode(fat, np.ones((2, 2), np.uint8)), 0.4, 0).astype(np.uint8)
    assert read_known(255 - bolder, None, known)[1] == ()


def with_notes() -> Drawing:
    """The page with lines of small print below its table, so close that hardly any paper between them is blank."""
    image = Image.fromarray(PAGE.fine.copy())
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 3.0 * PX * FINE)
    for line in range(4):
        text = "Phiếu không hợp lệ: phiếu không do ban kiểm phiếu phát ra; ghi tên người ngoài"
        pen.text((24 * PX * FINE, (163 + 3.2 * line) * PX * FINE), text, 0, font, "ls")
    return replace(PAGE, fine=np.asarray(image))


def skipping(row: int, start: float = -1.0, end: float = 1.0, skipped: float = 2.0) -> list[Stroke]:
    """A strike whose pen left out so many millimetres at a quarter, at the half and at three quarters of the name."""
    box = PAGE.layout.places[row].name_box
    y, gaps = box.y + 0.6 * EM, [box.x + box.width * part for part in (0.25, 0.5, 0.75)]
    edges = [box.x + start, *(gap + side * skipped / 2 for gap in gaps for side in (-1, 1)), box.right + end]
    return [Stroke([(first, y), (last, y)]) for first, last in zip(edges[::2], edges[1::2], strict=True)]


def test_a_pen_may_skip_more_where_its_strike_reaches_both_ends_of_the_name():
    assert marks(*skipping(2, skipped=1.8))[2] is ReadMark.STRUCK
    assert marks(*skipping(2, skipped=1.8, end=-2.0))[2] is ReadMark.UNSURE
