"""The pages of paper ballots, as tellers, the head, the clerk and the presidium use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhiemky.ballots import actions, queries
from nhiemky.ballots.models import Answer, Ballot, Batch, Page, Paper, Question, SecondWay, Side, State
from nhiemky.organisation.models import Role
from tests import people
from tests.ballots import scenes


def client(user):
    browser = Client()
    browser.force_login(user)
    return browser


def text(answer):
    return answer.content.decode()


@pytest.fixture
def doubtful(room):
    """Three ballots, one with a doubtful mark, everything still to be said."""
    return scenes.mixed(room.hall, "x-----", "-x----", "--?---")


class TestPaper:
    def test_the_clerk_looks_approves_and_prints(self, room):
        election = scenes.scenes.prepared(room.hall)
        scenes.elections.close_list(room.hall.clerk, election)
        browser = client(room.hall.clerk)
        page = reverse("ballots:paper", args=[election.pk])
        assert "preview" not in text(browser.get(page))
        shown = browser.get(reverse("ballots:preview", args=[election.pk, 1]) + "?page=A4&columns=1")
        assert shown["Content-Type"] == "image/png"
        assert browser.post(page, {"page": "A4", "columns": ""}).status_code == 302
        paper = Paper.objects.get()
        assert queries.layout(paper).width == 210
        printed = browser.get(reverse("ballots:pdf", args=[election.pk]), {"copies": "30"})
        assert printed.content.startswith(b"%PDF")
        assert text(browser.get(reverse("ballots:layout", args=[election.pk]))) == paper.layout

    def test_an_impossible_number_of_copies_is_said_on_the_page(self, room):
        election = scenes.voting(room.hall)
        browser = client(room.hall.clerk)
        answer = browser.get(reverse("ballots:pdf", args=[election.pk]), {"copies": "0"}, follow=True)
        assert answer.redirect_chain
        assert 'class="error' in text(answer) or "note error" in text(answer)

    def test_before_the_list_is_closed_there_is_nothing_to_print(self, room):
        election = scenes.scenes.prepared(room.hall)
        browser = client(room.hall.clerk)
        assert browser.get(reverse("ballots:pdf", args=[election.pk])).status_code == 404
        assert browser.post(reverse("ballots:paper", args=[election.pk]), {}).status_code == 422


class TestScans:
    def test_a_batch_is_opened_once(self, room):
        election = scenes.voting(room.hall)
        scenes.elections.close_voting(room.hall.clerk, election, issued=28, returned=3)
        browser = client(room.tellers[0])
        page = reverse("ballots:open", args=[election.pk])
        assert browser.get(page).status_code == 200
        browser.post(page, {"second_way": "key_in"})
        batch = Batch.objects.get()
        assert batch.second_way == SecondWay.KEY_IN
        assert browser.get(page).headers["Location"] == reverse("ballots:batch", args=[batch.pk])

    def test_a_file_that_is_no_scan_is_said_beside_the_field(self, room):
        batch = scenes.batch(room.hall)
        answer = client(room.tellers[0]).post(
            reverse("ballots:scans", args=[batch.pk]), {"scans": [SimpleUploadedFile("thư.pdf", b"hello")]}
        )
        assert answer.status_code == 422
        assert "thư.pdf" in answer.context["form"].errors["scans"][0]
        assert not batch.pages.exists()

    def test_no_file_at_all_is_said_beside_the_field(self, room):
        batch = scenes.batch(room.hall)
        answer = client(room.tellers[0]).post(reverse("ballots:scans", args=[batch.pk]), {})
        assert answer.status_code == 422
        assert answer.context["form"].errors["scans"]

    def test_progress_asks_again_only_while_pages_are_unread(self, room):
        batch = scenes.batch(room.hall)
        first, *_others = scenes.scanned(batch, "x-----", "-x----", "--x---")
        address = reverse("ballots:progress", args=[batch.pk])
        browser = client(room.tellers[0])
        assert "data-again" not in text(browser.get(address))
        first.status = ""
        first.save()
        assert "data-again" in text(browser.get(address))
        assert "2" in text(browser.get(address))

    def test_what_keeps_the_ballots_from_being_mixed_is_said(self, room):
        batch = scenes.batch(room.hall, returned=3)
        scenes.scanned(batch, "x-----", "-x----", "missing_marker")
        browser = client(room.tellers[0])
        page = text(browser.get(reverse("ballots:batch", args=[batch.pk])))
        assert "B621" in page
        assert reverse("ballots:mix", args=[batch.pk]) not in page
        browser.post(reverse("ballots:mix", args=[batch.pk]))
        batch.refresh_from_db()
        assert batch.state == State.COLLECTING

    def test_a_refused_page_is_shown_and_set_aside_with_a_reason(self, room):
        batch = scenes.batch(room.hall, returned=2)
        refused = scenes.scanned(batch, "x-----", "-x----", "not_our_form")[2]
        browser = client(room.tellers[0])
        page = reverse("ballots:page", args=[refused.pk])
        assert browser.get(reverse("ballots:page_picture", args=[refused.pk]))["Content-Type"] == "image/jpeg"
        assert browser.post(page, {"do": "aside", "why": ""}).status_code == 422
        assert browser.post(page, {"do": "aside", "why": "giấy mời họp"}).status_code == 302
        browser.post(reverse("ballots:mix", args=[batch.pk]))
        batch.refresh_from_db()
        assert batch.state == State.COUNTING
        assert batch.ballots.count() == 2

    def test_two_persons_key_a_refused_page_in_from_the_paper(self, room):
        batch = scenes.batch(room.hall, returned=2)
        refused = scenes.scanned(batch, "x-----", "missing_marker")[1]
        page = reverse("ballots:page", args=[refused.pk])
        for teller, typed in zip(room.tellers, ("2 3", "2.3"), strict=True):
            answer = client(teller).post(page, {"do": "hand", "sheet": "1", "struck": typed, "invalid": ""})
            assert answer.status_code == 302
        actions.mix(room.tellers[0], batch)
        by_hand = batch.ballots.get(by_hand=True)
        assert [mark["mark"] for mark in by_hand.marks] == scenes.words("-xx---")

    def test_a_ballot_that_was_scanned_twice_is_found_among_all_pages_and_set_aside(self, room):
        batch = scenes.batch(room.hall, returned=1)
        _first, second = scenes.scanned(batch, "x-----", "x-----")
        browser = client(room.tellers[0])
        listed = browser.get(reverse("ballots:batch", args=[batch.pk]))
        assert "B622" in text(listed)
        page = reverse("ballots:page", args=[second.pk])
        assert page in text(listed)
        assert reverse("ballots:page_picture", args=[second.pk]) not in text(browser.get(page))
        browser.post(page, {"do": "aside", "why": "máy kéo hai lần"})
        browser.post(reverse("ballots:mix", args=[batch.pk]))
        assert batch.ballots.count() == 1

    def test_pages_that_were_read_show_nobody_their_picture_before_the_ballots_are_mixed(self, room):
        batch = scenes.batch(room.hall, returned=1)
        read = scenes.scanned(batch, "x-----")[0]
        assert client(room.tellers[0]).get(reverse("ballots:page_picture", args=[read.pk])).status_code == 403


class TestQuestions:
    def test_a_question_shows_the_ballot_and_one_key_for_each_answer(self, room, doubtful):
        page = client(room.tellers[0]).get(reverse("ballots:questions", args=[doubtful.pk]))
        assert page["Cache-Control"] == "no-store, private"
        ballot = scenes.ballot(doubtful, "--?---")
        assert text(page).count(reverse("ballots:picture", args=[ballot.pk, 1])) == 2
        assert [choice.key for choice in page.context["choices"]] == [1, 2, 3, 4, 5]
        assert [choice.value for choice in page.context["choices"]][:2] == ["struck", "clear"]
        assert [choice.ruling for choice in page.context["choices"]] == [False, False, True, True, True]

    def test_two_answers_settle_and_neither_page_tells_the_other_answer(self, room, doubtful):
        question = Question.objects.get()
        one, two = map(client, room.tellers)
        one.post(reverse("ballots:answer", args=[question.pk]), {"value": "struck"})
        assert two.get(reverse("ballots:questions", args=[doubtful.pk])).context["said"] == []
        two.post(reverse("ballots:answer", args=[question.pk]), {"value": "struck"})
        assert queries.open_in_first(doubtful) == 0

    def test_an_answer_is_taken_back(self, room, doubtful):
        question = Question.objects.get()
        browser = client(room.tellers[0])
        browser.post(reverse("ballots:answer", args=[question.pk]), {"value": "struck"})
        assert browser.get(reverse("ballots:questions", args=[doubtful.pk])).context["may_undo"]
        browser.post(reverse("ballots:undo_answer", args=[doubtful.pk]))
        assert not question.answers.exists()

    def test_the_head_sees_both_answers_and_decides(self, room, doubtful):
        question = Question.objects.get()
        for teller, value in zip(room.tellers, ("struck", "clear"), strict=True):
            client(teller).post(reverse("ballots:answer", args=[question.pk]), {"value": value})
        browser = client(room.head)
        page = browser.get(reverse("ballots:questions", args=[doubtful.pk]))
        assert page.context["as_head"]
        assert len(page.context["said"]) == 2
        browser.post(reverse("ballots:answer", args=[question.pk]), {"value": "clear", "as_head": "1"})
        assert queries.open_in_first(doubtful) == 0

    def test_a_teller_does_not_decide_for_the_head(self, room, doubtful):
        question = Question.objects.get()
        client(room.tellers[0]).post(reverse("ballots:answer", args=[question.pk]), {"value": "clear", "as_head": "1"})
        assert not question.answers.exists()

    def test_pictures_are_for_tellers_only_and_kept_by_nobody(self, room, doubtful):
        ballot = scenes.ballot(doubtful, "--?---")
        address = reverse("ballots:picture", args=[ballot.pk, 1])
        assert client(room.tellers[0]).get(address)["Cache-Control"] == "no-store, private"
        assert client(room.hall.clerk).get(address).status_code == 403
        assert Client().get(address).status_code == 302


class TestSheets:
    @pytest.fixture
    def batch(self, room):
        return scenes.mixed(room.hall, "?-----", "-?----", "--?---", "x-----")

    def sheet(self, browser, batch, name="questions"):
        return browser.get(reverse(f"ballots:{name}", args=[batch.pk]))

    def asked(self, browser, batch, name="questions"):
        """The questions on a person's sheet, in its order."""
        return [crop.question.pk for crop in self.sheet(browser, batch, name).context["form"].crops()]

    def test_a_sheet_shows_a_picture_for_each_doubt_and_nothing_is_chosen(self, room, batch):
        browser = client(room.tellers[0])
        page = self.sheet(browser, batch)
        crops = page.context["form"].crops()
        assert [crop.number for crop in crops] == [1, 2, 3]
        assert " checked" not in text(page)
        assert page["Cache-Control"] == "no-store, private"
        for crop in crops:
            picture = browser.get(reverse("ballots:crop", args=[crop.question.pk]))
            assert picture["Content-Type"] == "image/jpeg"

    def test_one_answer_for_the_sheet_and_another_for_an_exception(self, room, batch):
        one = client(room.tellers[0])
        asked = self.asked(one, batch)
        sent = {"question": asked, "all": "struck", f"mark_{asked[1]}": "clear"}
        assert one.post(reverse("ballots:questions", args=[batch.pk]), sent).status_code == 302
        assert [Answer.objects.get(question=pk).value for pk in asked] == ["struck", "clear", "struck"]
        assert self.sheet(one, batch).context["pace"].answers == 3

    def test_a_picture_without_an_answer_is_said_beside_it_and_the_others_stay(self, room, batch):
        one = client(room.tellers[0])
        asked = self.asked(one, batch)
        sent = {"question": asked, f"mark_{asked[0]}": "struck", f"mark_{asked[1]}": "clear"}
        answer = one.post(reverse("ballots:questions", args=[batch.pk]), sent)
        assert answer.status_code == 422
        assert [bool(crop.errors) for crop in answer.context["form"].crops()] == [False, False, True]
        assert text(answer).count(" checked") == 2
        assert not Answer.objects.exists()

    def test_a_picture_opens_its_whole_ballot_and_what_was_said_of_the_others_is_kept(self, room, batch):
        one = client(room.tellers[0])
        asked = self.asked(one, batch)
        sent = {"question": asked, f"mark_{asked[0]}": "struck", f"mark_{asked[2]}": "clear", "look": str(asked[2])}
        opened = one.post(reverse("ballots:questions", args=[batch.pk]), sent, follow=True)
        assert opened.context["question"].pk == asked[2]
        assert [each.question_id for each in Answer.objects.all()] == [asked[0]]
        again = one.post(reverse("ballots:answer", args=[asked[2]]), {"value": "clear", "side": "first"}, follow=True)
        assert again.context["question"].pk == asked[1]

    def test_a_third_keys_the_same_marks_in_without_what_the_machine_thinks(self, room, batch):
        third = client(room.third)
        asked = self.asked(third, batch, "doubts")
        address = reverse("ballots:doubts", args=[batch.pk])
        one = third.post(address, {"question": asked, "look": str(asked[0])}, follow=True)
        assert (one.context["question"].pk, one.context["ink"], one.context["reasons"]) == (asked[0], "", [])
        third.post(reverse("ballots:answer", args=[asked[0]]), {"value": "struck", "side": "second"})
        third.post(address, {"question": asked[1:], "all": "struck"})
        assert Answer.objects.filter(side=Side.SECOND).count() == 3
        assert third.get(address).context["open_in_second"] == 0
        third.post(reverse("ballots:undo_answer", args=[batch.pk]))
        assert queries.open_in_second(batch) == 2

    def test_pictures_that_others_answered_meanwhile_are_said_to_be_passed_over(self, room, batch):
        asked = self.asked(client(room.third), batch)
        for teller in room.tellers:
            actions.answer_sheet(teller, batch, Side.FIRST, {asked[0]: "struck"})
        sent = {"question": asked, "all": "clear"}
        shown = client(room.third).post(reverse("ballots:questions", args=[batch.pk]), sent, follow=True)
        assert [message.tags for message in shown.context["messages"]] == ["info"]
        assert Answer.objects.filter(by=room.third).count() == 2

    def test_a_sheet_is_for_tellers_of_the_unit_only(self, room, batch):
        asked = Question.objects.first().pk
        stranger = client(people.account(Role.TELLER, room.hall.house.other_cell, "stranger"))
        sent = {"question": [asked], "all": "struck"}
        assert stranger.post(reverse("ballots:questions", args=[batch.pk]), sent).status_code == 403
        assert stranger.get(reverse("ballots:crop", args=[asked])).status_code == 403
        assert not Answer.objects.exists()

    def test_the_head_has_a_ballot_keyed_in_whole(self, room, batch):
        ballot = scenes.ballot(batch, "?-----")
        asked = ballot.questions.get().pk
        head, third = client(room.head), client(room.third)
        assert head.get(reverse("ballots:answer", args=[asked])).context["may_ask_whole"]
        assert not client(room.tellers[0]).get(reverse("ballots:answer", args=[asked])).context["may_ask_whole"]
        head.post(reverse("ballots:whole", args=[ballot.pk]))
        others = self.asked(third, batch, "doubts")
        assert asked not in others
        address = reverse("ballots:doubts", args=[batch.pk])
        third.post(address, {"question": others, "all": "struck"})
        assert third.get(address, follow=True).context["ballot"] == ballot


class TestKeyingIn:
    @pytest.fixture
    def batch(self, room):
        return scenes.mixed(room.hall, "x-----", "-x----", second_way=SecondWay.KEY_IN)

    def test_the_page_says_nothing_of_what_was_read(self, room, batch):
        page = client(room.third).get(reverse("ballots:key_in", args=[batch.pk]))
        assert "struck" not in page.context["form"].initial
        assert "candidates" not in page.context

    def test_ballots_are_keyed_in_one_after_the_other(self, room, batch):
        browser = client(room.third)
        address = reverse("ballots:key_in", args=[batch.pk])
        for _ballot in range(2):
            ballot = browser.get(address).context["ballot"]
            struck = next(mark["candidate"] + 1 for mark in ballot.marks if mark["mark"] == "struck")
            assert browser.post(address, {"ballot": ballot.pk, "struck": str(struck), "invalid": ""}).status_code == 302
        assert browser.post(reverse("ballots:close", args=[batch.pk, "second"])).status_code == 302
        assert client(room.tellers[0]).post(reverse("ballots:close", args=[batch.pk, "first"])).status_code == 302
        batch.refresh_from_db()
        assert batch.state == State.COMPARING
        assert queries.differences(batch) == []

    @pytest.mark.parametrize("typed", ["", "7", "1 1", "một", "0 1"])
    def test_what_is_no_number_of_the_list_is_said_beside_the_field(self, room, batch, typed):
        browser = client(room.third)
        address = reverse("ballots:key_in", args=[batch.pk])
        ballot = browser.get(address).context["ballot"]
        answer = browser.post(address, {"ballot": ballot.pk, "struck": typed, "invalid": ""})
        assert answer.status_code == 422
        assert answer.context["form"].errors["struck"]
        assert answer.context["ballot"].pk == ballot.pk
        assert answer.context["form"]["struck"].value() == typed

    def test_who_took_part_in_the_first_count_is_sent_away(self, room, batch):
        actions.raise_question(room.tellers[0], batch.ballots.first())
        question = Question.objects.get()
        actions.answer_question(room.tellers[0], question, "valid")
        page = client(room.tellers[0]).get(reverse("ballots:key_in", args=[batch.pk]))
        assert "form" not in page.context

    def test_the_last_ballot_is_taken_back(self, room, batch):
        browser = client(room.third)
        address = reverse("ballots:key_in", args=[batch.pk])
        ballot = browser.get(address).context["ballot"]
        browser.post(address, {"ballot": ballot.pk, "struck": "0", "invalid": ""})
        assert queries.open_in_second(batch) == 1
        browser.post(reverse("ballots:undo_key_in", args=[batch.pk]))
        assert queries.open_in_second(batch) == 2


class TestComparing:
    @pytest.fixture
    def differing(self, room):
        batch = scenes.mixed(room.hall, "x-----", second_way=SecondWay.KEY_IN)
        actions.key_in(room.third, batch.ballots.get(), marks=scenes.words("-x----"))
        return scenes.closed(room, batch)

    def test_differences_are_listed_looked_at_again_and_handed_over(self, room, differing):
        one = client(room.tellers[0])
        listed = one.get(reverse("ballots:differences", args=[differing.pk]))
        assert len(listed.context["rows"]) == 1
        ballot = differing.ballots.get()
        again = reverse("ballots:look_again", args=[ballot.pk])
        assert "first" not in text(one.get(again)) or one.get(again).context["first"] == ""
        assert client(room.third).post(again, {"struck": "1", "invalid": ""}).status_code == 302
        assert queries.differences(differing) == []
        one.post(reverse("ballots:hand_over", args=[differing.pk]))
        differing.refresh_from_db()
        assert differing.state == State.AGREED

    def test_the_head_decides_what_still_differs(self, room, differing):
        ballot = differing.ballots.get()
        again = reverse("ballots:look_again", args=[ballot.pk])
        client(room.tellers[0]).post(again, {"struck": "1", "invalid": ""})
        client(room.third).post(again, {"struck": "2", "invalid": ""})
        head = client(room.head)
        assert head.get(again).context["as_head"]
        head.post(again, {"struck": "1", "invalid": ""})
        assert queries.differences(differing) == []

    def test_nothing_is_handed_over_while_a_ballot_differs(self, room, differing):
        client(room.tellers[0]).post(reverse("ballots:hand_over", args=[differing.pk]))
        differing.refresh_from_db()
        assert differing.state == State.COMPARING


class TestKeeping:
    def test_after_the_declaration_no_picture_is_shown(self, room):
        batch, _declaration = scenes.declared(room)
        ballot = Ballot.including_sealed.first()
        address = reverse("ballots:picture", args=[ballot.pk, 1])
        assert client(room.tellers[0]).get(address).status_code == 403
        page = client(room.hall.clerk).get(reverse("ballots:kept", args=[batch.pk]))
        assert page.context["due"] is not None

    def test_a_decision_opens_and_a_complaint_stops_the_clock(self, room):
        batch, declaration = scenes.declared(room)
        day = f"{declaration.declared_at:%Y-%m-%d}"
        browser = client(room.hall.clerk)
        browser.post(
            reverse("ballots:complaint", args=[batch.pk]), {"received_on": day, "about": "Đếm thiếu một phiếu"}
        )
        page = browser.get(reverse("ballots:kept", args=[batch.pk]))
        assert page.context["due"] is None
        opening = {"decided_by": "Đảng ủy", "number": "12-QĐ/ĐU", "reason": "kiểm tra", "since": day, "until": day}
        assert browser.post(reverse("ballots:opening", args=[batch.pk]), opening).status_code == 302
        ballot = batch.ballots.first()
        address = reverse("ballots:picture", args=[ballot.pk, 1])
        assert client(room.tellers[0]).get(address).status_code == 200

    def test_nothing_is_destroyed_before_its_time(self, room):
        batch, _declaration = scenes.declared(room)
        told = {"decided_by": "Chi ủy", "number": "3-QĐ/CU", "witnesses": "Hai người"}
        answer = client(room.hall.clerk).post(reverse("ballots:destruction", args=[batch.pk]), told)
        assert answer.status_code == 422
        assert Ballot.including_sealed.filter(batch=batch).exists()
        assert not Page.objects.exists()
