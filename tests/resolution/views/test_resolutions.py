"""A resolution from its first page to its paper, and who may open it when."""

import io
from datetime import date

import docx
import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from nhiemky.organisation.models import Role
from nhiemky.resolution import actions
from nhiemky.resolution.models import Resolution, State, Target
from tests import people
from tests.resolution import scenes


def of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def clerk(office):
    return of(office.clerk)


@pytest.fixture
def presidium(office):
    return of(office.presidium)


def address(name, resolution):
    return reverse(f"resolution:{name}", args=[resolution.pk])


TARGET = {
    "number": 1,
    "name_vi": "Vốn đầu tư tăng thêm",
    "name_en": "New capital",
    "group": "economy",
    "shape": "cumulative",
    "direction": "at_least",
    "value": "10.000.000.000.000",
    "unit": "VND",
    "period_start": "2022-07-01",
    "period_end": "2025-06-30",
    "baseline_yearly_plan": "3.500.000.000.000",
}
VOTE = {"base": 28, "present": 28, "votes_for": 27, "votes_against": 0, "abstained": 1}


def test_a_resolution_is_drafted_written_voted_and_adopted_on_pages(office, clerk, presidium):
    text = {"serial": 1, "title": "Nghị quyết", "preamble": "Đại hội quyết nghị.", "place": "Thái Nguyên"}
    clerk.post(reverse("resolution:draft"), {"term": office.term.pk, "signatory": "Nguyễn Văn Chủ", **text})
    resolution = Resolution.objects.get()
    assert clerk.post(address("add_target", resolution), TARGET).status_code == 302
    task = {
        "number": 1,
        "content_vi": "Rà soát",
        "content_en": "Review",
        "product_vi": "Báo cáo",
        "product_en": "A report",
        "lead": office.house.board.pk,
        "cooperating": [office.house.groups[0].pk],
        "deadline": "2022-12-31",
    }
    assert clerk.post(address("add_task", resolution), task).status_code == 302
    clerk.post(address("put_to_vote", resolution))
    assert presidium.post(address("decide", resolution), VOTE).status_code == 302
    stored = Resolution.objects.get()
    assert (stored.state, stored.votes_for) == (State.ADOPTED, 27)
    assert stored.facts["targets"][0]["others"] == {"yearly_plan": "3500000000000"}
    page = clerk.get(address("resolution", resolution)).content.decode()
    assert "10.000 tỷ đồng" in page
    assert stored.digest in page


def test_what_is_wrong_with_a_target_is_said_beside_its_field_and_stays_typed(office, clerk):
    resolution = scenes.resolution(office)
    page = clerk.post(address("add_target", resolution), {**TARGET, "value": "", "wording": "Đạt 9.000 tỷ đồng"})
    assert page.status_code == 422
    assert "A01" in page.context["form"].errors["value"][0]
    assert "Đạt 9.000 tỷ đồng" in page.content.decode()
    other = clerk.post(address("add_target", resolution), {**TARGET, "wording": "Đạt 9.000 tỷ đồng"})
    assert "R01" in other.context["form"].errors["wording"][0]
    assert not Target.objects.exists()


def test_a_number_is_used_once(office, clerk):
    resolution = scenes.drafted(office)
    page = clerk.post(address("add_target", resolution), TARGET)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["number"])


def test_a_target_is_changed_and_removed_while_it_is_a_draft_only(office, clerk):
    resolution = scenes.drafted(office)
    target = resolution.targets.get(number=1)
    assert clerk.post(address("change_target", target), {**TARGET, "value": "25", "unit": "project"}).status_code == 302
    assert resolution.targets.get(number=1).value == 25
    actions.put_to_vote(office.clerk, resolution)
    refused = clerk.post(address("change_target", target), TARGET)
    assert (refused.status_code, "R07" in refused.content.decode()) == (422, True)
    clerk.post(address("remove_target", target))
    assert resolution.targets.count() == 2


def test_a_vote_that_cannot_be_true_is_refused_with_its_reason(office, presidium):
    resolution = actions.put_to_vote(office.clerk, scenes.drafted(office))
    page = presidium.post(address("decide", resolution), {**VOTE, "votes_for": 29})
    assert (page.status_code, "N03" in page.content.decode()) == (422, True)
    assert Resolution.objects.get().state == State.PUT_TO_VOTE


def test_an_amendment_is_recorded_with_its_vote(office, clerk):
    resolution = scenes.resolution(office)
    amendment = {"field": "closing", "old": "", "new": "Báo cáo hằng quý.", "proposer": "Trần A", **VOTE}
    assert clerk.post(address("amend", resolution), amendment).status_code == 302
    assert Resolution.objects.get().closing.endswith("Báo cáo hằng quý.")
    refused = clerk.post(address("amend", resolution), {**amendment, "old": "không có chữ này"})
    assert "N05" in refused.context["form"].errors["old"][0]


def test_a_successor_is_drafted_with_a_reason(office, clerk):
    resolution = scenes.adopted(office)
    assert clerk.post(address("replace", resolution), {"reason": "Sửa chỉ tiêu 1"}).status_code == 302
    assert Resolution.objects.get(supersedes=resolution).reason == "Sửa chỉ tiêu 1"


def test_the_paper_is_in_the_party_format_with_targets_tasks_and_digest(office, clerk):
    resolution = scenes.adopted(office)
    pdf = pypdf.PdfReader(io.BytesIO(clerk.get(address("pdf", resolution)).content))
    words = " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)
    for wanted in ("Số 01-NQ/ĐH", "từ 20 dự án trở lên", "Tổ đảng số 1", "31/12/2022", "27 phiếu tán thành"):
        assert wanted in words
    assert resolution.digest in words.replace(" ", "")
    written = docx.Document(io.BytesIO(clerk.get(address("docx", resolution)).content))
    assert "NGHỊ QUYẾT" in [p.text for p in written.paragraphs]


def test_the_paper_of_a_draft_says_that_it_is_one_and_bears_no_digest(office, clerk):
    pdf = pypdf.PdfReader(io.BytesIO(clerk.get(address("pdf", scenes.drafted(office))).content))
    words = pdf.pages[0].extract_text()
    assert "DỰ THẢO" in words
    assert "SHA-256" not in words


def test_members_read_drafts_and_the_superior_only_what_was_adopted(office):
    resolution = scenes.drafted(office)
    member = of(people.account(Role.MEMBER, office.house.cell))
    superior = of(people.account(Role.SUPERIOR, office.house.committee))
    page = address("resolution", resolution)
    assert (member.get(page).status_code, superior.get(page).status_code) == (200, 403)
    assert list(superior.get(reverse("resolution:index")).context["resolutions"]) == []
    actions.decide(office.presidium, actions.put_to_vote(office.clerk, resolution), scenes.CARRIED)
    assert superior.get(page).status_code == 200
    for name in ("change", "amend", "decide", "replace", "add_target"):
        assert member.get(address(name, resolution)).status_code == 403


def test_nobody_of_another_cell_opens_it(office):
    resolution = scenes.adopted(office)
    stranger = of(people.account(Role.CLERK, office.house.other_cell, "other"))
    for name in ("resolution", "pdf", "docx", "change"):
        assert stranger.get(address(name, resolution)).status_code == 403


def test_only_the_presidium_records_the_vote(office, clerk):
    resolution = actions.put_to_vote(office.clerk, scenes.drafted(office))
    assert clerk.post(address("decide", resolution), VOTE).status_code == 403


def test_the_page_asks_the_database_as_often_for_three_rows_as_for_one(office, clerk, django_assert_max_num_queries):
    short, long = scenes.drafted(office, 1, 1), scenes.drafted(office, 3, 3)
    with django_assert_max_num_queries(100) as one:
        clerk.get(address("resolution", short))
    with django_assert_max_num_queries(len(one.captured_queries)):
        clerk.get(address("resolution", long))


def test_the_page_reads_in_both_languages(office, clerk):
    resolution = scenes.drafted(office)
    for language, wanted in (("vi", "Rà soát quy hoạch các khu"), ("en", "Review the plans of the zones")):
        clerk.cookies["nhiemky_language"] = language
        assert wanted in clerk.get(address("resolution", resolution)).content.decode()


def test_a_task_whose_deadline_has_passed_is_marked(office, clerk):
    resolution = scenes.resolution(office)
    actions.set_target(office.clerk, scenes.target(resolution))
    actions.set_task(office.clerk, scenes.task(resolution, deadline=date(2022, 6, 15)))
    clerk.cookies["nhiemky_language"] = "en"
    assert "overdue" in clerk.get(address("resolution", resolution)).content.decode()


def test_the_indicator_of_a_target_is_chosen_from_those_in_force(office, clerk):
    page = clerk.get(address("add_target", scenes.resolution(office)), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert '<option value="new_projects">' in page
    assert '<option value="exports">' in page
    assert '<option value="kWh/VND">' in page, "units of indicators can be those of targets"


@pytest.mark.parametrize(
    ("changed", "code"), [({"indicator": "new_capitals"}, "T04"), ({"indicator": "new_projects"}, "T05")]
)
def test_an_indicator_that_cannot_measure_the_target_is_refused_beside_its_field(office, clerk, changed, code):
    resolution = scenes.resolution(office)
    answer = clerk.post(address("add_target", resolution), TARGET | changed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert [f"({code})" in error for error in form.errors["indicator"]] == [True]
    assert form["value"].value() == TARGET["value"]
    assert not Target.objects.exists()
    assert clerk.post(address("add_target", resolution), TARGET | {"indicator": "new_capital"}).status_code == 302
