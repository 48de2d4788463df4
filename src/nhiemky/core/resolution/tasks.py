"""Tasks and solutions of a resolution: who leads, who helps, what comes of it, by when, and with what proof."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.resolution.problems import RESOLUTION_PROBLEMS


class TaskState(StrEnum):
    """Where a task stands."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    STOPPED = "stopped"


TASK_STATES: Mapping[TaskState, Bilingual] = {
    TaskState.NOT_STARTED: Bilingual("chưa thực hiện", "not started"),
    TaskState.IN_PROGRESS: Bilingual("đang thực hiện", "in progress"),
    TaskState.DONE: Bilingual("hoàn thành", "done"),
    TaskState.STOPPED: Bilingual("dừng thực hiện", "stopped"),
}
TRANSITIONS: Mapping[TaskState, frozenset[TaskState]] = {
    TaskState.NOT_STARTED: frozenset({TaskState.IN_PROGRESS, TaskState.STOPPED}),
    TaskState.IN_PROGRESS: frozenset({TaskState.DONE, TaskState.STOPPED}),
    TaskState.DONE: frozenset({TaskState.IN_PROGRESS}),
    TaskState.STOPPED: frozenset({TaskState.IN_PROGRESS}),
}


@dataclass(frozen=True)
class Evidence:
    """Proof of a result: a document's name or number, and its day."""

    document: str
    day: date


@dataclass(frozen=True)
class Task:
    """A numbered task; `lead` and `cooperating` are codes of units."""

    number: int
    content: Bilingual
    product: Bilingual
    lead: str
    cooperating: tuple[str, ...]
    deadline: date
    state: TaskState = TaskState.NOT_STARTED
    evidence: tuple[Evidence, ...] = ()

    def overdue(self, as_of: date) -> bool:
        """Whether the deadline has passed with the task still to be done."""
        return as_of > self.deadline and self.state in {TaskState.NOT_STARTED, TaskState.IN_PROGRESS}

    def done_late(self) -> bool:
        """Whether its last proof is of a day after the deadline."""
        return (
            self.state is TaskState.DONE
            and max((each.day for each in self.evidence), default=self.deadline) > self.deadline
        )


def advance(task: Task, to: TaskState, evidence: Iterable[Evidence] = ()) -> Task | Problem:
    """The task in its next state with further evidence; T13 for a wrong step, T14 for done without evidence."""
    place = str(task.number)
    if to not in TRANSITIONS[task.state]:
        return RESOLUTION_PROBLEMS.problem("T13", place, state=TASK_STATES[task.state], to=TASK_STATES[to])
    proof = (*task.evidence, *evidence)
    if to is TaskState.DONE and not proof:
        return RESOLUTION_PROBLEMS.problem("T14", place)
    return replace(task, state=to, evidence=proof)


def task_problems(tasks: Iterable[Task]) -> tuple[Problem, ...]:
    """T02 a number used twice · T11 no lead unit · T12 lead among the cooperating units."""
    listed = list(tasks)
    found: list[Problem] = []
    for number, times in sorted(Counter(task.number for task in listed).items()):
        if times > 1:
            found.append(RESOLUTION_PROBLEMS.problem("T02", str(number), number=number))
    for task in listed:
        if not task.lead:
            found.append(RESOLUTION_PROBLEMS.problem("T11", str(task.number)))
        if task.lead in task.cooperating:
            found.append(RESOLUTION_PROBLEMS.problem("T12", str(task.number)))
    return tuple(found)
