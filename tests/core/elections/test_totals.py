from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.elections.contest import Contest, printed_order
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally
from nhiemky.core.elections.totals import Papers, TypedTotals, check_papers, check_totals, tally_of
from tests.oracles import elections as oracle

NAMES = printed_order(["Lê Văn An", "Trần Thị Bình", "Ngô Văn Cường", "Đỗ Thị Dung", "Bùi Văn Đức", "Vũ Thị Hà"])
HELD = Contest("Bầu chi ủy", "Chi bộ", rulebooks()["party-244-2014"], 5, 28, BallotStyle.STRIKE, NAMES)
GOOD = TypedTotals(
    present=27, issued=27, returned=26, valid=25, invalid={InvalidCode.TOO_MANY: 1}, votes=(25, 20, 20, 20, 20, 20)
)


def codes(totals: TypedTotals, held: Contest = HELD) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in check_totals(totals, held)]


def test_totals_at_their_very_limit_are_accepted_and_give_the_tally():
    assert codes(GOOD) == []
    invalid = ((InvalidCode.TOO_MANY, 1),)
    assert tally_of(GOOD, HELD) == Tally(27, 26, 25, invalid, (25, 20, 20, 20, 20, 20))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"present": -1}, [("E301", "present")]),
        ({"votes": (-1, 20, 20, 20, 20, 20)}, [("E301", "votes.1")]),
        ({"invalid": {InvalidCode.TOO_MANY: -1}}, [("E301", "invalid.too_many")]),
        ({"votes": (20, 20)}, [("E302", "votes")]),
        ({"present": 29}, [("E303", "present")]),
        ({"present": 26}, [("E304", "issued")]),
        ({"issued": 25}, [("E305", "returned")]),
        ({"invalid": {}}, [("E306", "valid")]),
        ({"invalid": {InvalidCode.TOO_MANY: 2}}, [("E306", "valid")]),
        ({"votes": (19, 20, 20, 26, 20, 20)}, [("E307", "votes.4")]),
        ({"votes": (25, 20, 20, 20, 20, 21)}, [("E308", "votes")]),
        ({"votes": (4, 4, 4, 4, 4, 4)}, [("E309", "votes")]),
        ({"invalid": {InvalidCode.BOTH_BOXES: 1}}, [("E310", "invalid.both_boxes")]),
        ({"present": 26, "issued": 30, "returned": 31}, [("E304", "issued"), ("E305", "returned"), ("E306", "valid")]),
    ],
)
def test_totals_that_cannot_be_true_are_refused_with_their_place(change, expected):
    assert codes(replace(GOOD, **change)) == expected


def test_limits_themselves_are_possible():
    assert codes(replace(GOOD, present=28, issued=28)) == []
    assert codes(replace(GOOD, present=27, issued=26)) == []
    assert codes(replace(GOOD, votes=(25, 0, 0, 0, 0, 0))) == []
    assert codes(replace(GOOD, invalid={InvalidCode.TOO_MANY: 1, InvalidCode.BOTH_BOXES: 0})) == []
    nothing = TypedTotals(present=0, issued=0, returned=0, valid=0, invalid={}, votes=(0,) * 6)
    assert codes(nothing) == []


def test_the_numbers_stand_in_the_sentence_in_both_languages():
    (problem,) = check_totals(replace(GOOD, votes=(25, 20, 20, 20, 20, 21)), HELD)
    for language in ("vi", "en"):
        sentence = problem.sentence(language)
        assert all(number in sentence for number in ("126", "125", "25", "5"))
    (problem,) = check_totals(replace(GOOD, invalid={InvalidCode.BOTH_BOXES: 1}), HELD)
    assert "đánh dấu cả hai ô" in problem.sentence("vi")
    assert "X in both boxes" in problem.sentence("en")


def test_a_single_name_may_get_no_vote_at_all():
    single = replace(HELD, seats=1, style=BallotStyle.AGREE, candidates=NAMES[:1])
    totals = TypedTotals(present=20, issued=20, returned=20, valid=20, invalid={}, votes=(0,))
    assert codes(totals, single) == []
    assert codes(replace(totals, votes=(21,)), single) == [("E307", "votes.1"), ("E308", "votes")]


def test_impossible_totals_give_no_tally():
    with pytest.raises(ValueError, match="votes in all"):
        tally_of(replace(GOOD, votes=(25, 20, 20, 20, 20, 21)), HELD)


@given(st.integers(1, 3), st.integers(0, 3), st.lists(st.integers(0, 4), min_size=1, max_size=3).map(tuple))
def test_totals_are_accepted_exactly_when_some_set_of_ballots_gives_them(seats, valid, votes):
    held = replace(HELD, seats=seats, candidates=NAMES[: len(votes)])
    totals = TypedTotals(present=valid, issued=valid, returned=valid, valid=valid, invalid={}, votes=votes)
    possible = oracle.totals_possible(valid, votes, seats, someone=len(votes) > 1)
    assert (check_totals(totals, held) == ()) == possible


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        (Papers(printed=30, spoiled=1, unused=2), []),
        (Papers(printed=27, spoiled=0, unused=0), []),
        (Papers(printed=30, spoiled=1, unused=1), [("E311", "printed")]),
        (Papers(printed=29, spoiled=1, unused=2), [("E311", "printed")]),
        (Papers(printed=26, spoiled=-1, unused=0), [("E301", "spoiled")]),
    ],
)
def test_each_sheet_printed_was_issued_swapped_or_never_used(papers, expected):
    assert [(problem.code, problem.place) for problem in check_papers(papers, 27)] == expected
