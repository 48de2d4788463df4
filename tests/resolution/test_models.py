"""The text of an adopted resolution cannot be written again, whoever tries."""

import pytest

from nhiemky.records.actions import action
from nhiemky.records.frozen import FrozenError
from nhiemky.resolution.models import Amendment, Cooperation, OtherBaseline, State, TaskState
from tests import people
from tests.resolution import scenes


@action("tests.tried")
def attempt(actor, write):
    write()


def refuse(write):
    with pytest.raises(FrozenError):
        attempt(people.CLOCKMAKER, write)


def test_an_adopted_text_and_all_its_parts_are_frozen(office):
    resolution = scenes.adopted(office)
    resolution.title = "Khác"
    refuse(resolution.save)
    refuse(resolution.delete)
    target, task = resolution.targets.first(), resolution.tasks.first()
    task.content_vi = "Khác"
    helper = task.cooperations.first()
    for row in (target, helper):
        refuse(row.save)
        refuse(row.delete)
    refuse(task.save)
    refuse(task.delete)
    refuse(OtherBaseline(target=target, baseline="superior", value=1).save)
    refuse(Cooperation(task=task, unit=office.house.board).save)
    refuse(scenes.target(resolution, 9).save)
    refuse(scenes.task(resolution, 9).save)


def test_a_resolution_cannot_be_passed_off_as_a_draft_in_memory(office):
    resolution = scenes.adopted(office)
    resolution.state = State.DRAFT
    refuse(resolution.save)


def test_only_the_state_of_a_task_goes_on(office):
    resolution = scenes.adopted(office)
    task = resolution.tasks.first()
    task.state = TaskState.IN_PROGRESS
    attempt(people.CLOCKMAKER, task.save)
    task.refresh_from_db()
    assert task.state == TaskState.IN_PROGRESS


def test_a_decided_amendment_is_never_changed(office):
    amendment = scenes.actions.amend(
        office.clerk,
        Amendment(
            resolution=scenes.resolution(office),
            field="closing",
            new="Thêm",
            proposer="Trần A",
            votes_for=20,
            votes_against=0,
            abstained=0,
            present=28,
            base=28,
        ),
    )
    refuse(amendment.save)
    refuse(amendment.delete)
