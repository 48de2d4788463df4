"""What writes the follow-up of tasks: it goes on after the text is frozen, and is no part of it."""

import hashlib

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.resolution.tasks import TaskState as CoreState
from nhiemky.core.resolution.tasks import advance
from nhiemky.records.actions import Actor, about, action, note
from nhiemky.resolution import queries
from nhiemky.resolution.models import Evidence, ProgressNote, State, Task, TaskState
from nhiemky.resolution.problems import problem


@action("resolution.task_advanced")
def advance_task(actor: Actor, task: Task, to: str) -> Task:
    """Move a task to its next state. Raises Refused: R06 not adopted, T13 a wrong step, T14 done without evidence."""
    _require_adopted(task)
    moved = advance(queries.core_task(task), CoreState(to))
    if isinstance(moved, Problem):
        raise Refused(moved)
    note(before=task.state, after=to)
    task.state = TaskState(to)
    task.save()
    return task


@action("resolution.evidence_entered")
def enter_evidence(actor: Actor, evidence: Evidence) -> Evidence:
    """Put a proof to a task; a file is kept with its SHA-256. Raises Refused (R06) before adoption."""
    _require_adopted(evidence.task)
    about(evidence.task)
    evidence.entered_by = actor.actor_name
    if evidence.file:
        evidence.sha256 = hashlib.file_digest(evidence.file.open(), "sha256").hexdigest()
    evidence.save()
    return evidence


@action("resolution.progress_noted")
def write_note(actor: Actor, written: ProgressNote) -> ProgressNote:
    """Write down what was said about a task. Raises Refused (R06) before adoption."""
    _require_adopted(written.task)
    about(written.task)
    written.written_by = actor.actor_name
    written.save()
    return written


def _require_adopted(task: Task) -> None:
    if task.resolution.state != State.ADOPTED:
        raise Refused(problem("R06"))
