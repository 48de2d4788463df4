"""What is done on the day of the congress, by whom: the desk of the presidium, elections, the hall."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.browsers import Browsers
from tests.journeys.looking import look
from tests.journeys.steps import choose, enter, fill, follow, heading, press, t, told

PRESENT = 28
HALL = {"width": 1280, "height": 720}


def open_congress(page: Page) -> None:
    """To the page of the eighth congress."""
    enter(page, "Congresses")
    page.get_by_role("main").get_by_role("link", name="VIII").click()
    expect(page.get_by_role("main").get_by_role("heading", name=t("Programme"))).to_be_visible()


def open_hall_screen(clerk: Page, browsers: Browsers) -> Page:
    """The clerk opens the screen; the projector shows it without a log-in."""
    open_congress(clerk)
    follow(clerk, "Hall screen")
    if clerk.get_by_role("button", name=t("Open the screen")).count():
        press(clerk, "Open the screen")
    look(clerk, "clerk-screen-address")
    address = clerk.locator("main a[href^='/man-hinh/']").first.get_attribute("href") or ""
    hall = browsers.open(HALL)
    hall.goto(address)
    return hall


def board(hall: Page) -> Locator:
    """What the hall sees."""
    return hall.get_by_role("main")


def call_the_roll(clerk: Page) -> None:
    """At the door with a phone: one by name without marks, one by mistake, then all others."""
    open_congress(clerk)
    follow(clerk.get_by_role("main"), "Roll")
    clerk.get_by_label(t("Find a name (without marks too)")).fill("binh")
    press(clerk, "Find")
    row = clerk.get_by_role("listitem").filter(has_text="Trần Văn Bình")
    row.get_by_role("button", name=t("Absent")).first.click()
    press(row, "Present")
    expect(row.get_by_role("button", name=t("Present"))).to_have_attribute("aria-pressed", "true")
    follow(clerk, "Show all")
    look(clerk, "clerk-roll-begun")
    press(clerk, "All others are present")
    expect(clerk.get_by_role("status").filter(has_text=f"{PRESENT}/{PRESENT}")).to_contain_text(
        t("The quorum is reached")
    )


def take_step(page: Page, step: str) -> None:
    """Move the congress on; the core names the steps."""
    open_congress(page)
    press(page, step)


def come_to(desk: Page, item: str) -> None:
    """Begin items one after the other until this one is under way."""
    now = desk.locator(".now-card").get_by_role("heading")
    while item not in now.inner_text():
        before = now.inner_text()
        desk.locator(".now-card").get_by_role("button", name=t("Next: %(item)s", item="")).click()
        expect(now).not_to_have_text(before)


def vote_unanimously(desk: Page, question: str) -> None:
    """All cards are up."""
    vote = desk.locator("#vote")
    fill(vote, "question", question)
    press(vote, "All %(present)s for", present=PRESENT)
    told(desk, "The vote is recorded.")


def choose_body(desk: Page, body: str, vote: str, head: str, other: str) -> None:
    """Write down whom the congress chose."""
    choose(desk, "body", t(body))
    choose(desk, "vote", vote)
    choose(desk, "head", head)
    desk.get_by_role("checkbox", name=other).check()
    press(desk.get_by_role("main"), "Save")
    told(desk, "The body is recorded.")


def open_election(page: Page, title: str) -> None:
    """To the page of an election, whoever one is."""
    enter(page, "Elections")
    page.get_by_role("main").get_by_role("link", name=title).click()
    expect(heading(page)).to_contain_text(title)


def enter_candidates(clerk: Page, title: str, names: tuple[str, ...]) -> None:
    """The list, name by name."""
    open_election(clerk, title)
    follow(clerk, "Edit the list")
    for name in names:
        choose(clerk, "member", name)
        choose(clerk, "source", t("convening committee's list"))
        press(clerk, "Enter on the list")
        told(clerk, "%(name)s is on the list.", name=name)


def close_the_list(clerk: Page, title: str, head: str, tellers: tuple[str, ...]) -> None:
    """The counting committee is chosen and nobody comes onto the list any more."""
    open_election(clerk, title)
    clerk.locator("a[href$='/ban-kiem-phieu/']").first.click()
    choose(clerk, "head", head)
    for teller in tellers:
        clerk.get_by_role("checkbox", name=teller).check()
    press(clerk.get_by_role("main"), "Save")
    press(clerk, "Close the list")


def vote(clerk: Page, title: str) -> None:
    """The vote, the ballots that went out and came back."""
    open_election(clerk, title)
    press(clerk, "Open the vote")
    follow(clerk, "Close the vote")
    fill(clerk, "issued", str(PRESENT))
    fill(clerk, "returned", str(PRESENT))
    press(clerk, "Close the vote")
    told(clerk, "The vote is closed. Two tellers now type their counts.")


def begin_counting(teller: Page, title: str) -> None:
    """To the page where one's own count is typed."""
    open_election(teller, title)
    follow(teller, "Type a count")


def type_count(teller: Page, votes: dict[str, int], valid: int = PRESENT) -> None:
    """Every number of the form: valid ballots, none invalid, the votes in the order of the ballot."""
    for field in teller.locator("input[name^='invalid_']").all():
        field.fill("0")
    fill(teller, "valid", str(valid))
    for name, number in votes.items():
        teller.get_by_label(name).fill(str(number))
    press(teller, "Keep my count")


def declare(presidium: Page, title: str) -> None:
    """The presidium's word; afterwards nothing can be changed."""
    open_election(presidium, title)
    follow(presidium, "Declare the result")
    fill(presidium, "signatory", "Trần Văn Bình")
    presidium.locator("[name=sure]").check()
    press(presidium.get_by_role("main"), "Declare the result")
    told(presidium, "The result is declared.")
    follow(presidium.get_by_role("main"), "Declared result")
    expect(heading(presidium)).to_contain_text(t("Result: %(title)s", title=title))


def hold_election_of_one(
    clerk: Page, tellers: list[Page], presidium: Page, title: str, name: str, count: Callable[[list[Page]], None]
) -> None:
    """An office with one name on the ballot, from the list to the declared result."""
    enter_candidates(clerk, title, (name,))
    close_the_list(clerk, title, "Phan Thanh Long", ("Đỗ Thị Hạnh", "Hồ Ngọc Hiếu"))
    vote(clerk, title)
    count(tellers)
    declare(presidium, title)
