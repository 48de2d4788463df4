"""What people do on any page. Words are named by their English; pages and steps read the same translations."""

import re
from typing import Any

from django.utils import translation
from playwright.sync_api import Download, Locator, Page, expect

from nhiemky.demonstration.logins import PASSWORD
from tests.journeys.browsers import DESK, Browsers


def t(english: str, language: str = "vi", **parts: Any) -> str:
    """A sentence of the interface in the reader's language."""
    with translation.override(language):
        return translation.gettext(english) % parts if parts else translation.gettext(english)


def beginning(text: str) -> re.Pattern[str]:
    """Names that begin so; what only a screen reader says may follow, and the first letter may be a capital."""
    return re.compile(f"^{re.escape(text)}", re.IGNORECASE)


def log_in(browsers: Browsers, username: str, size: dict[str, int] = DESK, password: str = PASSWORD) -> Page:
    """A browser of their own, logged in, on the page of their work."""
    page = browsers.open(size)
    page.goto("/dang-nhap/")
    give_name_and_password(page, username, password)
    expect(heading(page)).to_contain_text(t("Good day, %(name)s", name=""))
    return page


def give_name_and_password(page: Page, username: str, password: str) -> None:
    """Fill in the log-in and send it."""
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    press(page.get_by_role("main"), "Log in")


def heading(page: Page) -> Locator:
    """The page's own heading."""
    return page.get_by_role("heading", level=1)


def enter(page: Page, room: str) -> None:
    """Go into a room by the navigation: at the side of a desk's window, behind a button on a phone."""
    menu = page.get_by_role("button", name=t("Menu"), exact=True)
    if menu.is_visible():
        menu.click()
    rooms = page.get_by_role("navigation", name=t("Rooms of the house"))
    rooms.get_by_role("link", name=t(room), exact=True).click()
    # The menu of a phone is closed again on the next page.
    expect(page.locator("#navigation [aria-current=page]")).to_have_text(t(room))


def press(place: Page | Locator, button: str, **parts: Any) -> None:
    """Press the only button of this name there."""
    place.get_by_role("button", name=beginning(t(button, **parts))).click()


def follow(place: Page | Locator, link: str) -> None:
    """Follow a link of this name there; where it stands twice, the first."""
    place.get_by_role("link", name=beginning(t(link))).first.click()


def fill(place: Page | Locator, name: str, value: str) -> None:
    """Type into a field, found by the name it is sent under."""
    place.locator(f"[name='{name}']").fill(value)


def choose(place: Page | Locator, name: str, label: str) -> None:
    """Choose from a list the entry that begins so."""
    field = place.locator(f"select[name='{name}']")
    option = field.locator("option", has_text=beginning(label)).first
    field.select_option(value=option.get_attribute("value"))


def told(page: Page, english: str, **parts: Any) -> None:
    """Expect the page to say so in a message after something was done."""
    expect(page.get_by_role("status").filter(has_text=t(english, **parts))).to_be_visible()


def refused_because(page: Page, text: str) -> None:
    """Expect an alert that gives this reason."""
    expect(page.get_by_role("alert").filter(has_text=text).first).to_be_visible()


def download(page: Page, link: Locator, ending: str) -> bytes:
    """Take a file by its link. Raises AssertionError when its name ends otherwise."""
    with page.expect_download() as waiting:
        link.click()
    file: Download = waiting.value
    assert file.suggested_filename.endswith(ending), file.suggested_filename
    return file.path().read_bytes()
