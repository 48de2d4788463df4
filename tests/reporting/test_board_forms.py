"""The board's forms from real rows, kept with their rate, and what changed since."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pypdf
import pytest
from django.urls import reverse
from django.utils.text import slugify

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.board_forms.figures import Basis
from nhiemky.core.reporting.value_states import ValueState
from nhiemky.core.vietnamese.folding import fold
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements.actions import place_unit, withdraw
from nhiemky.records import clock
from nhiemky.records.frozen import FrozenError
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions
from nhiemky.reporting.board_forms.filling import fill_in
from nhiemky.reporting.board_forms.writing import as_xlsx
from nhiemky.reporting.models import BoardRecord, Infrastructure
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Certificate, Zone, ZoneFact
from tests import people
from tests.excel import complaints
from tests.reporting import filing
from tests.zones import register as registers

QUARTER, RATE = parse_period("2021-Q1"), Decimal(23_000)


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        made = registers.register(house)
        for kind, hectares in ((ZoneFact.Kind.LEASED, 30), (ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND, 120)):
            fact = ZoneFact(
                zone=made.zone,
                kind=kind,
                value=Decimal(hectares),
                as_of=date(2020, 12, 31),
                sure="verified",
                source="Sổ",
            )
            zones.add_fact(people.CLOCKMAKER, fact)
        yield made


def cell(table, row, column):
    return next(each for each in table.rows if each.code == row).cells[column]


def filled(register, form):
    return fill_in(form, register.zone.board, QUARTER, RATE)


def test_registers_and_accepted_reports_fill_the_forms_in(register):
    assert cell(filled(register, "2101"), "fdi.revenue", "total").state is ValueState.MISSING
    filing.accepted(register)
    attracted = filled(register, "2101")
    assert cell(attracted, "fdi.new_capital", "total").value == 1
    assert cell(attracted, "fdi.revenue", "total").value == Fraction(3, 10)
    assert cell(attracted, "fdi.revenue", "total").basis.reports == ("da-01 A.III.1 2021-Q1",)
    assert cell(attracted, "land", "total").value == 0
    assert cell(filled(register, "2103"), "total", "occupancy").value == 25
    made = filled(register, "2104")
    assert cell(made, "khu-thu", "fdi.realised").value == Fraction(50000025, 100_000_000)
    assert (cell(made, "total", "workers_vn").value, cell(made, "total", "workers_foreign").value) == (120, 3)


def test_zones_stand_in_vietnamese_order(register):
    for name in ("KCN Yên Bình", "KCN Điềm Thụy", "KCN Dốc Lim", "KCN Sông Công"):
        zones.register_zone(people.CLOCKMAKER, Zone(code=slugify(fold(name)), name=name, board=register.zone.board))
    rows = [row.code for row in filled(register, "2103").rows]
    assert rows == ["kcn-doc-lim", "kcn-diem-thuy", "khu-thu", "kcn-song-cong", "kcn-yen-binh", "total"]


def test_a_revocation_takes_what_was_left_and_ends_the_project(register):
    for one in (
        registers.certificate(Certificate.Kind.ADJUSTMENT, -250_000, issued_on=date(2021, 2, 20)),
        registers.certificate(Certificate.Kind.REVOCATION, 0, "VND", issued_on=date(2021, 3, 1)),
    ):
        one.project = register.project
        zones.add_certificate(people.CLOCKMAKER, one)
    table = filled(register, "2101")
    assert cell(table, "fdi.revoked", "total").value == 1
    assert cell(table, "fdi.revoked_capital", "total").value == Fraction(3, 4)
    assert cell(table, "fdi.decreased", "total").value == Fraction(-1, 4)
    assert cell(filled(register, "2104"), "total", "fdi.projects").value == 0


def test_a_submitted_report_does_not_count_and_its_sum_is_provisional(register):
    other = registers.project(register.zone, register.enterprise, "da-02")
    filing.filed_for(other, register.reporter, register.officer)
    filing.submitted(register)
    found = cell(filled(register, "2101"), "fdi.revenue", "total")
    assert (found.value, found.state) == (Fraction(3, 10), ValueState.PROVISIONAL)
    assert found.basis.missing == ("da-01 2021-Q1",)


@pytest.mark.parametrize("more", [0, 2])
def test_filling_in_asks_as_much_for_one_project_as_for_three(register, more, django_assert_num_queries):
    filing.accepted(register)
    for number in range(more):
        other = registers.project(register.zone, register.enterprise, f"da-1{number}")
        filing.filed_for(other, register.reporter, register.officer)
    with remembering(), django_assert_num_queries(13):
        filled(register, "2104")


def test_a_kept_form_stays_as_it_was_and_says_what_changed_since(client, register):
    report = filing.accepted(register)
    kept = actions.keep_board_form(register.officer, register.zone.board, "2101", QUARTER, RATE, "NHNN 31/3/2021")
    client.force_login(register.officer)
    address = reverse("reporting:board_record", args=[kept.pk])
    assert "beside changed" not in client.get(address).content.decode()
    fix = actions.correct(register.reporter, report, "Nhầm")
    fix = actions.save(register.reporter, fix, filing.entry(II=Decimal(310_000)), fix.edition)
    fix = actions.submit(register.reporter, fix, fix.edition)
    actions.accept(register.officer, fix, fix.edition)
    page = client.get(address).content.decode()
    assert page.count("beside changed") == 2
    assert "0,31" in page
    assert "0,30" in page
    with pytest.raises(FrozenError):
        BoardRecord.objects.get().save()


def test_keeping_needs_an_officer_and_the_source_of_the_rate(register):
    for actor, source, code in ((register.officer, " ", "P15"), (register.reporter, "NHNN", "P06")):
        with pytest.raises(Refused) as refused:
            actions.keep_board_form(actor, register.zone.board, "2101", QUARTER, RATE, source)
        assert refused.value.problems[0].code == code


def asked(register, **more):
    return {"bieu": "2101", "ban": register.zone.board_id, "ky": "2021-Q1", "ty_gia": "23.000", "nguon": "NHNN", **more}


def test_an_officer_fills_in_downloads_and_keeps(client, register):
    filing.accepted(register)
    client.force_login(register.officer)
    assert client.get(reverse("reporting:board_forms")).status_code == 200
    address = reverse("reporting:board_form")
    page = client.get(address, asked(register)).content.decode()
    assert "0,30" in page
    rows = list(
        csv.DictReader(io.StringIO(client.get(address, asked(register, tep="csv")).content.decode("utf-8-sig")))
    )
    revenue = next(row for row in rows if (row["row"], row["column"]) == ("fdi.revenue", "total"))
    assert (revenue["value"], revenue["obs_status"], revenue["reports"]) == ("0.30", "A", "da-01 A.III.1 2021-Q1")
    nothing = next(row for row in rows if (row["row"], row["column"]) == ("fdi.revenue", "coastal"))
    assert (nothing["value"], nothing["obs_status"]) == ("", "L")
    zero = next(row for row in rows if (row["row"], row["column"]) == ("fdi.revoked", "total"))
    assert (zero["value"], zero["obs_status"]) == ("0", "A")
    data = client.get(address, asked(register, tep="xlsx")).content
    assert complaints(data) == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book] == ["2101", "Nguồn"]
    assert any(row[0].value and "doanh thu" in row[0].value and row[1].value == 0.3 for row in book["2101"].rows)
    kept = client.post(address, asked(register))
    assert kept.url == reverse("reporting:board_record", args=[BoardRecord.objects.get().pk])


def test_a_basis_too_long_for_a_cell_goes_on_below(register):
    table = filled(register, "2104")
    reports = tuple(f"da-{number:04d} A.III.1 2021-Q1" for number in range(3000))
    row = table.rows[0]
    code = next(iter(row.cells))
    long = replace(row, cells={code: replace(row.cells[code], basis=Basis(reports=reports, missing=("a", "b")))})
    data = as_xlsx(replace(table, rows=(long,)), "Ban")
    assert complaints(data) == []
    head, *lines = openpyxl.load_workbook(io.BytesIO(data)).worksheets[1].iter_rows(values_only=True)
    assert "; ".join(line[head.index("reports")] for line in lines) == "; ".join(reports)
    assert [line[head.index("missing")] for line in lines] == ["a; b", None, None]
    assert {line[:2] for line in lines} == {(row.code, code)}


def printed(answer):
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            "2101",
            [
                "BIỂU 2101",
                "Đầu tư nước ngoài: doanh thu 0,30 triệu USD – – – 0,30 triệu USD",
                "1 báo cáo đã tiếp nhận: da-01 A.III.1 2021-Q1",
            ],
        ),
        ("2103", ["BIỂU 2103", "25,00", "sổ: đất đã cho thuê: Sổ (31/12/2020)", "…"]),
        ("2104", ["BIỂU 2104", "TỔNG CỘNG 1 1,00 1 0,50 0,30 0,25 0,09", "120 3"]),
    ],
)
def test_a_form_is_printed_with_its_head_states_and_sources(client, register, form, words):
    filing.accepted(register)
    client.force_login(register.officer)
    text = printed(client.get(reverse("reporting:board_form"), asked(register, bieu=form, tep="pdf")))
    for each in [*words, "1 USD = 23.000 đồng", "quý I/2021", "chưa đến hạn báo cáo", "THỦ TRƯỞNG ĐƠN VỊ"]:
        assert each in text, each


def test_a_report_that_is_owed_makes_its_sum_provisional_on_paper(client, register):
    client.force_login(register.officer)
    filing.accepted(register)
    answer = client.get(reverse("reporting:board_form"), asked(register, ky="2021-Q1..2021-Q2", tep="pdf"))
    text = printed(answer)
    assert "0,30 triệu USD P" in text
    assert "còn thiếu 1 báo cáo: da-01 2021-Q2" in text


def test_a_kept_form_is_printed_as_it_was_kept(client, register):
    report = filing.accepted(register)
    kept = actions.keep_board_form(register.officer, register.zone.board, "2101", QUARTER, RATE, "NHNN 31/3/2021")
    fix = actions.correct(register.reporter, report, "Nhầm")
    fix = actions.save(register.reporter, fix, filing.entry(II=Decimal(310_000)), fix.edition)
    fix = actions.submit(register.reporter, fix, fix.edition)
    actions.accept(register.officer, fix, fix.edition)
    client.force_login(register.officer)
    text = printed(client.get(reverse("reporting:board_record", args=[kept.pk]), {"tep": "pdf"}))
    assert "Đầu tư nước ngoài: doanh thu 0,30" in text
    assert "0,31" not in text
    assert f"SHA-256: {kept.digest}" in text
    assert "NHNN 31/3/2021" in text


@pytest.mark.parametrize(
    "wrong", [{"ky": "quý một"}, {"ty_gia": "0"}, {"ty_gia": "23,5,5"}, {"bieu": "2116"}, {"ban": ""}]
)
def test_what_cannot_be_filled_in_is_told_beside_the_field(client, register, wrong):
    client.force_login(register.officer)
    answer = client.get(reverse("reporting:board_form"), asked(register, **wrong))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_form_is_not_kept_without_the_source_of_the_rate(client, register):
    client.force_login(register.officer)
    answer = client.post(reverse("reporting:board_form"), asked(register, nguon=""))
    assert answer.status_code == 422
    assert not BoardRecord.objects.exists()


def test_infrastructure_is_kept_by_day_and_shown_in_2103(client, register):
    client.force_login(register.officer)
    address = reverse("reporting:infrastructure", args=["khu-thu"])
    typed = {
        "as_of": "2020-12-31", "investor": "Công ty Hạ tầng Thử", "country": "VN", "domestic": "700,5",
        "completion": "80", "status": "building", "source": "Sổ theo dõi",
    }  # fmt: skip
    assert client.post(address, {**typed, "domestic": "700.5"}).status_code == 422
    assert client.post(address, typed).status_code == 302
    assert client.post(address, {**typed, "completion": "85"}).status_code == 302
    assert Infrastructure.objects.get().completion == 85
    table = filled(register, "2103")
    assert cell(table, "khu-thu", "domestic").value == Fraction(7005, 10)
    assert table.rows[0].texts["investor"] == "Công ty Hạ tầng Thử"
    assert (
        "Công ty Hạ tầng Thử"
        in client.get(reverse("reporting:board_form"), asked(register, bieu="2103")).content.decode()
    )


class TestZonesThatEnd:
    def kept(self, register, form):
        return actions.keep_board_form(register.officer, register.zone.board, form, QUARTER, RATE, "NHNN 31/3/2021")

    def test_a_closed_zone_is_in_no_form_of_a_later_period_and_in_those_that_were_kept(self, client, register):
        kept = self.kept(register, "2103")
        closing = Placement(unit="khu-thu", kind="closing", until=date(2021, 3, 30), source="QĐ 9")
        closing = place_unit(register.officer, closing)
        assert [row.code for row in filled(register, "2103").rows] == ["total"]
        assert cell(filled(register, "2101"), "land", "total").value == -30
        client.force_login(register.officer)
        text = client.get(reverse("reporting:board_record", args=[kept.pk])).content.decode()
        assert "KCN khu-thu" in text
        withdraw(register.officer, closing, "Nhầm")
        on_the_last_day = Placement(unit="khu-thu", kind="closing", until=date(2021, 3, 31), source="QĐ 9")
        place_unit(register.officer, on_the_last_day)
        assert [row.code for row in filled(register, "2103").rows] == ["khu-thu", "total"]

    def test_the_projects_and_land_of_a_merged_zone_are_in_its_successors_form(self, register, house):
        registers.zone(house.board, "khu-2")
        filing.accepted(register)
        place_unit(
            register.officer,
            Placement(unit="khu-thu", kind="merge", parent="khu-2", since=date(2021, 2, 20), source="QĐ 9"),
        )
        made = filled(register, "2104")
        assert [row.code for row in made.rows] == ["khu-2", "total"]
        assert cell(made, "khu-2", "fdi.projects").value == 1
        assert cell(filled(register, "2103"), "total", "occupancy").value == 25
        for kind, hectares in ((ZoneFact.Kind.LEASED, 50), (ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND, 100)):
            figure = ZoneFact(
                zone=Zone.objects.get(code="khu-2"), kind=kind, value=hectares, as_of=date(2021, 3, 1),
                sure="verified", source="Sổ",
            )  # fmt: skip
            zones.add_fact(people.CLOCKMAKER, figure)
        made = filled(register, "2103")
        assert [row.code for row in made.rows] == ["khu-2", "total"]
        assert cell(made, "total", "occupancy").value == 50
