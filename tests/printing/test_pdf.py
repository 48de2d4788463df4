import io
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pypdf import PageObject, PdfReader

from nhiemky.printing import UnprintableError, render_pdf
from nhiemky.printing.document import (
    Align,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
    Table,
    bold,
    runs,
)
from tests.printing import papers

MILLIMETRE = 72 / 25.4
WIDTH_OF_I = 0.278 * 14


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(document)))


def words(page: PageObject) -> str:
    """The page's text, all white space alike."""
    return " ".join(page.extract_text().split())


def all_words(reader: PdfReader) -> str:
    return " ".join(words(page) for page in reader.pages)


def places(page: PageObject) -> list[tuple[float, float, str]]:
    """Where each stretch of text starts, in millimetres from the page's left and top."""
    found: list[tuple[float, float, str]] = []

    def visit(text: str, matrix: list[float], local: list[float], font: object, size: float) -> None:
        if text.strip():
            x = matrix[0] * local[4] + matrix[2] * local[5] + matrix[4]
            y = matrix[1] * local[4] + matrix[3] * local[5] + matrix[5]
            found.append((x / MILLIMETRE, 297 - y / MILLIMETRE, text.strip()))

    page.extract_text(visitor_text=visit)
    return found


def place_of(page: PageObject, text: str) -> tuple[float, float]:
    return next((x, y) for x, y, shown in places(page) if text in shown)


@pytest.fixture(scope="module")
def minutes() -> PdfReader:
    return read(papers.minutes_of_count())


def test_every_page_is_a4_upright(minutes: PdfReader) -> None:
    for page in minutes.pages:
        assert float(page.mediabox.width) == pytest.approx(210 * MILLIMETRE, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(297 * MILLIMETRE, abs=0.1)


def test_the_words_are_vietnamese_in_nfc(minutes: PdfReader) -> None:
    text = all_words(minutes)
    assert text == unicodedata.normalize("NFC", text)
    for expected in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Thái Nguyên, ngày 16 tháng 6 năm 2022",
        "BIÊN BẢN KIỂM PHIẾU Bầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025 -----",
        "Quyết định số 244-QĐ/TW",
        "Tổng số đảng viên chính thức được triệu tập 28",
        "Hoàng Phủ Ngọc Thủy Tiên Bạch Nguyệt Quế Chi",
        "1 Nguyễn Thị Hoài An 27 96,43%",
        "đã đọc trước đại hội",
        "T/M ĐOÀN CHỦ TỊCH",
        "T/M BAN KIỂM PHIẾU",
    ):
        assert expected in text


def test_the_party_stands_at_the_right_and_the_issuer_at_the_left_of_one_line(minutes: PdfReader) -> None:
    page = minutes.pages[0]
    superior, motto = place_of(page, "ĐẢNG BỘ"), place_of(page, "ĐẢNG CỘNG SẢN")
    assert superior[0] < 105 < motto[0]
    assert superior[1] == pytest.approx(motto[1], abs=1)


def test_number_and_date_stand_on_one_line_under_the_star() -> None:
    page = read(papers.resolution()).pages[0]
    star, number, dated = place_of(page, "*"), place_of(page, "01-NQ/ĐH"), place_of(page, "ngày 16 tháng 6")
    assert star[1] < number[1] == pytest.approx(dated[1], abs=0.2)
    assert number[0] < 105 < dated[0]


def test_text_keeps_to_the_margins_of_hd_36() -> None:
    document = papers.paper(
        PageBreak(),
        Paragraph(runs("Đoạn văn. " * 500)),
        Paragraph(runs("l"), Align.LEFT),
        Paragraph(runs("i"), Align.RIGHT),
    )
    reader = read(document)
    full = places(reader.pages[1])
    body = [place for place in full if place[2] != "2"]
    assert min(x for x, _, _ in body) == pytest.approx(30, abs=0.5)
    # Letters hang about 4 mm under the upper margin; the last line's baseline keeps clear of the lower one.
    assert 20 < min(y for _, y, _ in body) < 26
    assert 265 < max(y for _, y, _ in body) < 277
    right_edges = [x for x, _, shown in places(reader.pages[-1]) if shown == "i"]
    assert right_edges[0] + WIDTH_OF_I / MILLIMETRE == pytest.approx(195, abs=0.5)


def test_page_numbers_are_centred_in_the_top_margin_and_not_on_page_one() -> None:
    reader = read(papers.resolution())
    tops = [[place for place in places(page) if place[1] < 20] for page in reader.pages]
    assert [[shown for _, _, shown in top] for top in tops] == [[], ["2"], ["3"]]
    middle = (30 + 195) / 2
    assert tops[1][0][0] + 3.5 / MILLIMETRE == pytest.approx(middle, abs=0.5)


def test_the_fingerprints_are_whole_on_each_page(minutes: PdfReader) -> None:
    assert len(minutes.pages) > 1
    for page in minutes.pages:
        assert f"Mã băm của kết quả đã công bố – SHA-256: {papers.SHA256}" in words(page)
        assert f"Mã băm của tệp phiếu đã công bố – SHA-256: {papers.OTHER_SHA256}" in words(page)
        assert place_of(page, papers.SHA256[:20])[1] > 277


def test_a_paper_without_fingerprint_has_no_footer() -> None:
    assert "SHA-256" not in all_words(read(papers.state_report()))


def test_every_font_is_embedded_and_ours(minutes: PdfReader) -> None:
    names = set()
    for page in minutes.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(descriptor["/FontName"].split("+")[1])
    assert names == {"LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic"}


def test_the_file_is_tagged_vietnamese_and_archival(minutes: PdfReader) -> None:
    catalog = minutes.trailer["/Root"]
    assert catalog["/Lang"] == "vi"
    assert catalog["/MarkInfo"]["/Marked"]
    metadata = catalog["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_the_file_names_the_paper_its_own_date_and_no_person(minutes: PdfReader) -> None:
    metadata = minutes.metadata
    assert metadata is not None
    assert metadata.title == "BIÊN BẢN KIỂM PHIẾU - Bầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025"
    assert metadata.author is None
    assert metadata.creation_date == datetime(2022, 6, 16, tzinfo=UTC)


@pytest.mark.parametrize("paper", [papers.minutes_of_count, papers.resolution, papers.state_report])
def test_the_same_facts_make_the_same_bytes(paper) -> None:
    assert render_pdf(paper()) == render_pdf(paper())


def test_another_date_makes_another_file() -> None:
    paper = papers.minutes_of_count()
    assert render_pdf(replace(paper, dated=date(2022, 6, 17))) != render_pdf(paper)


def test_markup_in_any_text_is_shown_and_never_obeyed() -> None:
    reader = read(papers.hostile_paper())
    shown = "".join(all_words(reader).split())
    in_footers = len(reader.pages)
    assert shown.count("".join(papers.HOSTILE.split())) == papers.HOSTILE_PLACES + in_footers
    assert "root:" not in shown


def test_a_long_table_repeats_its_title_row_and_loses_no_row() -> None:
    rows = tuple((str(number), f"Doanh nghiệp {number:03d}") for number in range(1, 151))
    reader = read(papers.paper(Table((Column("TT"), Column("Tên doanh nghiệp", 6)), rows)))
    assert len(reader.pages) > 3
    assert all("TT Tên doanh nghiệp" in words(page) for page in reader.pages)
    text = all_words(reader)
    assert all(text.count(name) == 1 for _, name in rows)


def test_a_name_wider_than_its_column_is_broken_into_lines_and_kept_whole() -> None:
    name = "Công Tằng Tôn Nữ " + "Hoài Hương " * 12
    text = all_words(read(papers.paper(Table((Column("TT", 5), Column("Tên", 1)), (("1", name),)))))
    assert " ".join(name.split()) in text


def test_a_signature_is_never_parted_from_its_name() -> None:
    signature = Signatures((Signature("T/M ĐOÀN CHỦ TỊCH", "CHỦ TỊCH", "Đỗ Hữu Thành"),))
    for lines in range(20, 36):
        reader = read(papers.paper(*(Paragraph(runs("Dòng")) for _ in range(lines)), signature))
        page = next(page for page in reader.pages if "T/M ĐOÀN CHỦ TỊCH" in words(page))
        assert "Đỗ Hữu Thành" in words(page)


def test_a_single_signature_stands_at_the_right() -> None:
    page = read(papers.paper(Signatures((Signature("T/M CHI ỦY", "BÍ THƯ", "Lê Thị Hoa"),)))).pages[0]
    assert place_of(page, "T/M CHI ỦY")[0] > 112


def test_a_state_paper_carries_the_motto_and_its_own_number() -> None:
    text = all_words(read(papers.state_report()))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "Số: 12/BC-BQL" in text
    assert "ĐẢNG CỘNG SẢN" not in text


def test_a_list_counts_on_from_its_first_number() -> None:
    text = words(read(papers.resolution()).pages[2])
    assert "12. Chi ủy khóa mới" in text
    assert "13. Đảng viên gương mẫu" in text


@pytest.mark.parametrize("letter", ["😀", "中", "ກ"])
def test_a_letter_without_a_glyph_is_refused_by_name(letter: str) -> None:
    with pytest.raises(UnprintableError, match=letter) as caught:
        render_pdf(papers.paper(Paragraph(runs("Ghi chú ", bold(letter)))))
    assert caught.value.letters == letter


def test_every_vietnamese_letter_can_be_printed_in_every_style() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    letters = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones) + "đ₫§–“”…≥²"
    text = letters + letters.upper()
    document = papers.paper(Paragraph(runs(text, bold(text))))
    assert text in "".join(all_words(read(document)).split())


def test_a_paper_with_a_wide_table_lies_on_its_side_in_smaller_type() -> None:
    rows = (tuple("1.234,56" for _ in range(10)),)
    columns = tuple(Column(f"Cột {number}") for number in range(10))
    small, usual = (
        read(replace(papers.paper(Table(columns, rows, points=points)), landscape=True)).pages[0] for points in (9, 12)
    )
    assert float(small.mediabox.width) == pytest.approx(297 * MILLIMETRE, abs=0.1)
    assert float(small.mediabox.height) == pytest.approx(210 * MILLIMETRE, abs=0.1)
    ends = [max(y for _, y, shown in places(page) if "1.234" in shown) for page in (small, usual)]
    assert ends[0] < ends[1]
