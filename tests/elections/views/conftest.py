"""Browsers of the accounts that run an election."""

import pytest
from django.test import Client


def of(user):
    """A browser in which the account is logged in."""
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def clerk(hall):
    """The clerk's browser."""
    return of(hall.clerk)


@pytest.fixture
def tellers(hall):
    """The two tellers' browsers."""
    return tuple(map(of, hall.tellers))


@pytest.fixture
def presidium(hall):
    """The presidium's browser."""
    return of(hall.presidium)
