from dataclasses import replace

import pytest

from nhiemky.core.congress.charter import charter
from nhiemky.core.congress.open_vote import OpenVote, Passed, Rejected, check_open_vote, decide

MAJORITY = charter()["open_vote_majority"]
VOTE = OpenVote(agree=15, disagree=8, abstain=3, present=26, base=28)


def test_more_than_half_of_the_base_passes_though_some_are_absent():
    assert decide(VOTE, MAJORITY) == Passed(15, 15)
    assert decide(replace(VOTE, agree=14, abstain=4), MAJORITY) == Rejected(14, 15)


def test_all_those_present_may_be_fewer_than_needed():
    assert decide(OpenVote(10, 0, 0, 10, 28), MAJORITY) == Rejected(10, 15)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"agree": -1}, [("C301", "agree")]),
        ({"abstain": 4}, [("C302", "agree")]),
        ({"abstain": 2}, [("C304", "abstain")]),
        ({"base": 25}, [("C303", "present")]),
        ({"base": 26}, []),
        ({}, []),
    ],
)
def test_numbers_that_cannot_be_true_are_refused(change, expected):
    assert [(p.code, p.place) for p in check_open_vote(replace(VOTE, **change))] == expected


def test_the_sentence_says_how_many_are_not_counted():
    (problem,) = check_open_vote(replace(VOTE, abstain=1))
    assert "còn 2 người" in problem.sentence("vi")
    assert "24" in problem.sentence("en")


def test_impossible_numbers_decide_nothing():
    with pytest.raises(ValueError, match="not counted"):
        decide(replace(VOTE, abstain=1), MAJORITY)
