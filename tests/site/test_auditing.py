"""The auditor reads the log and has it verified; nobody else does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.records.actions import looked
from nhiemky.records.models import Event
from tests import people


@pytest.fixture
def auditor(house, client):
    client.force_login(people.account(Role.AUDITOR, house.committee))
    return client


def test_the_log_is_shown_newest_first_and_narrowed(auditor, house):
    looked(people.CLOCKMAKER, house.cell, "tests")
    page = auditor.get(reverse("records"))
    assert [event.sequence for event in page.context["events"]] == list(range(Event.objects.count(), 0, -1))
    narrowed = auditor.get(reverse("records"), {"verb": "records.looked"})
    assert [event.verb for event in narrowed.context["events"]] == ["records.looked"]
    assert auditor.get(reverse("records"), {"actor": "nobody at all"}).context["events"] == []


@pytest.mark.parametrize("wrong", [{"since": "x"}, {"verb": "no.such"}, {"before": "-1"}])
def test_a_wrong_filter_is_explained(auditor, wrong):
    page = auditor.get(reverse("records"), wrong)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == set(wrong)


def test_a_whole_log_is_verified_and_that_it_was_is_recorded(auditor):
    page = auditor.post(reverse("records_verify"))
    assert page.context["findings"] == []
    assert Event.objects.last().details == {"what": "records_verify"}


def test_an_edit_past_the_actions_is_shown(auditor, house):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisation_unit SET name = 'X' WHERE id = %s", [house.cell.pk])
    page = auditor.post(reverse("records_verify")).content.decode()
    assert f"organisation.Unit:{house.cell.pk}" in page


def test_a_longer_log_asks_the_database_no_more_often(auditor):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            auditor.get(reverse("records"))
        return len(caught)

    one = queries()
    for place in range(3):
        looked(people.CLOCKMAKER, None, str(place))
    assert queries() == one


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERIOR, Role.ADMINISTRATOR])
def test_nobody_else_reads_the_log(house, client, role):
    client.force_login(people.account(role, house.committee))
    assert client.get(reverse("records")).status_code == 403
    assert client.post(reverse("records_verify")).status_code == 403
