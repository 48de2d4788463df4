"""What writes the resolution that corrects an adopted one, and what passes to it when it takes that one's place."""

from typing import Any

from django.db.models import Model

from nhiemky.core.problem import Refused
from nhiemky.core.resolution import states
from nhiemky.core.resolution.states import ResolutionEvent, ResolutionState
from nhiemky.records.actions import Actor, action
from nhiemky.resolution import queries
from nhiemky.resolution.actions.drafting import draft, keep_target, lock, set_task
from nhiemky.resolution.models import (
    Evidence,
    ProgressNote,
    Resolution,
    Shape,
    State,
    Target,
    Task,
    TaskState,
)
from nhiemky.resolution.problems import problem


@action("resolution.successor_drafted")
def draft_successor(actor: Actor, resolution: Resolution, reason: str) -> Resolution:
    """Begin the resolution that corrects an adopted one: a draft with the same text that points back to it.

    The adopted one stays in force until the successor is adopted. Targets are copied as they were adopted, also those
    whose indicator is retired by now: that is asked when the successor is put to the vote. Raises Refused (R04, R05).
    """
    lock(resolution)
    if not reason.strip():
        raise Refused(problem("R04", "reason"))
    if resolution.state != State.ADOPTED or Resolution.objects.filter(supersedes=resolution).exists():
        raise Refused(problem("R05"))
    successor = Resolution(
        unit=resolution.unit,
        term=resolution.term,
        serial=resolution.serial + 1,
        title=resolution.title,
        preamble=resolution.preamble,
        closing=resolution.closing,
        place=resolution.place,
        signatory=resolution.signatory,
        supersedes=resolution,
        reason=reason,
    )
    draft(actor, successor)
    for target in queries.targets_of(resolution):
        others = {row.baseline: row.value for row in target.baselines.all()}
        keep_target(_copy(target, successor), others)
    for task in queries.tasks_of(resolution):
        copy = _copy(task, successor)
        copy.state = TaskState.NOT_STARTED
        set_task(actor, copy, [row.unit for row in task.cooperations.all()])
    return successor


def take_the_place(successor: Resolution, earlier: Resolution) -> None:
    """The earlier one is superseded; what was done about its tasks and stated about its milestones goes on.

    It passes to the task or target that continues the earlier one, whatever its number is now.
    """
    earlier.state = State(states.TRANSITIONS[ResolutionState.ADOPTED, ResolutionEvent.SUPERSEDE])
    earlier.save()
    _carry_follow_up(successor, earlier)
    _carry_statements(successor, earlier)


def _carry_follow_up(successor: Resolution, earlier: Resolution) -> None:
    continuing = {task.continues_id: task for task in successor.tasks.all()}
    for before in queries.tasks_of(earlier):
        task = continuing.get(before.pk)
        if task is None:
            continue
        task.state = before.state
        task.save()
        followed: list[Evidence | ProgressNote] = [*before.evidence.all(), *before.notes.all()]
        for row in followed:
            _again(row, task=task).save()


def _carry_statements(successor: Resolution, earlier: Resolution) -> None:
    continuing = {row.continues_id: row for row in successor.targets.filter(shape=Shape.MILESTONE, indicator="")}
    for key, said in queries.statements_in_force(earlier.targets.all()).items():
        if target := continuing.get(key):
            _again(said, target=target, supersedes=None, carried_from=said.carried_from or said).save()


def _copy[Row: (Target, Task)](row: Row, successor: Resolution) -> Row:
    return _again(row, resolution=successor, continues=row)


def _again[Row: Model](row: Row, **changes: Any) -> Row:
    """The same row once more, with these changes; not saved."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and field.name not in changes]  # noqa: SLF001
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **changes)
