"""Members come in from Excel all together or not at all; who takes them out is recorded."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import Workbook

from nhiemky.organisation import actions
from nhiemky.organisation.models import Member, Role, Unit
from nhiemky.organisation.spreadsheets import read_rows
from nhiemky.records.models import Event
from tests import people
from tests.organisation.test_member_sheet import GOOD, HEADINGS, changed


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK)


@pytest.fixture
def address(house):
    return reverse("organisation:members_import", args=[house.cell.pk])


def file(*rows, name="dang-vien.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = name
    return out


def carried(page):
    return re.search(r'name="rows" value="([^"]+)"', page.content.decode())[1]


def test_the_list_is_shown_first_and_imported_when_confirmed(clerk, address, house):
    preview = clerk.post(address, {"file": file(HEADINGS, GOOD, changed(code="102", full_name="Trần Văn Bình"))})
    assert preview.status_code == 200
    assert "Trần Văn Bình" in preview.content.decode()
    assert not Member.objects.exists()

    done = clerk.post(address, {"rows": carried(preview), "confirm": "1"})
    assert done["Location"] == reverse("organisation:members", args=[house.cell.pk])
    assert set(Member.objects.values_list("full_name", flat=True)) == {"Nguyễn Thị An", "Trần Văn Bình"}
    event = Event.objects.get(verb="organisation.members_imported")
    assert (event.actor, event.details) == (clerk.user.username, {"count": 2})


def test_one_wrong_row_stops_all(clerk, address):
    page = clerk.post(
        address, {"file": file(HEADINGS, GOOD, changed(code="102", full_name="Trần Văn Bình", status="?"))}
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert re.search(r'<td class="number">3</td><th scope="row">Trạng thái</th>', text)
    again = clerk.post(address, {"rows": carried(page), "confirm": "1"})
    assert again.status_code == 422
    assert not Member.objects.exists()


def test_the_rows_of_a_page_with_errors_can_be_checked_again_once_the_house_knows_the_group(clerk, address, house):
    page = clerk.post(address, {"file": file(HEADINGS, changed(group="Tổ đảng số 3"))})
    assert page.status_code == 422
    people.unit("group-3", "Tổ đảng số 3", Unit.Kind.GROUP, house.cell)
    assert clerk.post(address, {"rows": carried(page), "again": "1"}).status_code == 200


def test_what_became_wrong_between_preview_and_confirmation_stops_all(clerk, address, house):
    preview = clerk.post(address, {"file": file(HEADINGS, GOOD)})
    taken = people.member(house.cell, "Lê Thị Chi")
    taken.code = "101"
    actions.change_member(people.CLOCKMAKER, taken)
    page = clerk.post(address, {"rows": carried(preview), "confirm": "1"})
    assert page.status_code == 422
    assert list(Member.objects.all()) == [taken]


def test_an_import_that_fails_in_the_middle_leaves_nothing(clerk, address, monkeypatch):
    preview = clerk.post(address, {"file": file(HEADINGS, GOOD, changed(code="102", full_name="Trần Văn Bình"))})
    admit = actions.admit_member

    def failing(actor, member, *rest):
        if member.code == "102":
            raise RuntimeError
        return admit(actor, member, *rest)

    monkeypatch.setattr(actions, "admit_member", failing)
    with pytest.raises(RuntimeError):
        clerk.post(address, {"rows": carried(preview), "confirm": "1"})
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (lambda: file(("a", "b")), "tiêu đề"),
        (lambda: BytesIO(b"no workbook"), "không phải sổ tính Excel"),
        (lambda: BytesIO(), ""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(clerk, address, upload, said):
    sent = upload()
    sent.name = "list.xlsx"
    page = clerk.post(address, {"file": sent})
    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'aria-describedby="id_file_helptext id_file_error"' in page.content.decode()


def test_rows_changed_on_the_way_are_refused(clerk, address):
    assert clerk.post(address, {"rows": "forged", "confirm": "1"}).status_code == 422
    assert not Member.objects.exists()


def test_an_export_has_the_members_and_is_recorded(clerk, house):
    people.member(house.cell, "Nguyễn Thị An")
    answer = clerk.get(reverse("organisation:members_export", args=[house.cell.pk]))
    assert read_rows(BytesIO(answer.content))[1][1] == "Nguyễn Thị An"
    event = Event.objects.get(verb="records.looked")
    assert (event.actor, event.details["what"]) == (clerk.user.username, "organisation:members_export")


def test_the_template_is_for_cells_only(clerk, house):
    good = clerk.get(reverse("organisation:members_template", args=[house.cell.pk]))
    assert read_rows(BytesIO(good.content)) == [HEADINGS]
    assert clerk.get(reverse("organisation:members_template", args=[house.groups[0].pk])).status_code == 404
