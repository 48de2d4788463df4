"""The office in which resolutions are tested."""

from copy import deepcopy

import pytest

from nhiemky.records import clock
from tests.resolution import scenes


@pytest.fixture(scope="module")
def built_office(lasting, built_house):
    """A cell on the day of its congress."""
    with lasting(), clock.at(scenes.MOMENT):
        return scenes.office(built_house)


@pytest.fixture
def office(built_office, db):
    """The test's own copy of the cell, on that day."""
    with clock.at(scenes.MOMENT):
        yield deepcopy(built_office)
