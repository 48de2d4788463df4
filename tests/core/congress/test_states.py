from pathlib import Path

from nhiemky.core.congress.states import (
    ACTION_NAMES,
    NEEDS,
    STATE_NAMES,
    TRANSITIONS,
    CongressAction,
    CongressState,
    Need,
    after,
    allowed_actions,
    diagram,
)
from nhiemky.core.problem import Problem


def test_a_congress_goes_from_preparing_to_closed_when_all_is_there():
    state = CongressState.PREPARING
    for action in ("convene", "open", "close"):
        reached = after(state, CongressAction(action), set(Need))
        assert isinstance(reached, CongressState)
        state = reached
    assert state == CongressState.CLOSED


def test_each_need_alone_can_stop_a_step():
    for transition in TRANSITIONS:
        assert after(transition.source, transition.action, transition.needs) == transition.target
        for need in transition.needs:
            refused = after(transition.source, transition.action, set(Need) - {need})
            assert isinstance(refused, Problem)
            assert refused.code == "C402"
            assert NEEDS[need].vi in refused.sentence("vi")
            assert NEEDS[need].en in refused.sentence("en")


def test_a_step_out_of_turn_says_what_is_possible():
    refused = after(CongressState.PREPARING, CongressAction.CLOSE, set(Need))
    assert isinstance(refused, Problem)
    assert refused.code == "C401"
    assert refused.sentence("en").endswith("possible now: convene the congress.")


def test_a_closed_congress_stays_closed_and_an_open_one_is_not_recalled():
    assert allowed_actions(CongressState.CLOSED) == ()
    assert allowed_actions(CongressState.IN_SESSION) == (CongressAction.CLOSE,)


def test_everything_has_a_name():
    assert set(STATE_NAMES) == set(CongressState)
    assert set(ACTION_NAMES) == set(CongressAction) == {t.action for t in TRANSITIONS}
    assert set(NEEDS) == set(Need) == {need for t in TRANSITIONS for need in t.needs}


def test_the_states_are_drawn_in_the_documentation():
    page = Path(__file__).parents[3] / "docs" / "reference" / "congress.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
    assert diagram().count("-->") == len(TRANSITIONS) + 1
