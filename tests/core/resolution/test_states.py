"""The way of a resolution."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Problem
from nhiemky.core.resolution.states import (
    TRANSITIONS,
    OpenVote,
    ResolutionEvent,
    ResolutionState,
    decide,
    diagram,
    move,
    put_to_vote,
    vote_problems,
)

DRAFT, PUT_TO_VOTE, ADOPTED, SUPERSEDED = ResolutionState


def vote(votes_for, votes_against=0, abstained=0, base=28, present=28):
    return OpenVote(base, present, votes_for, votes_against, abstained)


def test_a_resolution_goes_from_draft_to_superseded():
    assert put_to_vote(DRAFT, 16, 11) is PUT_TO_VOTE
    assert decide(PUT_TO_VOTE, vote(28)) is ADOPTED
    assert move(ADOPTED, ResolutionEvent.SUPERSEDE) is SUPERSEDED


@pytest.mark.parametrize(
    ("votes_for", "base", "state"), [(14, 28, DRAFT), (15, 28, ADOPTED), (13, 27, DRAFT), (14, 27, ADOPTED)]
)
def test_it_takes_more_than_half_of_the_base_whoever_is_present(votes_for, base, state):
    assert decide(PUT_TO_VOTE, vote(votes_for, base=base, present=votes_for)) is state


def test_targets_alone_or_tasks_alone_are_enough_to_vote_on():
    assert put_to_vote(DRAFT, 1, 0) is PUT_TO_VOTE
    assert put_to_vote(DRAFT, 0, 1) is PUT_TO_VOTE


def test_an_empty_resolution_is_not_put_to_the_vote():
    refused = put_to_vote(DRAFT, 0, 0)
    assert isinstance(refused, Problem)
    assert refused.code == "N02"


@pytest.mark.parametrize("state", list(ResolutionState))
@pytest.mark.parametrize("event", list(ResolutionEvent))
def test_only_the_steps_of_the_diagram_are_possible(state, event):
    outcome = move(state, event)
    assert isinstance(outcome, Problem) == ((state, event) not in TRANSITIONS)


def test_an_adopted_resolution_cannot_be_voted_on_again():
    (problem,) = decide(ADOPTED, vote(28))
    assert problem.code == "N01"
    assert isinstance(put_to_vote(ADOPTED, 16, 11), Problem)


def test_a_vote_that_cannot_be_true_decides_nothing():
    assert [problem.code for problem in decide(PUT_TO_VOTE, vote(20, 5, 4))] == ["N03"]
    assert [(problem.code, problem.place) for problem in decide(PUT_TO_VOTE, vote(20, -5))] == [
        ("N04", "votes_against")
    ]


@settings(deadline=None)
@given(*[st.integers(0, 60)] * 5)
def test_a_carried_vote_has_more_than_half_of_the_base(base, present, votes_for, against, abstained):
    cast = vote(votes_for, against, abstained, base, present)
    assert cast.carried == (2 * votes_for > base)
    assert bool(vote_problems(cast)) == (votes_for + against + abstained > present)


def test_the_states_are_drawn_in_the_documentation():
    page = Path(__file__).parents[3] / "docs" / "reference" / "congress.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
    assert diagram().count("-->") == len(TRANSITIONS) + 1
