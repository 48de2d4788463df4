"""Which doubts come side by side, in which order, for whom."""

from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.ballots.adjudication import QuestionKind
from nhiemky.core.ballots.contact_sheets import CROPS, Doubt, contact_sheets


def doubt(question, alike="partial", ballot=None, of_ballot=1, kind=QuestionKind.MARK):
    return Doubt(question, kind, str(ballot or question), question, of_ballot, alike)


def test_what_looks_alike_comes_together_the_largest_pile_first():
    doubts = [*(doubt(n, "circle") for n in range(4)), *(doubt(n, "partial") for n in range(10, 16))]
    first, second = contact_sheets(doubts, "An")
    assert set(first) == set(range(10, 16))
    assert set(second) == set(range(4))


def test_a_pile_is_cut_into_as_few_sheets_as_hold_it_all_nearly_as_long():
    sheets = contact_sheets([doubt(n) for n in range(2 * CROPS + 1)], "An")
    assert [len(sheet) for sheet in sheets] == [7, 7, 5]


def test_small_piles_are_thrown_together():
    doubts = [doubt(1, "tick"), doubt(2, "dot"), doubt(3, "dot"), *(doubt(n, "circle") for n in range(10, 15))]
    assert [set(sheet) for sheet in contact_sheets(doubts, "An")] == [{10, 11, 12, 13, 14}, {1, 2, 3}]


def test_a_ballot_of_many_doubts_is_a_sheet_in_printed_order_after_the_piles():
    hand = [doubt(n, "partial", ballot="B", of_ballot=4) for n in (24, 21, 23, 22)]
    piles = [doubt(n) for n in range(3)]
    assert contact_sheets([*hand, *piles], "An")[1] == (21, 22, 23, 24)


def test_questions_about_whole_ballots_come_alone_and_last():
    whole = [doubt(n, "", kind=QuestionKind.BALLOT) for n in (1, 2)]
    sheets = contact_sheets([*whole, *(doubt(n) for n in range(10, 13))], "An")
    assert [len(sheet) for sheet in sheets] == [3, 1, 1]


def test_each_person_has_another_order_and_always_the_same():
    doubts = [doubt(n) for n in range(CROPS)]
    assert contact_sheets(doubts, "An") == contact_sheets(reversed(doubts), "An")
    assert contact_sheets(doubts, "An") != contact_sheets(doubts, "Bình")


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 6), st.sampled_from(QuestionKind)), max_size=30),
    st.text(max_size=5),
)
def test_every_question_is_on_one_sheet_and_no_sheet_is_too_long(rows, person):
    doubts = [
        doubt(n, alike, ballot=f"{alike}{of_ballot}", of_ballot=of_ballot, kind=kind)
        for n, (alike, of_ballot, kind) in enumerate(rows)
    ]
    sheets = contact_sheets(doubts, person)
    assert sorted(question for sheet in sheets for question in sheet) == list(range(len(rows)))
    assert all(1 <= len(sheet) <= CROPS for sheet in sheets)
