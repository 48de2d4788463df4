import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import GroupPagePermission, Locale

from nhiemky.organisation.actions import EDITORS
from nhiemky.organisation.models import Role, User
from nhiemky.portal import permissions
from nhiemky.portal.models import NewsPage, PortalSettings
from nhiemky.records.actions import System, action
from tests import people
from tests.portal.conftest import Portal

EDITOR_ADDRESSES = [
    "/bien-tap/",
    "/bien-tap/pages/",
    "/bien-tap/images/",
    "/bien-tap/documents/",
    "/bien-tap/snippets/portal/officialdocument/",
    "/bien-tap/reports/changed-figures/",
    "/bien-tap/figures/chooser/",
]


def test_editors_enter_everything_that_is_theirs(portal: Portal, client: Client) -> None:
    client.force_login(people.account(Role.EDITOR, portal.house.board))
    page = NewsPage.objects.get(slug="doc-mot-con-so")
    settings = f"/bien-tap/settings/portal/portalsettings/{PortalSettings.load().pk}/"
    for address in [*EDITOR_ADDRESSES, settings, f"/bien-tap/pages/{page.pk}/edit/"]:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_nobody_else_enters_the_editor(portal: Portal, client: Client, role: Role) -> None:
    client.force_login(people.account(role, portal.house.cell))
    assert client.get("/bien-tap/").status_code == 403
    assert client.get("/bien-tap/pages/").status_code == 403


def test_djangos_superuser_flag_opens_nothing(portal: Portal, client: Client) -> None:
    user = people.account(Role.CLERK, portal.house.cell)
    set_superuser(people.CLOCKMAKER, user)
    client.force_login(user)
    assert client.get("/bien-tap/").status_code == 403


@action("tests.superuser_set")
def set_superuser(actor: System, user: User) -> None:
    user.is_superuser = True
    user.save()


def test_visitors_are_sent_to_the_houses_log_in(db: None, client: Client) -> None:
    assert client.get("/bien-tap/")["Location"].startswith("/dang-nhap/")
    assert client.get("/bien-tap/login/?next=/bien-tap/pages/")["Location"] == "/dang-nhap/?next=/bien-tap/pages/"


def test_preparing_twice_changes_nothing(db: None) -> None:
    permissions.prepare()
    group = Group.objects.get(name=EDITORS)
    before = (group.permissions.count(), GroupPagePermission.objects.count(), Locale.objects.count())
    permissions.prepare()
    assert (group.permissions.count(), GroupPagePermission.objects.count(), Locale.objects.count()) == before
    assert before[0] == len(permissions.PLAIN)
    assert set(Group.objects.values_list("name", flat=True)) == {EDITORS}
