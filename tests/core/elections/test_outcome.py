from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.outcome import AnotherRound, Elected, Tie, outcome, percent_of_base
from nhiemky.core.elections.rulebook import BallotStyle
from nhiemky.core.elections.rulebooks import rulebooks
from tests.oracles import elections as oracle

NAMES = printed_order(["Lê Văn An", "Trần Thị Bình", "Ngô Văn Cường", "Đỗ Thị Dung", "Bùi Văn Đức", "Vũ Thị Hà"])


def contest(names: int, seats: int, base: int, *, tie_revote: bool = False) -> Contest:
    return Contest(
        "Bầu", "Chi bộ", rulebooks()["party-244-2014"], seats, base, BallotStyle.STRIKE, NAMES[:names], tie_revote
    )


def test_in_a_base_of_eleven_five_votes_do_not_elect_and_six_do():
    assert outcome(contest(1, 1, 11), [5]) == AnotherRound((), 1)
    assert outcome(contest(1, 1, 11), [6]) == Elected((NAMES[0],))


def test_in_a_base_of_28_exactly_half_is_not_enough():
    assert contest(1, 1, 28).needed == 15
    assert outcome(contest(1, 1, 28), [14]) == AnotherRound((), 1)
    assert outcome(contest(1, 1, 28), [15]) == Elected((NAMES[0],))


def test_more_above_half_than_seats_elects_the_highest_in_order_of_votes():
    assert outcome(contest(3, 2, 10), [6, 9, 7]) == Elected((NAMES[1], NAMES[2]))


def test_equal_votes_stand_in_printed_order():
    assert outcome(contest(4, 3, 10), [7, 9, 7, 6]) == Elected((NAMES[1], NAMES[0], NAMES[2]))


def test_a_tie_at_the_last_seat_keeps_those_surely_elected():
    assert outcome(contest(4, 2, 10), [7, 9, 7, 7]) == Tie((NAMES[1],), (NAMES[0], NAMES[2], NAMES[3]), 1)


def test_a_tie_for_all_seats_elects_nobody():
    assert outcome(contest(3, 2, 10), [6, 6, 6]) == Tie((), NAMES[:3], 2)


def test_equal_votes_within_the_seats_are_no_tie():
    assert outcome(contest(3, 2, 10), [8, 8, 6]) == Elected((NAMES[0], NAMES[1]))


def test_equal_votes_below_half_are_no_tie_but_another_round():
    assert outcome(contest(3, 2, 10), [8, 5, 5]) == AnotherRound((NAMES[0],), 1)


def test_fewer_names_than_seats_can_only_fill_a_part():
    assert outcome(contest(2, 5, 10), [6, 10]) == AnotherRound((NAMES[1], NAMES[0]), 3)


def test_a_revote_among_the_tied_needs_no_half_and_may_tie_again():
    revote = contest(3, 1, 28, tie_revote=True)
    assert revote.needed is None
    assert outcome(revote, [9, 8, 2]) == Elected((NAMES[0],))
    assert outcome(revote, [9, 9, 2]) == Tie((), NAMES[:2], 1)


def test_a_revote_follows_the_majority_where_the_rulebook_says_so():
    book = rulebooks()["party-244-2014"]
    strict = replace(book, tie=replace(book.tie, value=replace(book.tie.value, revote_needs_majority=True)))
    revote = replace(contest(2, 1, 28, tie_revote=True), rulebook=strict)
    assert outcome(revote, [9, 8]) == AnotherRound((), 1)


def test_votes_must_be_one_number_per_candidate():
    with pytest.raises(ValueError):
        outcome(contest(3, 2, 10), [1, 2])


@pytest.mark.parametrize(
    ("votes", "base", "percent"),
    [(5, 28, "17.86"), (0, 28, "0.00"), (28, 28, "100.00"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"),
     (3, 800, "0.38"), (1, 32, "3.13"), (1, 2000, "0.05"), (1, 20000, "0.01"), (1, 20001, "0.00"), (7, 4, "175.00")],
)  # fmt: skip
def test_percentages_have_two_decimals_rounded_half_up(votes, base, percent):
    assert percent_of_base(votes, base) == percent


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_percentages_agree_with_the_decimal_module(votes, base):
    assert percent_of_base(votes, base) == oracle.percent(votes, base)


@st.composite
def results(draw):
    names = draw(st.integers(1, 6))
    votes = draw(st.lists(st.integers(0, 8), min_size=names, max_size=names))
    return contest(names, draw(st.integers(1, 6)), draw(st.integers(1, 12))), votes


@given(results())
def test_the_outcome_agrees_with_trying_every_set_of_winners(result):
    held, votes = result
    kind, elected, tied, left = oracle.outcome(dict(zip(held.candidates, votes, strict=True)), held.seats, held.base)
    expected = {
        "elected": Elected(tuple(elected)),
        "tie": Tie(tuple(elected), tuple(tied), left),
        "another_round": AnotherRound(tuple(elected), left),
    }[kind]
    assert outcome(held, votes) == expected


@given(results(), st.data())
def test_one_more_vote_never_costs_a_candidate_the_seat(result, data):
    held, votes = result
    index = data.draw(st.integers(0, len(votes) - 1))
    name = held.candidates[index]
    before = outcome(held, votes)
    after = outcome(held, [v + (i == index) for i, v in enumerate(votes)])
    if name in before.elected:
        assert name in after.elected
    if isinstance(before, Tie) and name in before.tied:
        assert name in after.elected
