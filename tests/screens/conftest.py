"""The hall in which screens are tested."""

import pytest

from nhiemky.records import clock
from tests.congress import scenes


@pytest.fixture
def hall(house):
    """A cell of 28 members on the day of its congress."""
    with clock.at(scenes.MOMENT):
        yield scenes.hall(house)
