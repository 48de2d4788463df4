"""Whoever follows the links finds no dead end, nothing that axe objects to, and no page too wide for a phone."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import APIResponse, Page

from nhiemky.demonstration.logins import LOGINS
from tests.journeys.browsers import Browsers
from tests.journeys.looking import LOOKING, faults_of
from tests.journeys.steps import log_in

pytestmark = pytest.mark.long

# One account for each role; the second teller sees what the first sees, and so does the second officer.
PEOPLE = [login.username for login in LOGINS if login.username not in {"kiemphieu2", "khucongnghiep2"}]
LINK = re.compile(r"<a\s[^>]*?href=\"([^\"#]+)")
# Wagtail's editor is not ours; what we add to it has its own journey.
EDITOR = "/bien-tap/"


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Views that were looked at already: each is looked at for the first who reaches it."""
    return set()


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """Views that were opened already. On PostgreSQL that is enough: who may follow which link is the same on both."""
    return set()


@pytest.mark.parametrize("username", PEOPLE)
def test_all_pages_a_person_can_reach_are_whole(
    after: Browsers, username: str, looked_at: set[str], opened: set[str]
) -> None:
    page = log_in(after, username)
    faults = list(faults_behind_links(page, after.address, username, looked_at, set() if LOOKING else opened))
    assert not faults, "\n".join(faults)


def test_all_pages_a_visitor_can_reach_are_whole(after: Browsers) -> None:
    page = after.open()
    page.goto("/")
    faults = list(faults_behind_links(page, after.address, "visitor", set(), set()))
    assert not faults, "\n".join(faults)


def faults_behind_links(page: Page, site: str, role: str, looked_at: set[str], seen: set[str]) -> Iterator[str]:
    """What is wrong with one page of each view that can be reached from this one by links, and with dead links.

    Views that were `seen` are not opened again, but for the one of this page.
    """
    waiting = [(page.url, "the first page")]
    seen.discard(view_of(page.url))
    while waiting:
        address, linked_from = waiting.pop(0)
        view = view_of(address)
        if view in seen:
            continue
        seen.add(view)
        answer = page.request.get(address)
        if not answer.ok:
            yield f"{role}: {linked_from} links to {address}, which is answered with {answer.status}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        waiting += [(link, address) for link in links_on(answer, site)]
        if LOOKING and view not in looked_at:
            looked_at.add(view)
            show(page, answer)
            yield from faults_of(page, f"{role}-{view.replace(':', '-').replace('/', '_').replace(' ', '-')}")


def show(page: Page, answer: APIResponse) -> None:
    """Open what was answered, without asking the server for the same page once more."""
    page.route(answer.url, lambda asked: asked.fulfill(response=answer), times=1)
    page.goto(answer.url)


def links_on(answer: APIResponse, site: str) -> Iterator[str]:
    """The addresses on a page that lead to others of this site."""
    for link in LINK.findall(answer.text()):
        address = urljoin(answer.url, unescape(link))
        if address.startswith(f"{site}/") and not urlsplit(address).path.startswith(EDITOR):
            yield address


def view_of(address: str) -> str:
    """The name of the view behind an address; each page of the portal and each language counts for itself."""
    path = urlsplit(address).path
    language = "en" if path.startswith("/en/") else "vi"
    with translation.override(language):
        found = resolve(path)
    return path if found.view_name == "wagtail_serve" else f"{language} {found.view_name}"
