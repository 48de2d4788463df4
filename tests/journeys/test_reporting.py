"""An enterprise's accountant files a report, an officer of the board accepts it, and the board of targets changes."""

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import beginning, enter, fill, follow, log_in, press, t, told

PROJECT, PERIOD = "DA002", "2023-Q1"
CELLS = {
    "I.3": "900.000",
    "II": "12.800.000",
    "III": "12.100.000",
    "IV": "7.250.000",
    "V.1": "517",
    "V.2": "18",
    "V.N": "9",
    "VI.1": "430.000",
    "VII": "525.000",
}
# The year before was not reported, so what has run up since the licence cannot be computed.
SINCE_LICENCE = "900.000.000"
KEPT = t("Kept at the board at #1.").partition("#")[0]
OFFLINE = t("No connection. What you typed is kept in this browser and is handed over as soon as there is one.")
REASON = "Bổ sung hợp đồng xuất khẩu ghi sót"


def test_a_report_is_filed_accepted_and_counted(after: Browsers) -> None:
    clerk = log_in(after, "vanthu")
    expect(exports_on_the_board(clerk)).not_to_contain_text("triệu USD")
    look(clerk, "board-of-the-eighth")

    accountant = log_in(after, "ketoan")
    begin_the_report(accountant)
    a_wrong_number_is_refused(accountant)
    the_right_numbers_are_sent(accountant, after)

    an_officer_accepts_it(log_in(after, "khucongnghiep"))

    expect(exports_on_the_board(clerk)).to_contain_text("12,1 triệu USD")
    look(clerk, "board-of-the-eighth-changed")
    accountant.reload()
    expect(accountant.get_by_role("main")).to_contain_text("Bùi Quang Hải")
    look(accountant, "accountant-accepted")


def test_a_corrected_report_changes_a_published_figure_in_the_open(after: Browsers) -> None:
    accountant = log_in(after, "ketoan")
    begin_a_correction(accountant)
    fill(accountant, "o:III/quarter", "1.012.040.000")
    for running_total in ("year_to_date", "since_licence"):
        fill(accountant, f"o:III/{running_total}", "")
    explain_and_send(accountant)
    an_officer_accepts_it(log_in(after, "khucongnghiep"))

    clerk = log_in(after, "vanthu")
    enter(clerk, "Publishing figures")
    row = clerk.get_by_role("row").filter(has=clerk.get_by_role("rowheader", name="Giá trị xuất khẩu", exact=True))
    expect(row.last).to_contain_text("63,5 tỷ USD")
    follow(row.last, "Correct it")
    look(clerk, "clerk-corrects-figure")
    fill(clerk, "reason", REASON)
    press(clerk, "Publish the successor")

    visitor = after.open()
    visitor.goto("/so-lieu/exports/")
    expect(visitor.get_by_role("main")).to_contain_text("63,5 tỷ USD")
    expect(visitor.get_by_role("listitem").filter(has_text=REASON)).to_contain_text("62,5 tỷ USD")
    look(visitor, "visitor-figure-corrected")
    visitor.goto("/tin-tuc/")
    visitor.get_by_role("main").get_by_role("link", name="Đại hội điểm của Chi bộ Ban").click()
    expect(visitor.get_by_role("complementary", name=t("Figures on this page"))).to_contain_text(t("changed since"))
    look(visitor, "visitor-news-changed")


def test_what_is_typed_survives_and_nobody_overwrites_it(after: Browsers) -> None:
    accountant = log_in(after, "ketoan")
    begin_the_report(accountant, "2023-Q2")
    revenue, exports = (accountant.locator(f"[name='o:{line}/quarter']") for line in ("II", "III"))
    typed_before_the_script_came(accountant, revenue, "12.800.000,5")
    revenue.press("ArrowDown")
    expect(exports).to_be_focused()

    with after.without_connection(accountant):
        exports.fill("12.000.000")
        expect(accountant.locator("#kept")).to_contain_text(OFFLINE)
    expect(accountant.locator("#kept")).to_contain_text(KEPT)
    # The board has it and only its answer is lost: that is not somebody else's writing.
    with after.without_an_answer(accountant, "**/tu-luu/"):
        exports.fill("12.050.000")
        expect(accountant.locator("#kept")).to_contain_text(OFFLINE)
    revenue.fill("12.850.000")
    expect(accountant.locator("#kept")).to_contain_text(KEPT)
    exports.fill("12.100.000")
    accountant.reload()
    expect(exports).to_have_value("12.100.000")
    expect(accountant.locator("#kept")).to_contain_text(KEPT)
    look(accountant, "accountant-typed-and-kept")

    # The same report in a second window: saved there first, so the first one is asked cell by cell.
    second = accountant.context.new_page()
    second.goto(accountant.url)
    second.locator("[name='o:II/quarter']").fill("12.900.000")
    press(second, "Save the draft")
    told(second, "The draft is kept.")
    with after.refused(409):
        revenue.fill("12.700.000")
        press(accountant, "Save the draft")
        expect(accountant.locator("#conflict")).to_contain_text("12.900.000")
    look(accountant, "accountant-chooses")
    accountant.locator("[name='c:o:II/quarter'][value='theirs']").check()
    press(accountant, "Save with what is chosen")
    expect(revenue).to_have_value("12.900.000")

    a_closed_window_leaves_what_was_typed(after, accountant, second)


def a_closed_window_leaves_what_was_typed(after: Browsers, accountant: Page, second: Page) -> None:
    """Two windows without a connection: what was typed in the one that is closed stands on the next page."""
    revenue, exports = (accountant.locator(f"[name='o:{line}/quarter']") for line in ("II", "III"))
    second.goto(accountant.url)
    with after.without_connection(accountant):
        second.locator("[name='o:III/quarter']").fill("12.200.000")
        expect(second.locator("#kept")).to_contain_text(OFFLINE)
        revenue.fill("12.950.000")
        second.close()
    expect(accountant.locator("#kept")).to_contain_text(KEPT)
    with after.refused(409):
        accountant.reload()
        expect(exports).to_have_value("12.200.000")
        expect(accountant.locator("#kept.bad")).to_be_visible()


def test_the_office_reminds_closes_and_fills_in_its_forms(after: Browsers) -> None:
    officer = log_in(after, "khucongnghiep")
    enter(officer, "Reports received")
    look(officer, "officer-who-is-missing")
    officer.get_by_role("button", name="Nhắc Công ty TNHH Bao bì Đá Xanh 2").click()
    expect(officer.get_by_role("main")).to_contain_text("nhắc 1 doanh nghiệp")
    follow(officer, "Periods and closing")
    look(officer, "officer-periods")
    enter(officer, "Reports received")
    follow(officer, "Forms of the board")
    fill(officer, "ky", "2021-Q4")
    look(officer, "officer-board-forms")
    press(officer, "Fill in")
    look(officer, "officer-form-2101")
    fill(officer, "nguon", "Ngân hàng Nhà nước, 31/12/2021")
    press(officer, "Keep")
    expect(officer.get_by_role("main")).to_contain_text(t("Computed anew just now: every cell is the same."))
    look(officer, "officer-form-kept")


def exports_on_the_board(page: Page) -> Locator:
    """The row of exports on the board of the eighth resolution."""
    enter(page, "Indicators")
    page.get_by_role("link", name=beginning("Nghị quyết Đại hội")).filter(has_text="VIII").click()
    return page.get_by_role("row").filter(has_text="Giá trị xuất khẩu")


def begin_the_report(accountant: Page, period: str = PERIOD) -> None:
    """A quarter of a year for which nothing has been sent yet."""
    enter(accountant, "My reports")
    look(accountant, "accountant-reports")
    accountant.locator(f"form[action$='/{PROJECT}/a-iii-1/{period}/']").get_by_role("button").click()
    expect(accountant.locator("form.report")).to_be_visible()
    look(accountant, "accountant-form")


def typed_before_the_script_came(accountant: Page, field: Locator, value: str) -> None:
    """On a slow line the form stands there before the script that keeps what is typed."""
    held: list[Route] = []
    accountant.route("**/reporting/autosave*.js", lambda route: held.append(route))
    accountant.reload(wait_until="commit")
    field.fill(value)
    held.pop().continue_()
    accountant.unroute("**/reporting/autosave*.js")
    expect(accountant.locator("#kept")).to_contain_text(KEPT)


def a_wrong_number_is_refused(accountant: Page) -> None:
    """A number of persons with a half, and exports that are no number: both are named at their cells, and kept."""
    fill(accountant, "rate", "23.600")
    for line, value in CELLS.items():
        fill(accountant, f"o:{line}/quarter", value)
    for line in ("I.3", "II", "III", "IV", "V.N", "VI.1", "VII"):
        fill(accountant, f"o:{line}/since_licence", SINCE_LICENCE)
    fill(accountant, "o:V.1/quarter", "517,5")
    fill(accountant, "o:III/quarter", "mười hai triệu")
    press(accountant, "Save and check")
    for line in ("V.1", "III"):
        expect(accountant.locator(f"[name='o:{line}/quarter']")).to_have_attribute("aria-invalid", "true")
        expect(accountant.get_by_role("alert").locator(f"a[href='#o:{line}/quarter']").first).to_be_visible()
    expect(accountant.locator("[name='o:III/quarter']")).to_have_value("mười hai triệu")
    look(accountant, "accountant-form-refused")


def the_right_numbers_are_sent(accountant: Page, after: Browsers) -> None:
    """Corrected, what is unusual explained, and sent once the accountant answers for it."""
    fill(accountant, "o:V.1/quarter", CELLS["V.1"])
    fill(accountant, "o:III/quarter", CELLS["III"])
    with after.refused(422):
        explain_and_send(accountant, answers_for_it=False)
        expect(accountant.locator("#confirm-errors")).to_be_visible()
    accountant.locator("#confirm").check()
    press(accountant, "Save and submit")
    told(accountant, "The report is sent to the management board.")
    look(accountant, "accountant-sent")


def begin_a_correction(accountant: Page) -> None:
    """Of the last quarter that was accepted with the demonstration."""
    enter(accountant, "My reports")
    accountant.locator("main details > summary").first.click()
    accepted = accountant.get_by_role("row").filter(has_text="A.III.1 · quý IV/2021")
    accepted.locator("a[href*='/noi-bo/bao-cao/']").click()
    follow(accountant, "Correct this report")
    look(accountant, "accountant-correction")
    fill(accountant, "reason", REASON)
    press(accountant, "Begin the correction")


def explain_and_send(accountant: Page, *, answers_for_it: bool = True) -> None:
    """What is unusual is explained; the report goes out once the accountant answers for it."""
    with accountant.expect_navigation():
        press(accountant, "Save and check")
    for unusual in accountant.locator("textarea[name^='g:']").all():
        unusual.fill("Đối chiếu với sổ kế toán của doanh nghiệp.")
    accountant.locator("#confirm").set_checked(answers_for_it)
    press(accountant, "Save and submit")
    if answers_for_it:
        told(accountant, "The report is sent to the management board.")


def an_officer_accepts_it(officer: Page) -> None:
    """Another person than the one who sent it."""
    enter(officer, "Reports received")
    look(officer, "officer-reports-received")
    officer.get_by_role("row").filter(has_text="Đá Xanh").get_by_role("link", name=t("Review")).click()
    look(officer, "officer-review")
    press(officer, "Accept the report")
    told(officer, "The report is accepted; its figures count from now on.")
