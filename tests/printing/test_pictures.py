"""Drawn pictures on paper: as drawing in PDF, as dots in DOCX, in words for those who do not see them."""

import io
from decimal import Decimal

import docx
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from nhiemky.core.charts.draw import draw
from nhiemky.core.charts.specification import CategoryChart, Kind, Point, Series
from nhiemky.printing import render_docx, render_pdf
from nhiemky.printing.document import Document, Picture, StateHeader
from nhiemky.printing.raster import raster
from tests.printing import papers

WORDS = "Doanh thu: 2020 10, 2021 20"
SERIES = (Series("Toàn ban", (Point(Decimal(10)), Point(Decimal(20)))),)
CHART = CategoryChart(Kind.COLUMNS, "Doanh thu", ("2020", "2021"), SERIES, "person", "vi")
BLUE = (0, 114, 178)


def paper(share: int = 100) -> Document:
    header = StateHeader("", ("BAN QUẢN LÝ",), "", "Thái Nguyên")
    return Document(header, "BÁO CÁO", "", papers.DAY, (Picture(draw(CHART), "Hình 1", WORDS, share),))


def blue_width(picture: Image.Image) -> int:
    """From the left of the first column to the right of the last, in dots."""
    found = np.abs(np.asarray(picture.convert("RGB"), int) - BLUE).sum(axis=2) < 40
    columns = np.flatnonzero(found.any(axis=0))
    return int(columns[-1] - columns[0])


def page(file: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(file)[0].render(scale=2).to_pil()


def test_a_pdf_holds_the_drawing_as_wide_as_asked_and_its_name() -> None:
    whole, half = render_pdf(paper()), render_pdf(paper(50))
    assert blue_width(page(whole)) == pytest.approx(2 * blue_width(page(half)), abs=4)
    assert "Hình 1" in PdfReader(io.BytesIO(whole)).pages[0].extract_text()


def test_a_pdf_says_the_picture_to_screen_readers() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(paper())))
    words = [
        each.get("/Alt") for each in map(reader.get_object, range(1, reader.trailer["/Size"])) if isinstance(each, dict)
    ]
    assert WORDS in words


def test_a_docx_holds_the_same_picture_as_dots_with_its_words() -> None:
    file = docx.Document(io.BytesIO(render_docx(paper(50))))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == WORDS
    section = file.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    assert shape.width == pytest.approx(text / 2, rel=0.01)
    assert any(paragraph.text == "Hình 1" for paragraph in file.paragraphs)


def test_dots_are_the_drawing_and_the_same_each_time() -> None:
    picture = Image.open(io.BytesIO(raster(draw(CHART))))
    assert blue_width(picture) > picture.width / 3
    assert raster(draw(CHART)) == raster(draw(CHART))


def test_a_picture_without_words_or_width_is_refused() -> None:
    with pytest.raises(ValueError, match="in words"):
        Picture("<svg/>", "Hình", " ")
    with pytest.raises(ValueError, match="1 to 100"):
        Picture("<svg/>", "Hình", "x", 0)
