"""The day of the congress, from the roll to the minutes, by the people who run it and those who follow it."""

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from nhiemky.core.ballots.layout import Layout
from tests.journeys import paper_ballots
from tests.journeys.browsers import PHONE, Browsers
from tests.journeys.congress_day import (
    PRESENT,
    begin_counting,
    board,
    call_the_roll,
    choose_body,
    close_the_list,
    come_to,
    declare,
    enter_candidates,
    hold_election_of_one,
    open_congress,
    open_hall_screen,
    take_step,
    type_count,
    vote,
    vote_unanimously,
)
from tests.journeys.looking import look
from tests.journeys.steps import choose, download, fill, follow, heading, log_in, press, refused_because, t, told

pytestmark = pytest.mark.long

COMMITTEE = "Bầu Ban Chi ủy khóa VIII"
SECRETARY = "Bầu Bí thư"
DEPUTY = "Bầu Phó Bí thư"
# Ballots on which the machine leaves the line to people.
DOUBTFUL = 3
VOTES = {
    "Nguyễn Thị An": 27,
    "Trần Văn Bình": 28,
    "Đặng Thu Giang": 26,
    "Bùi Quang Hải": 9,
    "Đinh Công Nam": 25,
    "Vương Hữu Sơn": 25,
}


def test_a_congress_is_held_from_the_roll_to_the_minutes(before: Browsers, tmp_path: Path) -> None:
    clerk, presidium = log_in(before, "vanthu"), log_in(before, "chutich")
    tellers = [log_in(before, f"kiemphieu{number}") for number in (1, 2, 3)]
    member = log_in(before, "dangvien", PHONE)

    the_clerk_prepares(clerk)
    hall = open_hall_screen(clerk, before)
    at_the_door = log_in(before, "vanthu", PHONE)
    call_the_roll(at_the_door)
    expect(board(hall)).to_contain_text(f"{PRESENT}/{PRESENT}")

    the_presidium_opens_the_session(presidium, before)
    the_papers_are_heard(presidium, hall)
    open_congress(member)
    expect(member.get_by_role("main")).to_contain_text("Thảo luận, tham luận các báo cáo")
    look(member, "member-phone-programme")

    the_committee_is_elected_on_paper(clerk, presidium, tellers, hall, tmp_path / "phieu.pdf")

    def two_count(counting: list[Page]) -> None:
        two_tellers_count(counting, before, SECRETARY, "Trần Văn Bình")

    def alike(counting: list[Page]) -> None:
        for teller in counting[:2]:
            begin_counting(teller, DEPUTY)
            type_count(teller, {"Nguyễn Thị An": 27})

    to_the_desk(presidium)
    come_to(presidium, "Bầu bí thư")
    hold_election_of_one(clerk, tellers, presidium, SECRETARY, "Trần Văn Bình", two_count)
    to_the_desk(presidium)
    come_to(presidium, "Bầu phó bí thư")
    hold_election_of_one(clerk, tellers, presidium, DEPUTY, "Nguyễn Thị An", alike)

    to_the_desk(presidium)
    the_resolution_is_adopted(presidium)
    the_congress_closes(presidium, hall)
    the_minutes_tell_what_happened(clerk)

    member.reload()
    expect(member.get_by_role("main")).to_contain_text("Đinh Công Nam")
    look(member, "member-phone-results")


def the_clerk_prepares(clerk: Page) -> None:
    """Recalled once more: an item that may not go up stays, a paper is added, and the congress is convened again."""
    take_step(clerk, "Hoãn triệu tập")
    follow(clerk, "Agenda")
    look(clerk, "clerk-agenda")
    clerk.get_by_role("listitem").filter(has_text="Bầu bí thư").get_by_role("button", name="↑").click()
    expect(clerk.locator(".note.bad, .messages .error").first).to_be_visible()
    look(clerk, "clerk-agenda-refused")
    open_congress(clerk)
    follow(clerk, "Enter papers")
    fill(clerk, "title", "Cải cách thủ tục đầu tư")
    choose(clerk, "member", "Đặng Thu Giang")
    press(clerk, "Save")
    expect(clerk.get_by_role("main")).to_contain_text("Cải cách thủ tục đầu tư")
    look(clerk, "clerk-papers")
    take_step(clerk, "Triệu tập đại hội")


def the_presidium_opens_the_session(presidium: Page, before: Browsers) -> None:
    """Bodies, programme, attendance: by open votes, one of them typed wrongly first."""
    take_step(presidium, "Khai mạc")
    look(presidium, "presidium-desk")
    come_to(presidium, "Bầu đoàn chủ tịch")
    vote_unanimously(presidium, "Đoàn chủ tịch và thư ký đại hội")
    follow(presidium, "After the vote: record the presidium and the secretaries")
    look(presidium, "presidium-bodies")
    choose_body(presidium, "presidium", "Đoàn chủ tịch", "Trần Văn Bình", "Nguyễn Thị An")
    choose_body(presidium, "secretaries", "Đoàn chủ tịch", "Lê Thị Châu", "Hoàng Thị Đào")
    to_the_desk(presidium)
    come_to(presidium, "Thông qua chương trình đại hội")
    vote = presidium.locator("#vote")
    vote.get_by_text(t("Not unanimous: type the numbers")).click()
    fill(vote, "agree", str(PRESENT + 1))
    with before.refused(422):
        press(vote, "Record these numbers")
        refused_because(presidium, str(PRESENT))
    look(presidium, "presidium-vote-refused")
    fill(vote, "agree", str(PRESENT - 1))
    fill(vote, "abstain", "1")
    press(vote, "Record these numbers")
    told(presidium, "The vote is recorded.")


def the_papers_are_heard(presidium: Page, hall: Page) -> None:
    """A speaker asks for the floor, and the hall sees the name and the time."""
    come_to(presidium, "Thảo luận, tham luận các báo cáo")
    speakers = presidium.locator("#speakers")
    speakers.get_by_text(t("Somebody asks to speak")).click()
    choose(speakers, "paper", "Cải cách thủ tục đầu tư")
    press(speakers, "Into the queue")
    press(speakers, "Give the floor to %(name)s", name="Đặng Thu Giang")
    expect(board(hall)).to_contain_text("Đặng Thu Giang")
    look(hall, "hall-speaker")
    look(presidium, "presidium-speaker")
    press(speakers, "End the speech")
    expect(board(hall)).not_to_contain_text("Đặng Thu Giang")


def the_committee_is_elected_on_paper(
    clerk: Page, presidium: Page, tellers: list[Page], hall: Page, scans: Path
) -> None:
    """Printed, struck, scanned and counted twice; the hall sees the result once it is declared, and not before."""
    come_to(presidium, "Bầu chi ủy")
    enter_candidates(clerk, COMMITTEE, tuple(VOTES))
    look(clerk, "clerk-candidates")
    close_the_list(clerk, COMMITTEE, "Phan Thanh Long", ("Đỗ Thị Hạnh", "Hồ Ngọc Hiếu"))
    layout, printed = paper_ballots.approve_and_print(clerk, COMMITTEE)
    vote(clerk, COMMITTEE)
    look(clerk, "clerk-election-counting")
    paper_ballots.scans_of(layout, printed, struck_out(layout), scans)
    three_tellers_count_paper(tellers, scans)
    expect(board(hall)).not_to_contain_text("Đặng Thu Giang")
    declare(presidium, COMMITTEE)
    look(presidium, "presidium-result")
    expect(board(hall)).to_contain_text("Đặng Thu Giang")
    look(hall, "hall-result")


def struck_out(layout: Layout) -> list[tuple[int, float]]:
    """One name struck out on each ballot, as the votes need it; on a few the line ends in the middle of it."""
    ballots = [
        (number, 1.0) for number, place in enumerate(layout.places) for _missing in range(PRESENT - VOTES[place.name])
    ]
    return [*((number, 0.5) for number, _whole in ballots[:DOUBTFUL]), *ballots[DOUBTFUL:]]


def three_tellers_count_paper(tellers: list[Page], scans: Path) -> None:
    """Scanned, mixed, the doubts answered by two, keyed in by the third, and no ballot differs."""
    first, second, third = tellers
    paper_ballots.scan(first, COMMITTEE, scans)
    paper_ballots.look_at_a_whole_ballot(first, COMMITTEE)
    for teller in (first, second):
        paper_ballots.answer(teller, COMMITTEE, expected=DOUBTFUL)
    paper_ballots.close_first(second)
    paper_ballots.key_in(third, COMMITTEE, expected=DOUBTFUL)


def two_tellers_count(tellers: list[Page], before: Browsers, title: str, name: str) -> None:
    """A total that cannot be true is refused with its reason; two counts that differ are shown; then they agree."""
    first, second, _third = tellers
    begin_counting(first, title)
    look(first, "teller-count")
    with before.refused(422):
        type_count(first, {name: PRESENT + 1})
        refused_because(first, f"{name} được 29 phiếu, nhiều hơn 28 phiếu hợp lệ.")
    expect(first.get_by_label(name)).to_have_value("29")
    look(first, "teller-count-refused")
    type_count(first, {name: PRESENT})
    told(first, "Your count is kept.")
    begin_counting(second, title)
    type_count(second, {name: PRESENT - 1})
    expect(second.get_by_role("row").filter(has_text=name)).to_contain_text(str(PRESENT - 1))
    look(second, "teller-counts-differ")
    follow(second, "Type my count again")
    type_count(second, {name: PRESENT})
    expect(
        second.get_by_text(t("The two counts agree in every number. The presidium can now declare the result."))
    ).to_be_visible()
    look(second, "teller-counts-agree")


def to_the_desk(presidium: Page) -> None:
    """Back to the page from which the congress is conducted."""
    open_congress(presidium)
    follow(presidium.get_by_role("main"), "Conduct the congress")


def the_resolution_is_adopted(presidium: Page) -> None:
    """The open vote on the whole text, and its adoption with the numbers of that vote."""
    come_to(presidium, "Thảo luận, biểu quyết từng nội dung và toàn văn nghị quyết")
    vote_unanimously(presidium, "Toàn văn Nghị quyết đại hội")
    follow(presidium, "Elections and resolution")
    look(presidium, "presidium-decisions")
    choose(presidium, "vote", "Toàn văn Nghị quyết")
    press(presidium, "Make this vote final")
    told(presidium, "The vote on the resolution is final.")
    presidium.get_by_role("main").get_by_role("link", name="Nghị quyết Đại hội").click()
    expect(presidium.get_by_role("main")).to_contain_text(
        t("Adopted. The text is frozen; tasks are followed up below.")
    )
    expect(presidium.get_by_role("heading", name="16 chỉ tiêu")).to_be_visible()
    expect(presidium.get_by_role("heading", name="11 nhiệm vụ")).to_be_visible()
    look(presidium, "presidium-resolution")


def the_congress_closes(presidium: Page, hall: Page) -> None:
    """The last item, and the close, which the hall sees."""
    to_the_desk(presidium)
    come_to(presidium, "Chào cờ bế mạc")
    take_step(presidium, "Bế mạc")
    expect(board(hall)).to_contain_text(t("The congress is closed"))
    look(hall, "hall-closed")
    look(presidium, "presidium-closed")


def the_minutes_tell_what_happened(clerk: Page) -> None:
    """The minutes as PDF and as a Word file, read back."""
    open_congress(clerk)
    expect(heading(clerk)).to_contain_text("VIII")
    papers = clerk.get_by_role("listitem").filter(has_text=t("Minutes of the congress"))
    pdf = PdfReader(io.BytesIO(download(clerk, papers.get_by_role("link", name="PDF"), ".pdf")))
    printed = " ".join(page.extract_text() for page in pdf.pages)
    word = docx.Document(io.BytesIO(download(clerk, papers.get_by_role("link", name="Word"), ".docx")))
    written = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for fact in ("Đặng Thu Giang", "Cải cách thủ tục đầu tư"):
        assert fact in " ".join(printed.split()), f"the PDF does not tell of {fact}"
        assert fact in written, f"the Word file does not tell of {fact}"
