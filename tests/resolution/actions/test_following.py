"""What is done about tasks goes on after adoption and leaves the frozen text alone."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from nhiemky.core.problem import Refused
from nhiemky.resolution import actions, queries
from nhiemky.resolution.models import Evidence, ProgressNote, Task
from tests.resolution import scenes


def first_task(resolution):
    found = resolution.tasks.get(number=1)
    found.resolution = resolution
    return found


def proof(task, **changes):
    return Evidence(task=task, document="12-BC/CB", day=scenes.DAY, **changes)


def test_a_task_is_done_with_evidence_only(office):
    task = first_task(scenes.adopted(office))
    actions.advance_task(office.clerk, task, "in_progress")
    with pytest.raises(Refused) as refused:
        actions.advance_task(office.clerk, task, "done")
    assert [found.code for found in refused.value.problems] == ["T14"]
    actions.enter_evidence(office.clerk, proof(task))
    actions.advance_task(office.clerk, task, "done")
    assert Task.objects.get(pk=task.pk).state == "done"


def test_a_wrong_step_is_refused(office):
    task = first_task(scenes.adopted(office))
    with pytest.raises(Refused) as refused:
        actions.advance_task(office.clerk, task, "done")
    assert [found.code for found in refused.value.problems] == ["T13"]


def test_nothing_is_followed_up_before_adoption(office):
    task = first_task(scenes.drafted(office))
    for write in (
        lambda: actions.advance_task(office.clerk, task, "in_progress"),
        lambda: actions.enter_evidence(office.clerk, proof(task)),
        lambda: actions.write_note(office.clerk, ProgressNote(task=task, day=scenes.DAY, text="Đã họp")),
    ):
        with pytest.raises(Refused) as refused:
            write()
        assert [found.code for found in refused.value.problems] == ["R06"]


def test_a_file_is_kept_with_its_digest(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    task = first_task(scenes.adopted(office))
    evidence = actions.enter_evidence(office.clerk, proof(task, file=ContentFile(b"%PDF-1.7", name="bao-cao.pdf")))
    assert evidence.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert Evidence.objects.get().file.read() == b"%PDF-1.7"


def test_progress_counts_what_is_done_and_what_is_overdue(office):
    resolution = scenes.adopted(office, tasks=3)
    deadline = resolution.tasks.first().deadline
    progress = queries.progress(queries.tasks_of(resolution), deadline)
    assert (progress.total, progress.done, progress.overdue) == (3, 0, 0)
    later = queries.progress(queries.tasks_of(resolution), deadline.replace(year=2023))
    assert later.overdue == 3
