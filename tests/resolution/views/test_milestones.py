"""The page of a milestone: who may read it, who states it, and what a wrong entry is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.records import clock
from nhiemky.resolution import actions
from nhiemky.resolution.models import MilestoneStatement
from tests import people
from tests.resolution import scenes
from tests.resolution.actions.test_milestones import state
from tests.resolution.actions.test_succeeding import adopt
from tests.resolution.views.test_resolutions import of

TOLD = {"reached": "yes", "day": "2022-06-15", "document": "12-BC/CB"}


@pytest.fixture
def target(office):
    return scenes.milestone(office)


@pytest.fixture
def address(target):
    return reverse("resolution:milestone", args=[target.pk])


def test_a_clerk_states_it_and_later_corrects_it(office, target, address):
    clerk = of(office.clerk)
    listed = clerk.get(reverse("resolution:resolution", args=[target.resolution_id]))
    assert address in listed.content.decode()
    assert "không đủ dữ liệu" in clerk.get(address).content.decode()
    page = clerk.post(address, TOLD, follow=True).content.decode()
    assert "Đạt ngày 15/06/2022" in page
    assert "12-BC/CB" in page
    corrected = {"reached": "no", "document": "14-BC/CB"}
    assert "reason" in clerk.post(address, corrected).context["form"].errors
    corrected["reason"] = "mới nghiệm thu một phần"
    page = clerk.post(address, corrected, follow=True).content.decode()
    assert "Chưa đạt" in page
    assert "đã đính chính" in page
    assert MilestoneStatement.objects.count() == 2


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(office, address):
    refused = of(office.clerk).post(address, TOLD | {"day": "", "document": "77-BC/CB"})
    assert refused.status_code == 422
    assert "R10" in refused.context["form"].errors["day"][0]
    assert "77-BC/CB" in refused.content.decode()
    assert not MilestoneStatement.objects.exists()


def test_its_file_is_kept_and_sent_to_those_who_may_read_it(office, address, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clerk = of(office.clerk)
    page = clerk.post(address, TOLD | {"file": SimpleUploadedFile("nghiem-thu.pdf", b"%PDF-1.7")}, follow=True)
    statement = MilestoneStatement.objects.get()
    file = reverse("resolution:statement_file", args=[statement.pk])
    assert f'href="{file}"' in page.content.decode()
    assert b"".join(clerk.get(file).streaming_content) == b"%PDF-1.7"
    stranger = of(people.account(Role.CLERK, office.house.other_cell, "other"))
    assert stranger.get(file).status_code == 403


def test_a_file_of_another_kind_is_refused_beside_its_field(office, address):
    refused = of(office.clerk).post(address, TOLD | {"file": SimpleUploadedFile("run.exe", b"MZ")})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])
    assert not MilestoneStatement.objects.exists()


def test_a_statement_without_a_file_has_no_such_address(office, target):
    statement = state(office, target)
    address = reverse("resolution:statement_file", args=[statement.pk])
    assert of(office.clerk).get(address).status_code == 404


def test_after_a_correction_of_the_resolution_the_page_says_of_which_one_it_was_stated(office, target, address):
    state(office, target)
    second = actions.draft_successor(office.clerk, target.resolution, "Sửa tên mốc")
    followed = second.targets.get(number=2)
    old = of(office.clerk)
    assert "Xem mốc tại đó" not in old.get(address).content.decode()
    followed.name_vi = "Nghiệm thu hạ tầng"
    actions.set_target(office.clerk, followed)
    adopt(office, second)
    there = reverse("resolution:milestone", args=[followed.pk])
    page = old.get(there).content.decode()
    assert "Đạt ngày 31/12/2022" in page
    assert f'<a href="{address}">Xác nhận theo nghị quyết thông qua ngày 16/06/2022' in page
    assert "Dự án cấp mới" in page
    assert f'href="{there}">Xem mốc tại đó' in old.get(address).content.decode()


def test_the_page_asks_the_database_as_often_for_three_statements_as_for_one(office, target, address):
    state(office, target)
    clerk = of(office.clerk)
    with CaptureQueriesContext(connection) as one:
        clerk.get(address)
    for reason in ("một", "hai"):
        state(office, target, reason=reason)
    with CaptureQueriesContext(connection) as three:
        clerk.get(address)
    assert len(three) == len(one)


def test_members_read_it_and_state_nothing(office, address):
    member = of(people.account(Role.MEMBER, office.house.cell))
    assert "Xác nhận" not in member.get(address).content.decode().partition("<main")[2].partition("</main")[0]
    assert member.post(address, TOLD).status_code == 403


def test_a_target_that_is_no_milestone_has_no_such_page(office, target):
    other = target.resolution.targets.get(number=1)
    assert of(office.clerk).get(reverse("resolution:milestone", args=[other.pk])).status_code == 404


def test_the_page_of_a_draft_offers_no_form(office):
    with clock.at(scenes.MOMENT):
        draft = scenes.drafted(office, targets=0)
        nothing = {"value": None, "unit": "", "indicator": "", "shape": "milestone"}
        target = scenes.actions.set_target(office.clerk, scenes.target(draft, 1, **nothing))
    page = of(office.clerk).get(reverse("resolution:milestone", args=[target.pk]))
    assert not page.context["may_follow_up"]
