"""The demonstration, the real server and real browsers, for the journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys import browsers as started
from tests.journeys.browsers import Browsers
from tests.journeys.looking import photograph
from tests.journeys.server import Server, serving
from tests.states import HELD, PREPARED, States


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser program for all journeys; each person has a profile of their own in it."""
    with sync_playwright() as playwright:
        browser = started.start(playwright)
        yield browser
        browser.close()


def _serving(states: States, state: str, folders: pytest.TempPathFactory) -> Iterator[Server]:
    folder = folders.mktemp(state)
    with states.copy_of(state, folder / "data") as environment, serving(environment, folder / "log") as server:
        yield server


@pytest.fixture(scope="module")
def before_the_congress(states: States, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose congress is convened and not yet held; the module's own."""
    yield from _serving(states, PREPARED, tmp_path_factory)


@pytest.fixture(scope="module")
def after_the_congress(states: States, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that has the whole term, with figures and portal; the module's own."""
    yield from _serving(states, HELD, tmp_path_factory)


@pytest.fixture
def before(chromium: Browser, before_the_congress: Server, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    """Browsers of people before the congress."""
    yield from _watched(Browsers(chromium, before_the_congress), request)


@pytest.fixture
def after(chromium: Browser, after_the_congress: Server, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    """Browsers of people after the congress."""
    yield from _watched(Browsers(chromium, after_the_congress), request)


def _watched(browsers: Browsers, request: pytest.FixtureRequest) -> Iterator[Browsers]:
    failed_before = request.session.testsfailed
    yield browsers
    if request.session.testsfailed > failed_before:
        for number, page in enumerate(browsers.pages()):
            photograph(page, f"failed-{request.node.name}-{number}")
    browsers.close()
