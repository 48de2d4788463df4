"""What every test may ask for."""

import pytest
from django.utils import translation

from tests import people


@pytest.fixture(autouse=True)
def vietnamese():
    """A request leaves its language behind in the thread; each test begins in Vietnamese."""
    translation.activate("vi")


@pytest.fixture
def house(db: None) -> people.House:
    """The units of the cast, in the database."""
    return people.house()
