"""Reports of zones and of the board itself go the way that those of projects go."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.workbook.layout import Kind
from nhiemky.indicators.actions import up_to_date
from nhiemky.indicators.models import Placement
from nhiemky.indicators.placements import actions as placements
from nhiemky.records import clock
from nhiemky.records.actions import action
from nhiemky.reporting import access, actions, background
from nhiemky.reporting.duties import Place, board_periods, matrix, owed
from nhiemky.reporting.models import Report
from nhiemky.reporting.queries import accepted_values
from nhiemky.reporting.reminders import debts, remind
from nhiemky.reporting.workbooks import filing as workbooks
from nhiemky.reporting.workbooks.exporting import exported
from nhiemky.reporting.workbooks.sources import prefilled
from nhiemky.reporting.workbooks.writing import written
from tests import people
from tests.reporting import filing, zone_form
from tests.reporting.api.client import software
from tests.reporting.form_definitions.made import colleague
from tests.reporting.workbooks.paper import Paper
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        found = registers.register(house)
        zone_form.developed(found.zone, found.enterprise)
        yield found


@pytest.fixture
def second(house):
    return colleague(house.board)


@pytest.fixture
def form(register, second):
    return zone_form.live(register.officer, second)


@pytest.fixture
def board_form(register, second):
    return zone_form.live(register.officer, second, zone_form.BOARD_DOCUMENT)


def of(duties, form):
    return [(each.unit, each.duty.period.code, each.place) for each in duties if each.form == form]


def codes(refused):
    return [problem.code for problem in refused.value.problems]


class TestDuties:
    def test_a_zone_owes_from_the_day_its_register_names(self, register, form):
        quarter = ("2021-Q1", Place.DUE), ("2021-Q2", Place.NOT_YET)
        own = access.own_units(register.reporter)
        assert of(owed(own, clock.today()), form) == [(register.zone, *each) for each in quarter]
        register.zone.reports_since = date(2021, 4, 1)
        assert of(owed([register.zone], clock.today()), form) == [(register.zone, *quarter[1])]
        register.zone.reports_since = None
        assert owed([register.zone], clock.today()) == []

    def test_a_zone_without_a_day_owes_no_form_of_projects_and_no_project_one_of_zones(self, register, form):
        forms = {each.form.code for each in owed([register.zone], clock.today())}
        assert forms == {"HT-KCN"}
        assert "HT-KCN" not in {each.form.code for each in owed([register.project], clock.today())}

    @pytest.mark.parametrize(
        ("kind", "more"),
        [("closing", {"until": date(2021, 5, 10)}), ("merge", {"since": date(2021, 5, 11), "parent": "khu-2"})],
    )
    def test_a_zone_that_closed_or_merged_owes_until_its_last_day(self, client, register, form, kind, more):
        registers.zone(register.zone.board, "khu-2")
        placements.place_unit(register.officer, Placement(unit="khu-thu", kind=kind, source="QĐ 9/QĐ-UBND", **more))
        with clock.at(datetime(2021, 10, 5, 3, tzinfo=UTC)):
            assert [period for _, period, _ in of(owed([register.zone], clock.today()), form)] == ["2021-Q1", "2021-Q2"]
            with pytest.raises(Refused) as refused:
                actions.begin(register.reporter, register.zone, form, parse_period("2021-Q3"))
        assert codes(refused) == ["P05"]
        client.force_login(register.officer)
        for address in (reverse("zones:zone", args=["khu-thu"]), reverse("zones:zones")):
            assert "10/05/2021" in client.get(address).content.decode()

    def test_a_zone_that_was_to_close_and_does_not_goes_on(self, register, form):
        row = Placement(unit="khu-thu", kind="closing", source="QĐ 9", until=date(2021, 2, 10))
        placements.withdraw(register.officer, placements.place_unit(register.officer, row), "Quyết định bị hủy")
        assert [period for _, period, _ in of(owed([register.zone], clock.today()), form)] == ["2021-Q1", "2021-Q2"]

    def test_a_board_owes_once_and_one_without_zones_nothing(self, house, register, board_form):
        assert of(owed(access.own_units(register.officer), clock.today()), board_form) == [
            (house.board, "2021-Q1", Place.DUE),
            (house.board, "2021-Q2", Place.NOT_YET),
        ]
        assert access.own_units(people.account(people.Role.ZONES_OFFICER, house.committee, "other-officer")) == []

    def test_the_same_questions_are_asked_for_one_zone_and_for_three(self, register, form, django_assert_num_queries):
        with django_assert_num_queries(5):
            owed([register.zone], clock.today())
        zones = [register.zone, *(registers.zone(register.zone.board, f"khu-{n}") for n in range(2))]
        for zone in zones[1:]:
            zone_form.developed(zone, register.enterprise)
        with django_assert_num_queries(5):
            assert len(owed(zones, clock.today())) == 6


class TestTheWay:
    def test_a_zones_report_is_written_in_the_browser_and_accepted_by_the_officer(self, client, register, form):
        client.force_login(register.reporter)
        page = client.get(reverse("reporting:inbox")).content.decode()
        begin = reverse("reporting:begin", args=["khu-thu", "ht-kcn", "2021-Q1"])
        assert begin in page and "KCN khu-thu" in page
        client.post(begin)
        report = Report.objects.get()
        assert (report.unit, report.project, report.currency) == (register.zone, None, "VND")
        page = client.get(reverse("reporting:edit", args=[report.pk])).content.decode()
        assert "KCN khu-thu" in page and register.enterprise.name in page
        assert 'name="rate"' not in page
        sent = {"edition": 1, "o:I/quarter": "120", "o:II/quarter": "45000", "submit": "1"}
        client.post(reverse("reporting:edit", args=[report.pk]), sent | {"confirm": "on"})
        client.force_login(register.officer)
        assert "KCN khu-thu" in client.get(reverse("reporting:oversight")).content.decode()
        review = reverse("reporting:review", args=[report.pk])
        edition = Report.objects.get().edition
        assert client.post(review, {"accept": "1", "edition": edition}).status_code == 302
        counted = {(each.line, each.value): each for each in accepted_values()}
        value = counted["II", 45_000]
        assert (value.unit_code, value.zone_code, value.enterprise) == ("khu-thu", "khu-thu", register.enterprise.name)
        for name in ("report", "changes"):
            assert client.get(reverse(f"reporting:{name}", args=[report.pk])).status_code == 200

    def test_it_can_be_returned_corrected_and_discarded(self, register, form):
        quarter = zone_form.QUARTER
        draft = actions.begin(register.reporter, register.zone, form, quarter, zone_form.entry())
        actions.discard(register.reporter, draft, draft.edition)
        draft = actions.begin(register.reporter, register.zone, form, quarter, zone_form.entry())
        sent = actions.submit(register.reporter, draft, draft.edition)
        sent = actions.send_back(register.officer, sent, sent.edition, "Xem lại")
        sent = actions.submit(register.reporter, sent, sent.edition)
        accepted = actions.accept(register.officer, sent, sent.edition)
        successor = actions.correct(register.reporter, accepted, "Nhầm")
        assert (successor.unit, successor.supersedes) == (register.zone, accepted)

    def test_what_was_accepted_before_stands_beside_and_is_checked_against(self, register, form):
        zone_form.accepted(form, register.zone, register.reporter, register.officer)
        with clock.at(filing.IN_JULY):
            later = actions.begin(
                register.reporter, register.zone, form, parse_period("2021-Q2"), zone_form.entry(treated=9_000_000)
            )
            around = background.background(later)
            assert [each.period.code for each in around.history] == ["2021-Q1"]

    def test_another_enterprise_and_another_board_have_no_part_in_it(self, client, house, register, form):
        report = actions.begin(register.reporter, register.zone, form, zone_form.QUARTER)
        strangers = [
            people.account(people.Role.REPORTER, house.board, "somebody"),
            people.account(people.Role.ZONES_OFFICER, house.committee, "elsewhere"),
        ]
        for stranger in strangers:
            client.force_login(stranger)
            for name in ("report", "edit", "changes", "workbook"):
                assert client.get(reverse(f"reporting:{name}", args=[report.pk])).status_code == 403, name
            assert client.post(reverse("reporting:begin", args=["khu-thu", "ht-kcn", "2021-Q1"])).status_code == 403
            assert client.get(reverse("reporting:extend", args=["khu-thu", "ht-kcn", "2021-Q1"])).status_code == 403
        client.force_login(register.officer)
        assert client.get(reverse("reporting:report", args=[report.pk])).status_code == 403, "a draft is not sent"

    def test_a_report_is_filed_once_and_only_by_whom_the_form_names(self, register, form):
        actions.begin(register.reporter, register.zone, form, zone_form.QUARTER)
        for unit, code in ((register.zone, "P04"), (register.project, "P05"), (register.zone.board, "P05")):
            with pytest.raises(Refused) as refused:
                actions.begin(register.reporter, unit, form, zone_form.QUARTER)
            assert codes(refused) == [code]

    @pytest.mark.parametrize("kinds", [(), ("project", "zone"), ("zone", "board"), ("project", "zone", "board")])
    def test_the_database_keeps_no_report_of_no_unit_or_of_two(self, register, form, kinds):
        report = actions.begin(register.reporter, register.zone, form, zone_form.QUARTER)
        units = {"project": register.project, "zone": register.zone, "board": register.zone.board}
        for kind in units:
            setattr(report, kind, units[kind] if kind in kinds else None)
        with pytest.raises(IntegrityError), transaction.atomic():
            _saved(people.CLOCKMAKER, report)


@action("tests.saved")
def _saved(actor, report):
    report.save()


class TestTheBoard:
    def test_one_officer_writes_and_another_accepts(self, client, house, register, second, board_form):
        client.force_login(register.officer)
        assert reverse("reporting:inbox") in client.get(reverse("reporting:oversight")).content.decode()
        begin = reverse("reporting:begin", args=["board", "ban-1", "2021-Q1"])
        assert begin in client.get(reverse("reporting:inbox")).content.decode()
        client.post(begin)
        report = Report.objects.get()
        assert (report.unit, report.enterprise) == (house.board, None)
        report = actions.save(register.officer, report, zone_form.entry(), report.edition)
        assert house.board.name in report.entry["fields"]["A7"]
        report = actions.submit(register.officer, report, report.edition)
        with pytest.raises(Refused) as refused:
            actions.accept(register.officer, report, report.edition)
        assert codes(refused) == ["S03"]
        client.force_login(second)
        assert client.get(reverse("reporting:review", args=[report.pk])).status_code == 200
        actions.accept(second, report, report.edition)
        client.force_login(register.reporter)
        assert client.get(reverse("reporting:report", args=[report.pk])).status_code == 403

    def test_nobody_is_reminded_of_what_the_board_owes_itself(self, register, board_form):
        assert debts(owed([register.zone.board], clock.today())) == []


class TestTheOffice:
    def test_the_overview_tells_who_is_missing_and_reminds_the_developer(self, register, form):
        table = matrix(owed(access.seen_units(register.officer), clock.today(), 2021), 2021)
        assert [row.unit for row in table.rows] == [register.project, register.zone]
        duties = owed([register.zone], clock.today(), 2021)
        assert [(each.form.code, each.owing, each.missing) for each in board_periods(duties)] == [
            ("HT-KCN", 1, 0),
            ("HT-KCN", 1, 1),
        ]
        outcome = remind(register.officer, debts(duties))
        assert [each.enterprise for each in outcome.reminders] == [register.enterprise]
        assert "khu công nghiệp KCN khu-thu" in mail.outbox[0].body if mail.outbox else outcome.reminders[0].text

    def test_more_time_and_closing(self, client, register, form):
        client.force_login(register.officer)
        address = reverse("reporting:extend", args=["khu-thu", "ht-kcn", "2021-Q1"])
        assert client.post(address, {"last_day": "2021-04-30", "reason": "Lũ"}).status_code == 302
        (first, _later) = owed([register.zone], clock.today())
        assert (first.duty.last_day, first.duty.is_extended) == (date(2021, 4, 30), True)
        actions.close(register.officer, register.zone.board, "HT-KCN", zone_form.QUARTER)
        with pytest.raises(Refused) as refused:
            actions.begin(register.reporter, register.zone, form, zone_form.QUARTER)
        assert codes(refused) == ["P11"]

    def test_a_zone_that_reports_has_somebody_who_writes(self, client, register):
        client.force_login(register.officer)
        address = reverse("zones:zone_change", args=["khu-thu"])
        known = {"name": "KCN khu-thu", "reports_since": "2021-01-01"}
        answer = client.post(address, known)
        assert answer.status_code == 422
        assert 'id="id_developer_error"' in answer.content.decode()
        assert client.post(address, known | {"developer": register.enterprise.pk}).status_code == 302
        register.zone.developer = None
        with pytest.raises(ValidationError):
            register.zone.full_clean()


class TestByExcelAndByMachine:
    @pytest.mark.parametrize("kind", Kind)
    def test_a_workbook_of_zones_comes_back_as_reports(self, register, form, kind):
        made = prefilled(kind, form, zone_form.QUARTER, access.own_zones(register.reporter))
        paper = Paper(made.layout, written(made))
        paper.figure("I", 120)
        paper.figure("II", 45_000)
        paper[paper.layout.rate(0)].value = 23_000
        if kind is Kind.MANY:
            assert paper.book.sheetnames == ["Khu công nghiệp", "Số liệu", "_nhiemky"]
        workbook = workbooks.checked(
            workbooks.opened(register.reporter, paper.save()), lambda done, total: None, submits=True
        )
        (report,) = workbooks.file(register.reporter, workbook, "a.xlsx", "0" * 64, submits=True)
        assert (report.unit, report.state) == (register.zone, "submitted")

    def test_pages_of_workbooks_know_zones(self, client, register, form):
        client.force_login(register.reporter)
        assert client.get(reverse("reporting:workbook_many", args=["ht-kcn", "2021-Q1"])).status_code == 200
        assert client.get(reverse("reporting:workbook_new", args=["khu-thu", "ht-kcn", "2021-Q1"])).status_code == 200
        client.force_login(register.officer)
        assert client.get(reverse("reporting:workbook_many", args=["ht-kcn", "2021-Q1"])).status_code == 200

    def test_accepted_reports_of_zones_are_in_the_list_of_the_year(self, register, form):
        zone_form.accepted(form, register.zone, register.reporter, register.officer)
        book = load_workbook(BytesIO(exported(access.seen_units(register.officer), 2021)))
        rows = [[cell.value for cell in row] for row in book.active]
        assert [row[3:9] for row in rows[1:]] == [
            ["khu-thu", "KCN khu-thu", register.enterprise.name, "KCN khu-thu", "I", "Đất đã cho thuê"],
            ["khu-thu", "KCN khu-thu", register.enterprise.name, "KCN khu-thu", "II", "Nước thải xử lý"],
        ]

    def test_software_of_the_developer_files_for_the_zone(self, register, form):
        ask = software(register)
        assert {each["unit"] for each in ask("GET", "duties?form=HT-KCN")[1]["items"]} == {"khu-thu"}
        assert {each["reporter"] for each in ask("GET", "forms")[1]} == {"project", "zone"}
        entry = {"cells": {"I": {"quarter": "120"}, "II": {"quarter": "45000"}}, "rate": "23000"}
        sent = {"unit": "khu-thu", "form": "HT-KCN", "period": "2021-Q1", "entry": entry}
        status, report, _ = ask("POST", "reports", sent)
        assert (status, report["unit"], report["form"]) == (201, "khu-thu", "HT-KCN")
        assert ask("POST", "reports", sent | {"unit": "da-01"})[1]["code"] == "A13"
        assert [each["id"] for each in ask("GET", "reports?unit=khu-thu")[1]["items"]] == [report["id"]]
        assert ask("GET", "reports?unit=da-01")[1]["total"] == 0


class TestIndicators:
    def test_an_accepted_report_of_a_zone_counts_for_it_and_its_board(self, house, register, second, form):
        zone_form.measured(register.officer, second)
        other = zone_form.developed(registers.zone(house.board, "khu-hai"), register.enterprise)
        zone_form.accepted(form, other, register.reporter, register.officer, treated=5_000)
        assert self.values() == {"khu-hai": 5_000, "board": 5_000}
        zone_form.accepted(form, register.zone, register.reporter, register.officer)
        assert self.values() == {"khu-hai": 5_000, "khu-thu": 45_000, "board": 50_000}, "followed, not computed anew"
        split = up_to_date().split_values.get(indicator="wastewater", unit="board", period="2021-Q1", split="khu-thu")
        assert split.value == 45_000

    def test_a_board_reports_for_itself(self, house, register, second, board_form):
        zone_form.measured(register.officer, second, "BAN-1")
        up_to_date()
        zone_form.accepted(board_form, house.board, register.officer, second, treated=7)
        assert self.values() == {"board": 7}

    def values(self):
        with clock.at(filing.IN_APRIL + timedelta(hours=1)):
            rows = up_to_date().values.filter(indicator="wastewater", period="2021-Q1")
            return {row.unit: row.value for row in rows if row.value is not None}
