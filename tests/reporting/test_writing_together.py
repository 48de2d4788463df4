"""Two people at one report, pages that save by themselves, and nobody's figures overwritten in silence."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.records.models import Event
from nhiemky.reporting.models import Opening, Report
from nhiemky.zones import actions as zones
from tests import people
from tests.reporting import filing
from tests.zones import register as registers

MINE, THEIRS = (
    {"o:II/quarter": "8", "o:III/quarter": "5", "o:IV/quarter": "4"},
    {"o:II/quarter": "7", "o:III/quarter": "5"},
)


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.fixture
def report(register):
    return filing.begun(register)


@pytest.fixture
def reporter(client, register):
    client.force_login(register.reporter)
    return client


@pytest.fixture
def colleague(register, house):
    user = people.account(Role.REPORTER, house.board, "colleague")
    zones.name_reporter(people.CLOCKMAKER, register.enterprise, user, people.FOUNDED)
    return user


def edit(report):
    return reverse("reporting:edit", args=[report.pk])


def autosave(report):
    return reverse("reporting:autosave", args=[report.pk])


def test_a_page_saves_by_itself_and_learns_what_was_computed(reporter, report):
    typed = {"edition": 1, "rate": "23.000", "o:V.1/quarter": "120", "o:V.2/quarter": "3", "o:II/quarter": "1.5"}
    answer = reporter.post(autosave(report), typed)
    told = answer.json()
    assert (answer.status_code, told["edition"]) == (200, 2)
    assert told["computed"]["o:V/quarter"] == "123"
    assert list(told["unreadable"]) == ["o:II/quarter"]
    stored = Report.objects.get()
    assert (stored.edition, stored.entry["cells"]["II/quarter"]) == (2, "1.5")
    assert Event.objects.order_by("sequence").last().verb == "reporting.report_saved"


def test_what_is_handed_over_again_because_the_answer_was_lost_is_no_conflict_with_oneself(reporter, report):
    first = reporter.post(autosave(report), {"edition": 1, **MINE})
    events = Event.objects.count()
    again = reporter.post(autosave(report), {"edition": 1, **MINE})
    assert (again.status_code, again.json()["edition"]) == (first.status_code, 2)
    assert (Report.objects.get().edition, Event.objects.count()) == (2, events)


def test_a_page_with_an_old_edition_overwrites_nothing(reporter, report):
    assert reporter.post(autosave(report), {"edition": 1, **THEIRS}).status_code == 200
    late = reporter.post(autosave(report), {"edition": 1, **MINE})
    assert late.status_code == 409
    assert "lưu báo cáo này" in late.json()["message"]
    assert Report.objects.get().entry["cells"]["II/quarter"] == "7"


@pytest.mark.parametrize("edition", ["", "x", "-1"])
def test_a_page_without_an_edition_saves_nothing(reporter, report, edition):
    assert reporter.post(autosave(report), {"edition": edition, **MINE}).status_code == 422
    assert Report.objects.get().edition == 1


def test_a_sent_report_takes_no_more(reporter, register):
    report = filing.submitted(register)
    assert reporter.post(autosave(report), {"edition": report.edition, **MINE}).status_code == 422


def test_only_the_enterprise_may_save(client, register, report):
    client.force_login(register.officer)
    assert client.post(autosave(report), {"edition": 1}).status_code == 403


def test_each_of_two_people_is_told_of_the_other_until_the_page_is_left(reporter, report, register, colleague):
    assert 'id="others" class="note warn" role="status" hidden' in reporter.get(edit(report)).content.decode()
    reporter.force_login(colleague)
    page = reporter.get(edit(report)).content.decode()
    assert 'id="others" class="note warn" role="status"><p>Hoàng Thị Kế' in page
    reporter.force_login(register.reporter)
    there = reporter.post(autosave(report), {"edition": 1, "ping": "1"}).json()
    assert [each["who"] for each in there["others"]] == [colleague.full_name]
    assert Report.objects.get().edition == 1
    with clock.at(filing.IN_APRIL + timedelta(minutes=3)):
        assert reporter.post(autosave(report), {"edition": 1, "ping": "1"}).json()["others"] == []
        assert Opening.objects.get(user=register.reporter).since == filing.IN_APRIL + timedelta(minutes=3)


def conflict(client, report):
    client.post(edit(report), {"edition": 1, "save": "1", **THEIRS})
    return client.post(edit(report), {"edition": 1, "save": "1", **MINE})


def test_what_two_people_typed_is_laid_side_by_side(reporter, report):
    page = conflict(reporter, report)
    assert page.status_code == 409
    content = page.content.decode()
    assert content.count('name="c:o:II/quarter"') == 2
    # Alike, so nothing to choose; typed by one alone, so chosen beforehand.
    assert "c:o:III/quarter" not in content
    assert 'name="c:o:IV/quarter" value="mine" checked' in content
    assert 'name="c:o:II/quarter" value="mine" checked' not in content


def test_what_the_page_itself_has_handed_over_already_is_no_conflict(reporter, report):
    reporter.post(autosave(report), {"edition": 1, **MINE})
    assert reporter.post(edit(report), {"edition": 1, "save": "1", **MINE}).status_code == 302
    assert Report.objects.get().edition == 2


def test_nothing_is_saved_until_each_cell_is_chosen(reporter, report):
    conflict(reporter, report)
    undecided = {"edition": 2, "save": "1", "conflict": "1", **MINE, "c:o:IV/quarter": "mine"}
    refused = reporter.post(edit(report), undecided)
    assert refused.status_code == 422
    assert Report.objects.get().entry["cells"]["II/quarter"] == "7"
    decided = {**undecided, "c:o:II/quarter": "theirs"}
    assert reporter.post(edit(report), decided).status_code == 302
    cells = Report.objects.get().entry["cells"]
    assert (cells["II/quarter"], cells["III/quarter"], cells["IV/quarter"]) == ("7", "5", "4")


@pytest.mark.parametrize(("side", "revenue"), [("mine", "8"), ("theirs", "7")])
def test_one_button_chooses_a_whole_side(reporter, report, side, revenue):
    conflict(reporter, report)
    answer = reporter.post(edit(report), {"edition": 2, "conflict": "1", "all": side, **MINE})
    assert answer.status_code == 302
    assert Report.objects.get().entry["cells"]["II/quarter"] == revenue


def test_a_third_who_saves_while_one_chooses_is_not_overwritten_either(reporter, report):
    conflict(reporter, report)
    reporter.post(edit(report), {"edition": 2, "save": "1", **THEIRS, "o:VII/quarter": "9"})
    answer = reporter.post(edit(report), {"edition": 2, "conflict": "1", "all": "mine", **MINE})
    assert answer.status_code == 409
    assert Report.objects.get().entry["cells"]["VII/quarter"] == "9"
