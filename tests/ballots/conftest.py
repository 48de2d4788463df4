"""The room in which paper ballots are tested."""

import pytest

from nhiemky.records import clock
from tests.ballots import scenes
from tests.elections import scenes as elections


@pytest.fixture
def hall(house):
    """A cell of 28 members on the day of its congress."""
    with clock.at(elections.MOMENT):
        yield elections.hall(house)


@pytest.fixture
def room(hall):
    """The hall with everybody who counts paper."""
    return scenes.room(hall)


@pytest.fixture(autouse=True)
def own_storage(tmp_path, settings):
    """Scans and ballots of each test lie in a folder of its own."""
    settings.STORAGES = settings.STORAGES | {
        "ballots": settings.STORAGES["ballots"]
        | {"OPTIONS": settings.STORAGES["ballots"]["OPTIONS"] | {"location": tmp_path / "ballots"}}
    }
    return tmp_path / "ballots"
