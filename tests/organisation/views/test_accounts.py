"""Administrators open accounts, grant and end roles below their units, and never for themselves."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.organisation import access, actions
from nhiemky.organisation.models import Role, RoleGrant, User
from nhiemky.records.models import Event
from tests import people


@pytest.fixture
def administrator(house, browser):
    return browser(Role.ADMINISTRATOR, house.cell)


def address(name, *args):
    return reverse(f"organisation:{name}", args=args)


def opened(administrator, house, **changes):
    form = {"username": "an", "full_name": "Nguyễn Thị An", "role": "clerk", "unit": house.cell.pk} | changes
    return administrator.post(address("account_create"), form)


def shown_password(page):
    return re.search(r'<code class="big" translate="no">([^<]+)</code>', page.content.decode())[1]


def test_the_first_password_is_shown_once_and_must_be_changed(administrator, house):
    page = opened(administrator, house)
    password = shown_password(page)
    assert "no-store" in page["Cache-Control"]
    assert password not in str(list(Event.objects.values_list("details", flat=True)))

    browser = Client()
    browser.post(reverse("login"), {"username": "an", "password": password})
    assert browser.get(reverse("home"))["Location"] == reverse("password_change")
    assert browser.get(address("members", house.cell.pk))["Location"] == reverse("password_change")
    new = "một mật khẩu của riêng tôi"
    form = {"old_password": password, "new_password1": new, "new_password2": new}
    assert browser.post(reverse("password_change"), form)["Location"] == reverse("home")
    assert browser.get(reverse("home")).status_code == 200


def test_a_username_is_given_once_and_only_at_units_of_the_administrator(administrator, house):
    opened(administrator, house)
    assert set(opened(administrator, house).context["form"].errors) == {"username"}
    assert set(opened(administrator, house, username="binh", unit=house.committee.pk).context["form"].errors) == {
        "unit"
    }
    assert not User.objects.filter(username="binh").exists()


def test_roles_are_granted_and_ended(administrator, house):
    opened(administrator, house)
    user = User.objects.get(username="an")
    administrator.post(address("account", user.pk), {"role": "teller", "unit": house.groups[0].pk})
    assert access.may(User.objects.get(pk=user.pk), access.right("x", Role.TELLER), house.groups[0])
    twice = administrator.post(address("account", user.pk), {"role": "teller", "unit": house.groups[0].pk})
    assert set(twice.context["form"].errors) == {"role"}
    for held in user.grants.all():
        administrator.post(address("grant_end", held.pk))
    assert access.grants(User.objects.get(pk=user.pk)) == []
    assert RoleGrant.objects.filter(user=user).count() == 2


def test_nobody_grants_or_ends_roles_of_the_own_account(administrator, house):
    me = administrator.user
    assert administrator.post(address("account", me.pk), {"role": "clerk", "unit": house.cell.pk}).status_code == 403
    assert administrator.post(address("grant_end", me.grants.get().pk)).status_code == 403
    assert administrator.post(address("password_reset", me.pk)).status_code == 403
    assert [held.role for held in me.grants.all()] == [Role.ADMINISTRATOR]


def test_accounts_of_other_units_are_closed_to_the_administrator(administrator, house):
    stranger = people.account(Role.CLERK, house.other_cell, "stranger")
    assert administrator.get(address("account", stranger.pk)).status_code == 403
    assert administrator.post(address("grant_end", stranger.grants.get().pk)).status_code == 403
    assert "stranger" not in administrator.get(address("accounts")).content.decode()


def test_the_password_of_an_account_with_roles_elsewhere_cannot_be_reset(administrator, house):
    """Else the administrator of a cell could enter as somebody of the superior committee."""
    opened(administrator, house)
    user = User.objects.get(username="an")
    assert administrator.post(address("password_reset", user.pk)).status_code == 200
    actions.grant_role(people.CLOCKMAKER, user, Role.SUPERIOR, house.committee, people.FOUNDED)
    assert administrator.post(address("password_reset", user.pk)).status_code == 403


def test_a_longer_list_of_accounts_asks_the_database_no_more_often(administrator, house):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            administrator.get(address("accounts"))
        return len(caught)

    opened(administrator, house)
    one = queries()
    opened(administrator, house, username="binh")
    opened(administrator, house, username="chi")
    assert queries() == one
