"""Browsers of people, each watched: no error, no refused script or style, nothing asked of another host."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    Response,
    Route,
    expect,
)

from tests.journeys.server import Server

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
# The browser's own words for a bad status, which we judge by the status itself.
STATUS_MESSAGE = "Failed to load resource"
# What a page asked for and no longer wants once it is left: a stream, a download, a sign of life.
LEFT = "net::ERR_ABORTED"
DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED"


def start(playwright: Playwright) -> Browser:
    """Chromium, the one the run names or the machine's."""
    program = os.environ.get("NHIEMKY_CHROMIUM") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


class Browsers:
    """All browsers open in one journey."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.address = server.address
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []
        self.expected: list[int] = []
        self.pardoned: list[tuple[str, int]] = []

    def open(self, size: dict[str, int] = DESK) -> Page:
        """A visitor's browser, with nothing remembered, of a Vietnamese reader."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=size,  # type: ignore[arg-type]
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.problems.append(f"error on the page: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        return context.new_page()

    def pages(self) -> list[Page]:
        """Every page that is open."""
        return [page for context in self.contexts for page in context.pages]

    def close(self) -> None:
        """Close them all. Raises AssertionError with everything that was wrong in any of them."""
        for context in self.contexts:
            context.close()
        assert not self.problems, "\n".join([*dict.fromkeys(self.problems), "", self.server.last_words()])

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """What is done inside is answered once with this status, which is no problem then."""
        self.expected.append(status)
        yield
        assert not self.expected, f"nothing was answered with {status}"

    @contextmanager
    def without_connection(self, page: Page) -> Iterator[None]:
        """Inside, the page's browser reaches nothing; that what it asks fails is no problem then."""
        before = len(self.problems)
        page.context.set_offline(True)
        yield
        page.context.set_offline(False)
        self.problems[before:] = [each for each in self.problems[before:] if DISCONNECTED not in each]

    @contextmanager
    def without_an_answer(self, page: Page, address: str) -> Iterator[None]:
        """Inside, what the page sends to an address (a glob) arrives, and the answer is lost on its way back."""

        def lose(route: Route) -> None:
            route.fetch()
            route.abort("internetdisconnected")

        before = len(self.problems)
        page.route(address, lose)
        yield
        page.unroute(address)
        self.problems[before:] = [each for each in self.problems[before:] if DISCONNECTED not in each]

    def pardon(self, below: str, status: int) -> None:
        """From now on this status is no problem at addresses that begin so; for libraries' own habits only."""
        self.pardoned.append((below, status))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(STATUS_MESSAGE):
            self.problems.append(f"{message.page and message.page.url}: the console says: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.address:
            self.problems.append(f"another host was asked: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.problems.append(f"{request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            path = urlsplit(response.url).path
            if response.status in self.expected:
                self.expected.remove(response.status)
            elif not any(path.startswith(below) and response.status == status for below, status in self.pardoned):
                self.problems.append(f"{response.request.method} {response.url} was answered with {response.status}")


expect.set_options(timeout=15_000)
