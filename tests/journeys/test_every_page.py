"""Whoever follows the links of the house finds no dead end, nothing that axe objects to, and no page too wide for a phone."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from nhiemky.demonstration.logins import LOGINS
from tests.journeys.browsers import Browsers
from tests.journeys.looking import faults_of
from tests.journeys.steps import log_in

# One account for each role; the second teller sees what the first sees.
PEOPLE = [login.username for login in LOGINS if login.username != "kiemphieu2"]
LINKS = "() => [...document.links].map(link => link.href.split('#')[0])"
HTML = "text/html"


def view_of(address: str) -> str:
    """The name of the view behind an address, with what tells two of its pages apart where they look different."""
    found = resolve(urlsplit(address).path)
    if found.view_name == "wagtail_serve":
        return urlsplit(address).path
    return f"{found.view_name} {found.kwargs.get('form', '')}".strip()


def follow_all_links(page: Page, browsers: Browsers, seen: set[str], role: str) -> list[str]:
    """Open one page of each view that can be reached by links; everything that is wrong with them."""
    waiting, faults = [page.url], []
    while waiting:
        address = waiting.pop(0)
        if not address.startswith(browsers.address) or "/bien-tap/" in address:
            continue
        view = view_of(address)
        if view in seen:
            continue
        seen.add(view)
        try:
            if not is_a_page(page, address):
                continue
        except AssertionError as error:
            faults.append(str(error))
            continue
        page.goto(address)
        faults += faults_of(page, f"{role}-{view.replace(':', '-').replace('/', '_').replace(' ', '-')}")
        waiting += page.evaluate(LINKS)
    return faults


def is_a_page(page: Page, address: str) -> bool:
    """Whether it is a page and not a file; asked with the browser's own cookies."""
    answer = page.request.head(address)
    if answer.status == 405:
        answer = page.request.get(address)
    assert answer.ok, f"{page.url} links to {address}, which is answered with {answer.status}"
    return answer.headers["content-type"].startswith(HTML)


@pytest.mark.parametrize("username", PEOPLE)
def test_all_pages_a_person_can_reach_are_whole(after: Browsers, username: str) -> None:
    page = log_in(after, username)
    faults = follow_all_links(page, after, set(), username)
    assert not faults, "\n".join(faults)
