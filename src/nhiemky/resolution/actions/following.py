"""What writes the follow-up of tasks and milestones: it goes on after the text is frozen, and is no part of it."""

from nhiemky.core.problem import Problem, Refused
from nhiemky.core.resolution.tasks import TaskState as CoreState
from nhiemky.core.resolution.tasks import advance
from nhiemky.records import clock
from nhiemky.records.actions import Actor, about, action, note
from nhiemky.resolution import queries
from nhiemky.resolution.models import (
    Evidence,
    MilestoneStatement,
    ProgressNote,
    Shape,
    State,
    Target,
    Task,
    TaskState,
)
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
    evidence.seal_file()
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


@action("resolution.milestone_stated")
def state_milestone(actor: Actor, statement: MilestoneStatement) -> MilestoneStatement:
    """State that a milestone is reached, or is not; after a first statement the new one takes the place of the last.

    A file is kept with its SHA-256.

    Raises Refused: R06 not adopted · R09 no milestone that a person states · R10 no day, or one that has not come ·
    R11 no document · R12 a correction without its reason.
    """
    target = statement.target
    about(target)
    Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if not statement.reached:
        statement.day = None
    statement.supersedes = queries.statement_in_force(target)
    if found := _statement_problems(statement):
        raise Refused(*found)
    statement.stated_by, statement.stated_at = actor.actor_name, clock.now()
    statement.seal_file()
    statement.save()
    return statement


def _statement_problems(statement: MilestoneStatement) -> list[Problem]:
    target = statement.target
    if target.resolution.state != State.ADOPTED:
        return [problem("R06")]
    if target.shape != Shape.MILESTONE or target.indicator:
        return [problem("R09")]
    found = []
    if statement.reached and (statement.day is None or statement.day > clock.today()):
        found.append(problem("R10", "day"))
    if not statement.document.strip():
        found.append(problem("R11", "document"))
    if statement.supersedes and not statement.reason.strip():
        found.append(problem("R12", "reason"))
    return found


def _require_adopted(task: Task) -> None:
    if task.resolution.state != State.ADOPTED:
        raise Refused(problem("R06"))
