"""What people do on any page."""

from playwright.sync_api import Page, expect

from nhiemky.demonstration.logins import PASSWORD
from tests.journeys.browsers import DESK, Browsers


def log_in(browsers: Browsers, username: str, size: dict[str, int] = DESK, password: str = PASSWORD) -> Page:
    """A browser of their own, logged in, on the page of their work."""
    page = browsers.open(size)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xin chào")
    return page


def enter(page: Page, room: str) -> None:
    """Go into a room by the navigation at the side."""
    page.get_by_role("navigation", name="Các mục công việc").get_by_role("link", name=room, exact=True).click()
