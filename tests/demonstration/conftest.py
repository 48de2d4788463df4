"""The demonstration, loaded once for each module of tests here and rolled back after it.

No wider than a module: its transaction stays open, and the modules of other packages share the database.
"""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from nhiemky.demonstration.load import load


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """The whole term in the database; scans and ballots in a folder of their own."""
    kept = settings.STORAGES["ballots"]
    folder = kept | {"OPTIONS": kept["OPTIONS"] | {"location": tmp_path_factory.mktemp("ballots")}}
    storages = override_settings(STORAGES=settings.STORAGES | {"ballots": folder})
    with storages, django_db_blocker.unblock(), transaction.atomic():
        load(lambda what, done, of: None)
        yield
        transaction.set_rollback(True)
