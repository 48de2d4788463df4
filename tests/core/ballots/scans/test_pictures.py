from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from nhiemky.core.ballots.scans.files import open_scan, pages_of
from nhiemky.core.ballots.scans.page import ScanPage, UnusablePage
from nhiemky.core.problem import Refused
from tests.core.ballots.pictures import colour_page, decoded, grey_page, jpeg, picture, saved

GREY, COLOUR = grey_page(), colour_page()


def only(data, name="scan"):
    (page,) = pages_of(name, BytesIO(data))
    return page


def refused(data):
    with pytest.raises(Refused) as caught:
        list(pages_of("scan", BytesIO(data)))
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("page", [GREY, COLOUR])
@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_a_lossless_tiff_gives_the_very_pixels(page, compression):
    read = only(saved(picture(page), "TIFF", compression=compression))
    assert np.array_equal(read.image, page)


def test_every_lossless_container_of_a_picture_has_the_same_hash():
    containers = [
        saved(picture(GREY), "PNG", dpi=(200, 200)),
        saved(picture(GREY), "TIFF"),
        saved(picture(GREY).convert("P"), "PNG"),
        saved(Image.fromarray(GREY.astype(np.uint16) * 256), "PNG"),
        saved(Image.fromarray(GREY.astype(np.uint16) * 256 + 99), "TIFF"),
    ]
    assert {only(data).sha256 for data in containers} == {only(containers[0]).sha256}
    other = only(saved(picture(grey_page(2)), "PNG"))
    assert other.sha256 != only(containers[0]).sha256


def test_the_hash_knows_the_shape():
    tall, wide = (only(saved(picture(GREY.reshape(shape)), "PNG")) for shape in ((240, 170), (170, 240)))
    assert tall.sha256 != wide.sha256


@pytest.mark.parametrize("page", [GREY, COLOUR])
def test_a_jpeg_is_decoded_as_it_is(page):
    data = jpeg(page)
    read = only(data, "a.jpg")
    assert read.source == "a.jpg#1"
    assert np.array_equal(read.image, decoded(data))
    assert read.image.ndim == page.ndim


def test_jpeg_inside_tiff_is_read():
    read = only(saved(picture(COLOUR), "TIFF", compression="jpeg", quality=95))
    assert np.abs(read.image.astype(int) - COLOUR).mean() < 6


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_the_orientation_a_phone_notes_is_honoured(kind):
    exif = Image.Exif()
    exif[274] = 6
    options = {"quality": 100} if kind == "JPEG" else {}
    turned = only(saved(picture(np.ascontiguousarray(np.rot90(GREY))), kind, exif=exif, **options))
    assert turned.image.shape == GREY.shape
    assert np.abs(turned.image.astype(int) - GREY).mean() < 2


def test_cmyk_jpeg_is_read_as_colour():
    read = only(saved(picture(COLOUR).convert("CMYK"), "JPEG", quality=95))
    assert read.image.shape == COLOUR.shape
    assert np.abs(read.image.astype(int) - COLOUR).mean() < 6


def test_transparency_lies_on_white_paper():
    clear = np.dstack([COLOUR[:, :, ::-1], np.where(np.arange(170) < 60, 0, 255)[None, :].repeat(240, 0)])
    read = only(saved(Image.fromarray(clear.astype(np.uint8)), "PNG"))
    assert (read.image[:, :60] == 255).all()
    assert np.array_equal(read.image[:, 60:], COLOUR[:, 60:])


def test_a_tiff_of_many_pages_is_read_in_order_and_by_number():
    seeds = (1, 2, 3)
    first, *others = (picture(grey_page(seed)) for seed in seeds)
    data = saved(first, "TIFF", save_all=True, append_images=others, compression="tiff_lzw", dpi=(200, 200))
    pages = list(pages_of("s.tif", BytesIO(data)))
    assert [page.source for page in pages] == ["s.tif#1", "s.tif#2", "s.tif#3"]
    assert all(np.array_equal(page.image, grey_page(seed)) for page, seed in zip(pages, seeds, strict=True))
    assert pages[0].dpi == pytest.approx(200)
    assert open_scan("s.tif", BytesIO(data)).page(2).sha256 == pages[1].sha256


@pytest.mark.parametrize("low", [0, 30])
def test_black_and_white_is_refused_in_every_container(low):
    bilevel = np.where(grey_page() > 128, 255, low).astype(np.uint8)
    one_bit = Image.fromarray(bilevel > 128)
    made = [jpeg(bilevel), saved(picture(bilevel), "PNG"), saved(picture(bilevel), "TIFF")]
    made += [saved(one_bit, "PNG"), saved(one_bit, "TIFF", compression="group4")]
    for data in made:
        assert only(data) == UnusablePage("scan#1", "bilevel", only(data).sha256)


def test_grey_and_blank_pages_are_not_black_and_white():
    assert isinstance(only(saved(picture(GREY), "PNG")), ScanPage)
    white = np.full_like(GREY, 255)
    assert isinstance(only(saved(picture(white), "PNG")), ScanPage)
    white[50, 50:53] = 0
    assert isinstance(only(saved(picture(white), "PNG")), ScanPage)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("kept", [0.5, 0.98])
def test_a_picture_cut_off_is_never_half_read(kind, kept):
    data = saved(picture(GREY), kind)
    cut = data[: int(len(data) * kept)]
    try:
        page = only(cut)
    except Refused as caught:
        assert [problem.code for problem in caught.problems] == ["B304"]
    else:
        assert page == UnusablePage("scan#1", "unreadable_image")


def test_the_end_of_a_thumbnail_is_not_the_end_of_the_picture():
    whole = saved(picture(grey_page(2)), "JPEG", comment=jpeg(GREY))
    assert isinstance(only(whole), ScanPage)
    assert only(whole[:-300]) == UnusablePage("scan#1", "unreadable_image")


def test_a_bomb_is_refused_before_it_is_decoded():
    assert only(saved(Image.new("L", (10_000, 8_940)), "PNG")) == UnusablePage("scan#1", "too_large")
    header = saved(Image.new("L", (8, 8)), "PNG")
    assert refused(header[:16] + (60_000).to_bytes(4) * 2 + header[24:]) in (["B304"], ["B305"])


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "B302"), (b"MZ not a picture", "B303"), (b"\x89PNG\r\n\x1a\n?", "B304")]
)
def test_what_is_not_a_scan_is_refused_as_a_whole(data, code):
    assert refused(data) == [code]


def test_the_hash_knows_a_mark_as_small_as_a_dot():
    page = grey_page()
    page[100:103, 50:53] -= 60
    assert only(saved(picture(page), "PNG")).sha256 != only(saved(picture(GREY), "PNG")).sha256
