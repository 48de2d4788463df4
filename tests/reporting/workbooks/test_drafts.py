"""The drafts that an import left are checked and sent together from its page, by whoever brought it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.core.reporting.workbook.layout import Kind
from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting import actions, tasks
from nhiemky.reporting.models import Report, WorkbookImport
from nhiemky.reporting.workbooks.drafts import drafts
from tests import people
from tests.reporting import filing
from tests.reporting.workbooks.paper import paper
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def brought(user, register, *filled):
    """An import of a workbook in which only some blocks are complete; the first figure of the others stands alone."""
    sheet = paper(register, Kind.MANY)
    for block, is_full in enumerate(filled):
        if is_full:
            sheet.fill(block)
        else:
            sheet.figure("II", 300_000, block=block)
    return WorkbookImport.objects.get(pk=tasks.take_workbook(user, "quy-1.xlsx", sheet.save(), submits=False).pk)


@pytest.fixture
def three(register):
    for code in ("da-02", "da-03"):
        registers.project(register.zone, register.enterprise, code)
    return brought(register.officer, register, True, False, True)


def address(found):
    return reverse("reporting:workbook_submit", args=[found.pk])


def states():
    return dict(Report.objects.values_list("project__code", "state"))


def test_an_officer_sends_the_drafts_without_findings_and_sees_what_stops_the_others(client, register, three):
    client.force_login(register.officer)
    assert address(three) in client.get(reverse("reporting:workbook_import", args=[three.pk])).content.decode()
    page = client.get(address(three))
    ready, (other,) = page.context["ready"], page.context["others"]
    assert [each.report.unit.code for each in ready] == ["da-01", "da-03"]
    assert "(R01, " in page.content.decode()
    assert len(other.sentences) + other.more == len(other.in_the_way) > len(other.sentences)
    client.post(address(three), {"cho": [each.key for each in ready], "confirm": "on"})
    assert states() == {"da-01": "submitted", "da-02": "draft", "da-03": "submitted"}
    sent = Event.objects.filter(verb="reporting.report_submitted")
    assert {each.actor for each in sent} == {register.officer.actor_name}
    assert [each.report for each in drafts(register.officer, three)] == [other.report]


def test_nothing_is_sent_unconfirmed_unchosen_or_with_findings(client, register, three):
    client.force_login(register.officer)
    page = client.get(address(three)).context
    first, second, bad = page["ready"][0].key, page["ready"][1].key, page["others"][0].key
    for sent in ({"cho": [first]}, {"confirm": "on"}, {"cho": [second, bad], "confirm": "on"}, {"cho": ["x", "1-x"]}):
        answer = client.post(address(three), sent)
        assert (answer.status_code, set(states().values())) == (422, {"draft"})
        assert answer.context["alerts"]
    assert "S02" in client.post(address(three), {"cho": [bad], "confirm": "on"}).content.decode()
    again = client.post(address(three), {"cho": [first]})
    assert again.context["named"] == {first}, "what was chosen stays chosen"


def test_a_draft_that_changed_after_it_was_looked_at_is_not_sent_and_neither_are_the_others(client, register, three):
    client.force_login(register.officer)
    keys = [each.key for each in client.get(address(three)).context["ready"]]
    first = Report.objects.get(project__code="da-01")
    actions.save(register.officer, first, filing.entry(), first.edition)
    answer = client.post(address(three), {"cho": keys, "confirm": "on"})
    assert (answer.status_code, set(states().values())) == (422, {"draft"})
    assert "(P03)" in answer.content.decode()


def test_only_the_one_who_brought_the_workbook_sends_its_drafts(client, register, house, three):
    client.force_login(people.account(Role.ZONES_OFFICER, house.board, "another-officer"))
    assert client.get(address(three)).status_code == 403
    elsewhere = people.account(Role.ZONES_OFFICER, house.committee, "officer-elsewhere")
    for begun_by, sends in ((register.reporter, register.officer), (elsewhere, elsewhere)):
        unit = registers.project(register.zone, register.enterprise, f"da-{begun_by.pk}")
        draft = actions.begin(begun_by, unit, filing.QUARTERLY, Report.objects.first().core_period, filing.entry())
        assert drafts(sends, WorkbookImport(by=sends, filed=[[draft.pk, unit.code]])) == []


def test_three_drafts_are_checked_in_as_many_queries_as_one(register, three):
    one = WorkbookImport(by=register.officer, filed=three.filed[:1])
    drafts(register.officer, one)
    with CaptureQueriesContext(connection) as few:
        drafts(register.officer, one)
    with CaptureQueriesContext(connection) as many:
        assert len(drafts(register.officer, three)) == 3
    assert len(many) == len(few)
