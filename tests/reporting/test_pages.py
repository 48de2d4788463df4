"""The pages of reports, from the inbox to acceptance, with good and with hostile input."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.reporting import actions
from nhiemky.reporting.models import Report
from tests import people
from tests.reporting import filing
from tests.zones import register as registers

TYPED = {
    "o:I.1.2.1/quarter": "500.000,25",
    "o:II/quarter": "300.000",
    "o:III/quarter": "250.000",
    "o:IV/quarter": "90.000",
    "o:V.1/quarter": "120",
    "o:V.2/quarter": "3",
    "o:VII/quarter": "0",
    "rate": "23.105,5",
}


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def reporter(client, register):
    client.force_login(register.reporter)
    return client


def begin(client):
    answer = client.post(reverse("reporting:begin", args=["da-01", "a-iii-1", "2021-Q1"]))
    return Report.objects.get(), answer


def edit(report):
    return reverse("reporting:edit", args=[report.pk])


def sent(report, **more):
    return {"edition": report.edition, **TYPED, **more}


def test_an_accountant_files_a_report_and_an_officer_accepts_it(reporter, register):
    inbox = reporter.get(reverse("reporting:inbox")).content.decode()
    assert "a-iii-1" in inbox
    report, answer = begin(reporter)
    assert answer.url == edit(report)
    page = reporter.get(answer.url).content.decode()
    assert 'name="o:II/quarter"' in page
    assert "0100000001" in page

    kept = reporter.post(edit(report), sent(report, save="1"))
    assert kept.status_code == 302
    page = reporter.get(kept.url).content.decode()
    assert 'value="500.000,25"' in page
    assert 'placeholder="500.000,25"' in page

    report.refresh_from_db()
    refused = reporter.post(edit(report), sent(report, submit="1"))
    assert refused.status_code == 422
    assert 'id="confirm-errors"' in refused.content.decode()

    report.refresh_from_db()
    done = reporter.post(edit(report), sent(report, submit="1", confirm="on"))
    assert done.url == reverse("reporting:report", args=[report.pk])
    assert reporter.get(edit(report)).status_code == 302

    report.refresh_from_db()
    reporter.force_login(register.officer)
    oversight = reporter.get(reverse("reporting:oversight")).content.decode()
    review = reverse("reporting:review", args=[report.pk])
    assert review in oversight
    assert "300.000" in reporter.get(review).content.decode()
    assert reporter.post(review, {"edition": report.edition, "accept": "1"}).status_code == 302
    report.refresh_from_db()
    assert report.state == "accepted"
    assert report.digest in reporter.get(reverse("reporting:report", args=[report.pk])).content.decode()


def test_an_officer_returns_a_report_and_the_reporter_reads_why(reporter, register):
    report = filing.submitted(register)
    reporter.force_login(register.officer)
    review = reverse("reporting:review", args=[report.pk])
    empty = reporter.post(review, {"edition": report.edition, "return": "1", "reason": ""})
    assert empty.status_code == 422
    assert 'aria-invalid="true"' in empty.content.decode()
    given = {"edition": report.edition, "return": "1", "reason": "Doanh thu <b>quá cao</b>"}
    assert reporter.post(review, given).status_code == 302
    reporter.force_login(register.reporter)
    page = reporter.get(edit(report)).content.decode()
    assert "Doanh thu &lt;b&gt;quá cao&lt;/b&gt;" in page


def test_checking_names_every_missing_figure_beside_its_cell(reporter):
    report, _answer = begin(reporter)
    plain = reporter.get(edit(report)).content.decode()
    assert "error-summary" not in plain
    answer = reporter.post(edit(report), {"edition": report.edition, "check": "1"})
    page = reporter.get(answer.url).content.decode()
    assert 'id="o:II/quarter-errors"' in page
    assert "(R01)" in page
    assert "(P02)" not in page, "without amounts no rate is asked"
    answer = reporter.post(edit(report), {"edition": report.edition + 1, "check": "1", "o:II/quarter": "300000"})
    assert "(P02)" in reporter.get(answer.url).content.decode()
    assert 'href="#o:II/quarter"' in page


@pytest.mark.parametrize(
    "typed",
    ["12.5", "1,2,3", "abc", "--5", "1e9", "٣", "<script>alert(1)</script>", "9" * 5000, "NaN", "Infinity", "\x00"],
)
def test_what_is_no_number_is_kept_escaped_and_told_beside_the_cell(reporter, typed):
    report, _answer = begin(reporter)
    answer = reporter.post(edit(report), sent(report, save="1", **{"o:II/quarter": typed}), follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="o:II/quarter-errors"' in page
    assert "<script>alert" not in page
    report.refresh_from_db()
    refused = reporter.post(edit(report), sent(report, submit="1", confirm="on", **{"o:II/quarter": typed}))
    assert refused.status_code == 422
    assert Report.objects.get().state == "draft"


def test_names_the_form_does_not_have_are_not_kept(reporter):
    report, _answer = begin(reporter)
    strange = {"o:II/nowhere": "1", "o:../../etc": "2", "g:R01|II/quarter": "x", "g:R06|II/nowhere": "x", "f:ZZ": "x"}
    reporter.post(edit(report), sent(report, save="1", **strange))
    entry = Report.objects.get().entry
    assert "II/nowhere" not in entry["cells"]
    assert entry["explanations"] == {}
    assert "ZZ" not in entry["fields"]


@pytest.mark.parametrize("edition", ["", "x", "-1", "0"])
def test_a_form_without_its_edition_writes_nothing(reporter, edition):
    report, _answer = begin(reporter)
    answer = reporter.post(edit(report), sent(report, save="1") | {"edition": edition})
    assert answer.status_code == 422
    assert 'value="300.000"' in answer.content.decode()
    assert Report.objects.get().entry["cells"] == {}


def test_the_second_of_two_people_is_told_and_keeps_what_was_typed(reporter, register):
    report, _answer = begin(reporter)
    assert reporter.post(edit(report), sent(report, save="1", **{"o:II/quarter": "7"})).status_code == 302
    late = reporter.post(edit(report), sent(report, save="1", **{"o:II/quarter": "8"}))
    page = late.content.decode()
    assert late.status_code == 409
    assert register.reporter.full_name in page
    assert 'value="8"' in page
    assert 'name="c:o:II/quarter" value="theirs"' in page
    stored = Report.objects.get()
    assert stored.entry["cells"]["II/quarter"] == "7"
    assert f'name="edition" value="{stored.edition}"' in page


def test_figures_of_the_period_before_stand_beside(reporter, register):
    filing.accepted(register)
    with clock.at(filing.IN_JULY):
        report = filing.begun(register, period="2021-Q2")
        assert "300.000" in reporter.get(edit(report)).content.decode()


def test_a_warning_asks_for_an_explanation_and_keeps_it(reporter, register):
    filing.accepted(register)
    with clock.at(filing.IN_JULY):
        reporter.post(reverse("reporting:begin", args=["da-01", "a-iii-1", "2021-Q2"]))
        report = Report.objects.get(period="2021-Q2")
        odd = {"o:II/since_licence": "299.999", "o:II/year_to_date": "300.000,5", "o:II/quarter": "0,5"}
        refused = reporter.post(edit(report), sent(report, submit="1", confirm="on", **odd))
        page = refused.content.decode()
        assert 'name="g:R06|II/since_licence"' in page
        report.refresh_from_db()
        told = {"g:R06|II/since_licence": "Hàng bị trả lại"}
        again = reporter.post(edit(report), sent(report, submit="1", confirm="on", **odd, **told))
        assert "Hàng bị trả lại" in again.content.decode()


def test_a_correction_starts_as_a_copy_and_shows_what_changed(reporter, register):
    report = filing.accepted(register)
    address = reverse("reporting:correct", args=[report.pk])
    assert reporter.post(address, {"edition": report.edition, "reason": ""}).status_code == 422
    answer = reporter.post(address, {"edition": report.edition, "reason": "Nhầm doanh thu"})
    page = reporter.get(answer.url).content.decode()
    assert 'value="300.000"' in page
    successor = Report.objects.get(supersedes=report)
    reporter.post(edit(successor), sent(successor, submit="1", confirm="on", **{"o:II/quarter": "310.000"}))
    reporter.force_login(register.officer)
    review = reporter.get(reverse("reporting:review", args=[successor.pk])).content.decode()
    assert "beside changed" in review


def test_a_draft_is_discarded_by_its_author(reporter):
    report, _answer = begin(reporter)
    assert reporter.get(reverse("reporting:discard", args=[report.pk])).status_code == 405
    assert reporter.post(reverse("reporting:discard", args=[report.pk]), {"edition": report.edition}).status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("form", "period", "status"),
    [
        ("a-iii-9", "2021-Q1", 404),
        ("a-iii-1", "quy-mot", 404),
        ("a-iii-1", "2019-Q1", 404),
        ("a-iii-1", "2021-Q3", 302),
    ],
)
def test_only_a_duty_can_be_begun(reporter, form, period, status):
    answer = reporter.post(reverse("reporting:begin", args=["da-01", form, period]))
    assert answer.status_code == status
    assert not Report.objects.exists()


def test_every_page_opens_for_its_roles_in_both_languages_and_for_no_other(client, house, register):
    accepted = filing.accepted(register)
    with clock.at(filing.IN_JULY):
        waiting = filing.submitted(
            register, period="2021-Q2", what=filing.entry(II=filing.Decimal(5), III=filing.Decimal(5))
        )
        draft = actions.correct(register.reporter, accepted, "Nhầm")
        overseers = {Role.ZONES_OFFICER, Role.SUPERIOR, Role.AUDITOR}
        pages = [
            (reverse("reporting:inbox"), {Role.REPORTER, Role.ZONES_OFFICER}),
            (reverse("reporting:oversight"), overseers),
            (reverse("reporting:oversight") + "?nam=2021&tinh=overdue", overseers),
            (reverse("reporting:oversight") + "?nam=2021&xem=bang&tinh=done", overseers),
            (reverse("reporting:report", args=[accepted.pk]), overseers | {Role.REPORTER}),
            (reverse("reporting:report", args=[draft.pk]), {Role.REPORTER}),
            (edit(draft), {Role.REPORTER}),
            (reverse("reporting:correct", args=[accepted.pk]), {Role.REPORTER}),
            (reverse("reporting:review", args=[waiting.pk]), {Role.ZONES_OFFICER}),
        ]
        accounts = {Role.REPORTER: register.reporter, Role.ZONES_OFFICER: register.officer}
        for role in Role:
            client.force_login(accounts.get(role) or people.account(role, house.board))
            for address, roles in pages:
                for language in ("vi", "en"):
                    client.cookies["nhiemky_language"] = language
                    wanted = 200 if role in roles else 403
                    assert client.get(address).status_code == wanted, (role, address, language)
        client.logout()
        for address, _roles in pages:
            assert client.get(address).status_code == 302


def test_a_reporter_of_another_enterprise_sees_and_writes_nothing(client, house, register):
    report = filing.begun(register)
    other = people.account(Role.REPORTER, house.board, "ke-toan-khac")
    client.force_login(other)
    assert client.get(edit(report)).status_code == 403
    assert client.post(edit(report), sent(report, save="1")).status_code == 403
    assert client.get(reverse("reporting:report", args=[report.pk])).status_code == 403
    assert client.post(reverse("reporting:discard", args=[report.pk]), {"edition": 1}).status_code == 403
    assert client.post(reverse("reporting:begin", args=["da-01", "a-iii-1", "2021-Q1"])).status_code == 403
    assert "da-01" not in client.get(reverse("reporting:inbox")).content.decode()


def test_an_officer_sees_no_draft_and_no_other_boards_report(client, house, register):
    draft = filing.begun(register)
    client.force_login(register.officer)
    assert client.get(reverse("reporting:report", args=[draft.pk])).status_code == 403
    sent_in = actions.submit(register.reporter, draft, draft.edition)
    assert client.get(reverse("reporting:report", args=[sent_in.pk])).status_code == 200
    elsewhere = people.unit("board-2", "Ban khác", house.board.Kind.BOARD)
    client.force_login(people.account(Role.ZONES_OFFICER, elsewhere, "khac"))
    assert client.get(reverse("reporting:review", args=[sent_in.pk])).status_code == 403
    assert client.get(reverse("reporting:report", args=[sent_in.pk])).status_code == 403
    assert "da-01" not in client.get(reverse("reporting:oversight")).content.decode()


def test_pages_ask_as_often_for_three_rows_as_for_one(client, register):
    def asked(user, address):
        client.force_login(user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    report = filing.submitted(register)
    pages = [
        (register.reporter, reverse("reporting:inbox")),
        (register.officer, reverse("reporting:oversight")),
        (register.officer, reverse("reporting:review", args=[report.pk])),
    ]
    one = [asked(*page) for page in pages]
    for number in (2, 3):
        other = registers.project(register.zone, register.enterprise, f"da-0{number}")
        draft = actions.begin(register.reporter, other, filing.QUARTERLY, report.core_period, filing.entry())
        actions.submit(register.reporter, draft, draft.edition)
    assert [asked(*page) for page in pages] == one


def test_a_year_that_is_none_is_told(client, register):
    client.force_login(register.officer)
    assert client.get(reverse("reporting:oversight"), {"nam": "abc"}).status_code == 422
    assert client.get(reverse("reporting:oversight"), {"nam": "99999999"}).status_code == 422


def test_the_inbox_sorts_by_what_there_is_to_do(reporter):
    with clock.at(datetime(2022, 4, 5, tzinfo=UTC)):
        page = reporter.get(reverse("reporting:inbox")).content.decode()
    overdue, due, later = (
        page.index(f"/{period}/") if f"/{period}/" in page else -1 for period in ("2021-Q1", "2022-Q1", "2022-Q2")
    )
    assert 0 < overdue < due
    assert later == -1
