from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from nhiemky.core.ballots.marks.read import known_of, read_known
from nhiemky.core.ballots.reading import Ink, ReadMark
from tests.core.ballots.marks.drawn import BLACK, BLUE, FINE, FONT, PENCIL, PX, RED, Drawing, Stroke, grey, scan
from tests.core.ballots.marks.drawn_read import KNOWN, PAGE, along, asked, read


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


def with_notes() -> Drawing:
    """The page with lines of small print below its table, so close that hardly any paper between them is blank."""
    image = Image.fromarray(PAGE.fine.copy())
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 3.0 * PX * FINE)
    for line in range(4):
        text = "Phiếu không hợp lệ: phiếu không do ban kiểm phiếu phát ra; ghi tên người ngoài"
        pen.text((24 * PX * FINE, (163 + 3.2 * line) * PX * FINE), text, 0, font, "ls")
    return replace(PAGE, fine=np.asarray(image))


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
