"""The follow-up of a task on its page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.resolution.models import Evidence, ProgressNote, Task
from tests import people
from tests.resolution import scenes
from tests.resolution.views.test_resolutions import of


@pytest.fixture
def clerk(office):
    return of(office.clerk)


@pytest.fixture
def task(office, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return scenes.adopted(office).tasks.get(number=1)


def address(name, row):
    return reverse(f"resolution:{name}", args=[row.pk])


def test_a_task_goes_on_with_state_evidence_and_notes(clerk, task):
    clerk.post(address("advance", task), {"state": "in_progress"})
    file = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7")
    clerk.post(address("evidence", task), {"document": "12-BC/CB", "day": "2022-06-16", "file": file})
    clerk.post(address("note", task), {"day": "2022-06-16", "text": "Đã họp"})
    clerk.post(address("advance", task), {"state": "done"})
    assert Task.objects.get(pk=task.pk).state == "done"
    page = clerk.get(address("task", task)).content.decode()
    assert "12-BC/CB" in page
    assert "Đã họp" in page
    sent = clerk.get(address("evidence_file", Evidence.objects.get()))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7"


def test_done_without_evidence_is_refused_beside_the_field(clerk, task):
    clerk.post(address("advance", task), {"state": "in_progress"})
    page = clerk.post(address("advance", task), {"state": "done"})
    assert page.status_code == 422
    assert "T14" in page.context["state_form"].errors["state"][0]


def test_a_file_of_another_kind_is_refused(clerk, task):
    file = SimpleUploadedFile("run.exe", b"MZ")
    page = clerk.post(address("evidence", task), {"document": "x", "day": "2022-06-16", "file": file})
    assert (page.status_code, list(page.context["evidence_form"].errors)) == (422, ["file"])
    assert not Evidence.objects.exists()


def test_a_member_reads_and_does_not_write(office, task):
    member = of(people.account(Role.MEMBER, office.house.cell))
    assert member.get(address("task", task)).status_code == 200
    for name in ("advance", "evidence", "note"):
        assert member.post(address(name, task), {}).status_code == 403
    assert not ProgressNote.objects.exists()


def test_nobody_of_another_cell_gets_the_file_of_a_proof(office, clerk, task):
    file = SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7")
    clerk.post(address("evidence", task), {"document": "12-BC/CB", "day": "2022-06-16", "file": file})
    stranger = of(people.account(Role.CLERK, office.house.other_cell, "other"))
    proof = Evidence.objects.get()
    assert stranger.get(address("evidence_file", proof)).status_code == 403
    assert stranger.get(address("task", task)).status_code == 403
