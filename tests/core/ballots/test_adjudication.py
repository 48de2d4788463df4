"""What is left to people, when two of them settle it, and in which order they are asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.adjudication import (
    ForHead,
    Question,
    QuestionKind,
    Settled,
    Waiting,
    first_ballot,
    is_sure,
    likeness,
    possible_answers,
    questions_of,
    second_ballot,
    settle,
)
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark
from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid

STRUCK, CLEAR, UNSURE = ReadMark.STRUCK, ReadMark.CLEAR, ReadMark.UNSURE


def mark(candidate, said=STRUCK, *, ink=Ink.LINE, one=None, two=None):
    return MarkReading(candidate, said, 0.99, ink, one or said, two or said)


def contest(style=BallotStyle.STRIKE, names=("Lê Văn An", "Phạm Thị Ánh", "Vũ Văn Đức")):
    return Contest("Bầu", "Chi bộ", rulebooks()["party-244-2014"], 2, 10, style, names)


def test_a_mark_is_sure_when_both_ways_of_reading_say_it():
    assert is_sure(mark(0))
    assert not is_sure(mark(0, UNSURE))
    assert not is_sure(mark(0, STRUCK, two=CLEAR))
    assert not is_sure(mark(0, STRUCK, one=CLEAR, two=CLEAR))


def test_a_ballot_without_doubt_asks_nothing():
    assert questions_of([mark(0), mark(1, CLEAR)], []) == ()


def test_each_doubtful_mark_is_a_question_with_its_ink():
    marks = [mark(0), mark(1, UNSURE, ink=Ink.UNDERLINE), mark(2, UNSURE, ink=Ink.CIRCLE, one=CLEAR)]
    assert questions_of(marks, ["unsure_mark", "methods_differ"]) == (
        Question(QuestionKind.MARK, 1, Ink.UNDERLINE, ("unsure_mark",), "underline/unsure/unsure"),
        Question(QuestionKind.MARK, 2, Ink.CIRCLE, ("methods_differ",), "circle/clear/unsure"),
    )


def test_what_else_was_seen_asks_about_the_whole_ballot():
    asked = Question(QuestionKind.BALLOT, None, None, ("stray_ink", "several_inks"))
    assert questions_of([mark(0)], ["stray_ink", "several_inks"]) == (asked,)


def test_a_seal_asks_once():
    assert [each.kind for each in questions_of([mark(0)], ["seal_over_name"])] == [QuestionKind.BALLOT]
    assert [each.kind for each in questions_of([mark(0, UNSURE)], ["seal_over_name"])] == [QuestionKind.MARK]


def test_a_reason_nobody_thought_of_still_goes_to_people():
    assert questions_of([mark(0)], ["a_new_reason"])[0].reasons == ("a_new_reason",)


def test_answers_are_marks_of_the_style_and_rulings_that_only_people_can_give():
    assert possible_answers(QuestionKind.MARK, contest())[:2] == ("struck", "clear")
    assert possible_answers(QuestionKind.MARK, contest(BallotStyle.AGREE))[:4] == ("agree", "disagree", "both", "none")
    ballot = possible_answers(QuestionKind.BALLOT, contest())
    assert ballot[0] == "valid"
    assert not {"too_many", "none_chosen", "both_boxes", "no_box"} & set(ballot)
    assert "not_issued" in ballot


def test_two_who_agree_settle_and_two_who_differ_ask_the_head():
    assert settle([]) == Waiting(2)
    assert settle(["struck"]) == Waiting(1)
    assert settle(["struck", "struck"]) == Settled("struck")
    assert settle(["struck", "clear"]) == ForHead()
    assert settle(["struck", "clear"], "clear") == Settled("clear")


def test_the_first_count_waits_for_every_answer():
    marks = [mark(0), mark(1, UNSURE), mark(2, UNSURE)]
    assert first_ballot(marks, {1: Settled("clear"), 2: Waiting(1)}) is None
    settled = first_ballot(marks, {1: Settled("clear"), 2: Settled("struck")})
    assert settled == MarkedBallot((Mark.STRUCK, Mark.CLEAR, Mark.STRUCK))


def test_valid_leaves_the_marks_as_they_were_read():
    assert first_ballot([mark(0)], {None: Settled("valid")}) == MarkedBallot((Mark.STRUCK,))


def test_one_ruling_makes_the_ballot_invalid_whatever_else_is_open():
    marks = [mark(0), mark(1, UNSURE)]
    assert first_ballot(marks, {1: ForHead(), None: Settled("stray_mark")}) == RuledInvalid(InvalidCode.STRAY_MARK)


def test_the_second_way_of_reading_never_guesses():
    assert second_ballot([mark(0, STRUCK, two=CLEAR)], {}) == MarkedBallot((Mark.CLEAR,))
    with pytest.raises(ValueError):
        second_ballot([mark(0, STRUCK, two=UNSURE)], {})


def test_the_second_count_is_keyed_in_where_there_is_doubt_and_read_the_second_way_elsewhere():
    marks = [mark(0), mark(1, UNSURE), mark(2, CLEAR)]
    assert second_ballot(marks, {1: None}) is None
    assert second_ballot(marks, {1: "clear", 2: "struck"}) == MarkedBallot((Mark.STRUCK, Mark.CLEAR, Mark.STRUCK))
    assert second_ballot(marks, {1: None, None: "not_issued"}) == RuledInvalid(InvalidCode.NOT_ISSUED)
    assert second_ballot(marks[:1], {None: "valid"}) == MarkedBallot((Mark.STRUCK,))


def test_doubts_look_alike_when_ink_and_both_ways_of_reading_say_the_same():
    low = mark(0, UNSURE, ink=Ink.UNDERLINE, one=STRUCK, two=UNSURE)
    assert likeness(low) == likeness(mark(7, UNSURE, ink=Ink.UNDERLINE, one=STRUCK, two=UNSURE))
    assert likeness(low) != likeness(mark(0, UNSURE, ink=Ink.UNDERLINE, one=CLEAR, two=UNSURE))
    assert likeness(low) != likeness(mark(0, UNSURE, ink=Ink.TICK, one=STRUCK, two=UNSURE))


@given(st.lists(st.sampled_from(["struck", "clear", "stray_mark"]), max_size=2), st.sampled_from([None, "clear"]))
def test_nothing_is_settled_by_one_person_alone(answers, decision):
    settled = isinstance(settle(answers, decision), Settled)
    assert settled == (decision is not None or (len(answers) == 2 and answers[0] == answers[1]))
