from dataclasses import replace

import pytest

from nhiemky.core.elections.contest import Contest
from nhiemky.core.elections.recount import BallotDifference, Difference, compare, compare_ballots
from nhiemky.core.elections.rulebook import BallotStyle, InvalidCode
from nhiemky.core.elections.rulebooks import rulebooks
from nhiemky.core.elections.tally import Tally
from nhiemky.core.elections.validity import Mark, MarkedBallot, RuledInvalid

HELD = Contest("Bầu", "Chi bộ", rulebooks()["party-244-2014"], 1, 9, BallotStyle.STRIKE, ("Lê An", "Vũ Bình"))
FIRST = Tally(9, 9, 8, ((InvalidCode.TOO_MANY, 1),), (5, 3))


def test_counts_that_agree_have_no_difference():
    assert compare(FIRST, replace(FIRST), HELD) == ()


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"issued": 8}, Difference("issued", "", 9, 8)),
        ({"returned": 8}, Difference("returned", "", 9, 8)),
        ({"valid": 7}, Difference("valid", "", 8, 7)),
        ({"invalid": ()}, Difference("invalid.too_many", "", 1, 0)),
        ({"votes": (5, 2)}, Difference("votes.2", "Vũ Bình", 3, 2)),
    ],
)
def test_each_number_that_differs_is_named(change, difference):
    assert compare(FIRST, replace(FIRST, **change), HELD) == (difference,)


def test_the_same_number_of_invalid_ballots_for_another_reason_is_a_difference():
    other = replace(FIRST, invalid=((InvalidCode.STRAY_MARK, 1),))
    assert [d.field for d in compare(FIRST, other, HELD)] == ["invalid.stray_mark", "invalid.too_many"]


def test_ballots_that_differ_are_listed_one_by_one():
    an, binh = MarkedBallot((Mark.CLEAR, Mark.STRUCK)), MarkedBallot((Mark.STRUCK, Mark.CLEAR))
    ruled = RuledInvalid(InvalidCode.STRAY_MARK)
    assert compare_ballots([an, binh], [an, binh]) == ()
    assert compare_ballots([an, binh], [an, ruled, an]) == (
        BallotDifference(2, binh, ruled),
        BallotDifference(3, None, an),
    )


def test_counts_of_different_lists_cannot_be_compared():
    with pytest.raises(ValueError):
        compare(FIRST, replace(FIRST, votes=(5, 3, 0)), HELD)
