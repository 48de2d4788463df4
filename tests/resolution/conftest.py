"""The office in which resolutions are tested."""

import pytest

from nhiemky.records import clock
from tests.resolution import scenes


@pytest.fixture
def office(house):
    """A cell on the day of its congress."""
    with clock.at(scenes.MOMENT):
        yield scenes.office(house)
