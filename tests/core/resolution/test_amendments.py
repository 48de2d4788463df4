"""Amendments of a draft."""

import pytest

from nhiemky.core.resolution.amendments import Amendment, Carried, Lost, decide_amendment
from nhiemky.core.resolution.states import OpenVote, ResolutionState

TEXT = "Cấp mới 20 dự án trở lên; 20 dự án có vốn trong nước."
CHANGE = Amendment("20 dự án", "25 dự án", "Lê Văn Thử")
FOR, AGAINST = OpenVote(28, 27, 20, 5, 2), OpenVote(28, 27, 14, 13, 0)


def test_a_carried_amendment_changes_the_first_such_words():
    outcome = decide_amendment(ResolutionState.DRAFT, TEXT, CHANGE, FOR)
    assert outcome == Carried("Cấp mới 25 dự án trở lên; 20 dự án có vốn trong nước.", FOR)


def test_half_of_the_base_is_not_enough():
    assert decide_amendment(ResolutionState.PUT_TO_VOTE, TEXT, CHANGE, AGAINST) == Lost(AGAINST)


def test_an_amendment_may_add_words_at_the_end():
    addition = Amendment("", "Tạo 3.000 việc làm mỗi năm.", "Lê Văn Thử")
    assert decide_amendment(ResolutionState.DRAFT, TEXT, addition, FOR) == Carried(f"{TEXT}\n{addition.new}", FOR)
    assert decide_amendment(ResolutionState.DRAFT, "", addition, FOR) == Carried(addition.new, FOR)


@pytest.mark.parametrize(
    ("state", "change", "vote", "code"),
    [
        (ResolutionState.ADOPTED, CHANGE, FOR, "N06"),
        (ResolutionState.SUPERSEDED, CHANGE, FOR, "N06"),
        (ResolutionState.DRAFT, Amendment("30 dự án", "x", "y"), FOR, "N05"),
        (ResolutionState.DRAFT, CHANGE, OpenVote(28, 20, 20, 1, 0), "N03"),
    ],
)
def test_what_cannot_be_decided_is_a_problem(state, change, vote, code):
    (problem,) = decide_amendment(state, TEXT, change, vote)
    assert problem.code == code
