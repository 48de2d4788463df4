"""The hall in which congresses are tested."""

from copy import deepcopy

import pytest

from nhiemky.records import clock
from tests.congress import scenes


@pytest.fixture(scope="module")
def built_hall(lasting, built_house):
    """A cell of 28 members on the day of its congress."""
    with lasting(), clock.at(scenes.MOMENT):
        return scenes.hall(built_house)


@pytest.fixture
def hall(built_hall, db):
    """The test's own copy of the cell, on that day."""
    with clock.at(scenes.MOMENT):
        yield deepcopy(built_hall)
