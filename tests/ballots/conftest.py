"""The room in which paper ballots are tested."""

from copy import deepcopy

import pytest

from nhiemky.records import clock
from tests.ballots import scenes
from tests.elections import scenes as elections


@pytest.fixture(scope="module")
def built_hall(lasting, built_house):
    """A cell of 28 members on the day of its congress."""
    with lasting(), clock.at(elections.MOMENT):
        return elections.hall(built_house)


@pytest.fixture
def hall(built_hall, db):
    """The test's own copy of the cell, on that day."""
    with clock.at(elections.MOMENT):
        yield deepcopy(built_hall)


@pytest.fixture(scope="module")
def built_room(lasting, built_hall):
    """The hall with everybody who counts paper."""
    with lasting(), clock.at(elections.MOMENT):
        return scenes.room(built_hall)


@pytest.fixture
def room(built_room, db):
    """The test's own copy of the room, on the day of the congress."""
    with clock.at(elections.MOMENT):
        yield deepcopy(built_room)


@pytest.fixture(autouse=True)
def own_storage(tmp_path, settings):
    """Scans and ballots of each test lie in a folder of its own."""
    settings.STORAGES = settings.STORAGES | {
        "ballots": settings.STORAGES["ballots"]
        | {"OPTIONS": settings.STORAGES["ballots"]["OPTIONS"] | {"location": tmp_path / "ballots"}}
    }
    return tmp_path / "ballots"
