"""Versions side by side, and comments on lines."""

from decimal import Decimal

import pytest
from django.urls import reverse

from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.reporting import access, actions
from nhiemky.reporting.history import versions
from nhiemky.reporting.models import ReportEvent
from tests.reporting import filing
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


def returned_and_written_again(register):
    report = filing.submitted(register)
    report = actions.send_back(register.officer, report, report.edition, "Doanh thu?")
    return actions.save(register.reporter, report, filing.entry(II=Decimal(310_000)), report.edition)


def told(register, user, report, *, own):
    chain = access.visible_chain(user, report)
    events = ReportEvent.objects.filter(report__in=chain).select_related("by").order_by("pk")
    found = versions(chain, events, own=own)
    return [[(str(each.place), each.before, each.after) for each in version.changes] for version in found]


def test_what_was_returned_and_what_was_sent_again_differ_cell_by_cell(register):
    report = returned_and_written_again(register)
    report = actions.submit(register.reporter, report, report.edition)
    report = actions.accept(register.officer, report, report.edition)
    fix = actions.correct(register.reporter, report, "Nhầm")
    fix = actions.save(register.reporter, fix, filing.entry(II=Decimal(310_000), VII=None), fix.edition)
    raised = [(f"II/{column}", 300_000, 310_000) for column in ("quarter", "year_to_date", "since_licence")]
    dropped = [(f"VII/{column}", 0, None) for column in ("quarter", "year_to_date", "since_licence")]
    found = told(register, register.reporter, fix, own=True)
    assert found[:2] == [[], raised]
    assert set(dropped) <= set(found[2])
    assert told(register, register.officer, report, own=False) == [[], raised]


def test_an_officer_sees_what_was_sent_and_not_what_is_being_written(client, register):
    report = returned_and_written_again(register)
    assert told(register, register.officer, report, own=False) == [[]]
    address = reverse("reporting:report", args=[report.pk])
    client.force_login(register.officer)
    page = client.get(address).content.decode()
    assert "300.000" in page
    assert "310.000" not in page
    client.force_login(register.reporter)
    assert "310.000" in client.get(address).content.decode()


def test_both_sides_write_about_a_line_and_see_it_there(client, register):
    report = filing.submitted(register)
    address = reverse("reporting:comment", args=[report.pk])
    client.force_login(register.officer)
    answer = client.post(address, {"line": "II", "text": "Vì sao <b>cao</b>?", "review": "1"})
    assert answer.url == reverse("reporting:review", args=[report.pk]) + "#comments"
    actions.send_back(register.officer, report, report.edition, "Xem ý kiến ở dòng II")
    client.force_login(register.reporter)
    page = client.get(reverse("reporting:edit", args=[report.pk])).content.decode()
    assert "Vì sao &lt;b&gt;cao&lt;/b&gt;?" in page
    client.post(address, {"line": "II", "text": "Đơn hàng lớn"})
    assert [each.text for each in report.line_comments.all()] == ["Vì sao <b>cao</b>?", "Đơn hàng lớn"]


@pytest.mark.parametrize(("line", "text", "code"), [("XX", "Gì?", "P12"), ("II", "  ", "P13")])
def test_a_comment_is_about_a_line_and_says_something(register, line, text, code):
    report = filing.submitted(register)
    with pytest.raises(Refused) as refused:
        actions.comment(register.officer, report, line, text)
    assert refused.value.problems[0].code == code


def test_strangers_neither_read_nor_write(client, register, house):
    from nhiemky.organisation.models import Role
    from tests import people

    report = filing.submitted(register)
    client.force_login(people.account(Role.REPORTER, house.board, "stranger"))
    assert client.post(reverse("reporting:comment", args=[report.pk]), {"line": "II", "text": "?"}).status_code == 403
    assert client.get(reverse("reporting:changes", args=[report.pk])).status_code == 403


def test_a_report_says_that_a_correction_counts_instead(client, register):
    report = filing.accepted(register)
    fix = actions.correct(register.reporter, report, "Nhầm")
    client.force_login(register.officer)
    address = reverse("reporting:report", args=[report.pk])
    later = reverse("reporting:report", args=[fix.pk])
    assert later not in client.get(address).content.decode()
    fix = actions.submit(register.reporter, fix, fix.edition)
    actions.accept(register.officer, fix, fix.edition)
    assert later in client.get(address).content.decode()
    assert client.get(reverse("reporting:changes", args=[report.pk])).status_code == 200
