"""An officer puts a board of indicators together and takes its data away; the clerk publishes it for everybody."""

from playwright.sync_api import Page, expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import beginning, download, enter, fill, follow, log_in, press, t, told

SLUG, TITLE = "bang-quy", "Bảng của phòng doanh nghiệp"
REVENUE, EXPORTS = "Doanh thu các khu", "Xuất khẩu theo khu"


def test_an_officer_makes_a_board_and_the_public_reads_it(after: Browsers) -> None:
    officer = log_in(after, "khucongnghiep")
    enter(officer, "Boards")
    follow(officer, "New board")
    for name, value in {"title_vi": TITLE, "title_en": "The desk's board", "slug": SLUG}.items():
        fill(officer, name, value)
    officer.locator("[name=unit]").select_option(index=1)
    officer.locator("[name=shared][value=office]").check()
    press(officer, "Save")

    ask_for(officer, REVENUE, "revenue", "columns")
    press(officer, "Look first")
    expect(officer.get_by_role("main").locator("svg").first).to_be_visible()
    look(officer, "officer-panel-looked-at")
    press(officer, "Save")
    follow(officer, "Add a panel")
    ask_for(officer, EXPORTS, "exports", "lines")
    press(officer, "Save")

    panels = officer.get_by_role("main").locator("article")
    second = panels.filter(has_text=EXPORTS)
    follow(second, "Change")
    officer.locator("[name=by][value=zone]").check()
    press(officer, "Save")
    second.locator("summary").click()
    expect(second.get_by_role("table")).to_contain_text("Điềm Thụy")
    second.locator("button[value=up]").click()
    expect(panels.first).to_contain_text(EXPORTS)
    look(officer, "officer-board")
    csv = panels.first.get_by_role("link", name=beginning("CSV"))
    lines = download(officer, csv, ".csv").decode("utf-8-sig")
    assert "Điềm Thụy" in lines and "exports" in lines

    clerk = log_in(after, "vanthu")
    clerk.goto(f"/noi-bo/bang/{SLUG}/")
    follow(clerk.get_by_role("main"), "Publish")
    look(clerk, "clerk-publishes-board")
    press(clerk.get_by_role("main"), "Publish")
    told(clerk, "Published: %(title)s.", title=TITLE)

    visitor = after.open()
    visitor.goto("/bang/")
    visitor.get_by_role("main").get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", level=2)).to_have_text([EXPORTS, REVENUE])
    expect(visitor.get_by_role("main")).to_contain_text(t("This edition (SHA-256)"))
    look(visitor, "visitor-board")
    visitor.goto("/chi-so/")
    visitor.get_by_role("main").locator("a[href$='/chi-so/exports/']").click()
    expect(visitor.get_by_role("heading", level=3)).to_contain_text([EXPORTS])
    look(visitor, "visitor-indicator")


def ask_for(page: Page, title: str, indicator: str, view: str) -> None:
    """Fill in the form of a panel: an indicator of the management board in two years."""
    asked = {"title_vi": title, "title_en": title, "first_year": "2020", "last_year": "2021"}
    for name, value in asked.items():
        fill(page, name, value)
    page.locator(f"[name=view][value={view}]").check()
    page.locator(f"[name=indicators][value={indicator}]").check()
    page.locator("[name=units][value=ban-quan-ly]").check()
