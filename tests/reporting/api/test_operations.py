"""An enterprise's software files a report with the verbs, checks and codes of the page, and sees nobody else's."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting import actions, tokens
from nhiemky.reporting.models import ApiAnswer, ApiUse, Report
from nhiemky.zones import actions as zones
from tests import people
from tests.reporting import filing
from tests.reporting.api.client import ENTRY, Software, software
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def ask(register):
    return software(register)


def codes(body):
    return [(each["code"], each["pointer"]) for each in body["errors"]]


def test_a_report_goes_from_its_duty_to_acceptance(register, ask):
    _, duties, _ = ask("GET", "duties?place=due")
    assert [(each["form"], each["period"], each["report"]) for each in duties["items"]] == [
        ("A.III.1", "2021-Q1", None)
    ]
    _, form, _ = ask("GET", "forms/A.III.1/2021")
    assert {line["code"] for line in form["lines"]} >= set(ENTRY["cells"])

    status, report, response = ask.begin()
    assert (status, response["ETag"], response["Location"]) == (201, '"1"', f"/api/v1/reports/{report['id']}")
    assert report["entry"]["fields"]["A8"] == "0100000001"
    assert report["entry"]["cells"] == ENTRY["cells"]
    address = f"reports/{report['id']}"
    _, findings, _ = ask("GET", f"{address}/findings")
    assert findings["ready"]
    assert findings["computed"]["V"]["quarter"] == "123"

    status, report, response = ask("POST", f"{address}/submission", {"confirm": True}, If_Match='"1"')
    assert (status, report["state"], report["figures"]) == (200, "submitted", None)
    stored = Report.objects.get()
    actions.accept(register.officer, stored, stored.edition)
    _, listed, _ = ask("GET", "reports?state=accepted")
    assert listed["total"] == 1
    assert len(listed["items"][0]["sha256"]) == 64
    _, report, _ = ask("GET", address)
    assert report["figures"]["I"]["since_licence"] == "500000.25"


def test_the_software_keeps_what_the_page_would_keep(register, ask):
    ask.begin()
    by_api = Report.objects.get()
    other = registers.project(register.zone, register.enterprise, "da-02")
    by_page = actions.begin(register.reporter, other, filing.QUARTERLY, by_api.core_period, filing.entry())
    for entry in (by_api.entry, by_page.entry):
        entry["fields"].pop("A1")
    assert by_api.entry == by_page.entry
    assert Event.objects.filter(verb="reporting.report_begun").values_list("actor", flat=True).distinct().count() == 1


def test_what_cannot_be_read_is_refused_with_the_forms_codes_and_a_pointer_each(ask):
    cells = {
        "II": {"quarter": "1,234"},
        "III": {"quarter": "1.1234567"},
        "XX": {"quarter": "1"},
        "V": {"year_to_date": "1"},
    }
    entry = {"cells": cells, "fields": {"Z9": "x"}, "explanations": {"II": {"quarter": {"R99": "x"}}}, "rate": "1 2"}
    status, body, response = ask.begin(entry=entry)
    assert (status, response["Content-Type"]) == (422, "application/problem+json")
    assert sorted(codes(body)) == [
        ("A03", "/explanations/II/quarter/R99"),
        ("A03", "/fields/Z9"),
        ("A11", "/cells/II/quarter"),
        ("A11", "/rate"),
        ("E02", "/cells/V/year_to_date"),
        ("E02", "/cells/XX/quarter"),
        ("E03", "/cells/III/quarter"),
    ]
    assert all(each["vi"] and each["en"] for each in body["errors"])
    assert not Report.objects.exists()


def test_what_stands_in_the_way_of_submitting_has_the_codes_of_the_page(ask):
    cells = ENTRY["cells"] | {"II": {"quarter": "-5"}, "V.1": {}, "V.2": {"quarter": "0"}}
    _, report, _ = ask.begin(entry={"cells": cells})
    address = f"reports/{report['id']}"
    status, body, _ = ask("POST", f"{address}/submission", {"confirm": True}, If_Match='"1"')
    assert (status, body["code"]) == (422, "S02")
    assert {("R02", "/cells/II/quarter"), ("R01", "/cells/V.1/quarter"), ("P02", "/rate")} <= set(codes(body))
    assert ask("POST", f"{address}/submission", {"confirm": False}, If_Match='"1"')[1]["code"] == "P10"
    assert Report.objects.get().state == "draft"


def test_two_editors_are_told_and_nobody_is_overwritten(register, ask):
    _, report, _ = ask.begin()
    address = f"reports/{report['id']}"
    actions.save(register.reporter, Report.objects.get(), filing.entry(), 1)
    status, body, response = ask("PUT", address, ENTRY, If_Match='"1"')
    assert (status, body["code"], response["ETag"]) == (412, "P03", '"2"')
    assert ask("PUT", address, ENTRY)[0] == 428
    assert ask("PUT", address, ENTRY, If_Match="*")[0] == 412
    status, _, response = ask("PUT", address, ENTRY, If_Match='"2"')
    assert (status, response["ETag"]) == (200, '"3"')


def test_a_request_that_is_repeated_with_its_key_is_done_once(ask):
    sent = {"unit": "da-01", "form": "A.III.1", "period": "2021-Q1"}
    first = ask("POST", "reports", sent, Idempotency_Key="k-1")
    again = ask("POST", "reports", sent, Idempotency_Key="k-1")
    assert (first[0], again[0], first[1]) == (201, 201, again[1])
    assert again[2]["Idempotent-Replayed"] == "true"
    assert again[2]["ETag"] == '"1"'
    status, body, _ = ask("POST", "reports", sent | {"period": "2021-Q2"}, Idempotency_Key="k-1")
    assert (status, body["code"]) == (422, "A07")
    assert ask("POST", "reports", sent)[1]["code"] == "P04"
    assert Report.objects.count() == 1


def test_a_refusal_is_repeated_too_and_forgotten_after_a_week(ask):
    early = {"unit": "da-01", "form": "A.III.1", "period": "2021-Q2"}
    assert ask("POST", "reports", early, Idempotency_Key="k")[1]["code"] == "S05"
    with clock.at(filing.IN_JULY):
        assert ask("POST", "reports", early, Idempotency_Key="k")[0] == 201
    assert ApiAnswer.objects.count() == 1


def test_nobody_elses_reports_are_there_at_all(register, house, ask):
    theirs = registers.enterprise("Công ty Khác", "0100000002")
    other = people.account(Role.REPORTER, house.board, "khac")
    zones.name_reporter(people.CLOCKMAKER, theirs, other, date(2021, 1, 1))
    project = registers.project(register.zone, theirs, "da-khac")
    report = actions.begin(other, project, filing.QUARTERLY, filing.begun(register).core_period)
    for method, path, body in (
        ("GET", f"reports/{report.pk}", None),
        ("GET", f"reports/{report.pk}/findings", None),
        ("PUT", f"reports/{report.pk}", {}),
        ("POST", f"reports/{report.pk}/submission", {"confirm": True}),
    ):
        assert ask(method, path, body, If_Match='"1"')[0] == 404
    assert ask.begin(unit="da-khac")[1]["code"] == "A13"
    assert {each["unit"] for each in ask("GET", "reports")[1]["items"]} == {"da-01"}
    assert {each["unit"] for each in ask("GET", "duties")[1]["items"]} == {"da-01"}


def test_a_token_opens_one_enterprise_even_of_an_account_that_reports_for_two(register, ask):
    second = registers.enterprise("Công ty Thứ Hai", "0100000003")
    zones.name_reporter(people.CLOCKMAKER, second, register.reporter, date(2021, 1, 1))
    registers.project(register.zone, second, "da-hai")
    assert {each["unit"] for each in ask("GET", "duties")[1]["items"]} == {"da-01"}


def test_a_token_ends_when_it_is_revoked_or_its_account_no_longer_reports(register, ask):
    assert ask("GET", "reports")[0] == 200
    named = register.enterprise.reporters.get()
    zones.end_reporter(people.CLOCKMAKER, named, date(2021, 4, 4))
    assert ask("GET", "reports")[1]["code"] == "A02"
    again = zones.name_reporter(people.CLOCKMAKER, register.enterprise, register.reporter, date(2021, 4, 5))
    token, secret = tokens.make(register.officer, again, "Hai")
    fresh = Software(secret)
    assert fresh("GET", "reports")[0] == 200
    tokens.revoke(register.officer, token)
    status, body, _ = fresh("GET", "reports")
    assert (status, body["code"]) == (401, "A02")


@pytest.mark.parametrize("secret", ["", "nk_wrong", "ế\u0001"])
def test_without_a_token_nothing_opens(db, secret):
    assert Software(secret)("GET", "duties")[0] == 401


def test_requests_are_counted_by_the_minute_and_the_day_alone_is_kept(ask, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 2)
    assert [ask("GET", "forms")[0] for _ in range(3)] == [200, 200, 429]
    assert ask("GET", "forms")[2]["Retry-After"] == "60"
    with clock.at(filing.IN_APRIL.replace(minute=1)):
        assert ask("GET", "forms")[0] == 200
    assert ApiUse.objects.get().last_day == date(2021, 4, 5)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "A08"),
        (b"\xff", 400, "A08"),
        (b"x" * (256 * 1024 + 1), 413, "A04"),
        (b"x" * (3 * 1024 * 1024), 413, "A04"),
        (b'{"unit": 1}', 422, "A01"),
        (b'{"unit": "\\u0000", "form": "A.III.1", "period": "2021-Q1"}', 422, "A13"),
        (b'{"unit": "\\ud800", "form": "A.III.1", "period": "2021-Q1"}', 422, "A01"),
        (b'{"unit": "da-01", "form": "A.III.1", "period": "x"}', 422, "K01"),
        (b'{"unit": "da-01", "form": "?", "period": "2021-Q1"}', 422, "A12"),
        (b'{"unit": "da-01", "form": "A.III.1", "period": "2021-Q1", "version": "1"}', 409, "A09"),
        (b'{"unit": "da-01", "form": "A.III.1", "period": "2021-Q1", "more": 1}', 422, "A01"),
    ],
)
def test_hostile_and_mistaken_bodies_are_refused_with_a_code(ask, body, status, code):
    got, problem, response = ask("POST", "reports", body)
    assert (got, problem["code"], response["Content-Type"]) == (status, code, "application/problem+json")


def test_lists_ask_the_database_the_same_however_many_reports(register, ask):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert ask("GET", "reports")[0] == 200
            assert ask("GET", "duties")[0] == 200
        return [each["sql"][:60] for each in queries if "SAVEPOINT" not in each["sql"]]

    filing.begun(register)
    ask("GET", "reports")
    one = asked()
    for code in ("da-02", "da-03"):
        other = registers.project(register.zone, register.enterprise, code)
        actions.begin(register.reporter, other, filing.QUARTERLY, Report.objects.first().core_period)
    assert asked() == one


def test_a_misspelt_filter_is_refused_and_not_passed_over(ask):
    status, body, _ = ask("GET", "reports?stat=accepted")
    assert (status, body["code"]) == (422, "A14")
    assert ask("GET", "forms?state=draft")[1]["code"] == "A14"
    assert ask("GET", "reports?period=")[1]["code"] == "A01"
