"""The administrator makes an account; its person takes it over with a password of their own."""

from playwright.sync_api import expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import choose, enter, fill, follow, give_name_and_password, heading, log_in, press, t, told

OWN = "một-mật-khẩu-của-riêng-mình"


def test_an_administrator_makes_an_account_and_its_person_takes_it_over(after: Browsers) -> None:
    administrator = log_in(after, "quantri")
    enter(administrator, "Accounts")
    follow(administrator, "New account")
    fill(administrator, "username", "thuky2")
    fill(administrator, "full_name", "Ngô Thư Ký (giả định)")
    choose(administrator, "role", t("clerk"))
    choose(administrator, "unit", "Chi bộ Công ty")
    press(administrator, "Make the account")
    first = administrator.get_by_role("main").locator("code").last.inner_text()
    look(administrator, "administrator-password-once")

    person = after.open()
    person.goto("/dang-nhap/")
    give_name_and_password(person, "thuky2", first)
    expect(heading(person)).to_have_text(t("Change the password"))
    look(person, "person-own-password")
    fill(person, "old_password", first)
    fill(person, "new_password1", OWN)
    fill(person, "new_password2", OWN)
    press(person.get_by_role("main"), "Change the password")
    expect(heading(person)).to_contain_text("Ngô Thư Ký")
    enter(person, "Congresses")

    administrator.goto("/noi-bo/to-chuc/tai-khoan/")
    administrator.get_by_role("link", name="thuky2").click()
    press(administrator, "End the role")
    told(administrator, "The role has ended.")
    person.goto("/noi-bo/")
    expect(
        person.get_by_text(t("Your account has no role yet. Ask the administrator to grant you one."))
    ).to_be_visible()


def test_a_wrong_password_is_refused_and_the_name_is_kept(after: Browsers) -> None:
    page = after.open()
    page.goto("/dang-nhap/")
    with after.refused(422):
        give_name_and_password(page, "quantri", "không phải mật khẩu")
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("[name=username]")).to_have_value("quantri")
    look(page, "log-in-refused")


def test_a_page_without_the_right_says_so_and_leads_back_to_ones_work(after: Browsers) -> None:
    page = log_in(after, "dangvien")
    with after.refused(403):
        page.goto("/noi-bo/nhat-ky/")
        expect(heading(page)).to_be_visible()
    look(page, "forbidden")
    follow(page, "To my work")
    expect(heading(page)).to_contain_text(t("Good day, %(name)s", name=""))
