"""Tasks of a resolution."""

from dataclasses import replace
from datetime import date

import pytest

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.problem import Problem
from nhiemky.core.resolution.tasks import TRANSITIONS, Evidence, Task, TaskState, advance, task_problems

DEADLINE = date(2022, 12, 31)
PROOF = Evidence("12-BC/CB", date(2022, 12, 1))
TASK = Task(
    1, Bilingual("Chuyển đổi số", "Digital work"), Bilingual("Đề án", "Scheme"), "office", ("planning",), DEADLINE
)


def test_a_task_is_worked_on_and_done_with_evidence():
    working = advance(TASK, TaskState.IN_PROGRESS)
    assert isinstance(working, Task)
    refused = advance(working, TaskState.DONE)
    assert isinstance(refused, Problem)
    assert (refused.code, refused.place) == ("T14", "1")
    done = advance(working, TaskState.DONE, [PROOF])
    assert isinstance(done, Task)
    assert (done.state, done.evidence) == (TaskState.DONE, (PROOF,))


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("to", list(TaskState))
def test_only_the_steps_of_the_diagram_are_possible(state, to):
    outcome = advance(replace(TASK, state=state), to, [PROOF])
    if to in TRANSITIONS[state]:
        assert isinstance(outcome, Task)
    else:
        assert isinstance(outcome, Problem)
        assert outcome.code == "T13"


def test_a_task_never_goes_from_not_started_to_done_at_once():
    assert isinstance(advance(TASK, TaskState.DONE, [PROOF]), Problem)


@pytest.mark.parametrize(
    ("state", "as_of", "overdue"),
    [
        (TaskState.NOT_STARTED, DEADLINE, False),
        (TaskState.NOT_STARTED, date(2023, 1, 1), True),
        (TaskState.IN_PROGRESS, date(2023, 1, 1), True),
        (TaskState.DONE, date(2023, 1, 1), False),
        (TaskState.STOPPED, date(2023, 1, 1), False),
    ],
)
def test_a_task_is_overdue_the_day_after_its_deadline(state, as_of, overdue):
    assert replace(TASK, state=state).overdue(as_of) is overdue


def test_a_task_with_late_proof_was_done_late():
    done = replace(TASK, state=TaskState.DONE, evidence=(PROOF,))
    assert not done.done_late()
    assert replace(done, evidence=(PROOF, Evidence("1-BC/CB", date(2023, 1, 5)))).done_late()
    assert not replace(done, evidence=(Evidence("2-BC/CB", DEADLINE),)).done_late()
    assert not TASK.done_late()


@pytest.mark.parametrize(
    ("tasks", "codes"),
    [
        ([TASK, replace(TASK, number=2)], []),
        ([TASK, TASK], ["T02"]),
        ([replace(TASK, lead="")], ["T11"]),
        ([replace(TASK, cooperating=("office",))], ["T12"]),
    ],
)
def test_tasks_that_do_not_fit_are_problems(tasks, codes):
    assert [problem.code for problem in task_problems(tasks)] == codes
