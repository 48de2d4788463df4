from io import BytesIO

import numpy as np
import pikepdf
import pytest
from pikepdf.settings import get_qpdf_limits, set_qpdf_limits

from nhiemky.core.ballots.scans.files import open_scan, pages_of
from nhiemky.core.ballots.scans.page import UnusablePage
from nhiemky.core.ballots.scans.pixels import MOST_PIXELS
from nhiemky.core.problem import Refused
from tests.core.ballots.pictures import PdfPages, colour_page, decoded, grey_page, jpeg, page_pdf, picture, saved

GREY, COLOUR = grey_page(), colour_page()
A5 = "419.53 0 0 595.28 0 0"


def only(data):
    (page,) = pages_of("scan.pdf", BytesIO(data))
    return page


@pytest.mark.parametrize("page", [GREY, COLOUR])
def test_a_jpeg_is_taken_out_as_it_is(page):
    read = only(page_pdf(page))
    assert np.array_equal(read.image, decoded(jpeg(page)))
    assert (read.source, read.dpi) == ("scan.pdf#1", pytest.approx(170 / 419.53 * 72))
    (alone,) = pages_of("scan.jpg", BytesIO(jpeg(page)))
    assert alone.sha256 == read.sha256


@pytest.mark.parametrize("page", [GREY, COLOUR])
@pytest.mark.filterwarnings("ignore:16-bit RGB")
@pytest.mark.parametrize("bits", [8, 16])
def test_packed_pixels_are_read(page, bits):
    made = PdfPages()
    wide = ((page if page.ndim == 2 else page[:, :, ::-1]).astype(np.uint16) * 256).astype(">u2")
    data = wide.tobytes() if bits == 16 else wide.tobytes()[::2]
    stream = made.stream(data, page, BitsPerComponent=bits)
    assert np.array_equal(only(made.whole(stream).bytes(compress_streams=True)).image, page)


def test_a_palette_is_looked_up():
    made = PdfPages()
    greys = bytes(value for grey in range(256) for value in (grey, grey, grey))
    space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 255, pikepdf.String(greys)])
    read = only(made.whole(made.stream(GREY.tobytes(), GREY, ColorSpace=space)).bytes())
    assert np.array_equal(read.image, GREY)


def test_jpeg_2000_is_read():
    made = PdfPages()
    data = saved(picture(GREY), "JPEG2000", irreversible=False)
    assert np.array_equal(only(made.whole(made.stream(data, GREY, Filter=pikepdf.Name.JPXDecode)).bytes()).image, GREY)


def test_a_colour_profile_changes_no_pixel():
    made = PdfPages()
    profile = pikepdf.Stream(made.pdf, b"profile", N=1)
    stream = made.jpeg(GREY, ColorSpace=pikepdf.Array([pikepdf.Name.ICCBased, profile]))
    assert np.array_equal(only(made.whole(stream).bytes()).image, decoded(jpeg(GREY)))


def test_inverted_grey_is_turned_back():
    made = PdfPages()
    assert only(made.whole(made.jpeg(255 - GREY, Decode=[1, 0])).bytes()).image.mean() == pytest.approx(
        GREY.mean(), abs=1
    )


@pytest.mark.parametrize(("degrees", "turns"), [(0, 0), (90, -1), (180, 2), (270, 1), (-90, 1), (450, -1)])
def test_the_page_is_turned_as_it_is_shown(degrees, turns):
    assert np.array_equal(only(page_pdf(GREY, Rotate=degrees)).image, np.rot90(decoded(jpeg(GREY)), turns))


@pytest.mark.parametrize(
    ("matrix", "shown"),
    [
        ("419.53 0 0 -595.28 0 595.28", lambda page: page[::-1]),
        ("-419.53 0 0 595.28 419.53 0", lambda page: page[:, ::-1]),
        ("0 595.28 -419.53 0 419.53 0", lambda page: np.rot90(page)),
        ("0 -595.28 419.53 0 0 595.28", lambda page: np.rot90(page, -1)),
    ],
)
def test_the_picture_is_turned_and_mirrored_as_it_is_placed(matrix, shown):
    made = PdfPages()
    read = only(made.whole(made.jpeg(GREY), matrix=matrix).bytes())
    assert np.array_equal(read.image, shown(decoded(jpeg(GREY))))


def test_strips_of_one_scan_are_joined():
    made = PdfPages()
    parts = np.split(GREY, 3)
    content = " ".join(f"q 400 0 0 190 10 {number * 190} cm /Im{number} Do Q" for number in range(3))
    streams = [made.stream(part.tobytes(), part) for part in reversed(parts)]
    assert np.array_equal(only(made.page(content, streams).bytes()).image, GREY)


def test_a_picture_inside_a_form_is_found():
    made = PdfPages()
    inner = pikepdf.Stream(made.pdf, b"q 100 0 0 100 0 0 cm /Scan Do Q")
    inner.Type, inner.Subtype, inner.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
    inner.Matrix = [4, 0, 0, -6, 0, 600]
    inner.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=made.jpeg(GREY)))
    read = only(made.page("q 0 1 -1 0 600 0 cm /Im0 Do Q", [inner]).bytes())
    assert np.array_equal(read.image, np.rot90(decoded(jpeg(GREY))[::-1]))
    assert read.dpi == pytest.approx(170 / 400 * 72)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("q 400 0 0 500 0 0 cm /Im0 Do Q q 400 0 0 500 0 0 cm /Im1 Do Q", "several_pictures"),
        ("q 400 0 0 200 0 0 cm /Im0 Do Q q 400 0 0 200 0 210 cm /Im1 Do Q", "several_pictures"),
        ("q 400 0 0 200 0 0 cm /Im0 Do Q q 300 0 0 200 0 200 cm /Im1 Do Q", "several_pictures"),
        ("0 0 m 100 100 l S", "no_picture"),
        ("q 400 0 0 500 0 0 cm /Missing Do Q", "no_picture"),
    ],
)
def test_a_page_that_is_not_one_scan_is_refused(content, reason):
    made = PdfPages()
    assert only(made.page(content, [made.jpeg(GREY), made.jpeg(grey_page(2))]).bytes()) == UnusablePage(
        "scan.pdf#1", reason
    )


@pytest.mark.parametrize(
    "entries",
    [
        {"BitsPerComponent": 1},
        {"ImageMask": True, "BitsPerComponent": 1},
        {"Filter": pikepdf.Name.CCITTFaxDecode, "BitsPerComponent": 1},
        {"Filter": pikepdf.Name.JBIG2Decode, "BitsPerComponent": 1},
    ],
)
def test_black_and_white_is_refused_undecoded(entries):
    made = PdfPages()
    assert only(made.whole(made.stream(b"\0" * 9000, GREY, **entries)).bytes()) == UnusablePage("scan.pdf#1", "bilevel")


def test_a_stencil_needs_no_bits_to_be_black_and_white():
    made = PdfPages()
    stencil = made.stream(b"\0" * 9000, GREY, ImageMask=True)
    del stencil.BitsPerComponent
    assert only(made.whole(stencil).bytes()) == UnusablePage("scan.pdf#1", "bilevel")


def test_a_picture_without_any_size_on_paper_is_refused():
    made = PdfPages()
    assert isinstance(only(made.whole(made.jpeg(GREY), matrix="0 0 0 0 0 0").bytes()), UnusablePage)


def test_a_picture_cut_off_spoils_its_own_page_only():
    made = PdfPages()
    data = jpeg(GREY)[:-400]
    made.whole(made.stream(data, GREY, Filter=pikepdf.Name.DCTDecode)).whole(made.stream(GREY.tobytes()[:-9], GREY))
    made.whole(made.jpeg(GREY))
    pages = list(pages_of("scan.pdf", BytesIO(made.bytes())))
    assert pages[:2] == [UnusablePage(f"scan.pdf#{number}", "unreadable_image") for number in (1, 2)]
    assert np.array_equal(pages[2].image, decoded(jpeg(GREY)))


def test_a_picture_that_claims_to_be_huge_is_not_decoded():
    made = PdfPages()
    claims = made.stream(GREY.tobytes(), GREY, Width=100_000, Height=100_000)
    assert only(made.whole(claims).bytes()) == UnusablePage("scan.pdf#1", "too_large")


def test_a_stream_unpacks_into_no_more_than_the_largest_page():
    assert get_qpdf_limits()["flate_max_memory"] == 3 * MOST_PIXELS
    before = set_qpdf_limits(flate_max_memory=GREY.size - 1)
    try:
        made = PdfPages()
        data = made.whole(made.stream(GREY.tobytes(), GREY)).bytes(compress_streams=True)
        assert only(data) == UnusablePage("scan.pdf#1", "unreadable_image")
    finally:
        set_qpdf_limits(**before)


def refused(data):
    with pytest.raises(Refused) as caught:
        open_scan("scan.pdf", BytesIO(data))
    return [problem.code for problem in caught.value.problems]


def test_a_pdf_that_cannot_be_opened_is_refused_as_a_whole():
    made = PdfPages()
    assert refused(made.bytes()) == ["B307"]
    assert refused(b"%PDF-1.7 and nothing more") == ["B304"]
    made.whole(made.jpeg(GREY))
    assert refused(made.bytes(encryption=pikepdf.Encryption(user="secret", owner="secret"))) == ["B306"]


def test_a_pdf_without_a_user_password_is_open():
    made = PdfPages()
    data = made.whole(made.jpeg(GREY)).bytes(encryption=pikepdf.Encryption(user="", owner="secret"))
    assert np.array_equal(only(data).image, decoded(jpeg(GREY)))


def test_a_damaged_pdf_is_recovered_with_a_warning():
    data = page_pdf(GREY)
    scan = open_scan("scan.pdf", BytesIO(data[: data.rindex(b"xref")]))
    assert [warning.code for warning in scan.warnings] == ["B308"]
    assert np.array_equal(scan.page(1).image, decoded(jpeg(GREY)))
    assert open_scan("scan.pdf", BytesIO(data)).warnings == ()
