"""Browsers of people with a role at the cell."""

import pytest
from django.test import Client

from nhiemky.organisation.models import Role
from tests import people


@pytest.fixture
def browser(house):
    """`browser(role)` or `browser(role, unit)`: a client in which an account with the role is logged in."""

    def of(role: Role, unit=None) -> Client:
        client = Client()
        client.user = people.account(role, unit or house.cell, username=f"{role.value}-{unit.pk if unit else 0}")
        client.force_login(client.user)
        return client

    return of
