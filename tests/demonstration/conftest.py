"""The demonstration, loaded once for all tests here and rolled back after them."""

import pytest
from django.db import transaction

from nhiemky.demonstration.load import load


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The whole term in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(lambda what, done, of: None)
        yield
        transaction.set_rollback(True)
