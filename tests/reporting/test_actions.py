"""The way of a report: typed, submitted, returned, accepted for good, corrected by a successor."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.lines import Place
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.records.actions import action
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import Event
from nhiemky.records.verification import verify
from nhiemky.reporting import actions, queries
from nhiemky.reporting.models import Cell, Report, ReportEvent
from nhiemky.reporting.reading import Entry
from nhiemky.zones.models import Certificate
from tests import people
from tests.reporting import filing
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def codes(refused):
    return {problem.code for problem in refused.value.problems}


def test_an_accepted_report_has_every_figure_as_typed_and_the_totals_computed(register):
    report = filing.accepted(register)
    figures = queries.figures(report)
    assert figures.value("I.1.2.1", "quarter") == Decimal("500000.25")
    assert figures.value("I", "since_licence") == Decimal("500000.25")
    assert figures.value("V", "quarter") == 123
    assert figures.value("VII", "year_to_date") == 0
    assert figures.value("VI.1", "quarter") is None
    assert report.rate == filing.RATE
    assert (report.accepted_by, report.accepted_at) == (register.officer, filing.IN_APRIL)
    assert not list(verify())


def test_the_digest_is_that_of_the_stored_content_and_changes_with_any_figure(register):
    report = Report.objects.get(pk=filing.accepted(register).pk)
    figures = queries.figures(report)
    assert report.digest == hashlib.sha256(queries.content(report, figures.cells)).hexdigest()
    other = {**figures.cells, Place("III", "quarter"): Decimal(1)}
    assert report.digest != hashlib.sha256(queries.content(report, other)).hexdigest()
    assert Event.objects.get(verb="reporting.report_accepted").details == {"sha256": report.digest}


def test_running_totals_grow_from_the_accepted_report_before(register):
    filing.accepted(register)
    with clock.at(filing.IN_JULY):
        second = filing.accepted(register, filing.entry(II=Decimal(100), III=Decimal(50)), "2021-Q2")
    figures = queries.figures(second)
    assert figures.value("II", "year_to_date") == 300_100
    assert figures.value("II", "since_licence") == 300_100


def test_without_an_accepted_report_before_the_running_totals_must_be_typed(register):
    with clock.at(filing.IN_JULY), pytest.raises(Refused) as refused:
        filing.submitted(register, period="2021-Q2")
    assert codes(refused) == {"S02", "R01"}


def test_a_draft_keeps_what_cannot_be_read_and_cannot_be_submitted(register):
    wrong = filing.entry()
    wrong = replace(wrong, cells={**wrong.cells, Place("III", "quarter"): "12.5"})
    report = filing.begun(register, wrong)
    assert Report.objects.get().entry["cells"]["III/quarter"] == "12.5"
    with pytest.raises(Refused) as refused:
        actions.submit(register.reporter, report, report.edition)
    assert "E01" in codes(refused)
    assert Report.objects.get().state == "draft"


def test_a_rate_is_asked_only_where_amounts_of_money_stand(register):
    money, workers = Place("II", "quarter"), Place("V.1", "quarter")
    report = filing.begun(register, Entry.of_values({workers: Decimal(9), money: Decimal(0)}, None))
    assert "rate" not in actions.reading_of(report).field_problems
    for entry in (
        Entry.of_values({workers: Decimal(9), money: Decimal(1)}, None),
        Entry(cells={workers: "9"}, rate="0"),
    ):
        assert actions.reading_of(report, entry).field_problems["rate"].code == "P02"


def test_a_warning_needs_a_written_explanation(register):
    filing.accepted(register)
    less = filing.entry(III=Decimal(1))
    place = Place("II", "since_licence")
    less = replace(less, cells={**less.cells, place: "300.050"})
    with clock.at(filing.IN_JULY):
        report = filing.begun(register, replace(less, cells={**less.cells, place: "200.000"}), "2021-Q2")
        with pytest.raises(Refused) as refused:
            actions.submit(register.reporter, report, report.edition)
        assert "R06" in codes(refused)
        explained = replace(less, cells={**less.cells, place: "299.999,5", Place("II", "quarter"): "1"})
        explained = replace(explained, cells={**explained.cells, Place("II", "year_to_date"): "1"})
        explained = replace(
            explained, explanations={("R06", place): "Trả hàng", ("R05", Place("II", "year_to_date")): "Đã điều chỉnh"}
        )
        report = actions.save(register.reporter, report, explained, report.edition)
        report = actions.submit(register.reporter, report, report.edition)
    assert report.state == "submitted"
    assert Entry.from_stored(report.entry).explanations["R06", place] == "Trả hàng"


def test_nobody_overwrites_what_another_saved_meanwhile(register):
    report = filing.begun(register)
    actions.save(register.reporter, report, filing.entry(II=Decimal(7)), report.edition)
    with pytest.raises(actions.StaleError) as stale:
        actions.save(register.reporter, report, filing.entry(II=Decimal(8)), report.edition)
    assert stale.value.report.entry["cells"]["II/quarter"] == "7"
    assert Report.objects.get().entry["cells"]["II/quarter"] == "7"


def test_an_officer_decides_on_the_edition_that_was_shown(register):
    report = filing.submitted(register)
    with pytest.raises(actions.StaleError):
        actions.accept(register.officer, report, report.edition - 1)


def test_the_submitter_cannot_accept_even_with_both_roles(house, register):
    people.actions.grant_role(people.CLOCKMAKER, register.reporter, Role.ZONES_OFFICER, house.board, people.FOUNDED)
    report = filing.submitted(register)
    with pytest.raises(Refused) as refused:
        actions.accept(register.reporter, report, report.edition)
    assert codes(refused) == {"S03"}
    assert not Cell.objects.exists()


@pytest.mark.parametrize("role", [Role.SUPERIOR, Role.AUDITOR, Role.CLERK, Role.ADMINISTRATOR])
def test_only_a_zones_officer_of_the_board_decides(house, register, role):
    report = filing.submitted(register)
    other = people.account(role, house.board)
    for decide in (
        lambda: actions.accept(other, report, report.edition),
        lambda: actions.send_back(other, report, report.edition, "Sai"),
    ):
        with pytest.raises(Refused) as refused:
            decide()
        assert codes(refused) == {"P06"}


def test_a_returned_report_carries_the_reason_and_can_be_sent_again(register):
    report = filing.submitted(register)
    with pytest.raises(Refused) as refused:
        actions.send_back(register.officer, report, report.edition, " ")
    assert codes(refused) == {"S04"}
    report = actions.send_back(register.officer, report, report.edition, "Thiếu số lao động")
    assert report.events.get(kind=ReportEvent.Kind.RETURNED).comment == "Thiếu số lao động"
    report = actions.save(register.reporter, report, filing.entry(V_1=Decimal(130)), report.edition)
    report = actions.submit(register.reporter, report, report.edition)
    report = actions.accept(register.officer, report, report.edition)
    assert queries.figures(report).value("V", "quarter") == 133


def test_an_accepted_report_is_final_in_every_way(register):
    report = filing.accepted(register)
    with pytest.raises(Refused, match="S01"):
        actions.save(register.reporter, report, filing.entry(), report.edition)
    with pytest.raises(Refused, match="S01"):
        actions.accept(register.officer, report, report.edition)

    @action("tests.tampered")
    def tamper(actor, write):
        write()

    cell = Cell.objects.first()
    stored = Report.objects.get()
    stored.state, stored.entry = "draft", {}
    for write in (stored.save, stored.delete, cell.save, cell.delete, Cell(report=report, line="II").save):
        with pytest.raises(FrozenError):
            tamper(people.CLOCKMAKER, write)
    assert Report.objects.get().state == "accepted"


def test_a_correction_counts_only_once_it_is_accepted(register):
    first = filing.accepted(register)
    second = actions.correct(register.reporter, first, "Nhầm doanh thu")
    assert second.entry["cells"] == Report.objects.get(pk=first.pk).entry["cells"]
    assert list(queries.counted()) == [first]
    second = actions.save(register.reporter, second, filing.entry(II=Decimal(310_000)), second.edition)
    second = actions.submit(register.reporter, second, second.edition)
    assert list(queries.counted()) == [first]
    with clock.at(filing.IN_JULY):
        second = actions.accept(register.officer, second, second.edition)
    assert list(queries.counted()) == [second]
    assert list(queries.counted(filing.IN_APRIL.date())) == [first]
    assert queries.figures(first).value("II", "quarter") == 300_000


def test_a_report_has_one_correction_with_a_reason(register):
    first = filing.accepted(register)
    with pytest.raises(Refused, match="P08"):
        actions.correct(register.reporter, first, " ")
    actions.correct(register.reporter, first, "Nhầm")
    with pytest.raises(Refused, match="P07"):
        actions.correct(register.reporter, first, "Nhầm nữa")


def test_one_report_for_each_period(register):
    filing.begun(register)
    with pytest.raises(Refused, match="P04"):
        filing.begun(register)
    copy = Report.objects.get()
    copy.pk = None
    copy._state.adding = True

    @action("tests.copied")
    def insert(actor):
        copy.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(people.CLOCKMAKER)


@pytest.mark.parametrize(
    ("moment", "period", "code"),
    [
        (datetime(2021, 3, 31, 5, tzinfo=UTC), "2021-Q1", "S05"),
        (filing.IN_APRIL, "2020-Q4", "P05"),
        (filing.IN_APRIL, "2021", "P05"),
    ],
)
def test_a_report_is_begun_only_when_it_is_due(register, moment, period, code):
    with clock.at(moment), pytest.raises(Refused, match=code):
        filing.begun(register, period=period)


def test_a_revoked_project_owes_nothing_for_later_periods(register):
    end = registers.certificate(Certificate.Kind.REVOCATION, 0, issued_on=datetime(2021, 5, 1, tzinfo=UTC).date())
    end.project = register.project
    registers.actions.add_certificate(people.CLOCKMAKER, end)
    with clock.at(datetime(2021, 10, 5, tzinfo=UTC)):
        with pytest.raises(Refused, match="P05"):
            filing.begun(register, period="2021-Q3")
        assert filing.begun(register, period="2021-Q2").state == "draft"


def test_only_a_draft_that_was_never_sent_can_be_discarded(register):
    report = filing.begun(register)
    actions.discard(register.reporter, report, report.edition)
    assert not Report.objects.exists()
    report = filing.submitted(register)
    report = actions.send_back(register.officer, report, report.edition, "Sai")
    with pytest.raises(Refused, match="P09"):
        actions.discard(register.reporter, report, report.edition)


def test_part_a_is_a_snapshot_of_the_registers_as_of_the_period(register):
    later = registers.certificate(Certificate.Kind.ADJUSTMENT, 7, issued_on=datetime(2021, 4, 2, tzinfo=UTC).date())
    later.project = register.project
    registers.actions.add_certificate(people.CLOCKMAKER, later)
    report = filing.accepted(register)
    register.enterprise.name = "Tên mới"
    registers.actions.change_enterprise(people.CLOCKMAKER, register.enterprise)
    fields = Report.objects.get(pk=report.pk).entry["fields"]
    assert (fields["A7"], fields["A6"], fields["A3"]) == ("Công ty TNHH Bịa Đặt", "1.000.000", "10/02/2021")


def test_a_report_on_hand_does_not_change_when_the_one_before_is_corrected(register):
    first = filing.accepted(register)
    with clock.at(filing.IN_JULY):
        second = filing.submitted(register, filing.entry(II=Decimal(100), III=Decimal(50)), "2021-Q2")
        fix = actions.correct(register.reporter, first, "Nhầm")
        fix = actions.save(register.reporter, fix, filing.entry(II=Decimal(1), III=Decimal(1)), fix.edition)
        fix = actions.submit(register.reporter, fix, fix.edition)
        actions.accept(register.officer, fix, fix.edition)
        second = actions.accept(register.officer, second, second.edition)
    assert queries.figures(second).value("II", "year_to_date") == 300_100
    assert parse_period(second.period).code == "2021-Q2"
