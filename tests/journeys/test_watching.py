"""Those who watch: the superior committee its cells, the auditor the records, the clerk every unit's members."""

import io
import re

import openpyxl
from playwright.sync_api import expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import download, enter, follow, heading, log_in, press, t


def test_the_superior_committee_watches_the_cells_below_it(after: Browsers) -> None:
    page = log_in(after, "captren")
    enter(page, "Organisation")
    for cell in ("Chi bộ Ban Quản lý", "Hoa Sim", "Sao Khuê", "Ánh Dương"):
        expect(page.get_by_role("main").get_by_role("link", name=cell).first).to_be_visible()
    enter(page, "Congresses")
    look(page, "superior-congresses")
    page.get_by_role("main").get_by_role("link", name="VIII").click()
    expect(page.get_by_role("main")).to_contain_text("Bầu Ban Chi ủy khóa VIII")
    expect(page.get_by_role("button", name=t("Log in"))).to_have_count(0)
    enter(page, "Indicators")
    page.get_by_role("link", name=re.compile("lần thứ VII$")).click()
    expect(page.get_by_role("main")).to_contain_text("435%")
    look(page, "superior-board")


def test_an_auditor_reads_the_records_and_finds_the_chain_whole(after: Browsers) -> None:
    page = log_in(after, "kiemtoan")
    enter(page, "Records")
    expect(page.get_by_role("main").get_by_role("row")).not_to_have_count(0)
    look(page, "auditor-records")
    press(page, "Verify the records")
    expect(
        page.get_by_text(t("The chain of events is whole, and every recorded row is as its last event left it."))
    ).to_be_visible(timeout=60_000)
    look(page, "auditor-verified")


def test_a_clerk_takes_the_members_out_as_excel_and_the_records_tell_of_it(after: Browsers) -> None:
    clerk = log_in(after, "vanthu")
    clerk.goto("/noi-bo/to-chuc/")
    clerk.get_by_role("main").get_by_role("link", name="Chi bộ Ban Quản lý").first.click()
    follow(clerk.get_by_role("main"), "Members")
    look(clerk, "clerk-members")
    file = download(clerk, clerk.locator("a[href$='/xuat/']"), ".xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    names = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"Trần Văn Bình", "Nguyễn Thị An"} <= names

    auditor = log_in(after, "kiemtoan")
    enter(auditor, "Records")
    expect(auditor.get_by_role("row").nth(1)).to_contain_text("vanthu")
    expect(heading(auditor)).to_be_visible()
