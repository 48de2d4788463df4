"""Forms that the office makes, from draft to live to retired."""

from datetime import date

import pytest
import tomli_w
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused
from nhiemky.core.reporting.form_editing import rows_of, with_row, without_row
from nhiemky.core.reporting.forms import Reporter
from nhiemky.core.reporting.lines import Place
from nhiemky.records import clock
from nhiemky.records.frozen import FrozenError
from nhiemky.records.models import Event
from nhiemky.records.remembered import remembering
from nhiemky.reporting import actions as filing_actions
from nhiemky.reporting import catalogue, queries
from nhiemky.reporting.definition_steps import StaleDefinitionError
from nhiemky.reporting.form_definitions import actions
from nhiemky.reporting.models import FormDefinition, Report
from nhiemky.reporting.reading import Entry
from tests.reporting import filing
from tests.reporting.form_definitions import made
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def second(house, register):
    return made.colleague(house.board)


def codes(refused):
    return [problem.code for problem in refused.value.problems]


def test_a_form_is_drafted_by_one_officer_made_live_by_another_and_then_due(register, second):
    row = actions.draft(register.officer, made.text())
    assert "LD-NU" not in {form.code for form in catalogue.forms()}
    with pytest.raises(Refused) as refused:
        actions.release(register.officer, row, row.edition)
    assert codes(refused) == ["V02"]
    live = actions.release(second, row, row.edition)
    assert (live.state, live.released_by) == ("live", second)
    due = [(form.code, duty.period.code) for form, duty in catalogue.duties_of(date(2021, 1, 5), date(2021, 12, 31))]
    assert ("LD-NU", "2021-H2") in due
    assert ("LD-NU", "2021-H1") not in due
    assert catalogue.form_for("ld-nu", parse_period("2021-H2")).name.en == "Report on women workers"
    assert [event.verb for event in Event.objects.order_by("-sequence")[:1]] == ["reporting.form_released"]


def test_what_is_live_never_changes(register, second):
    live = made.live(register.officer, second)
    with pytest.raises(Refused) as refused:
        actions.change(register.officer, live, live.edition, made.text(cite="Khác"))
    assert codes(refused) == ["V01"]
    with pytest.raises(Refused):
        actions.discard(register.officer, live, live.edition)
    live.text = made.text(cite="Khác")
    with pytest.raises(FrozenError):
        live.save()
    with pytest.raises(FrozenError):
        live.delete()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"effective_from": date(2021, 4, 4)}, "V03"),
        ({"column": []}, "M08"),
        ({"line": []}, "M15"),
    ],
)
def test_what_is_unfinished_or_begins_in_the_past_stays_a_draft(register, second, change, code):
    row = actions.draft(register.officer, made.text(**change))
    with pytest.raises(Refused) as refused:
        actions.release(second, row, row.edition)
    assert code in codes(refused)
    assert FormDefinition.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"code": "A.III.1", "version": "2021"}, "V06"),
        ({"code": "A-III-1"}, "M19"),
        ({"frequency": "week"}, "D05"),
        ({"deadline": {"months_after": 1}}, "D02"),
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused_and_leaves_nothing(register, keys, code):
    with pytest.raises(Refused) as refused:
        actions.draft(register.officer, made.text(**keys))
    assert code in codes(refused)
    assert not FormDefinition.objects.exists()


def test_two_versions_may_not_begin_on_one_day(register, second):
    made.live(register.officer, second)
    again = actions.draft(register.officer, made.text(version="2021-b"))
    with pytest.raises(Refused) as refused:
        actions.release(second, again, again.edition)
    assert codes(refused) == ["V04"]


def test_whoever_opened_an_older_edition_is_told_who_saved_since(register, second):
    row = actions.draft(register.officer, made.text())
    actions.change(second, row, row.edition, made.text(cite="Mới"))
    with pytest.raises(StaleDefinitionError) as stale:
        actions.change(register.officer, row, row.edition, made.text(cite="Cũ"))
    assert second.full_name in stale.value.problem.vi
    assert "Mới" in FormDefinition.objects.get().text


def test_reports_on_two_versions_stay_readable_each_on_its_own(register, second):
    first = filing.accepted(register)
    longer = with_row(made.next_quarterly(), "line", 0, made.LINE | {"code": "IX", "kind": "flow"})
    line = [row["code"] for row in rows_of(longer, "line")].index("VI.4") + 1
    newer = without_row(longer, "line", line)
    with clock.at(filing.IN_APRIL):
        made.live(register.officer, second, newer)
    with clock.at(filing.IN_JULY):
        still = filing_actions.begin(
            register.reporter,
            register.project,
            catalogue.form_for("a-iii-1", parse_period("2021-Q2")),
            parse_period("2021-Q2"),
        )
    assert still.form_version == "2021"
    with clock.at(filing.IN_JULY.replace(month=10)):
        form = catalogue.form_for("a-iii-1", parse_period("2021-Q3"))
        report = filing_actions.begin(
            register.reporter, register.project, form, parse_period("2021-Q3"), filing.entry()
        )
    assert report.form_version == "2021-2"
    old, new = Report.objects.get(pk=first.pk).definition, Report.objects.get(pk=report.pk).definition
    assert "VI.4" in {each.code for each in old.lines}
    assert {"IX"} == {each.code for each in new.lines} - {each.code for each in old.lines}
    assert queries.figures(first).value("II", "quarter") == filing.FIGURES["II"]
    assert filing_actions.reading_of(report).report.value("II", "quarter") == filing.FIGURES["II"]
    figures = {
        Place(line, column): value for line, value in filing.FIGURES.items() for column in new.line(line).columns
    }
    kept = filing_actions.save(register.reporter, report, Entry.of_values(figures, filing.RATE), report.edition)
    sent = filing_actions.submit(register.reporter, kept, kept.edition)
    filing_actions.accept(register.officer, sent, sent.edition)
    with CaptureQueriesContext(connection) as queried:
        versions = [each.form_version for each in queries.accepted_reports()]
    assert (versions, len(queried)) == (["2021", "2021-2"], 3)


def test_a_retired_form_is_due_no_more_and_still_read(register, second):
    live = made.live(register.officer, second)
    for day, reason, code in [(date(2021, 4, 1), "Thôi", "V05"), (date(2022, 6, 30), " ", "V10")]:
        with pytest.raises(Refused) as refused:
            actions.retire(register.officer, live, live.edition, day, reason)
        assert codes(refused) == [code]
    actions.retire(register.officer, live, live.edition, date(2022, 6, 30), "Không còn cần")
    due = [
        duty.period.code
        for form, duty in catalogue.duties_of(date(2021, 1, 5), date(2023, 12, 31))
        if form.code == "LD-NU"
    ]
    assert due == ["2021-H2", "2022-H1"]
    assert catalogue.form("LD-NU", "2021").effective_until == date(2022, 6, 30)


def test_a_form_of_the_board_is_no_duty_of_an_enterprise(register, second):
    made.live(register.officer, second, {**made.SMALL, "reporter": "board"})
    days = date(2021, 1, 5), date(2021, 12, 31)
    assert "LD-NU" not in {form.code for form, _ in catalogue.duties_of(*days)}
    assert {form.code for form, _ in catalogue.duties_of(*days, Reporter.BOARD)} == {"LD-NU"}


def test_any_number_of_forms_is_read_once_in_a_request_and_never_kept_longer(register, second):
    made.live(register.officer, second)
    with (
        CaptureQueriesContext(
            connection,
        ) as queried,
        remembering(),
    ):
        for _ in range(3):
            catalogue.forms()
            catalogue.form("LD-NU", "2021")
    assert len(queried) == 1
    with remembering():
        before = len(catalogue.forms())
        row = actions.draft(
            register.officer, tomli_w.dumps({**made.SMALL, "version": "2", "effective_from": date(2022, 1, 1)})
        )
        actions.release(second, row, row.edition)
        assert len(catalogue.forms()) == before + 1
