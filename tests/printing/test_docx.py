import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as File
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openxml_audit import FileFormat, OpenXmlValidator

from nhiemky.printing import render_docx
from nhiemky.printing.document import Align, Column, Document, PageBreak, Paragraph, Table, bold, italic, runs
from tests.printing import papers


def read(document: Document) -> File:
    return docx.Document(io.BytesIO(render_docx(document)))


def parts(document: Document) -> dict[str, str]:
    package = zipfile.ZipFile(io.BytesIO(render_docx(document)))
    return {name: package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))}


def lines(file: File) -> list[str]:
    """All paragraphs of the body in reading order, those in tables included."""
    found = file.element.body.iter(qn("w:p"))
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in found]


@pytest.fixture(scope="module")
def minutes() -> File:
    return read(papers.minutes_of_count())


def test_the_paper_holds_the_same_words_as_the_pdf(minutes: File) -> None:
    text = "\n".join(lines(minutes))
    for expected in (
        "ĐẢNG BỘ CÁC KHU CÔNG NGHIỆP THÁI NGUYÊN",
        "CHI BỘ BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP\nĐẠI HỘI LẦN THỨ VIII\nNHIỆM KỲ 2020 - 2025\n*",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Thái Nguyên, ngày 16 tháng 6 năm 2022",
        "BIÊN BẢN KIỂM PHIẾU\nBầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025\n-----",
        "Tổng số đảng viên chính thức được triệu tập\n28",
        "1\nNguyễn Thị Hoài An\n27\n96,43%",
        "T/M ĐOÀN CHỦ TỊCH\nCHỦ TỊCH\nĐỗ Hữu Thành",
        "T/M BAN KIỂM PHIẾU\nTRƯỞNG BAN\nPhạm Thị Lan",
    ):
        assert expected in text


def test_the_page_is_a4_with_the_margins_of_hd_36(minutes: File) -> None:
    section = minutes.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_styles_carry_the_sizes_of_hd_36(minutes: File) -> None:
    sizes = {name: minutes.styles[name].font.size for name in ("Motto", "Issuing Body", "Title", "Body Text")}
    assert sizes == {"Motto": Pt(15), "Issuing Body": Pt(14), "Title": Pt(16), "Body Text": Pt(14)}
    assert minutes.styles["Issuing Body"].font.bold
    assert not minutes.styles["Superior Body"].font.bold
    assert minutes.styles["Place and Date"].font.italic


def test_a_state_paper_carries_the_sizes_of_decree_30() -> None:
    file = read(papers.state_report())
    assert file.styles["Title"].font.size == Pt(14)
    assert file.styles["Issuing Body"].font.size == Pt(12)
    text = "\n".join(lines(file))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in text
    assert "Số: 12/BC-BQL" in text
    assert "-----" not in text


def test_only_times_new_roman_and_vietnamese_are_named() -> None:
    used = {name: xml for name, xml in parts(papers.minutes_of_count()).items() if name.startswith("word/")}
    assert 'w:lang w:val="vi-VN"' in re.search("<w:docDefaults>.*?</w:docDefaults>", used["word/styles.xml"])[0]
    file = read(papers.minutes_of_count())
    for paragraph in file.paragraphs:
        fonts = paragraph.style.element.rPr.find(qn("w:rFonts"))
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert paragraph.style.element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert "w:rFonts" not in used["word/document.xml"]


def test_the_motto_has_a_line_of_its_own_length_under_it(minutes: File) -> None:
    motto = minutes.tables[0].cell(0, 1).paragraphs[0]
    assert motto.text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert all(run.underline for run in motto.runs)


def test_page_numbers_are_centred_at_the_top_and_not_on_page_one(minutes: File) -> None:
    section = minutes.sections[0]
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header.paragraphs[0]._p.xml
    assert "PAGE" not in section.first_page_header.paragraphs[0]._p.xml
    assert section.header.paragraphs[0].style.paragraph_format.alignment == 1


def test_the_fingerprints_are_in_the_footer_of_the_first_and_of_later_pages(minutes: File) -> None:
    section = minutes.sections[0]
    for footer in (section.first_page_footer, section.footer):
        assert footer.paragraphs[0].text.splitlines() == [
            f"Mã băm của kết quả đã công bố – SHA-256: {papers.SHA256}",
            f"Mã băm của tệp phiếu đã công bố – SHA-256: {papers.OTHER_SHA256}",
        ]


def test_a_paper_without_fingerprint_has_an_empty_footer() -> None:
    assert read(papers.state_report()).sections[0].footer.paragraphs[0].text == ""


def test_table_title_rows_repeat_and_no_row_is_broken(minutes: File) -> None:
    ruled = [table for table in minutes.tables if table.style.name == "Table Grid"]
    assert len(ruled) == 3
    for table in ruled:
        head, *body = table.rows
        assert head._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in body)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_columns_share_the_width_of_the_text(minutes: File) -> None:
    ruled = next(table for table in minutes.tables if table.style.name == "Table Grid")
    widths = [column.width for column in ruled.columns]
    assert sum(widths) == pytest.approx(Mm(165), rel=0.001)
    assert widths[1] == pytest.approx(5 * widths[0], rel=0.001)
    assert [cell.width for cell in ruled.rows[-1].cells] == widths


def test_each_list_counts_for_itself_and_from_its_own_first_number() -> None:
    file = read(papers.resolution())
    used = [point._p.pPr.numPr.numId.val for point in file.paragraphs if point.style.name == "List Number"]
    assert len(used) == 13
    assert len(set(used)) == 2
    numbering = file.part.numbering_part.element
    starts = []
    for identifier in dict.fromkeys(used):
        abstract = numbering.num_having_numId(identifier).abstractNumId.val
        level = numbering.xpath(f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl')[0]
        starts.append(level.find(qn("w:start")).get(qn("w:val")))
    assert starts == ["1", "12"]


def test_only_the_table_styles_in_use_are_kept(minutes: File) -> None:
    kept = [style.name for style in minutes.styles if style.type is WD_STYLE_TYPE.TABLE]
    assert kept == ["Normal Table", "Table Grid"]


def test_headings_are_words_own_so_that_the_outline_works(minutes: File) -> None:
    names = [paragraph.style.name for paragraph in minutes.paragraphs if paragraph.style.name.startswith("Heading")]
    assert names == ["Heading 1"] * 4 + ["Heading 2"] * 2
    assert minutes.styles["Heading 2"].element.pPr.find(qn("w:outlineLvl")) is not None


def test_runs_keep_their_weight_slope_and_alignment() -> None:
    file = read(papers.paper(Paragraph(runs("a", bold("b"), italic("c")), Align.RIGHT), PageBreak()))
    paragraph = next(one for one in file.paragraphs if one.text == "abc")
    assert [(run.bold, run.italic) for run in paragraph.runs] == [(None, None), (True, None), (None, True)]
    assert paragraph.style.paragraph_format.alignment == 2
    assert file.paragraphs[-1].paragraph_format.page_break_before


def test_properties_name_the_paper_and_no_person() -> None:
    file = read(papers.minutes_of_count())
    properties = file.core_properties
    assert properties.title == "BIÊN BẢN KIỂM PHIẾU"
    assert properties.language == "vi-VN"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created == properties.modified == datetime(2022, 6, 16, tzinfo=UTC)
    names = zipfile.ZipFile(io.BytesIO(render_docx(papers.minutes_of_count()))).namelist()
    assert not [name for name in names if "thumbnail" in name]


@pytest.mark.parametrize("paper", [papers.minutes_of_count, papers.resolution, papers.state_report, papers.paper])
def test_word_has_nothing_to_repair(paper: Callable[[], Document], tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(render_docx(paper()))
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(file).errors == []


@pytest.mark.parametrize("paper", [papers.minutes_of_count, papers.resolution, papers.state_report])
def test_the_same_facts_make_the_same_bytes(paper) -> None:
    assert render_docx(paper()) == render_docx(paper())


def test_markup_in_any_text_is_shown_and_never_obeyed() -> None:
    file = read(papers.hostile_paper())
    assert "\n".join(lines(file)).count(papers.HOSTILE) == papers.HOSTILE_PLACES
    assert papers.HOSTILE in file.sections[0].footer.paragraphs[0].text


def test_control_characters_do_not_break_the_file() -> None:
    file = read(papers.paper(Paragraph(runs("Nguyễn\x00 Văn\x0b An\ufffe"))))
    assert "Nguyễn Văn  An" in [paragraph.text for paragraph in file.paragraphs]


def test_a_file_remembers_no_day_but_the_papers_own() -> None:
    package = zipfile.ZipFile(io.BytesIO(render_docx(papers.minutes_of_count())))
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = package.read("docProps/core.xml").decode()
    assert f"{datetime.now(tz=UTC).year}-" not in core


def test_a_paper_with_a_wide_table_lies_on_its_side_in_smaller_type() -> None:
    wide = Table((Column("Chỉ tiêu"), Column("Giá trị")), (("Vốn", "1.234,56"),), points=9)
    file = read(replace(papers.paper(wide), landscape=True))
    section = file.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    table = file.tables[-1]
    assert {run.font.size for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs} == {Pt(9)}
    assert sum(cell.width for cell in table.rows[0].cells) == pytest.approx(Mm(297 - 45), abs=Mm(1))
