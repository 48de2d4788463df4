"""What the public reads of an indicator: its definition in words, and everything published of it, changed or not."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.boards import actions, public_indicators
from nhiemky.boards.models import Board, Edition
from nhiemky.boards.queries import read
from nhiemky.core.reporting.lines import Place
from nhiemky.demonstration.organisation import account
from nhiemky.figures import actions as figures
from nhiemky.figures import publishing
from nhiemky.figures.models import Figure
from nhiemky.indicators import catalogue
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.reporting import actions as reporting
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Project

pytestmark = pytest.mark.usefixtures("demonstration", "db")
BOARD = "cac-khu-cong-nghiep"


def address(name, *args):
    return reverse(f"public_indicators:{name}", args=args)


def text(client, code, prefix=""):
    return client.get(prefix + address("indicator", code)).content.decode()


def test_a_visitor_reads_what_is_measured_how_and_from_where(client):
    page = text(client, "average_income")
    for words in (
        "Thu nhập bình quân của người lao động",
        "đồng/tháng",
        "Tính trên tổng: tỷ lệ là tỷ lệ của các tổng",
        "tổng thu nhập chia tổng lao động, không phải trung bình của các trung bình",
        "Thông tư 03/2021/TT-BKHĐT, mẫu A.III.2",
        "mẫu A.III.2, dòng IX × V (Thu nhập bình quân tháng",
        "01/01/2020",
    ):
        assert words in page, words
    said = public_indicators.versions("average_income", "vi")[0].formula
    assert " ÷ " in said
    assert said in page


def test_the_page_is_in_english_under_en(client):
    page = text(client, "exports", "/en")
    assert "How it is computed" in page
    assert "62.5 billion USD" in page


def test_everything_published_of_it_stands_there_as_picture_table_and_files(client):
    page = text(client, "revenue")
    edition = Edition.objects.get(board__slug=BOARD)
    panels = [each for each in edition.core_content.panels if any(i.code == "revenue" for i in each.indicators)]
    assert panels
    shown = [*panels, *Figure.objects.current().filter(provenance__indicator="revenue")]
    assert page.count('class="chart"') >= len(shown)
    for panel in panels:
        assert panel.title.vi in page
    for link in re.findall(r'href="(/chi-so/revenue/[^"]+)"', page):
        assert client.get(link).status_code == 200, link


def test_a_file_holds_the_values_of_this_indicator_alone(client):
    edition = Edition.objects.get(board__slug=BOARD)
    number, panel = next(
        (number, each) for number, each in enumerate(edition.core_content.panels, 1) if len(each.indicators) > 1
    )
    code = panel.indicators[1].code
    answer = client.get(address("panel_data", code, BOARD, number, "csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["indicator"] for row in rows} == {code}
    assert [row["value"] for row in rows] == [
        panel.figure(code, unit.code, "", period).value or "" for unit in panel.units for period in panel.periods
    ]


def test_a_figures_own_periods_are_a_file_too(client):
    figure = Figure.objects.current().get(key="exports")
    answer = client.get(address("figure_data", "exports", "exports", "csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    parts = {part["period"]: part["value"] for part in figure.provenance["parts"]}
    assert [row["period"] for row in rows] == ["2020", "2021"]
    assert all(row["value"] == parts[row["period"]] for row in rows)
    assert sum(map(float, (row["value"] for row in rows))) == float(figure.value)


def test_what_nobody_published_is_not_found(client):
    shown = {each.definition.code for each in public_indicators.listed()}
    hidden = sorted(catalogue.definitions().keys() - shown)
    assert hidden
    for code in (hidden[0], "nothing"):
        assert client.get(address("indicator", code)).status_code == 404
    for name, *args in (
        ("panel_data", "exports", "nothing", 1, "csv"),
        ("panel_data", "revenue", BOARD, 99, "csv"),
        ("figure_data", "exports", "nothing", "csv"),
        ("figure_data", "exports", "exports", "exe"),
        ("figure_data", "exports", "new_projects", "csv"),
    ):
        assert client.get(address(name, *args)).status_code == 404, args


def test_figures_boards_and_targets_lead_to_it(client):
    listed = client.get(address("index")).content.decode()
    figure = client.get(reverse("figures:figure", args=("exports",))).content.decode()
    board = client.get(reverse("public_boards:board", args=(BOARD,))).content.decode()
    assert f'href="{address("indicator", "exports")}"' in listed
    assert f'href="{address("indicator", "exports")}"' in figure
    edition = Edition.objects.get(board__slug=BOARD)
    for panel in edition.core_content.panels:
        for code in {each.code for each in panel.indicators} | {each.indicator for each in panel.targets} - {""}:
            assert f'href="{address("indicator", code)}"' in board
            assert client.get(address("indicator", code)).status_code == 200


def test_targets_held_against_it_stand_there_with_their_results(client):
    page = text(client, "new_projects")
    assert "Dự án cấp mới: từ 20 dự án trở lên" in page
    assert "đạt 265% chỉ tiêu Nghị quyết" in page


def corrected():
    """The exports of one enterprise, corrected upwards after everything was published."""
    project = Project.objects.filter(zone__code="yen-binh", reports__form="A.III.1", reports__period="2021-Q4").first()
    old = project.reports.get(form="A.III.1", period="2021-Q4", state="accepted")
    correction = reporting.correct(account("ketoan"), old, "Nhập thiếu")
    cells = {Place(cell.line, cell.column): cell.value for cell in old.cells.all()}
    for line in ("II", "III"):
        for column in ("quarter", "year_to_date", "since_licence"):
            cells[Place(line, column)] += 20_000
    correction = reporting.save(account("ketoan"), correction, Entry.of_values(cells, old.rate), correction.edition)
    correction = reporting.submit(account("ketoan"), correction, correction.edition)
    reporting.accept(account("khucongnghiep"), correction, correction.edition)
    return project


def test_what_changed_since_it_was_published_is_said_without_the_enterprises_name(client):
    assert "đã thay đổi" not in text(client, "exports")
    project = corrected()
    page = text(client, "exports")
    assert "đã thay đổi" in page
    assert "vì 1 báo cáo được đính chính" in page
    assert project.name not in page
    assert "Giá trị trên bảng đã công bố nay đã khác" in text(client, "revenue")


def test_many_figures_and_boards_cost_no_more_queries_than_one(client):
    def counted():
        with CaptureQueriesContext(connection) as found:
            client.get(address("indicator", "revenue"))
            client.get(address("index"))
        return len(found)

    clerk, officer = account("vanthu"), account("khucongnghiep")
    counted()
    before = counted()
    offer = next(each for each in publishing.offers().values() if each.indicator == "revenue")
    draft = publishing.draft(offer)
    for key in ("revenue_again", "revenue_once_more"):
        figures.publish(clerk, key, replace(draft, provenance=draft.provenance | {"offer": f"{key}"}))
    for slug in ("hai", "ba"):
        unit = Unit.objects.get(code="ban-quan-ly")
        board = Board(slug=slug, title_vi=slug, title_en=slug, unit=unit, shared=Board.Shared.OFFICE)
        actions.keep(officer, board)
        panel = next(each for each in Board.objects.get(slug=BOARD).panels.all() if "revenue" in each.indicators)
        panel.pk, panel.board = None, board
        actions.keep_panel(officer, panel)
        assert read(board, [panel], clock.today()).content.panels[0].figures
        actions.publish(clerk, board)
    assert text(client, "revenue").count('class="chart"') > 1
    assert counted() == before
