"""The way of a definition: draft → live → retired.

    draft ──change──▶ draft ──release──▶ live ──retire──▶ retired
      └──discard──▶ (gone)

A draft may say anything and counts nowhere. What is live never changes: another version follows it. What is retired
still reads what was filed or computed under it.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.definitions.problems import DEFINITION_PROBLEMS
from nhiemky.core.problem import Problem
from nhiemky.core.state_diagram import END, state_diagram


class DefinitionState(StrEnum):
    """Where a definition stands."""

    DRAFT = "draft"
    LIVE = "live"
    RETIRED = "retired"


class DefinitionEvent(StrEnum):
    """What can be done with a definition."""

    CHANGE = "change"
    DISCARD = "discard"
    RELEASE = "release"
    RETIRE = "retire"


DEFINITION_STATES: Mapping[DefinitionState, Bilingual] = {
    DefinitionState.DRAFT: Bilingual("đang soạn", "a draft"),
    DefinitionState.LIVE: Bilingual("đang áp dụng", "live"),
    DefinitionState.RETIRED: Bilingual("đã thôi áp dụng", "retired"),
}
DEFINITION_EVENTS: Mapping[DefinitionEvent, Bilingual] = {
    DefinitionEvent.CHANGE: Bilingual("sửa", "changed"),
    DefinitionEvent.DISCARD: Bilingual("bỏ", "discarded"),
    DefinitionEvent.RELEASE: Bilingual("đưa vào áp dụng", "made live"),
    DefinitionEvent.RETIRE: Bilingual("thôi áp dụng", "retired"),
}
TRANSITIONS: Mapping[tuple[DefinitionState, DefinitionEvent], DefinitionState | None] = {
    (DefinitionState.DRAFT, DefinitionEvent.CHANGE): DefinitionState.DRAFT,
    (DefinitionState.DRAFT, DefinitionEvent.DISCARD): None,
    (DefinitionState.DRAFT, DefinitionEvent.RELEASE): DefinitionState.LIVE,
    (DefinitionState.LIVE, DefinitionEvent.RETIRE): DefinitionState.RETIRED,
}
"""The state after an event; None: the definition is gone."""


def move(state: DefinitionState, event: DefinitionEvent) -> DefinitionState | Problem | None:
    """The state after an event, or problem V01."""
    if (state, event) not in TRANSITIONS:
        return DEFINITION_PROBLEMS.problem("V01", state=DEFINITION_STATES[state], event=DEFINITION_EVENTS[event])
    return TRANSITIONS[state, event]


def release_problems(changed_by: str, released_by: str, effective_from: date, today: date) -> tuple[Problem, ...]:
    """V02 when one person alone would make it live, V03 when it would be in force before today.

    A form in force from an earlier day would make duties that are overdue from the start, and an indicator would
    change figures that were already published.
    """
    problems = []
    if changed_by == released_by:
        problems.append(DEFINITION_PROBLEMS.problem("V02"))
    if effective_from < today:
        problems.append(DEFINITION_PROBLEMS.problem("V03", "effective_from", today=today, day=effective_from))
    return tuple(problems)


def retire_problem(effective_from: date, last_day: date, today: date) -> Problem | None:
    """V05 unless the last day in force is today or later, and not before the first."""
    if last_day < today or last_day < effective_from:
        return DEFINITION_PROBLEMS.problem("V05", "effective_until", day=last_day)
    return None


def diagram() -> str:
    """The states as drawn in docs/reference/reporting-definitions.md."""
    arrows = [(before, after or END, event) for (before, event), after in TRANSITIONS.items()]
    return state_diagram(DefinitionState.DRAFT, arrows)
