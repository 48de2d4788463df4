"""The pages on which tellers answer: one question on its whole ballot, and sheets of alike doubts."""

import pytest
from django.test import Client
from django.urls import reverse

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.models import Answer, Question, Side
from nhiemky.organisation import actions as organisation
from nhiemky.organisation.models import Role, User
from tests import people
from tests.ballots import scenes
from tests.ballots.test_views import client, text


@pytest.fixture
def doubtful(room):
    """Three ballots, one with a doubtful mark, everything still to be said."""
    return scenes.mixed(room.hall, "x-----", "-x----", "--?---")


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


class TestWhoDoesWhat:
    """One button is primary for each, so that nobody takes the place of another by pressing what lies at hand."""

    def proposed(self, user, batch):
        return client(user).get(reverse("ballots:batch", args=[batch.pk])).context["proposed"]

    def test_of_three_the_head_and_another_answer_and_the_third_keys_in(self, room, doubtful):
        everybody = [room.head, *room.tellers, room.third]
        assert [self.proposed(user, doubtful) for user in everybody] == ["first", "first", "second", "first"]

    def test_whoever_has_begun_stays_with_that_count(self, room, doubtful):
        second = room.tellers[1]
        assert self.proposed(second, doubtful) == "second"
        actions.answer_question(second, Question.objects.get(), "struck")
        assert self.proposed(second, doubtful) == "first"

    def test_who_stands_on_the_list_or_counts_elsewhere_takes_nobodys_place(self, room, doubtful):
        known = access.tellers(doubtful.election)
        listed = User(username="listed", full_name="Người Có Tên", member=room.hall.members[0])
        organisation.create_account(people.CLOCKMAKER, listed, people.PASSWORD)
        organisation.grant_role(people.CLOCKMAKER, listed, Role.TELLER, room.hall.house.cell, people.FOUNDED)
        people.account(Role.TELLER, room.hall.house.other_cell, "elsewhere")
        assert doubtful.election.candidates.filter(member=room.hall.members[0]).exists()
        assert access.tellers(doubtful.election) == known


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
