"""What may follow what, from the first scan to destruction."""

from pathlib import Path

import pytest

from nhiemky.core.ballots.batch_states import (
    ACTION_NAMES,
    STATE_NAMES,
    TRANSITIONS,
    BatchAction,
    BatchState,
    after,
    allowed_actions,
    diagram,
)
from nhiemky.core.problem import Problem


def test_the_way_from_the_first_scan_to_destruction():
    state = BatchState.COLLECTING
    for step in ("add_scans", "mix", "answer", "compare", "look_again", "hand_over", "destroy"):
        found = after(state, BatchAction(step))
        assert isinstance(found, BatchState)
        state = found
    assert state is BatchState.DESTROYED


def test_no_scan_comes_in_after_mixing():
    assert [state for state in BatchState if isinstance(after(state, BatchAction.ADD_SCANS), BatchState)] == [
        BatchState.COLLECTING
    ]


@pytest.mark.parametrize("end", [BatchState.DISCARDED, BatchState.DESTROYED])
def test_nothing_follows_an_end(end):
    assert allowed_actions(end) == ()
    found = after(end, BatchAction.MIX)
    assert isinstance(found, Problem)
    assert found.code == "B501"


def test_what_was_handed_over_is_never_answered_again():
    assert set(allowed_actions(BatchState.AGREED)) == {BatchAction.DISCARD, BatchAction.DESTROY}


def test_each_step_leads_to_one_state_and_every_state_can_be_reached():
    steps = [(each.source, each.action) for each in TRANSITIONS]
    assert len(steps) == len(set(steps))
    reached = {each.target for each in TRANSITIONS} | {BatchState.COLLECTING}
    assert reached == set(BatchState) == set(STATE_NAMES)
    assert {each.action for each in TRANSITIONS} == set(BatchAction) == set(ACTION_NAMES)


def test_the_diagram_has_an_arrow_for_each_transition():
    assert sum("-->" in line for line in diagram().splitlines()) == len(TRANSITIONS) + 3


def test_the_drawn_diagram_is_the_one_in_force():
    page = Path(__file__).parents[3] / "docs" / "reference" / "ballots-counting.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
