"""The report to the next congress: every target's result in proper words, and where each number comes from."""

import io
from dataclasses import replace
from fractions import Fraction

import docx
import pypdf
import pytest
from django.urls import reverse

from nhiemky.boards.term_report import published, report
from nhiemky.core.indicators.attainment import with_actual
from nhiemky.demonstration.organisation import account
from nhiemky.figures.models import Figure
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.resolution.models import Resolution
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Certificate

pytestmark = pytest.mark.usefixtures("demonstration", "db")
SENTENCE = "Thực hiện 43.500 tỷ đồng, đạt 435% chỉ tiêu Nghị quyết"


@pytest.fixture
def seventh():
    return Resolution.objects.filter(unit__code="chi-bo-ban").order_by("pk").first()


def paper(client, resolution, form):
    client.force_login(account("vanthu"))
    return client.get(reverse("boards:term_report_file", kwargs={"pk": resolution.pk, "form": form}))


def test_the_pdf_says_results_as_vietnamese_papers_do_with_tables_pictures_and_sources(client, seventh):
    answer = paper(client, seventh, "pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    text = " ".join(text.split())
    assert answer.headers["Content-Type"] == "application/pdf"
    for words in (SENTENCE, "đạt 265% chỉ tiêu Nghị quyết", "đạt 100% chỉ tiêu Nghị quyết", "mã new_capital"):
        assert words in text, words
    assert f"SHA-256: {report(seventh, clock.today()).computation.snapshot}" in text


def test_the_docx_holds_the_same_sentence_a_table_of_all_targets_and_pictures_in_words(client, seventh):
    file = docx.Document(io.BytesIO(paper(client, seventh, "docx").content))
    assert any(SENTENCE in paragraph.text for paragraph in file.paragraphs)
    targets = seventh.targets.count()
    assert targets + 1 in {len(table.rows) for table in file.tables}
    shapes = file.inline_shapes
    assert len(shapes) >= 1
    assert all("Thực hiện" in shape._inline.docPr.get("descr") for shape in shapes)


def test_a_published_number_stays_and_the_paper_says_when_it_is_another_one_now(client, seventh):
    made = report(seventh, clock.today())
    line = next(line for line in made.lines if line.result.target.indicator == "new_capital")
    assert line.value.figure == Figure.objects.current().get(key="new_capital")
    assert not line.changed
    old = Certificate.objects.filter(kind="new", issued_on__year=2021, currency="VND").first()
    zones.add_certificate(
        account("khucongnghiep"),
        Certificate(
            project=old.project, number="0000009999", kind="adjustment",
            issued_on=old.issued_on.replace(month=12, day=30), capital_change=10**12, currency="VND", rate=old.rate,
            authority=old.authority, source="kiểm thử",
        ),
    )  # fmt: skip
    made = report(seventh, clock.today())
    line = next(line for line in made.lines if line.result.target.indicator == "new_capital")
    words = "43.500 tỷ đồng → 44.500 tỷ đồng, vì sổ đăng ký được ghi thêm hoặc sửa 1 lần"
    assert words in line.changed_in("vi")[0]
    assert line.actual == line.value.figure.value
    assert SENTENCE in line.sentence(made.as_of), "a published number stands beside its own percentage"
    assert published(made.lines)["changed"] == 1
    fallen = replace(line.result, attainment=with_actual(line.result.goal, line.result.attainment, Fraction(1)))
    assert fallen.attainment.status is not line.result.attainment.status
    lines = tuple(replace(each, result=fallen) if each is line else each for each in made.lines)
    assert replace(made, lines=lines).progress == made.progress, "counted by what the paper prints"
    client.force_login(account("vanthu"))
    for name in ("boards:term_report", "indicators:board"):
        text = client.get(reverse(name, kwargs={"pk": seventh.pk})).content.decode()
        assert words in text
        assert "435% → 445%" in text
    printed = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper(client, seventh, "pdf").content)).pages
    )
    assert words in " ".join(printed.split())


def test_the_page_names_what_is_not_published_yet(client, seventh):
    client.force_login(account("vanthu"))
    text = client.get(reverse("boards:term_report", kwargs={"pk": seventh.pk})).content.decode()
    assert SENTENCE in text
    assert "chưa công bố" in text


def test_the_report_costs_the_same_queries_whatever_it_holds(seventh, django_assert_max_num_queries):
    with remembering():
        report(seventh, clock.today())
        with django_assert_max_num_queries(12):
            report(seventh, clock.today())


@pytest.mark.parametrize(("username", "status"), [("ketoan", 403), ("captren", 200), ("dangvien", 200)])
def test_who_sees_indicators_reads_the_report(client, seventh, username, status):
    client.force_login(account(username))
    assert client.get(reverse("boards:term_report", kwargs={"pk": seventh.pk})).status_code == status
