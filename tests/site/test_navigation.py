"""The rooms on every page: each leads somewhere, opens for its roles and shows where one is."""

from pathlib import Path

import pytest
from django.urls import reverse

import nhiemky.ui
from nhiemky.organisation import actions
from nhiemky.organisation.models import Role
from nhiemky.site import navigation
from tests import people

ENTRIES = (navigation.HOME, *navigation.ROOMS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url_name)
def test_every_entry_has_an_address(entry):
    assert reverse(entry.url_name).startswith("/")


def test_every_entry_has_its_own_address_and_a_picture():
    pictures = (Path(nhiemky.ui.__file__).parent / "static" / "ui" / "icons.svg").read_text()
    assert len({entry.url_name for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert f'<symbol id="{entry.icon}"' in pictures


@pytest.mark.parametrize("role", Role)
def test_every_entry_that_is_shown_opens(house, client, role):
    user = people.account(role, house.committee)
    actions.grant_role(people.CLOCKMAKER, user, role, house.board, people.FOUNDED)
    client.force_login(user)
    shown = client.get(reverse("home")).context["rooms"]
    for room in shown:
        page = client.get(room.address)
        assert page.status_code == 200, room.address
        # Wagtail's editor has its own frame.
        marked = f'href="{room.address}" aria-current="page"' in page.content.decode()
        assert marked or room.address.startswith("/bien-tap/"), room.address


def test_a_page_outside_its_readers_rooms_is_marked_as_the_room_of_its_app(house, client):
    officer = people.account(Role.ZONES_OFFICER, house.board)
    client.force_login(officer)
    page = client.get(reverse("reporting:periods")).content.decode()
    assert f'href="{reverse("reporting:oversight")}" aria-current="page"' in page


def test_a_visitor_sees_no_rooms(client, db):
    assert 'id="navigation"' not in client.get(reverse("login")).content.decode()
