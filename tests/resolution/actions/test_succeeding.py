"""A successor takes the place of an adopted resolution, and what was done and stated goes on under it."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from nhiemky.core.problem import Refused
from nhiemky.records import clock
from nhiemky.resolution import actions, queries
from nhiemky.resolution.models import Evidence, MilestoneStatement, ProgressNote, State
from tests.resolution import scenes
from tests.resolution.actions.test_adopting import codes
from tests.resolution.actions.test_milestones import DUE, LATER, attained, state


def adopt(office, successor):
    with clock.at(LATER):
        return actions.decide(office.presidium, actions.put_to_vote(office.clerk, successor), scenes.CARRIED)


def test_a_successor_points_back_and_takes_the_place_with_what_was_done(office):
    first = scenes.adopted(office)
    task = first.tasks.get(number=1)
    task.resolution = first
    actions.enter_evidence(office.clerk, Evidence(task=task, document="12-BC/CB", day=scenes.DAY))
    actions.write_note(office.clerk, ProgressNote(task=task, day=scenes.DAY, text="Đã họp"))
    actions.advance_task(office.clerk, task, "in_progress")
    second = actions.draft_successor(office.clerk, first, "Sửa chỉ tiêu 2")
    assert queries.adopted(office.house.cell, office.term) == first
    assert [row.state for row in second.tasks.all()] == ["not_started", "not_started"]
    actions.decide(office.presidium, actions.put_to_vote(office.clerk, second), scenes.CARRIED)
    first.refresh_from_db()
    assert (first.state, second.facts["supersedes"], second.facts["reason"]) == (
        State.SUPERSEDED,
        first.digest,
        "Sửa chỉ tiêu 2",
    )
    assert queries.adopted(office.house.cell, office.term) == second
    carried = second.tasks.get(number=1)
    assert (carried.state, carried.evidence.get().document, carried.notes.get().text) == (
        "in_progress",
        "12-BC/CB",
        "Đã họp",
    )


def test_a_successor_needs_a_reason_and_an_adopted_resolution_without_one(office):
    first = scenes.adopted(office)
    with pytest.raises(Refused) as refused:
        actions.draft_successor(office.clerk, first, " ")
    assert codes(refused) == ["R04"]
    draft = actions.draft_successor(office.clerk, first, "Sửa")
    for resolution in (first, draft):
        with pytest.raises(Refused) as refused:
            actions.draft_successor(office.clerk, resolution, "Sửa")
        assert codes(refused) == ["R05"]


def test_what_was_done_follows_its_task_when_the_numbers_move(office):
    first = scenes.adopted(office)
    task = first.tasks.get(number=2)
    task.resolution = first
    actions.advance_task(office.clerk, task, "in_progress")
    second = actions.draft_successor(office.clerk, first, "Bỏ nhiệm vụ 1")
    actions.remove_task(office.clerk, second.tasks.get(number=1))
    actions.set_task(office.clerk, scenes.task(second, 2))
    adopt(office, second)
    told = second.tasks.order_by("number").values_list("number", "state", "continues")
    assert list(told) == [(1, "in_progress", task.pk), (2, "not_started", None)]


def test_what_is_stated_follows_its_milestone_and_says_of_which_resolution(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    target = scenes.milestone(office, DUE)
    said = state(office, target, file=ContentFile(b"%PDF-1.7", name="nghiem-thu.pdf"))
    second = actions.draft_successor(office.clerk, target.resolution, "Bỏ chỉ tiêu 1")
    actions.remove_target(office.clerk, second.targets.get(number=1))
    followed = second.targets.get()
    assert queries.statement_in_force(followed) is None
    adopt(office, second)
    carried = queries.statement_in_force(followed)
    assert (carried.carried_from, carried.day, carried.stated_by, carried.stated_at) == (
        said,
        DUE,
        said.stated_by,
        said.stated_at,
    )
    assert (carried.file.read(), carried.sha256) == (b"%PDF-1.7", said.sha256)
    assert attained(followed) == attained(target)


def test_a_second_successor_still_names_the_resolution_of_which_it_was_stated(office):
    target = scenes.milestone(office, DUE)
    state(office, target)
    said = state(office, target, None, reason="mới nghiệm thu một phần")
    second = adopt(office, actions.draft_successor(office.clerk, target.resolution, "Sửa lời mở đầu"))
    third = adopt(office, actions.draft_successor(office.clerk, second, "Sửa lần nữa"))
    last = queries.statement_in_force(third.targets.get(number=2))
    assert (last.carried_from, last.reached, last.reason) == (said, False, "mới nghiệm thu một phần")
    with pytest.raises(Refused) as refused:
        state(office, last.target, date(2023, 1, 5))
    assert codes(refused) == ["R12"]
    corrected = state(office, last.target, date(2023, 1, 5), reason="đã nghiệm thu")
    assert (corrected.supersedes, corrected.carried_from) == (last, None)


def test_nothing_is_stated_of_what_is_no_longer_a_milestone_of_the_successor(office):
    target = scenes.milestone(office, DUE)
    state(office, target)
    second = actions.draft_successor(office.clerk, target.resolution, "Đo bằng chỉ số")
    measured = scenes.target(second, 2)
    measured.pk, measured.continues = second.targets.get(number=2).pk, target
    actions.set_target(office.clerk, measured)
    adopt(office, second)
    assert MilestoneStatement.objects.count() == 1
