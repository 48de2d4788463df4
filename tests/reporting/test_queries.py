"""What counts: the latest accepted version of each report, in two queries however many there are."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nhiemky.core.reporting.lines import Place
from nhiemky.records import clock
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions, queries
from nhiemky.reporting.duties import Place as Stands
from nhiemky.reporting.duties import matrix, owed
from tests.reporting import filing
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def test_a_row_for_every_cell_says_where_it_comes_from(register):
    report = filing.accepted(register)
    rows = {(row.line, row.column): row for row in queries.accepted_values()}
    revenue = rows["II", "quarter"]
    assert (revenue.value, revenue.status, revenue.unit, revenue.currency) == (Decimal(300_000), "value", "USD", "USD")
    assert (revenue.report_id, revenue.unit_code, revenue.zone_code) == (report.pk, "da-01", "khu-thu")
    assert (revenue.form, revenue.period, revenue.enterprise) == ("A.III.1", "2021-Q1", "Công ty TNHH Bịa Đặt")
    assert (revenue.accepted_by, revenue.accepted_at) == ("Vũ Văn Khu", filing.IN_APRIL)
    assert (rows["VII", "quarter"].value, rows["VII", "quarter"].status) == (0, "zero")
    assert (rows["VI.1", "quarter"].value, rows["VI.1", "quarter"].status) == (None, "missing")
    assert (rows["V.1", "quarter"].unit, rows["VI.1", "quarter"].unit) == ("person", "kWh")


def test_drafts_and_submitted_reports_do_not_count(register):
    filing.submitted(register)
    assert list(queries.accepted_values()) == []


def test_the_day_of_acceptance_is_the_offices(register):
    with clock.at(datetime(2021, 4, 5, 18, 30, tzinfo=UTC)):
        filing.accepted(register)
    assert queries.accepted_reports(datetime(2021, 4, 5, tzinfo=UTC).date()) == []
    assert len(queries.accepted_reports(datetime(2021, 4, 6, tzinfo=UTC).date())) == 1


def test_three_reports_take_as_many_queries_as_one(register, django_assert_num_queries):
    filing.accepted(register)
    for number in (2, 3):
        other = registers.project(register.zone, register.enterprise, f"da-0{number}")
        filing.filed_for(other, register.reporter, register.officer)
    with django_assert_num_queries(2):
        found = queries.accepted_reports()
    assert [each.unit_code for each in found] == ["da-01", "da-02", "da-03"]
    assert all(each.report.cells[Place("II", "quarter")] == 300_000 for each in found)


def test_duties_run_from_the_period_of_the_certificate(register, django_assert_num_queries):
    day = datetime(2022, 4, 5, tzinfo=UTC).date()
    # Certificates, reports, extensions, closings, and the forms that the office made.
    with django_assert_num_queries(5):
        duties = owed([register.project], day)
    assert [(each.form.code, each.duty.period.code) for each in duties] == [
        ("A.III.1", "2021-Q1"),
        ("A.III.1", "2021-Q2"),
        ("A.III.1", "2021-Q3"),
        ("A.III.1", "2021-Q4"),
        ("A.III.2", "2021"),
        ("A.III.1", "2022-Q1"),
        ("A.III.1", "2022-Q2"),
        ("A.III.2", "2022"),
    ]
    assert [each.place for each in duties] == [Stands.OVERDUE] * 5 + [Stands.DUE] + [Stands.NOT_YET] * 2


def test_a_duty_stands_where_its_newest_report_does(register):
    def stands():
        return owed([register.project], filing.IN_APRIL.date())[0].place

    assert stands() == Stands.DUE
    report = filing.begun(register)
    assert stands() == Stands.DUE
    report = actions.submit(register.reporter, report, report.edition)
    assert stands() == Stands.WAITING
    report = actions.send_back(register.officer, report, report.edition, "Sai")
    assert stands() == Stands.RETURNED
    report = actions.submit(register.reporter, report, report.edition)
    report = actions.accept(register.officer, report, report.edition)
    assert stands() == Stands.DONE
    correction = actions.correct(register.reporter, report, "Nhầm")
    assert stands() == Stands.DONE
    actions.submit(register.reporter, correction, correction.edition)
    assert stands() == Stands.WAITING


def test_the_matrix_counts_who_owes_and_who_is_accepted(register, django_assert_num_queries):
    other = registers.project(register.zone, register.enterprise, "da-02")
    filing.accepted(register)
    # The same for two projects: within a request the office's forms are read once.
    with remembering(), django_assert_num_queries(5):
        table = matrix(owed([register.project, other], filing.IN_APRIL.date(), 2021), 2021)
    assert next((each.duty.period.code, each.owing, each.accepted) for each in table.columns) == ("2021-Q1", 2, 1)
    assert [row.cells[0].place for row in table.rows] == [Stands.DONE, Stands.DUE]
    assert [any(each.is_missing for each in row.cells if each) for row in table.rows] == [False, True]
