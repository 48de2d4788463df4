import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from nhiemky.congress import access
from nhiemky.organisation.models import Role
from tests import people
from tests.congress import scenes


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_a_superior_sees_the_congresses_below_and_a_member_those_of_the_own_cell(hall):
    congress = scenes.prepared(hall)
    superior = people.account(Role.SUPERIOR, hall.house.committee)
    member = people.account(Role.MEMBER, hall.house.cell)
    other = people.account(Role.MEMBER, hall.house.other_cell, "other")
    assert list(access.visible(superior)) == [congress]
    assert list(access.visible(member)) == [congress]
    assert list(access.visible(other)) == []
    with pytest.raises(PermissionDenied):
        access.congress(request_of(other), congress.pk, access.SEE)


@pytest.mark.parametrize("role", [Role.TELLER, Role.EDITOR, Role.REPORTER, Role.ZONES_OFFICER, Role.ADMINISTRATOR])
def test_roles_that_have_nothing_to_do_with_congresses_see_none(house, role):
    assert role not in access.SEE.roles
    assert list(access.visible(people.account(role, house.committee, "without"))) == []


def test_members_get_the_minutes_once_the_congress_is_closed(hall):
    member = people.account(Role.MEMBER, hall.house.cell)
    congress = scenes.in_session(hall)
    with pytest.raises(PermissionDenied):
        access.with_minutes(request_of(member), congress.pk)
    assert access.with_minutes(request_of(hall.presidium), congress.pk) == congress
    scenes.vote(hall, congress, "resolution")
    scenes.actions.move_on(hall.presidium, congress, scenes.CongressAction.CLOSE)
    assert access.with_minutes(request_of(member), congress.pk) == congress


def test_an_unknown_congress_is_not_found(hall):
    with pytest.raises(Http404):
        access.congress(request_of(hall.clerk), 99, access.SEE)
