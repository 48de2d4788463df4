"""What every test may ask for."""

import os
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from tests import people
from tests.lasting import Lasting, until_the_end
from tests.states import EMPTY, States


def pytest_configure(config):
    """The marker of tests to begin with, and examples without a clock."""
    config.addinivalue_line("markers", "long: takes many seconds, so it is begun first")
    # How long an example takes says how busy the machine is: the first text of a run alone takes a second under load.
    settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("house")


def pytest_collection_modifyitems(config, items):
    """Begin with what takes long, so that no worker is left alone with it at the end.

    On PostgreSQL run what can differ there: whatever asks for a database, which Django's and ours all begin with.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if os.environ.get("NHIEMKY_DATABASE_URL"):
        same = [item for item in items if not _asks_for_a_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if _asks_for_a_database(item)]


def _asks_for_a_database(item):
    return "states" in item.fixturenames or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def states():
    """The states that can be copied, on the kind of database this run is for."""
    return States(os.environ.get("NHIEMKY_DATABASE_URL", ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, states):
    """Let Django's own database of the tests begin as a copy of the migrated one."""
    test = connection.settings_dict["TEST"]
    if states.address:
        test["TEMPLATE"] = states.template()
        yield
    else:
        test["NAME"] = "file:tests?mode=memory&cache=shared"
        with states.in_memory(test["NAME"]):
            yield


@pytest.fixture
def own_database(states, tmp_path):
    """A migrated database for programs that the test starts: their environment, with `tmp_path` as data folder."""
    with states.copy_of(EMPTY, tmp_path) as environment:
        yield environment


@pytest.fixture(autouse=True)
def vietnamese():
    """A request leaves its language behind in the thread; each test begins in Vietnamese."""
    translation.activate("vi")


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Lasting]:
    """`with lasting():` writes what all tests of a module begin with, and what none of them needs to build again."""
    with until_the_end(django_db_blocker) as writing:
        yield writing


@pytest.fixture(scope="module")
def built_house(lasting: Lasting) -> people.House:
    """The units of the cast, in the database."""
    with lasting():
        return people.house()


@pytest.fixture
def house(built_house: people.House, db: None) -> people.House:
    """The test's own copy of the units; whatever it does to them is undone after it."""
    return deepcopy(built_house)
