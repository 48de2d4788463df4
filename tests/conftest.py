"""What every test may ask for."""

import pytest

from tests import people


@pytest.fixture
def house(db: None) -> people.House:
    """The units of the cast, in the database."""
    return people.house()
