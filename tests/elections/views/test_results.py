"""The presidium declares; then members read the result, and its minutes are printed from the frozen facts."""

import hashlib
import io

import docx
import pypdf
import pytest
from django.urls import reverse

from nhiemky.core.elections.totals import Papers
from nhiemky.elections import actions
from nhiemky.elections.models import Declaration, Election, State
from nhiemky.organisation.models import Role
from tests import overtaking, people
from tests.elections import ballots, scenes
from tests.elections.actions.test_secretary import after_rounds
from tests.elections.views.conftest import of


def test_the_presidium_declares_with_a_confirmation(hall, presidium):
    election = scenes.counted(hall)
    address = reverse("elections:declare", args=[election.pk])
    asked = {"signatory": "Nguyễn Văn Chủ", "ended": "2022-06-16T10:45", "copies": 3}
    unsure = presidium.post(address, asked)
    assert (unsure.status_code, Declaration.objects.count()) == (422, 0)
    presidium.post(address, {**asked, "sure": "on"})
    assert Election.objects.get().state == State.DECLARED
    assert Declaration.objects.get().facts["minutes"]["ended"] == "2022-06-16T10:45+07:00"


def test_only_the_presidium_declares(hall, clerk, tellers):
    election = scenes.counted(hall)
    for browser in (clerk, *tellers):
        assert browser.post(reverse("elections:declare", args=[election.pk]), {}).status_code == 403


def test_a_member_sees_the_result_once_it_is_declared_and_nothing_before(hall):
    election = scenes.counted(hall)
    member = of(people.account(Role.MEMBER, hall.house.cell))
    page = reverse("elections:election", args=[election.pk])
    assert member.get(page).status_code == 403
    assert election not in member.get(reverse("elections:index")).context["elections"]
    declaration = scenes.declare(hall, election)
    assert member.get(page).status_code == 200
    result = member.get(reverse("elections:result", args=[declaration.pk]))
    assert result.status_code == 200
    assert "96,43%" in result.content.decode()
    assert member.get(reverse("elections:correct", args=[declaration.pk])).status_code == 403


def test_nobody_of_another_cell_opens_an_election(hall):
    declaration = scenes.declared(hall)
    for role in (Role.CLERK, Role.PRESIDIUM, Role.MEMBER):
        stranger = of(people.account(role, hall.house.other_cell, f"other-{role.value}"))
        for name, pk in (
            ("election", declaration.election_id),
            ("result", declaration.pk),
            ("minutes_pdf", declaration.pk),
        ):
            assert stranger.get(reverse(f"elections:{name}", args=[pk])).status_code == 403


def words_of(declaration, browser):
    pdf = browser.get(reverse("elections:minutes_pdf", args=[declaration.pk]))
    word = browser.get(reverse("elections:minutes_docx", args=[declaration.pk]))
    read = pypdf.PdfReader(io.BytesIO(pdf.content))
    written = docx.Document(io.BytesIO(word.content))
    cells = (cell.text for table in written.tables for row in table.rows for cell in row.cells)
    footers = (p.text for section in written.sections for p in section.footer.paragraphs)
    return (
        " ".join(" ".join(page.extract_text().split()) for page in read.pages),
        " ".join([*(p.text for p in written.paragraphs), *cells, *footers]),
    )


def test_the_minutes_carry_every_official_field_and_the_digest(hall, clerk):
    declaration = scenes.declared(hall)
    pdf, word = words_of(declaration, clerk)
    for text in (pdf, word):
        for wanted in (
            "BIÊN BẢN KIỂM PHIẾU",
            "244-QĐ/TW",
            "05 đồng chí",
            "Trưởng ban",
            "được triệu tập",
            "Số phiếu phát ra",
            "bầu nhiều hơn số lượng quy định",
            "96,43%",
            "thành 03 bản",
            "T/M ĐOÀN CHỦ TỊCH",
            "T/M BAN KIỂM PHIẾU",
            "LẦN THỨ VIII",
        ):
            assert wanted in text
    assert declaration.digest in word
    assert declaration.digest in pdf.replace(" ", "")


def test_the_footer_of_the_minutes_carries_the_digest_of_the_ballots_file(hall, clerk):
    declaration = ballots.declared(hall)
    digest = hashlib.sha256(ballots.text().encode()).hexdigest()
    pdf, word = words_of(declaration, clerk)
    assert digest in word
    assert digest in pdf.replace(" ", "")


@pytest.mark.parametrize(
    ("votes", "wanted"),
    [((27, 26, 25, 24, 16, 16), "bằng nhau ở cuối danh sách"), ((27, 26, 25, 14, 13, 10), "còn phải bầu 2 đồng chí")],
)
def test_the_minutes_say_what_is_left_to_elect(hall, clerk, votes, wanted):
    assert wanted in words_of(scenes.declared(hall, votes=votes), clerk)[1]


def test_the_clerk_opens_the_next_round_from_the_result(hall, clerk):
    declaration = scenes.declared(hall, votes=(27, 26, 25, 24, 16, 16))
    clerk.cookies["nhiemky_language"] = "en"
    assert "A tie at the last seat" in clerk.get(reverse("elections:result", args=[declaration.pk])).content.decode()
    clerk.post(reverse("elections:next_round", args=[declaration.pk]))
    assert Election.objects.get(round=2).tie_revote
    again = clerk.post(reverse("elections:next_round", args=[declaration.pk]), follow=True)
    assert Election.objects.count() == 2
    assert "no new round" in again.content.decode()


def test_a_correction_is_ordered_on_a_page_and_the_old_result_says_so(hall, presidium):
    declaration = scenes.declared(hall)
    presidium.post(
        reverse("elections:correct", args=[declaration.pk]), {"issued": 28, "returned": 28, "reason": "Cộng nhầm"}
    )
    assert "Cộng nhầm" in presidium.get(reverse("elections:result", args=[declaration.pk])).content.decode()


def test_the_list_and_the_page_ask_the_database_as_often_for_three_as_for_one(
    hall, clerk, django_assert_max_num_queries
):
    scenes.prepared(hall)
    with django_assert_max_num_queries(100) as one:
        clerk.get(reverse("elections:index"))
    for _ in range(2):
        scenes.prepared(hall)
    with django_assert_max_num_queries(len(one.captured_queries)):
        clerk.get(reverse("elections:index"))


def test_a_page_asks_as_often_for_three_candidates_as_for_one(hall, clerk, django_assert_max_num_queries):
    short, long = scenes.draft(hall, names=scenes.NAMES[:1]), scenes.draft(hall, names=scenes.NAMES[:3])
    for name in ("election", "candidates"):
        with django_assert_max_num_queries(100) as one:
            clerk.get(reverse(f"elections:{name}", args=[short.pk]))
        with django_assert_max_num_queries(len(one.captured_queries)):
            clerk.get(reverse(f"elections:{name}", args=[long.pk]))


def test_the_sheets_stand_on_the_pages_and_under_the_numbers_of_the_minutes(hall, clerk, presidium):
    election = scenes.voting(hall)
    scenes.actions.close_voting(hall.clerk, election, issued=28, returned=28, papers=Papers(33, 2, 3))
    ballots.record(hall, election)
    clerk.cookies["nhiemky_language"] = presidium.cookies["nhiemky_language"] = "en"
    shown = [clerk.get(reverse("elections:election", args=[election.pk]))]
    shown.append(presidium.get(reverse("elections:declare", args=[election.pk])))
    assert "ballot by ballot" in shown[1].content.decode()
    declaration = scenes.declare(hall, election)
    shown.append(clerk.get(reverse("elections:result", args=[declaration.pk])))
    for page in shown:
        assert "<dt>Ballots spoiled and swapped</dt><dd>2</dd>" in page.content.decode()
    for text in words_of(declaration, clerk):
        assert "Số phiếu hỏng đã đổi phiếu khác" in text
    assert "chưa sử dụng" not in words_of(scenes.declared(hall), clerk)[1]


def test_the_last_round_without_a_secretary_says_that_the_superior_appoints_and_by_which_rule(hall, clerk):
    declaration = after_rounds(hall, 3)
    assert "chỉ định bí thư" in words_of(declaration, clerk)[1]
    clerk.cookies["nhiemky_language"] = "en"
    page = clerk.get(reverse("elections:result", args=[declaration.pk])).content.decode()
    assert "the superior committee appoints the secretary" in page
    assert "29-QĐ/TW" in page
    assert reverse("elections:next_round", args=[declaration.pk]) not in page


def test_the_page_says_that_ballots_are_awaited_and_offers_no_declaration(hall, presidium):
    election = scenes.counted(hall)
    actions.begin_ballots(hall.tellers[0], election)
    page = presidium.get(reverse("elections:election", args=[election.pk]))
    assert page.context["awaits_ballots"]
    assert reverse("elections:declare", args=[election.pk]) not in page.content.decode()
    assert reverse("ballots:open", args=[election.pk]) in page.content.decode()
    sent_back = presidium.get(reverse("elections:declare", args=[election.pk]), follow=True)
    assert sent_back.redirect_chain[0][0] == reverse("elections:election", args=[election.pk])
    assert "Hiện không có gì để công bố" in sent_back.content.decode()


@pytest.mark.parametrize("act", ["declare", "recount"])
def test_the_presidium_that_is_overtaken_by_its_own_second_click_is_sent_to_the_election(hall, presidium, act):
    election = scenes.counted(hall)
    address = reverse("elections:declare", args=[election.pk])

    def meanwhile():
        again = Election.objects.get(pk=election.pk)
        if act == "declare":
            scenes.declare(hall, again)
        else:
            actions.recount(hall.presidium, again, issued=28, returned=28, reason="đếm lại")

    for read in (lambda: presidium.get(address), lambda: presidium.post(address, {})):
        found = [answer.status_code for answer in overtaking.answers(read, meanwhile)]
        assert set(found) <= {200, 302, 422}
        assert {302} < set(found)
