"""Log-in, home, password, language and health."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from nhiemky.organisation import actions
from nhiemky.organisation.models import Role, User
from nhiemky.records.models import Event
from tests import people


@pytest.fixture
def clerk(house, client):
    user = people.account(Role.CLERK, house.cell)
    client.force_login(user)
    client.user = user
    return client


def test_a_wrong_password_is_said_and_the_name_stays(house, client):
    people.account(Role.CLERK, house.cell)
    page = client.post(reverse("login"), {"username": "clerk", "password": "wrong"})
    assert page.status_code == 422
    assert 'value="clerk"' in page.content.decode()
    assert 'class="error-summary"' in page.content.decode()


def test_the_log_in_leads_back_to_the_page_that_was_asked_for(house, client):
    people.account(Role.CLERK, house.cell)
    form = {"username": "clerk", "password": people.PASSWORD, "next": "/noi-bo/to-chuc/"}
    assert client.post(reverse("login"), form)["Location"] == "/noi-bo/to-chuc/"
    outside = {**form, "next": "https://evil.example/"}
    client.post(reverse("logout"))
    assert client.post(reverse("login"), outside)["Location"] == reverse("home")


def test_the_log_in_lists_accounts_in_a_demonstration_only(client, settings, db):
    settings.DEMONSTRATION = False
    assert "logins" not in client.get(reverse("login")).content.decode()


def test_home_shows_the_rooms_of_the_role_and_its_unit(clerk, house):
    page = clerk.get(reverse("home")).content.decode()
    assert house.cell.name in page
    assert f'class="card" href="{reverse("organisation:units")}"' in page
    assert reverse("records") not in page
    assert reverse("organisation:accounts") not in page


def test_an_account_without_a_role_is_told_what_to_do(client, db):
    user = User(username="nobody", full_name="Nguyễn Thị An")
    actions.create_account(people.CLOCKMAKER, user, people.PASSWORD)
    client.force_login(user)
    page = client.get(reverse("home"))
    assert page.status_code == 200
    assert "đề nghị quản trị viên" in page.content.decode()


def test_a_password_is_changed_with_the_old_one_and_recorded_without_either(clerk):
    new = "mật khẩu mới rất dài"
    wrong = {"old_password": "x", "new_password1": new, "new_password2": new}
    page = clerk.post(reverse("password_change"), wrong)
    assert (page.status_code, set(page.context["form"].errors)) == (422, {"old_password"})
    clerk.post(reverse("password_change"), {**wrong, "old_password": people.PASSWORD})
    assert clerk.get(reverse("home")).status_code == 200
    assert User.objects.get(pk=clerk.user.pk).check_password(new)
    event = Event.objects.get(verb="organisation.password_changed")
    assert new not in str(event.content())


def test_the_language_is_kept_and_the_page_too(clerk):
    answer = clerk.post(reverse("set_language"), {"language": "en", "next": "/noi-bo/?x=1"})
    assert answer["Location"] == "/noi-bo/?x=1"
    page = clerk.get("/noi-bo/").content.decode()
    assert '<html lang="en">' in page
    assert "Good day, " in page
    assert clerk.get(reverse("set_language")).status_code == 405


def test_health_is_told_to_anybody(client, db):
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_half_migrated_database_is_unhealthy(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'records'")
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.json()["status"]) == (503, "not migrated")


def test_the_migrations_are_those_of_the_models(db):
    call_command("makemigrations", "organisation", "records", check=True, dry_run=True, verbosity=0)
