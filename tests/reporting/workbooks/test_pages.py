"""The pages of workbooks and tokens: take one away, bring it back, see every error; a secret is shown once."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting import actions
from nhiemky.reporting.models import ApiToken, Report, WorkbookImport
from tests import people
from tests.excel import complaints
from tests.reporting import filing
from tests.reporting.workbooks.paper import paper
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def reporter(client, register):
    client.force_login(register.reporter)
    return client


def bring(client, data, **more):
    return client.post(reverse("reporting:workbooks"), {"file": SimpleUploadedFile("q1.xlsx", data), **more})


def opened(response):
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    return load_workbook(BytesIO(response.content))


def test_a_reporter_takes_a_workbook_fills_it_in_and_brings_it_back(reporter, register):
    page = reporter.get(reverse("reporting:workbooks")).content.decode()
    address = reverse("reporting:workbook_many", args=["a-iii-1", "2021-Q1"])
    assert address in page
    assert opened(reporter.get(address)).sheetnames == ["Dự án", "Số liệu", "_nhiemky"]
    single = reverse("reporting:workbook_new", args=["da-01", "a-iii-1", "2021-Q1"])
    assert opened(reporter.get(single)).sheetnames == ["Báo cáo", "_nhiemky"]

    answer = bring(reporter, paper(register).fill().save(), submits="on")
    found = WorkbookImport.objects.get()
    assert answer.url == reverse("reporting:workbook_import", args=[found.pk])
    page = reporter.get(answer.url).content.decode()
    assert reverse("reporting:report", args=[Report.objects.get().pk]) in page
    assert "again.js" not in page


def test_the_page_names_sheet_and_cell_of_what_is_wrong(reporter, register):
    sheet = paper(register).fill()
    where = sheet.figure("II", "1.234")
    page = reporter.get(bring(reporter, sheet.save()).url).content.decode()
    assert where in page
    assert "W04" in page
    assert not Report.objects.exists()


def test_while_it_goes_on_the_page_asks_again(reporter, register):
    found = WorkbookImport.objects.create(
        by=register.reporter, at=clock.now(), name="f", sha256="0", state="checking", done=3, total=9
    )
    page = reporter.get(reverse("reporting:workbook_import", args=[found.pk])).content.decode()
    address = reverse("reporting:workbook_progress", args=[found.pk])
    assert address in page
    assert 'value="3"' in reporter.get(address).content.decode()


def test_what_is_no_file_of_ours_is_said_beside_the_field(reporter):
    assert reporter.post(reverse("reporting:workbooks"), {}).status_code == 422
    assert bring(reporter, b"x" * (10 * 1024 * 1024 + 1)).status_code == 422


def test_an_import_is_its_uploaders_alone(reporter, register, client):
    found = WorkbookImport.objects.create(by=register.officer, at=clock.now(), name="f", sha256="0")
    assert reporter.get(reverse("reporting:workbook_import", args=[found.pk])).status_code == 403


def test_an_officer_takes_no_draft_of_an_enterprise(register, client):
    draft = filing.begun(register)
    client.force_login(register.officer)
    address = reverse("reporting:workbook_many", args=["a-iii-1", "2021-Q1"])
    assert client.get(address).status_code == 302
    registers.project(register.zone, register.enterprise, "da-02")
    book = opened(client.get(address))
    assert [row[1] for row in book["_nhiemky"].iter_rows(values_only=True) if row[0] == "project"] == ["da-02"]
    assert client.get(reverse("reporting:workbook", args=[draft.pk])).status_code == 403


def test_an_officer_reads_the_drafts_of_the_workbook_brought_by_the_same_hand(register, client):
    client.force_login(register.officer)
    bring(client, paper(register).fill().save())
    report = Report.objects.get()
    assert client.get(reverse("reporting:report", args=[report.pk])).status_code == 200
    other = people.account(Role.ZONES_OFFICER, register.zone.board, username="second")
    client.force_login(other)
    assert client.get(reverse("reporting:report", args=[report.pk])).status_code == 403


def test_only_a_project_of_ones_own_has_a_workbook(house, register, client):
    client.force_login(people.account(Role.REPORTER, house.board, "la"))
    draft = filing.begun(register)
    assert client.get(reverse("reporting:workbook", args=[draft.pk])).status_code == 403
    assert client.get(reverse("reporting:workbook_new", args=["da-01", "a-iii-1", "2021-Q1"])).status_code == 403


def test_the_workbook_of_many_asks_the_same_for_one_project_and_for_three(register, client):
    client.force_login(register.reporter)
    address = reverse("reporting:workbook_many", args=["a-iii-1", "2021-Q1"])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            opened(client.get(address))
        return len(queries)

    asked()
    one = asked()
    for code in ("da-02", "da-03"):
        registers.project(register.zone, register.enterprise, code)
    assert asked() == one


def test_accepted_reports_of_a_year_are_one_list_that_its_taking_records(register, client):
    filing.accepted(register)
    client.force_login(register.officer)
    answer = client.get(reverse("reporting:export"), {"nam": 2021})
    assert complaints(answer.content) == []
    sheet = opened(answer).active
    rows = {row[7]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["V"][10] == 123
    assert rows["I"][12] == 500000.25
    assert len(rows["I"][15]) == 64
    assert opened(client.get(reverse("reporting:export"), {"nam": 2020})).active.max_row == 1


def test_a_token_is_shown_once_and_revoked(reporter, register):
    address = reverse("reporting:tokens")
    named = register.enterprise.reporters.get()
    made = reporter.post(address, {"reporter": named.pk, "name": "MISA"})
    token = ApiToken.objects.get()
    secret = made.content.decode().split("<code>")[1].split("</code>")[0]
    assert secret.startswith(token.start)
    assert "no-store" in made["Cache-Control"]
    again = reporter.get(address).content.decode()
    assert secret not in again
    assert token.start in again
    reporter.post(reverse("reporting:token_revoke", args=[token.pk]))
    token.refresh_from_db()
    assert token.revoked_by == register.reporter


def test_nobody_makes_or_ends_tokens_of_another_enterprise(house, register, client):
    stranger = people.account(Role.REPORTER, house.board, "la")
    client.force_login(stranger)
    named = register.enterprise.reporters.get()
    assert client.post(reverse("reporting:tokens"), {"reporter": named.pk, "name": "x"}).status_code == 422
    client.force_login(register.officer)
    client.post(reverse("reporting:tokens"), {"reporter": named.pk, "name": "do Ban lập"})
    token = ApiToken.objects.get()
    assert (token.acts_as, token.created_by) == (register.reporter, register.officer)
    client.force_login(stranger)
    assert client.post(reverse("reporting:token_revoke", args=[token.pk])).status_code == 404


def test_only_an_open_report_has_a_workbook(reporter, register):
    report = filing.submitted(register)
    assert reporter.get(reverse("reporting:workbook", args=[report.pk])).status_code == 302
    actions.send_back(register.officer, report, report.edition, "Xem lại")
    assert opened(reporter.get(reverse("reporting:workbook", args=[report.pk]))).sheetnames[0] == "Báo cáo"
