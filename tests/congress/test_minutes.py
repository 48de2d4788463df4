"""The minutes are read back from the files: what was recorded stands in them, in words and numbers."""

import io
import re

import docx
import pypdf
import pytest

from nhiemky.congress import actions
from nhiemky.congress.minutes import minutes
from nhiemky.congress.models import Convened, Paper
from nhiemky.printing.docx import render_docx
from nhiemky.printing.pdf import render_pdf
from tests.congress import scenes

WANTED = (
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "ĐẠI HỘI LẦN THỨ VIII",
    "Thái Nguyên, ngày 16 tháng 6 năm 2022",
    "Hồi 8 giờ 00",
    "đại hội điểm",
    "từ ngày 01 tháng 7 năm 2020 đến ngày 31 tháng 5 năm 2022",
    "28 (hai mươi tám) đồng chí",
    "27 (hai mươi bảy) đồng chí",
    "vắng mặt suốt thời gian đại hội, có lý do được chấp nhận",
    "có 27 trên 28 đảng viên chính thức được triệu tập có mặt (cần ít nhất 19)",
    "Đoàn chủ tịch gồm hai đồng chí",
    "chủ trì",
    "Tuyên bố lý do, giới thiệu đại biểu, khai mạc",
    "“Chuyển đổi số” (1 phút)",
    "Thông qua (27/27)",
    "đính chính; lý do: Đếm lại",
    "Bầu Ban Chi ủy khóa VIII, nhiệm kỳ 2020 - 2025",
    "Số lượng cần bầu: 5 (năm) đồng chí",
    "phát ra: 27 (hai mươi bảy)",
    "không hợp lệ: 0 (không)",
    "Trúng cử: Lê Văn An, Phạm Thị Ánh, Đỗ Văn Dũng, Vũ Văn Đức, Trần Thị Xuân.",
    "hai mươi sáu",
    "96,30",
    "2 (hai) chỉ tiêu và 2 (hai) nhiệm vụ",
    "Đại hội bế mạc hồi 8 giờ 00 cùng ngày",
    "T/M ĐOÀN CHỦ TỊCH",
    "THƯ KÝ",
)


@pytest.fixture
def document(hall):
    return minutes(_eventful(hall))


def _eventful(hall):
    """27 of 28 present, one away with leave; a paper, a corrected vote, an election, the resolution."""
    congress = scenes.convened(hall)
    away = congress.convened.select_related("congress__term").get(name="Nguyễn Văn Đảng01")
    actions.mark(hall.clerk, away, Convened.Attendance.LEAVE, "điều trị")
    actions.mark_rest(hall.clerk, congress, Convened.Attendance.PRESENT)
    actions.move_on(hall.presidium, congress, scenes.CongressAction.OPEN)
    actions.start_item(hall.presidium, scenes.item(congress, "opening"))
    scenes.bodies(hall, congress)
    actions.correct_vote(hall.presidium, scenes.vote(hall, congress), reason="Đếm lại", agree=27, disagree=0, abstain=0)
    paper = actions.save_paper(
        hall.clerk, Paper(congress=congress, title="Chuyển đổi số", member=hall.members[0], minutes=7)
    )
    actions.ask_to_speak(hall.clerk, congress, paper=paper)
    actions.give_floor(hall.presidium, congress)
    actions.end_turn(hall.presidium, congress)
    scenes.declared(hall, congress)
    scenes.adopted(hall, congress)
    return actions.move_on(hall.presidium, congress, scenes.CongressAction.CLOSE)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


def test_the_pdf_says_all_that_happened(document):
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(document))).pages
    text = _squeezed(" ".join(page.extract_text() for page in pages))
    assert [wanted for wanted in WANTED if wanted not in text] == []


def test_the_word_file_says_the_same(document):
    found = docx.Document(io.BytesIO(render_docx(document)))
    paragraphs = found.element.body.iter(docx.oxml.ns.qn("w:p"))
    text = _squeezed(" ".join("".join(node.text or "" for node in paragraph.iter()) for paragraph in paragraphs))
    assert [wanted for wanted in WANTED if wanted not in text] == []


def test_the_same_facts_make_the_same_paper(hall, document):
    from nhiemky.congress.models import Congress

    assert render_pdf(minutes(Congress.objects.get())) == render_pdf(document)


def test_minutes_of_a_congress_that_has_only_begun_say_what_is_missing(hall):
    text = str(minutes(scenes.in_session(hall)).blocks)
    for sentence in ("chưa bế mạc", "chưa bầu đoàn chủ tịch", "Chưa có kết quả bầu cử", "chưa thông qua nghị quyết"):
        assert sentence in text


def test_counts_that_are_not_declared_never_reach_the_minutes(hall):
    congress = scenes.in_session(hall)
    scenes.counted(hall, congress)
    text = str(minutes(congress).blocks)
    assert "Hoàng Thị Yến" not in text
    assert "Chưa có kết quả bầu cử" in text


def test_the_minutes_of_two_elections_take_no_more_queries_than_of_one(hall, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    congress = scenes.in_session(hall)
    scenes.declared(hall, congress)
    scenes.vote(hall, congress)
    with CaptureQueriesContext(connection) as one:
        minutes(congress)
    for _ in range(3):
        scenes.vote(hall, congress)
        actions.create_election(hall.clerk, congress, office="delegates", seats=1)
    with django_assert_num_queries(len(one)):
        minutes(congress)
