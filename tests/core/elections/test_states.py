from pathlib import Path

import pytest

from nhiemky.core.elections.outcome import AnotherRound, Elected, Tie
from nhiemky.core.elections.states import (
    ACTION_NAMES,
    STATE_NAMES,
    TRANSITIONS,
    ElectionAction,
    ElectionState,
    Successor,
    after,
    allowed_actions,
    diagram,
    successor,
)
from nhiemky.core.problem import Problem


def test_an_election_goes_from_draft_to_declared():
    state = ElectionState.DRAFT
    for action in ("close_list", "open_voting", "close_voting", "recount", "declare"):
        reached = after(state, ElectionAction(action))
        assert isinstance(reached, ElectionState)
        state = reached
    assert state == ElectionState.DECLARED


def test_a_list_can_be_reopened_until_ballots_go_out():
    assert after(ElectionState.LIST_CLOSED, ElectionAction.REOPEN_LIST) == ElectionState.DRAFT
    assert isinstance(after(ElectionState.VOTING, ElectionAction.REOPEN_LIST), Problem)


def test_nothing_changes_a_declared_result():
    assert allowed_actions(ElectionState.DECLARED) == ()
    for action in ElectionAction:
        assert isinstance(after(ElectionState.DECLARED, action), Problem)


def test_a_refused_step_says_what_is_possible_in_both_languages():
    refused = after(ElectionState.DRAFT, ElectionAction.DECLARE)
    assert isinstance(refused, Problem)
    assert refused.code == "E501"
    assert refused.sentence("vi").endswith("lúc này chỉ có thể: chốt danh sách.")
    assert refused.sentence("en").endswith("possible now: close the list.")


def test_every_state_can_be_reached_and_has_a_name():
    assert {t.target for t in TRANSITIONS} == set(ElectionState)
    assert set(STATE_NAMES) == set(ElectionState)
    assert set(ACTION_NAMES) == set(ElectionAction) == {t.action for t in TRANSITIONS}


@pytest.mark.parametrize(
    ("outcome", "follows"),
    [
        (Elected(("An",)), None),
        (Tie((), ("An", "Bình"), 1), Successor.TIE_REVOTE),
        (AnotherRound((), 1), Successor.NEXT_ROUND),
    ],
)
def test_a_tie_or_too_few_elected_calls_for_a_new_election(outcome, follows):
    assert successor(outcome) == follows


def test_the_drawn_diagram_is_the_one_in_force():
    page = Path(__file__).parents[3] / "docs/reference/elections.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
