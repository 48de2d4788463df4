import io
import re

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader

from nhiemky.core.ballots.code import COLUMNS, ROWS, cells_of, identity_of
from nhiemky.core.ballots.composition.compose import compose
from nhiemky.core.ballots.layout_file import layout_json, read_layout
from nhiemky.printing.ballots import reference, render_ballot
from nhiemky.printing.letter_widths import width_of
from tests.core.ballots.votes import AGREE, STRIKE, laid_out, vote

PX = 16
NAMES = ("Sầm Văn Sơn", "Vũ Ý", "Nguyễn Thị Ái", "Đỗ Phượng Hằng", "Lê Ễn", "Avfi Trần", "Y'Bion Gỹ", "Tạ Ờ")


@pytest.fixture(scope="module", params=[("A5", STRIKE), ("A4", AGREE)], ids=["strike on A5", "agree on A4"])
def printed(request):
    page, style = request.param
    layout = compose(vote(NAMES, style, page=page), width_of)
    return layout, reference(layout, PX)


def cut(picture, box, margin=0.0):
    top, bottom = (box.y - margin) * PX, (box.bottom + margin) * PX
    left, right = (box.x - margin) * PX, (box.right + margin) * PX
    return picture[round(top) : round(bottom), round(left) : round(right)]


def test_every_name_is_inked_exactly_where_its_box_says(printed):
    layout, (picture,) = printed
    for place in layout.places:
        around = 1.0
        ink = cut(picture, place.name_box, around) < 128
        columns, rows = np.flatnonzero(ink.any(axis=0)), np.flatnonzero(ink.any(axis=1))
        assert columns[0] / PX == pytest.approx(around, abs=0.1), place.name
        assert (columns[-1] + 1) / PX == pytest.approx(around + place.name_box.width, abs=0.1), place.name
        assert rows[0] / PX >= around - 0.1
        assert (rows[-1] + 1) / PX <= around + place.name_box.height + 0.1


def test_the_line_a_voter_strikes_runs_through_the_middle_of_the_small_letters_and_capitals(printed):
    layout, (picture,) = printed
    place = next(place for place in layout.places if place.name == "Vũ Ý")
    middle = place.name_box.y + place.name_box.height / 2
    capital = cut(picture, place.name_box, 0)[:, : 2 * PX] < 128
    rows = np.flatnonzero(capital.any(axis=1))
    # V is 0.66 em high: the middle of the box stands at half of it, within a quarter of a millimetre.
    assert (rows[0] + rows[-1] + 1) / 2 / PX + place.name_box.y == pytest.approx(middle, abs=0.25)


def test_boxes_are_white_paper_inside_their_ruled_lines():
    layout = laid_out(4, AGREE)
    (picture,) = reference(layout, PX)
    for place in layout.places:
        for box in (place.agree_box, place.disagree_box):
            assert cut(picture, box).min() == 255
            ring = cut(picture, box, 0.5) < 128
            assert ring[0].all() and ring[-1].all() and ring[:, 0].all() and ring[:, -1].all()


def test_markers_are_squares_in_squares_of_seven_modules(printed):
    layout, (picture,) = printed
    expected = np.zeros((7, 7), bool)
    expected[1:6, 1:6] = True
    expected[2:5, 2:5] = False
    for marker in layout.sheets[0].markers:
        modules = cut(picture, marker).reshape(7, PX, 7, PX).mean(axis=(1, 3)) > 128
        assert (modules == expected).all()
        ring = cut(picture, marker, 2)
        ring[2 * PX : -2 * PX, 2 * PX : -2 * PX] = 255
        assert ring.min() == 255


def test_the_code_in_print_is_the_identity_of_its_sheet():
    layout = laid_out(100)
    for sheet, picture in zip(layout.sheets, reference(layout, PX), strict=True):
        side = round(sheet.code.width / COLUMNS * PX)
        cells = cut(picture, sheet.code).reshape(ROWS, side, COLUMNS, side).mean(axis=(1, 3))
        assert identity_of(1 - cells / 255) == sheet.identity
        assert tuple(map(tuple, cells < 128)) == cells_of(sheet.identity)


def test_all_that_is_printed_can_be_read_back_as_text(printed):
    layout, _ = printed
    reader = PdfReader(io.BytesIO(render_ballot(layout)))
    text = " ".join(reader.pages[0].extract_text().split())
    for line in layout.sheets[0].texts:
        assert line.text in text
    assert [place.name for place in layout.places] == re.findall("|".join(map(re.escape, NAMES)), text)


@pytest.mark.parametrize(("page", "size"), [("A5", (148, 210)), ("A4", (210, 297))])
def test_the_page_is_true_to_size_and_viewers_are_told_not_to_scale_it(page, size):
    reader = PdfReader(io.BytesIO(render_ballot(laid_out(3, page=page))))
    assert [float(side) * 25.4 / 72 for side in reader.pages[0].mediabox[2:]] == pytest.approx(size, abs=1e-3)
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/PrintScaling"] == "/None"


def test_only_our_fonts_are_used_and_they_are_in_the_file():
    reader = PdfReader(io.BytesIO(render_ballot(laid_out(3))))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {"LiberationSerif", "LiberationSerif-Bold"}
    for font in fonts:
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_the_same_layout_gives_the_same_bytes_without_dates_or_names_of_programs():
    layout = laid_out(61)
    once = render_ballot(layout, 3)
    assert once == render_ballot(layout, 3)
    assert once == render_ballot(read_layout(layout_json(layout)), 3)
    trailer = PdfReader(io.BytesIO(once)).trailer
    assert "/Info" not in trailer
    assert not {"/Metadata", "/StructTreeRoot", "/PieceInfo"} & set(trailer["/Root"])
    assert not re.search(rb"Typst|pikepdf|xmp|20\d\d[01]\d[0-3]\d", once, re.IGNORECASE)


def test_copies_repeat_the_very_same_pages_sheet_by_sheet():
    layout = laid_out(61)
    reader = PdfReader(io.BytesIO(render_ballot(layout, 3)))
    contents = [page.raw_get("/Contents").idnum for page in reader.pages]
    assert contents == contents[:2] * 3
    assert contents[0] != contents[1]
    for page in reader.pages:
        assert set(page) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}


def test_a_thousand_copies_are_small():
    layout = laid_out(6)
    assert len(render_ballot(layout, 1000)) < len(render_ballot(layout)) + 40_000


def test_a_ballot_is_printed_at_least_once():
    with pytest.raises(ValueError, match="at least once"):
        render_ballot(laid_out(1), 0)


@pytest.mark.parametrize("px_per_mm", [6, 200 / 25.4, 300 / 25.4])
def test_the_reference_is_the_printed_page_at_exactly_the_asked_size(px_per_mm):
    layout = laid_out(3)
    (picture,) = reference(layout, px_per_mm)
    assert picture.shape == (np.ceil(210 * px_per_mm - 1e-3), np.ceil(148 * px_per_mm - 1e-3))
    assert (picture.dtype, picture.min(), picture.max()) == (np.uint8, 0, 255)
    first, _, last, _ = layout.sheets[0].markers
    # How dark a row of pixels is says how much of it the marker covers.
    dark = 1 - picture / 255
    for box in (first, last):
        middle, around = (
            (box.y + box.height / 2) * px_per_mm,
            slice(*np.rint(np.array([box.x - 2, box.right + 2]) * px_per_mm).astype(int)),
        )
        line = dark[round(middle) - 1 : round(middle) + 1, around].mean(axis=0)
        centre = (line * (np.arange(line.size) + 0.5)).sum() / line.sum() + around.start
        assert centre == pytest.approx((box.x + box.width / 2) * px_per_mm, abs=0.05)
        assert line.sum() == pytest.approx(5 * px_per_mm, abs=0.1)


def test_words_are_never_read_as_markup():
    strange = '#read("x") *An* $x$ <b> @y \\ _z_'
    layout = compose(vote(("Lê An",), title=strange), width_of)
    with pypdfium2.PdfDocument(render_ballot(layout)) as document:
        assert strange in document[0].get_textpage().get_text_bounded()
