"""The way of a definition, and who may take it when."""

from datetime import date
from pathlib import Path

import pytest

from nhiemky.core.definitions.states import (
    TRANSITIONS,
    DefinitionEvent,
    DefinitionState,
    diagram,
    move,
    release_problems,
    retire_problem,
)
from nhiemky.core.problem import Problem

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("event", DefinitionEvent)
@pytest.mark.parametrize("state", DefinitionState)
def test_a_step_that_is_not_drawn_is_refused(state, event):
    after = move(state, event)
    if (state, event) in TRANSITIONS:
        assert after == TRANSITIONS[state, event]
    else:
        assert isinstance(after, Problem)
        assert after.code == "V01"


def test_what_is_live_or_retired_is_never_changed_and_never_a_draft_again():
    assert {event for state, event in TRANSITIONS if state is not DefinitionState.DRAFT} == {DefinitionEvent.RETIRE}
    assert all(before is DefinitionState.DRAFT for (before, _), after in TRANSITIONS.items() if after == "draft")


def test_nobody_makes_live_alone_and_nothing_is_in_force_before_today():
    assert release_problems("an", "bình", TODAY, TODAY) == ()
    assert [each.code for each in release_problems("an", "an", date(2026, 11, 21), TODAY)] == ["V02", "V03"]


@pytest.mark.parametrize(
    ("since", "last_day", "is_refused"),
    [
        (date(2026, 1, 1), TODAY, False),
        (date(2026, 1, 1), date(2026, 11, 21), True),
        (date(2027, 1, 1), date(2026, 12, 31), True),
        (date(2027, 1, 1), date(2027, 1, 1), False),
    ],
)
def test_a_definition_ends_today_or_later_and_not_before_it_began(since, last_day, is_refused):
    assert (retire_problem(since, last_day, TODAY) is not None) == is_refused


def test_the_drawn_diagram_is_the_one_in_force():
    page = Path(__file__).parents[3] / "docs" / "reference" / "reporting-definitions.md"
    assert f"```mermaid\n{diagram()}\n```" in page.read_text("utf-8")
