"""Reports by Excel and by an enterprise's own software: what is wrong is named by its cell, nothing is done twice."""

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from playwright.sync_api import APIRequestContext, APIResponse, Page, expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import beginning, download, enter, fill, follow, log_in, press, refused_because, t

FORM, PERIOD, PERIOD_BY_API, PERIOD_OF_MANY = "A.III.1", "2023-Q1", "2023-Q2", "2022-Q3"
PROJECT, ANOTHER = "DA002", "DA003"
WRONG = "12,100,000"
TOKENS = "/noi-bo/bao-cao/ma-truy-cap/"


def test_an_accountant_fills_in_a_workbook_and_brings_it_back(after: Browsers, tmp_path: Path) -> None:
    accountant = log_in(after, "ketoan")
    enter(accountant, "My reports")
    accountant.locator(f"form[action$='/{PROJECT}/a-iii-1/{PERIOD}/']").get_by_role("button").click()
    report = accountant.url
    book = taken(accountant, "Fill in by Excel")
    exports = figure(book, "III")
    figure(book, "II").value, exports.value = 12_800_000, WRONG

    follow_to_workbooks(accountant)
    bring(accountant, book, tmp_path)
    refused_because(accountant, "chưa nhập gì")
    wrong = accountant.get_by_role("row").filter(has_text=place(exports))
    expect(wrong).to_contain_text(WRONG)
    expect(wrong).to_contain_text("W04")
    look(accountant, "accountant-workbook-refused")
    seen = accountant.context.new_page()
    seen.goto(report)
    expect(seen.locator("[name='o:II/quarter']")).to_have_value("")

    follow(accountant, "Choose the corrected file")
    exports.value = 12_100_000
    bring(accountant, book, tmp_path)
    expect(accountant.get_by_role("main")).to_contain_text("1 bản nháp")
    look(accountant, "accountant-workbook-imported")
    seen.reload()
    expect(seen.locator("[name='o:II/quarter']")).to_have_value("12.800.000")
    expect(seen.locator("[name='o:III/quarter']")).to_have_value("12.100.000")


def test_an_officer_types_in_many_enterprises_by_one_workbook(after: Browsers, tmp_path: Path) -> None:
    officer = log_in(after, "khucongnghiep")
    enter(officer, "Reports received")
    follow(officer, "Reports by Excel")
    look(officer, "officer-workbooks")
    book = load_workbook(BytesIO(download(officer, officer.locator(f"a[href$='/{PERIOD_OF_MANY}/']").first, ".xlsx")))
    for project in (PROJECT, ANOTHER):
        figure(book, "II", project).value = 5_000_000
    last = figure(book, "III", ANOTHER)
    last.value = WRONG
    bring(officer, book, tmp_path)
    expect(officer.get_by_role("row").filter(has_text=place(last))).to_contain_text(WRONG)

    follow(officer, "Choose the corrected file")
    last.value = None
    bring(officer, book, tmp_path)
    filed = officer.get_by_role("main").get_by_role("listitem")
    expect(filed.filter(has_text=PROJECT)).to_be_visible()
    filed.filter(has_text=ANOTHER).get_by_role("link").click()
    expect(officer.get_by_role("row", name=beginning("II. "))).to_contain_text("5.000.000")


def test_software_files_a_report_with_a_token_until_it_is_revoked(after: Browsers) -> None:
    accountant = log_in(after, "ketoan")
    enter(accountant, "My reports")
    follow(accountant, "Tokens for your software")
    named = accountant.locator("[name=reporter] option", has_text="Đá Xanh").get_attribute("value")
    accountant.locator("[name=reporter]").select_option(value=named)
    fill(accountant, "name", "MISA")
    press(accountant, "Make a token")
    secret = accountant.get_by_role("alert").locator("code").inner_text()
    look(accountant, "accountant-token-shown-once")
    accountant.goto(TOKENS)
    expect(accountant.get_by_role("main")).not_to_contain_text(secret)

    software = after.open().context.request
    begun, again = (begin(software, secret) for _ in range(2))
    assert (begun.status, again.status, begun.json()) == (201, 201, again.json())
    assert again.headers["idempotent-replayed"] == "true"
    filed = software.get("/api/v1/reports", params={"period": PERIOD_BY_API, "unit": PROJECT}, headers=said(secret))
    assert [each["id"] for each in filed.json()["items"]] == [begun.json()["id"]]
    accountant.goto(f"/noi-bo/bao-cao/{begun.json()['id']}/nhap/")
    expect(accountant.locator("[name='o:II/quarter']")).to_have_value("12.800.000,5")

    accountant.goto(TOKENS)
    press(accountant.get_by_role("row").filter(has_text="MISA"), "Revoke")
    expect(accountant.get_by_role("row").filter(has_text="MISA")).to_contain_text(t("revoked"))
    assert begin(software, secret).status == 401


def taken(page: Page, link: str) -> Workbook:
    """The workbook behind a link."""
    return load_workbook(BytesIO(download(page, page.get_by_role("link", name=beginning(t(link))), ".xlsx")))


def figure(book: Workbook, line: str, project: str = "") -> Cell:
    """The cell of a line's quarter, found by the codes that stand beside and above it; in a book of many by project."""
    sheet = book.worksheets[-2]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "quarter")
    wanted = {line, project} - {""}
    return next(row[column - 1] for row in sheet.iter_rows() if wanted <= {cell.value for cell in row[:3]})


def place(cell: Cell) -> str:
    """A cell as the page names it."""
    return f"{cell.parent.title}!{cell.coordinate}"


def bring(page: Page, book: Workbook, folder: Path) -> None:
    """Hand a workbook in and wait until it has been looked at."""
    file = folder / "bao-cao.xlsx"
    book.save(file)
    page.locator("[name=file]").set_input_files(file)
    press(page, "Import")
    expect(page.locator("#progress .note")).to_be_visible()


def follow_to_workbooks(page: Page) -> None:
    """By the page of one's reports."""
    enter(page, "My reports")
    follow(page, "Reports by Excel")


def begin(software: APIRequestContext, secret: str) -> APIResponse:
    """Begin a report as an enterprise's software does, always with the same key."""
    entry = {"cells": {"II": {"quarter": "12800000.5"}}}
    sent = {"unit": PROJECT, "form": FORM, "period": PERIOD_BY_API, "entry": entry}
    return software.post("/api/v1/reports", data=sent, headers=said(secret) | {"Idempotency-Key": "quy-2-2023"})


def said(secret: str) -> dict[str, str]:
    """Who asks."""
    return {"Authorization": f"Bearer {secret}"}
