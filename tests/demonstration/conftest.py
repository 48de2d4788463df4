"""The demonstration, copied for each module of tests here: what a test writes is rolled back, and the copy vanishes.

No wider than a module: while it stands in, no test has the usual database.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import override_settings

from tests.states import FILE, HELD


@pytest.fixture(scope="module")
def demonstration(django_db_setup, states, tmp_path_factory):
    """The whole term in the database; scans and ballots in a folder of their own."""
    data = tmp_path_factory.mktemp("demonstration")
    kept = settings.STORAGES["ballots"]
    ballots = kept | {"OPTIONS": kept["OPTIONS"] | {"location": data / "ballots"}}
    copied = override_settings(
        STORAGES=settings.STORAGES | {"ballots": ballots}, RECORDS_KEY=settings.DEMONSTRATION_SECRET
    )
    with states.copy_of(HELD, data) as environment, copied:
        usual = connections["default"]
        name = urlsplit(environment["NHIEMKY_DATABASE_URL"]).path.lstrip("/") or Path(data) / FILE
        connections["default"] = type(usual)(usual.settings_dict | {"NAME": name}, "default")
        yield
        connections["default"].close()
        connections["default"] = usual
