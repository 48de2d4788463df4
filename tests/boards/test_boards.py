"""Boards: made from choices, shared by permission, published as frozen editions, taken away as files and paper."""

import csv
import hashlib
import io
from datetime import date

import openpyxl
import pyarrow.parquet as pq
import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from nhiemky.boards import actions, changes, queries
from nhiemky.boards.models import Board, Edition, Panel
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.lines import Place
from nhiemky.demonstration.organisation import account
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.actions import place_unit
from nhiemky.organisation.models import Unit
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions as reporting
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Project, Zone
from tests.excel import complaints

pytestmark = pytest.mark.usefixtures("demonstration", "db")
SLUG = "cac-khu-cong-nghiep"
ASKED = {
    "title_vi": "Lao động", "title_en": "Workers", "view": "columns", "indicators": ["workers"], "by": "",
    "units": ["yen-binh", "diem-thuy"], "step": "year", "first_year": "2020", "last_year": "2021", "periods": "",
    "resolution": "",
}  # fmt: skip


@pytest.fixture
def board():
    return Board.objects.get(slug=SLUG)


@pytest.fixture
def officer(client):
    user = account("khucongnghiep")
    client.force_login(user)
    return user


def address(name, **kwargs):
    return reverse(f"boards:{name}", kwargs=kwargs)


def refused(call):
    with pytest.raises(Refused) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


def test_an_officer_makes_a_board_from_choices_and_sees_its_values(client, officer):
    unit = Unit.objects.get(code="ban-quan-ly")
    names = {"slug": "lao-dong", "title_vi": "Lao động", "title_en": "Workers", "unit": unit.pk, "shared": "nobody"}
    assert client.post(address("make"), names).headers["Location"] == address("panel_add", slug="lao-dong")
    assert client.post(address("panel_add", slug="lao-dong"), ASKED).status_code == 302
    text = client.get(address("board", slug="lao-dong")).content.decode()
    assert 'class="chart"' in text
    assert "Khu công nghiệp Yên Bình" in text


def test_looking_first_draws_the_panel_and_keeps_nothing(client, officer, board):
    before = board.panels.count()
    text = client.post(address("panel_add", slug=SLUG), ASKED | {"look": "1"}).content.decode()
    assert 'class="chart"' in text
    assert 'value="2021"' in text
    assert board.panels.count() == before


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"indicators": []}, "B06"),
        ({"units": []}, "B07"),
        ({"first_year": "2022"}, "B01"),
        ({"step": "month", "first_year": "2015"}, "B02"),
        ({"step": "list", "periods": "2022-Q9"}, "K01"),
        ({"by": "country"}, "B04"),
        ({"view": "bullets"}, "B09"),
        ({"view": "map", "units": ["ban-quan-ly"]}, "B08"),
        ({"view": "bars", "step": "month"}, "B05"),
    ],
)
def test_what_no_panel_can_show_is_refused_beside_its_field_and_nothing_is_lost(client, officer, board, changed, code):
    before = board.panels.count()
    answer = client.post(address("panel_add", slug=SLUG), ASKED | changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert f"({code})" in text
    assert 'value="Lao động"' in text
    assert board.panels.count() == before


def test_a_private_board_is_not_even_known_to_others(client, officer, board):
    board.shared = Board.Shared.NOBODY
    actions.keep(officer, board)
    client.force_login(account("bientap"))
    assert client.get(address("board", slug=SLUG)).status_code == 404
    assert board.title not in client.get(address("index")).content.decode()


def test_a_board_shared_with_its_unit_is_read_there_and_not_elsewhere(client, officer, board):
    board.shared = Board.Shared.UNIT
    actions.keep(officer, board)
    for username, status in (("bientap", 200), ("captren", 404), ("dangvien", 404)):
        client.force_login(account(username))
        assert client.get(address("board", slug=SLUG)).status_code == status, username


def test_only_its_keeper_changes_a_board(client, board):
    panel = board.panels.first()
    client.force_login(account("captren"))
    for name, kwargs in (("change", {}), ("panel_add", {}), ("panel_change", {"pk": panel.pk})):
        assert client.get(address(name, slug=SLUG, **kwargs)).status_code == 403
    client.force_login(account("ketoan"))
    assert client.get(address("board", slug=SLUG)).status_code == 403


def test_a_closed_zone_says_until_when_it_stood_and_is_on_no_map_of_a_later_period(client, officer, board):
    closing = Placement(unit="yen-binh", kind="closing", until=date(2021, 11, 30), source="QĐ giả định")
    place_unit(officer, closing)
    panel = {"view": "map", "units": ["yen-binh", "diem-thuy"], "indicators": ["workers"]}
    for year, there in (("2021", True), ("2022", False)):
        asked = ASKED | panel | {"first_year": year, "last_year": year, "look": "1"}
        text = client.post(address("panel_add", slug=SLUG), asked).content.decode()
        picture = text[text.index('class="chart"') :].split("</svg>")[0]
        assert ("Khu công nghiệp Yên Bình (đến 30/11/2021)" in picture) is there
        assert "Khu công nghiệp Điềm Thụy" in picture


def test_panels_change_places_and_are_removed(client, officer, board):
    first, second, *_ = board.panels.all()
    client.post(address("panel_move", slug=SLUG, pk=first.pk), {"way": "down"})
    assert list(board.panels.all())[:2] == [second, first]
    client.post(address("panel_remove", slug=SLUG, pk=first.pk))
    assert not Panel.objects.filter(pk=first.pk).exists()


def test_a_published_board_cannot_be_removed(officer, board):
    assert refused(lambda: actions.remove(officer, board)) == ["B10"]


def test_an_edition_stays_as_it_was_when_values_change(client, board):
    edition = board.editions.get()
    before = client.get(edition.get_absolute_url()).content
    panel = board.panels.first()
    panel.units = ["yen-binh"]
    actions.keep_panel(account("khucongnghiep"), panel)
    assert client.get(edition.get_absolute_url()).content == before
    with pytest.raises(ValidationError):
        edition.save()
    with pytest.raises(ValidationError):
        edition.delete()


def test_an_edition_says_which_of_its_values_are_others_by_now_and_why(client, officer, board):
    project = Project.objects.filter(zone__code="yen-binh", reports__form="A.III.1", reports__period="2021-Q4").first()
    old = project.reports.get(form="A.III.1", period="2021-Q4", state="accepted")
    edition = board.editions.order_by("-number").first()
    assert changes.since(edition).number == 0
    reporter = account("ketoan")
    correction = reporting.correct(reporter, old, "Nhập thiếu")
    cells = {Place(cell.line, cell.column): cell.value for cell in old.cells.all()}
    for column in ("quarter", "year_to_date", "since_licence"):
        cells[Place("III", column)] += 20_000
    correction = reporting.save(reporter, correction, Entry.of_values(cells, old.rate), correction.edition)
    correction = reporting.submit(reporter, correction, correction.edition)
    reporting.accept(officer, correction, correction.edition)
    found = changes.since(edition)
    assert found.number > 0
    for each in found.first:
        (cause,) = each.revision.causes.reports
        assert (cause.version, cause.replaced) == (2, 1)
    office = client.get(address("board", slug=SLUG)).content.decode()
    assert f"{project.name}, bản 2 thay bản 1" in office
    client.logout()
    public = client.get(reverse("public_boards:board", kwargs={"slug": SLUG})).content.decode()
    assert "vì 1 báo cáo được đính chính" in public
    assert project.name not in public


def test_a_further_edition_needs_a_change_and_its_reason(client, board):
    clerk = account("vanthu")
    with clock.at(board.editions.get().published_at):
        assert refused(lambda: actions.publish(clerk, board)) == ["B12"]
        assert refused(lambda: actions.publish(clerk, board, "lại")) == ["B13"]
    panel = board.panels.first()
    panel.units = ["yen-binh"]
    actions.keep_panel(account("khucongnghiep"), panel)
    actions.publish(clerk, board, "Chỉ còn Yên Bình")
    text = client.get(reverse("public_boards:board", kwargs={"slug": SLUG})).content.decode()
    assert "Chỉ còn Yên Bình" in text
    assert Edition.objects.filter(board=board).count() == 2


def test_who_keeps_a_board_does_not_publish_it(client, officer, board):
    assert refused(lambda: actions.publish(officer, board, "x")) == ["B14"]
    assert client.get(address("publish", slug=SLUG)).status_code == 403


def test_the_digest_of_an_edition_is_that_of_its_content(board):
    edition = board.editions.get()
    assert hashlib.sha256(actions.canonical(edition.content)).hexdigest() == edition.digest


def test_every_file_of_a_panel_holds_the_same_values(client):
    def data(form):
        return client.get(reverse("public_boards:data", kwargs={"slug": SLUG, "number": 1, "form": form})).content

    rows = list(csv.DictReader(io.StringIO(data("csv").decode("utf-8-sig"))))
    values = [row["value"] for row in rows]
    assert len(rows) == 2 * Zone.objects.count()
    assert all(values)
    assert pq.read_table(io.BytesIO(data("parquet"))).column("value").to_pylist() == values
    sdmx = csv.DictReader(io.StringIO(data("sdmx.csv").decode()))
    assert [row["OBS_VALUE"] for row in sdmx] == values
    assert complaints(data("xlsx")) == []
    sheet = openpyxl.load_workbook(io.BytesIO(data("xlsx"))).active
    column = [cell.value for cell in sheet[1]].index("value")
    assert [str(row[column]) for row in sheet.iter_rows(min_row=2, values_only=True)] == values
    unknown = {"slug": SLUG, "number": 99, "form": "csv"}
    assert client.get(reverse("public_boards:data", kwargs=unknown)).status_code == 404


def test_the_paper_holds_pictures_with_words_tables_and_both_digests(client, board):
    answer = client.get(reverse("public_boards:pdf", kwargs={"slug": SLUG}))
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    edition = board.editions.get()
    for words in ("Doanh thu theo khu", "Khu công nghiệp Yên Bình", edition.digest, edition.content["snapshot"]):
        assert words in text
    assert "chưa có số liệu" in text


def test_a_board_costs_the_same_queries_for_one_panel_and_for_three(board, django_assert_num_queries):
    day = clock.today()
    panels = [each for each in board.panels.all() if each.view in {"columns", "lines", "bars"}]
    with remembering():
        queries.read(board, panels[:1], day)
        with django_assert_num_queries(QUERIES):
            queries.read(board, panels[:1], day)
        with django_assert_num_queries(QUERIES):
            queries.read(board, panels[:3], day)


QUERIES = 5


def test_names_of_zones_cost_one_query_however_many_panels_are_split_by_them(board, django_assert_num_queries):
    day, panel = clock.today(), board.panels.get(by="country")
    panel.by = "zone"
    with remembering():
        shown = queries.read(board, [panel], day).content.panels[0]
        assert "Khu công nghiệp Yên Bình" in {split.name.vi for split in shown.splits}
        for count in (1, 3):
            with django_assert_num_queries(QUERIES):
                queries.read(board, [panel] * count, day)


def test_the_page_is_in_english_for_its_readers(client):
    text = client.get(f"/en/bang/{SLUG}/").content.decode()
    assert "Revenue by zone" in text
    assert "billion VND" in text


def test_a_split_by_sector_shows_its_code_with_its_name(board):
    panel = board.panels.get(by="country")
    panel.by = "sector"
    shown = queries.read(board, [panel], clock.today()).content.panels[0]
    assert "2610 · Sản xuất sản phẩm điện tử, máy vi tính và sản phẩm quang học" in {
        split.name.vi for split in shown.splits
    }


def test_a_split_shows_each_country_by_its_name(board):
    panel = board.panels.get(by="country")
    shown = queries.read(board, [panel], clock.today()).content.panels[0]
    assert "Hàn Quốc" in {split.name.vi for split in shown.splits}
    assert shown.figures
