"""The pages of paper ballots, as tellers, the head, the clerk and the presidium use them."""

import cv2
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nhiemky.ballots import actions, queries
from nhiemky.ballots.models import Ballot, Batch, Page, Paper, Question, SecondWay, State
from nhiemky.elections import actions as elections
from nhiemky.elections.models import CountFiles
from tests.ballots import scenes


def client(user):
    browser = Client()
    browser.force_login(user)
    return browser


def text(answer):
    return answer.content.decode()


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

    def test_the_first_scans_come_with_the_beginning(self, room):
        election = scenes.voting(room.hall)
        scenes.elections.close_voting(room.hall.clerk, election, issued=28, returned=1)
        browser = client(room.tellers[0])
        page = reverse("ballots:open", args=[election.pk])
        sent = {"second_way": "second_reader", "scans": [SimpleUploadedFile("thư.pdf", b"hello")]}
        refused = browser.post(page, sent)
        assert refused.status_code == 422
        assert "thư.pdf" in refused.context["form"].errors["scans"][0]
        assert not Batch.objects.exists()
        _done, picture = cv2.imencode(".png", np.full((40, 30), 255, np.uint8))
        browser.post(page, sent | {"scans": [SimpleUploadedFile("phieu.png", picture.tobytes())]})
        assert Batch.objects.get().pages.count() == 1

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

    def test_a_sheet_of_another_vote_is_ruled_invalid_by_two_from_its_picture(self, room):
        batch = scenes.batch(room.hall, returned=2)
        refused = scenes.scanned(batch, "x-----", "other_election")[1]
        page, listed = reverse("ballots:page", args=[refused.pk]), reverse("ballots:batch", args=[batch.pk])
        ruling = {"do": "hand", "sheet": "1", "invalid": "not_issued"}
        one, two = map(client, room.tellers)
        assert '<button class="button primary" name="invalid" value="not_issued">' in text(one.get(page))
        one.post(page, ruling)
        ((_page, persons, settled, asked),) = one.get(listed).context["by_hand"]
        assert (persons, settled, asked) == (1, False, False)
        assert two.get(listed).context["by_hand"][0][3]
        two.post(page, ruling)
        assert two.get(listed).context["by_hand"][0][2]
        two.post(reverse("ballots:mix", args=[batch.pk]))
        assert batch.ballots.get(by_hand=True).ruling == "not_issued"

    def test_a_damaged_ballot_of_this_vote_is_not_offered_to_be_ruled_foreign(self, room):
        batch = scenes.batch(room.hall, returned=2)
        refused = scenes.scanned(batch, "x-----", "missing_marker")[1]
        assert not client(room.tellers[0]).get(reverse("ballots:page", args=[refused.pk])).context["foreign"]

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
        batch.refresh_from_db()
        assert batch.state == State.COUNTING
        closed = client(room.tellers[0]).post(reverse("ballots:close", args=[batch.pk, "first"]))
        assert closed["Location"] == reverse("elections:election", args=[batch.election_id])
        batch.refresh_from_db()
        assert batch.state == State.AGREED
        assert CountFiles.objects.filter(election=batch.election).exists()

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

    def test_counts_that_differ_are_not_handed_over_when_the_second_of_them_is_closed(self, room):
        batch = scenes.mixed(room.hall, "x-----", second_way=SecondWay.KEY_IN)
        actions.key_in(room.third, batch.ballots.get(), marks=scenes.words("-x----"))
        for user, side in ((room.third, "second"), (room.tellers[0], "first")):
            closed = client(user).post(reverse("ballots:close", args=[batch.pk, side]))
            assert closed["Location"] == reverse("ballots:batch", args=[batch.pk])
        batch.refresh_from_db()
        assert batch.state == State.COMPARING
        assert not CountFiles.objects.exists()

    def test_a_count_is_closed_though_the_election_refuses_to_take_it(self, room):
        batch = scenes.mixed(room.hall, "x-----")
        elections.type_count(room.hall.tellers[1], batch.election, valid=1, invalid={}, votes=(1, 0, 1, 1, 1, 1))
        client(room.third).post(reverse("ballots:close", args=[batch.pk, "second"]))
        closed = client(room.tellers[0]).post(reverse("ballots:close", args=[batch.pk, "first"]), follow=True)
        batch.refresh_from_db()
        assert batch.state == State.COMPARING
        assert [message.level_tag for message in closed.context["messages"]] == ["error"]

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
