"""A right holds at the unit of the grant and everything below it, on the days of the grant, and nowhere else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from nhiemky.organisation import access, actions
from nhiemky.organisation.models import Role, User
from nhiemky.records import clock
from tests import people


@pytest.fixture
def fresh():
    """The account as the next request finds it."""
    return lambda user: User.objects.get(pk=user.pk)


def test_a_right_reaches_down_but_neither_up_nor_sideways(house):
    clerk = people.account(Role.CLERK, house.cell)
    allowed = {unit: access.may(clerk, access.MANAGE_MEMBERS, unit) for unit in (*house.groups, house.cell)}
    refused = {
        unit: access.may(clerk, access.MANAGE_MEMBERS, unit)
        for unit in (house.committee, house.other_cell, house.board)
    }
    assert all(allowed.values())
    assert not any(refused.values())


def test_a_unit_whose_number_starts_alike_is_not_below(house):
    """/1/2/ is no prefix of /1/23/ only because paths end in a stroke."""
    assert house.cell.path.endswith("/")
    clerk = people.account(Role.CLERK, house.cell)
    for place in range(30):
        people.unit(f"cell-{place}", f"Chi bộ {place}", people.Unit.Kind.CELL, house.committee)
    assert set(access.units(clerk, access.MANAGE_MEMBERS)) == {house.cell, *house.groups}


def test_a_role_that_has_ended_or_not_begun_gives_nothing(house, fresh):
    clerk = people.account(Role.CLERK, house.cell)
    actions.end_role(people.CLOCKMAKER, clerk.grants.get(), clock.today() - timedelta(days=1))
    assert not access.may(fresh(clerk), access.MANAGE_MEMBERS, house.cell)
    actions.grant_role(people.CLOCKMAKER, clerk, Role.CLERK, house.cell, clock.today() + timedelta(days=1))
    assert not access.may(fresh(clerk), access.MANAGE_MEMBERS, house.cell)
    actions.grant_role(people.CLOCKMAKER, clerk, Role.CLERK, house.cell, clock.today(), clock.today())
    assert access.may(fresh(clerk), access.MANAGE_MEMBERS, house.cell)


def test_visitors_and_closed_accounts_may_nothing(house, fresh):
    clerk = people.account(Role.CLERK, house.cell)
    assert not access.may(AnonymousUser(), access.SEE_UNITS)
    clerk.is_active = False
    assert access.grants(clerk) == []


def test_the_superior_committee_sees_the_members_of_the_cells_below_it_and_changes_none(house, browser):
    superior = browser(Role.SUPERIOR, house.committee)
    member = people.member(house.cell, "Nguyễn Thị An")
    assert superior.get(reverse("organisation:members", args=[house.cell.pk])).status_code == 200
    assert superior.get(reverse("organisation:member", args=[member.pk])).status_code == 200
    assert superior.get(reverse("organisation:member_change", args=[member.pk])).status_code == 403


@pytest.mark.parametrize("name", ["members", "members_export", "unit", "members_import", "admit"])
def test_a_clerk_enters_no_other_cell(house, browser, name):
    assert browser(Role.CLERK).get(reverse(f"organisation:{name}", args=[house.other_cell.pk])).status_code == 403


def test_a_visitor_is_sent_to_the_log_in_and_comes_back(house, client):
    address = reverse("organisation:members", args=[house.cell.pk])
    assert client.get(address)["Location"] == f"{reverse('login')}?next={address}"
