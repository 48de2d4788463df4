"""The demonstration, the real server and real browsers, for the journeys."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import browsers as started
from tests.journeys.browsers import Browsers
from tests.journeys.looking import photograph
from tests.journeys.server import serving
from tests.journeys.states import HELD, PREPARED, States


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="package")
def states() -> Iterator[States]:
    """Both states of the demonstration; NHIEMKY_JOURNEY_STATES names a folder that keeps them from run to run."""
    address = os.environ.get("NHIEMKY_DATABASE_URL", "")
    kept = os.environ.get("NHIEMKY_JOURNEY_STATES")
    if kept and not address:
        states = States(Path(kept))
        if not (states.folder / f"{HELD}.sqlite3").exists():
            states.build()
        yield states
        return
    with tempfile.TemporaryDirectory(prefix="nhiemky-journeys-") as folder:
        states = States(Path(folder), address)
        states.build()
        yield states


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser program for all journeys; each person has a profile of their own in it."""
    with sync_playwright() as playwright:
        browser = started.start(playwright)
        yield browser
        browser.close()


def _serving(states: States, state: str, request: pytest.FixtureRequest) -> Iterator[str]:
    name = f"{state}_{request.module.__name__.rsplit('.', 1)[-1]}"
    with states.copy_of(state, name) as environment, serving(environment, states.folder / f"{name}.log") as address:
        yield address


@pytest.fixture(scope="module")
def before_the_congress(states: States, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server whose congress is convened and not yet held; the module's own."""
    yield from _serving(states, PREPARED, request)


@pytest.fixture(scope="module")
def after_the_congress(states: States, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that has the whole term, with figures and portal; the module's own."""
    yield from _serving(states, HELD, request)


@pytest.fixture
def before(chromium: Browser, before_the_congress: str, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    """Browsers of people before the congress."""
    yield from _watched(Browsers(chromium, before_the_congress), request)


@pytest.fixture
def after(chromium: Browser, after_the_congress: str, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    """Browsers of people after the congress."""
    yield from _watched(Browsers(chromium, after_the_congress), request)


def _watched(browsers: Browsers, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    failed_before = request.session.testsfailed
    yield browsers
    if request.session.testsfailed > failed_before:
        for number, page in enumerate(browsers.pages()):
            photograph(page, f"failed-{request.node.name}-{number}")
    browsers.close()
