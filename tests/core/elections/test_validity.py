import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.validity import MARKS, Invalid, Mark, MarkedBallot, RuledInvalid, Valid, judge
from tests.oracles import elections as oracle

NAMES = printed_order(["Lê Văn An", "Trần Thị Bình", "Ngô Văn Cường", "Đỗ Thị Dung", "Bùi Văn Đức", "Vũ Thị Hà"])
BOOKS = sorted(rulebooks())


def contest(style: str, names: int, seats: int, book: str = "party-244-2014") -> Contest:
    return Contest("Bầu", "Chi bộ", rulebooks()[book], seats, 28, BallotStyle(style), NAMES[:names])


def judged(style: str, marks: str, seats: int, book: str = "party-244-2014") -> Valid | Invalid:
    words = [Mark(mark) for mark in marks.split()]
    return judge(MarkedBallot(tuple(words)), contest(style, len(words), seats, book))


@pytest.mark.parametrize("book", BOOKS)
def test_an_untouched_ballot_of_six_names_for_five_seats_votes_for_too_many(book):
    assert judged("strike", "clear clear clear clear clear clear", 5, book) == Invalid(InvalidCode.TOO_MANY)


@pytest.mark.parametrize("book", BOOKS)
def test_as_many_as_the_seats_or_fewer_is_valid(book):
    five = judged("strike", "clear struck clear clear clear clear", 5, book)
    assert five == Valid((True, False, True, True, True, True))
    one = judged("strike", "struck struck struck struck struck clear", 5, book)
    assert one == Valid((False, False, False, False, False, True))


@pytest.mark.parametrize("book", BOOKS)
def test_a_list_of_several_names_all_struck_votes_for_nobody(book):
    assert judged("strike", "struck struck", 1, book) == Invalid(InvalidCode.NONE_CHOSEN)


def test_an_untouched_strike_ballot_without_surplus_votes_for_all():
    assert judged("strike", "clear clear", 2) == Valid((True, True))


def test_a_single_name_struck_out_is_a_valid_ballot_without_a_vote():
    assert judged("strike", "struck", 1) == Valid((False,))
    assert judged("strike", "clear", 1) == Valid((True,))


@pytest.mark.parametrize(
    ("mark", "judgement"),
    [
        ("agree", Valid((True,))),
        ("disagree", Valid((False,))),
        ("both", Invalid(InvalidCode.BOTH_BOXES)),
        ("none", Invalid(InvalidCode.NO_BOX)),
    ],
)
@pytest.mark.parametrize("book", BOOKS)
def test_a_single_name_needs_an_x_in_exactly_one_box(book, mark, judgement):
    assert judged("agree", mark, 1, book) == judgement


@pytest.mark.parametrize("book", BOOKS)
def test_both_or_no_box_for_one_of_several_names_leaves_the_ballot_valid_and_that_name_uncounted(book):
    assert judged("agree", "agree both none", 3, book) == Valid((True, False, False))


@pytest.mark.parametrize("marks", ["disagree disagree", "none none", "both both", "both none", "disagree none"])
def test_a_ballot_of_several_names_that_agrees_to_nobody_votes_for_nobody(marks):
    assert judged("agree", marks, 2) == Invalid(InvalidCode.NONE_CHOSEN)


def test_agreeing_to_more_than_the_seats_is_too_many():
    assert judged("agree", "agree agree disagree", 1) == Invalid(InvalidCode.TOO_MANY)


def test_a_ruling_is_counted_under_its_code():
    assert judge(RuledInvalid(InvalidCode.STRAY_MARK), contest("strike", 2, 1)) == Invalid(InvalidCode.STRAY_MARK)


@pytest.mark.parametrize("marks", [(Mark.CLEAR,), (Mark.CLEAR, Mark.AGREE), (Mark.CLEAR,) * 3])
def test_marks_of_another_shape_or_style_are_refused(marks):
    with pytest.raises(ValueError):
        judge(MarkedBallot(marks), contest("strike", 2, 1))


@given(st.sampled_from(BOOKS), st.sampled_from(list(BallotStyle)), st.integers(1, 6), st.data())
def test_judging_agrees_with_the_second_implementation(book, style, seats, data):
    marks = tuple(data.draw(st.lists(st.sampled_from(MARKS[style]), min_size=1, max_size=6)))
    held = contest(style, len(marks), seats, book)
    judgement = judge(MarkedBallot(marks), held)
    reason = oracle.judge([str(mark) for mark in marks], None, seats)
    expected = Invalid(InvalidCode(reason)) if reason else Valid(tuple(mark in oracle.VOTE for mark in marks))
    assert judgement == expected
