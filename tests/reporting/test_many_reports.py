"""Hundreds of reports are written by the same verbs as one: the same rows and events, in as few queries."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Place
from nhiemky.records import clock
from nhiemky.records.actions import action
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import Event
from nhiemky.records.remembered import remembering
from nhiemky.records.verification import verify
from nhiemky.reporting import actions
from nhiemky.reporting.models import Report, ReportEvent
from tests.reporting import filing
from tests.zones import register as registers

PERIOD = parse_period("2021-Q1")
OWN = {"id", "project_id", "report_id"}


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def projects(register, *codes):
    return [registers.project(register.zone, register.enterprise, code) for code in codes]


def begun(register, *units):
    wanted = [(unit, filing.entry()) for unit in units]
    return actions.begin_all(register.reporter, filing.QUARTERLY, PERIOD, wanted)


def sent(register, *units):
    return actions.submit_all(register.reporter, [(each, each.edition) for each in begun(register, *units)])


def told(report):
    """Everything kept of a report but for which one it is."""
    row = {name: value for name, value in Report.objects.filter(pk=report.pk).values()[0].items() if name not in OWN}
    row["entry"]["fields"].pop("A1")
    steps = ReportEvent.objects.filter(report=report).order_by("pk").values()
    return row, [{name: value for name, value in step.items() if name not in OWN} for step in steps]


def events_of(report):
    found = Event.objects.filter(subject=f"reporting.Report:{report.pk}").order_by("sequence")
    return [
        (each.verb, each.actor, each.at, each.details, each.shapes,
         [(change["model"], change["before"] is None, change["after"] is None) for change in each.changes])
        for each in found
    ]  # fmt: skip


def test_many_together_leave_the_same_rows_and_events_as_one_by_one(register):
    first, second, third, fourth = projects(register, "da-11", "da-12", "da-13", "da-14")
    alone = [sent(register, first)[0], sent(register, second)[0]]
    together = sent(register, third, fourth)
    saved = actions.begin(register.reporter, register.project, filing.QUARTERLY, PERIOD)
    assert [told(each) for each in together] == [told(each) for each in alone]
    assert events_of(together[0]) == events_of(together[1]) == events_of(alone[0])
    assert [verb for verb, *_ in events_of(together[0])] == ["reporting.report_begun", "reporting.report_submitted"]
    assert [verb for verb, *_ in events_of(saved)] == ["reporting.report_begun"]
    assert not list(verify())


def test_three_reports_take_as_many_queries_as_one(register, django_assert_max_num_queries):
    units = projects(register, "da-11", "da-12", "da-13", "da-14")
    with django_assert_max_num_queries(100) as one:
        kept = begun(register, units[0])
        actions.save_all(register.reporter, [actions.Saving(each, filing.entry(), each.edition) for each in kept])
        actions.submit_all(register.reporter, [(each, 2) for each in kept])
    with django_assert_max_num_queries(len(one)):
        kept = begun(register, *units[1:])
        actions.save_all(register.reporter, [actions.Saving(each, filing.entry(), each.edition) for each in kept])
        actions.submit_all(register.reporter, [(each, 2) for each in kept])
    assert Report.objects.filter(state="submitted").count() == 4


def test_if_one_of_many_cannot_be_written_none_is_and_each_reason_is_told(register):
    one, two, three = projects(register, "da-11", "da-12", "da-13")
    actions.begin(register.reporter, two, filing.QUARTERLY, PERIOD)
    events = Event.objects.count()
    with pytest.raises(actions.NotAllError) as error:
        begun(register, one, two, three, three)
    assert {place: why.problems[0].code for place, why in error.value.why.items()} == {1: "P04", 3: "P04"}
    assert (Report.objects.count(), Event.objects.count()) == (1, events)


def test_of_two_savings_of_one_report_the_second_is_stale(register):
    report = filing.begun(register)
    with pytest.raises(actions.NotAllError) as error:
        actions.save_all(register.reporter, [actions.Saving(report, filing.entry(), 1)] * 2)
    assert {place: type(why) for place, why in error.value.why.items()} == {1: actions.StaleError}
    assert Report.objects.get().edition == 1


def test_an_accepted_report_is_not_changed_in_bulk_either(register):
    report = filing.accepted(register)

    @action("tests.changed")
    def change(actor):
        report.currency = "VND"
        Report.objects.bulk_update([report], ["currency"])

    with pytest.raises(FrozenError):
        change(register.reporter)
    assert Report.objects.get().currency == "USD"


def warned(report, entry):
    return {finding.problem.code for finding in actions.reading_of(report, entry).findings}


def test_what_was_read_is_read_again_once_anything_it_follows_from_has_changed(register):
    report = filing.begun(register)
    entry = filing.entry()
    with remembering():
        first = actions.reading_of(report, entry)
        explained = replace(entry, explanations={("R06", Place("II", "quarter")): "Có thật"})
        again = actions.reading_of(report, explained)
        assert (again.report, again.entry) == (first.report, explained)
        assert again.report is first.report
        assert "rate" in actions.reading_of(report, replace(entry, rate="")).field_problems
        assert actions.reading_of(report, replace(entry, cells={})).report.value("II", "quarter") is None
        assert actions.reading_of(report, replace(entry, fields={"A1": "x"})).field_problems != first.field_problems
        assert actions.reading_of(report, entry) == first
        report.currency = "VND"
        assert actions.reading_of(report, entry).report.currency == "VND"
        report.state = Report.State.SUBMITTED
        assert not actions.reading_of(report, entry).computed


def test_what_is_accepted_meanwhile_is_what_a_report_is_held_against(register):
    first = filing.submitted(register)
    with clock.at(filing.IN_JULY), remembering():
        report = filing.begun(register, filing.entry(), "2021-Q2")
        fallen = {Place("II", "since_licence"): "1", Place("II", "quarter"): "1"}
        entry = replace(filing.entry(), cells={**filing.entry().cells, **fallen})
        assert "R06" not in warned(report, entry)
        actions.accept(register.officer, first, first.edition)
        assert "R06" in warned(report, entry)
        assert warned(report, filing.entry(II=Decimal(300_000))) != warned(report, entry)
