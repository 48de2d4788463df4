"""The two counts: questions answered by two who do not see each other, ballots keyed in blind by others."""

import pytest

from nhiemky.ballots import access, actions, queries
from nhiemky.ballots.models import Question, SecondWay, Side, State
from nhiemky.core.elections.rulebook import InvalidCode
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid
from nhiemky.core.problem import Refused
from nhiemky.organisation.models import Role, User
from nhiemky.records.models import Event
from tests import people
from tests.ballots import scenes


def codes(caught):
    return [problem.code for problem in caught.value.problems]


def first(batch, text):
    """What the first count says of the ballot read so."""
    return queries.first_count(batch)[scenes.ballot(batch, text).place - 1]


def marked(ballot):
    """A ballot as the scenes write it."""
    return "".join("x" if mark is Mark.STRUCK else "-" for mark in ballot.marks)


@pytest.fixture
def batch(room):
    """Three ballots, one with a doubtful mark."""
    return scenes.mixed(room.hall, "x-----", "-x----", "--?---")


@pytest.fixture
def question(batch):
    return Question.objects.select_related("ballot__batch__election__unit").get()


def test_two_who_agree_settle_a_question(room, batch, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    assert first(batch, "--?---") is None
    actions.answer_question(two, question, "struck")
    assert first(batch, "--?---") == MarkedBallot(tuple(map(Mark, scenes.words("--x---"))))


def test_nobody_is_shown_what_another_answered(room, batch, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    assert queries.to_answer(one, batch) == []
    assert queries.to_answer(two, batch) == [question]


def test_two_who_differ_ask_the_head(room, batch, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    actions.answer_question(two, question, "clear")
    assert queries.for_head(batch) == [question]
    assert queries.to_answer(room.head, batch) == []
    with pytest.raises(Refused) as caught:
        actions.decide_question(one, question, "clear")
    assert codes(caught) == ["B635"]
    actions.decide_question(room.head, question, "clear")
    assert first(batch, "--?---") == MarkedBallot(tuple(map(Mark, scenes.words("------"))))


def test_the_head_decides_nothing_on_which_two_agree(room, batch, question):
    for teller in room.tellers:
        actions.answer_question(teller, question, "struck")
    with pytest.raises(Refused) as caught:
        actions.decide_question(room.head, question, "clear")
    assert codes(caught) == ["B635"]


def test_one_person_answers_once_and_a_third_not_at_all(room, batch, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    with pytest.raises(Refused) as caught:
        actions.answer_question(one, question, "struck")
    assert codes(caught) == ["B633"]
    actions.answer_question(two, question, "clear")
    with pytest.raises(Refused) as caught:
        actions.answer_question(room.third, question, "clear")
    assert codes(caught) == ["B634"]


@pytest.mark.parametrize("value", ["agree", "too_many", "unsure", "valid", ""])
def test_only_what_can_be_answered_is_taken(room, question, value):
    with pytest.raises(Refused) as caught:
        actions.answer_question(room.tellers[0], question, value)
    assert codes(caught) == ["B632"]


def test_two_may_rule_the_ballot_invalid(room, batch, question):
    for teller in room.tellers:
        actions.answer_question(teller, question, "not_issued")
    assert first(batch, "--?---") == RuledInvalid(InvalidCode.NOT_ISSUED)


def test_a_ruling_leaves_the_ballots_other_questions_to_nobody(room):
    batch = scenes.mixed(room.hall, "x-----", "--??--")
    ruled, moot = Question.objects.order_by("candidate")
    for teller in room.tellers:
        actions.answer_question(teller, ruled, "not_issued")
    assert queries.to_answer(room.third, batch) == []
    with pytest.raises(Refused):
        actions.answer_question(room.third, moot, "struck")
    actions.close_first_count(room.tellers[0], batch)


def test_an_answer_can_be_taken_back_until_the_count_is_closed(room, batch, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    actions.answer_question(two, question, "struck")
    actions.take_back_answer(two, question)
    assert queries.to_answer(two, batch) == [question]
    actions.answer_question(two, question, "struck")
    actions.close_first_count(one, batch)
    with pytest.raises(Refused) as caught:
        actions.take_back_answer(two, question)
    assert codes(caught) == ["B637"]


def test_nobody_takes_back_what_another_answered_or_the_head_decided(room, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    with pytest.raises(Refused) as caught:
        actions.take_back_answer(two, question)
    assert codes(caught) == ["B636"]
    actions.answer_question(two, question, "clear")
    actions.decide_question(room.head, question, "clear")
    with pytest.raises(Refused) as caught:
        actions.take_back_answer(one, question)
    assert codes(caught) == ["B636"]
    actions.take_back_answer(room.head, question)
    actions.take_back_answer(one, question)
    assert [answer.by for answer in question.answers.all()] == [two]


def test_candidates_and_people_of_other_units_do_not_count(room, question):
    candidate = User(username="candidate", full_name="Lê Văn An", member=room.hall.member("Lê Văn An"))
    people.actions.create_account(people.CLOCKMAKER, candidate, people.PASSWORD)
    people.actions.grant_role(people.CLOCKMAKER, candidate, Role.TELLER, room.hall.house.cell, people.FOUNDED)
    stranger = people.account(Role.TELLER, room.hall.house.other_cell, "stranger")
    for user in (candidate, stranger, room.hall.clerk):
        with pytest.raises(Refused) as caught:
            actions.answer_question(user, question, "struck")
        assert codes(caught) == ["B630"]
    assert not access.is_head(room.tellers[0], question.ballot.batch.election)


def test_a_person_may_ask_about_a_mark_the_machine_was_sure_of(room, batch):
    ballot = scenes.ballot(batch, "x-----")
    asked = actions.raise_question(room.tellers[0], ballot, 0)
    assert first(batch, "x-----") is None
    assert queries.to_answer(room.third, batch, Side.SECOND)[0] == asked
    for teller in room.tellers:
        actions.answer_question(teller, asked, "clear")
    assert first(batch, "x-----") == MarkedBallot((Mark.CLEAR,) * 6)
    with pytest.raises(Refused) as caught:
        actions.raise_question(room.tellers[0], ballot, 0)
    assert codes(caught) == ["B647"]


def test_the_second_reader_leaves_only_doubtful_marks_to_be_keyed_in(room, batch, question):
    assert queries.to_answer(room.third, batch, Side.SECOND) == [question]
    assert queries.to_key_in(room.third, batch) == []
    assert queries.open_in_second(batch) == 1
    actions.key_in_doubt(room.third, question, "struck")
    assert queries.to_answer(room.third, batch, Side.SECOND) == []
    assert queries.open_in_second(batch) == 0
    found = {marked(ballot) for ballot in queries.second_count(batch)}
    assert found == {"x-----", "-x----", "--x---"}


def test_a_ruling_keyed_in_makes_the_ballot_invalid_in_the_second_count_alone(room):
    batch = scenes.mixed(room.hall, "x-----", "--??--")
    ruled, moot = Question.objects.order_by("candidate")
    actions.key_in_doubt(room.third, ruled, "not_issued")
    assert queries.to_answer(room.third, batch, Side.SECOND) == []
    assert len(queries.to_answer(room.tellers[0], batch)) == 2
    assert RuledInvalid(InvalidCode.NOT_ISSUED) in queries.second_count(batch)
    with pytest.raises(Refused) as caught:
        actions.key_in_doubt(room.third, moot, "struck")
    assert codes(caught) == ["B642"]


def test_one_person_keys_in_a_doubtful_mark_blind(room, batch, question):
    actions.answer_question(room.tellers[0], question, "struck")
    with pytest.raises(Refused) as caught:
        actions.key_in_doubt(room.tellers[0], question, "struck")
    assert codes(caught) == ["B631"]
    actions.key_in_doubt(room.third, question, "clear")
    assert first(batch, "--?---") is None
    with pytest.raises(Refused) as caught:
        actions.key_in_doubt(room.head, question, "struck")
    assert codes(caught) == ["B642"]
    assert queries.to_answer(room.tellers[1], batch) == [question]


def test_the_head_may_have_a_ballot_keyed_in_whole(room, batch, question):
    with pytest.raises(Refused) as caught:
        actions.ask_for_whole(room.tellers[0], question.ballot)
    assert codes(caught) == ["B648"]
    actions.ask_for_whole(room.head, question.ballot)
    with pytest.raises(Refused) as caught:
        actions.ask_for_whole(room.head, question.ballot)
    assert codes(caught) == ["B649"]
    assert queries.to_answer(room.third, batch, Side.SECOND) == []
    assert queries.to_key_in(room.third, batch) == [question.ballot]
    actions.key_in(room.third, question.ballot, marks=scenes.words("xxx---"))
    assert "xxx---" in map(marked, queries.second_count(batch))


def test_every_ballot_is_keyed_in_where_that_was_chosen(room):
    batch = scenes.mixed(room.hall, "x-----", "-x----", second_way=SecondWay.KEY_IN)
    todo = queries.to_key_in(room.third, batch)
    assert [ballot.place for ballot in todo] == [1, 2]
    for ballot in todo:
        actions.key_in(room.third, ballot, marks=scenes.words("x-----"))
    assert queries.open_in_second(batch) == 0


def test_who_took_part_in_one_count_takes_no_part_in_the_other(room, batch, question):
    actions.answer_question(room.tellers[0], question, "struck")
    assert queries.to_key_in(room.tellers[0], batch) == []
    with pytest.raises(Refused) as caught:
        actions.key_in(room.tellers[0], question.ballot, marks=scenes.words("--x---"))
    assert codes(caught) == ["B631"]
    actions.key_in_doubt(room.third, question, "struck")
    assert queries.to_answer(room.third, batch) == []
    with pytest.raises(Refused) as caught:
        actions.answer_question(room.third, question, "struck")
    assert codes(caught) == ["B631"]


def test_a_ballot_is_keyed_in_by_one_person_who_may_correct_it(room):
    batch = scenes.mixed(room.hall, "x-----", second_way=SecondWay.KEY_IN)
    ballot = batch.ballots.get()
    actions.key_in(room.third, ballot, marks=scenes.words("--x---"))
    actions.key_in(room.third, ballot, marks=scenes.words("------"))
    with pytest.raises(Refused) as caught:
        actions.key_in(room.tellers[1], ballot, marks=scenes.words("--x---"))
    assert codes(caught) == ["B642"]
    actions.take_back_key_in(room.third, ballot)
    assert queries.to_key_in(room.third, batch) == [ballot]


@pytest.mark.parametrize(
    ("marks", "invalid", "code"),
    [(["struck"] * 5, "", "B640"), (["agree"] * 6, "", "B640"), (["unsure"] * 6, "", "B640"), ([], "too_many", "B641")],
)
def test_what_no_ballot_shows_is_not_keyed_in(room, question, marks, invalid, code):
    with pytest.raises(Refused) as caught:
        actions.key_in(room.third, question.ballot, marks=marks, invalid=invalid)
    assert codes(caught) == [code]


def test_both_counts_are_closed_by_different_persons_and_only_when_complete(room, batch, question):
    one, two = room.tellers
    with pytest.raises(Refused) as caught:
        actions.close_first_count(one, batch)
    assert codes(caught) == ["B638"]
    with pytest.raises(Refused) as caught:
        actions.close_second_count(room.third, batch)
    assert codes(caught) == ["B639"]
    for teller in room.tellers:
        actions.answer_question(teller, question, "struck")
    actions.key_in_doubt(room.third, question, "struck")
    actions.close_first_count(one, batch)
    assert batch.state == State.COUNTING
    assert queries.differences(batch) == []
    with pytest.raises(Refused) as caught:
        actions.close_second_count(one, batch)
    assert codes(caught) == ["B631"]
    with pytest.raises(Refused) as caught:
        actions.close_second_count(two, batch)
    assert codes(caught) == ["B631"]
    actions.close_second_count(room.third, batch)
    assert batch.state == State.COMPARING


def test_every_step_is_in_the_records(room, question):
    one, two = room.tellers
    actions.answer_question(one, question, "struck")
    actions.answer_question(two, question, "clear")
    actions.take_back_answer(two, question)
    told = Event.objects.order_by("sequence").values_list("actor", "verb", "subject")
    assert list(told)[-3:] == [
        ("teller", "ballots.question_answered", f"ballots.Batch:{question.ballot.batch_id}"),
        ("teller2", "ballots.question_answered", f"ballots.Batch:{question.ballot.batch_id}"),
        ("teller2", "ballots.answer_taken_back", f"ballots.Batch:{question.ballot.batch_id}"),
    ]
