"""Lists and pages of members, and every change through a form."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhiemky.organisation import actions
from nhiemky.organisation.models import Appointment, Member, MemberStatus, Role
from nhiemky.records.models import Event
from tests import people


@pytest.fixture
def clerk(browser):
    return browser(Role.CLERK)


def address(name, row):
    return reverse(f"organisation:{name}", args=[row.pk])


def test_the_list_is_filtered_by_group_status_and_name(clerk, house):
    people.member(house.cell, "Nguyễn Thị Hoà", group=house.groups[0])
    people.member(house.cell, "Trần Văn Bình", MemberStatus.Status.PROBATIONARY, house.groups[1])
    for query, names in (
        ({}, ["Trần Văn Bình", "Nguyễn Thị Hoà"]),
        ({"q": "hoa"}, ["Nguyễn Thị Hoà"]),
        ({"group": house.groups[1].pk}, ["Trần Văn Bình"]),
        ({"status": "probationary"}, ["Trần Văn Bình"]),
        ({"status": "nonsense", "group": "x", "page": "99"}, ["Trần Văn Bình", "Nguyễn Thị Hoà"]),
    ):
        page = clerk.get(address("members", house.cell), query)
        assert [member.full_name for member in page.context["page"]] == names, query


def test_an_empty_answer_says_what_to_do(clerk, house):
    assert "Nhập danh sách từ Excel" in clerk.get(address("members", house.cell)).content.decode().replace(
        "nhập", "Nhập"
    )
    assert "không cần gõ dấu" in clerk.get(address("members", house.cell), {"q": "x"}).content.decode()


def test_looking_at_members_is_recorded(clerk, house):
    member = people.member(house.cell, "Nguyễn Thị An")
    clerk.get(address("members", house.cell))
    clerk.get(address("member", member))
    looked = Event.objects.filter(verb="records.looked").values_list("actor", "subject", "details__what")
    assert list(looked) == [
        (clerk.user.username, f"organisation.Unit:{house.cell.pk}", "organisation:members"),
        (clerk.user.username, f"organisation.Member:{member.pk}", "organisation:member"),
    ]


@pytest.mark.parametrize("name", ["members", "unit"])
def test_a_longer_list_asks_the_database_no_more_often(clerk, house, name):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            clerk.get(address(name, house.cell))
        return len(caught)

    term = people.term(house.cell)

    def officer(full_name):
        member = people.member(house.cell, full_name, group=house.groups[0])

        actions.appoint(
            people.CLOCKMAKER,
            Appointment(
                unit=house.cell, member=member, term=term, office="committee_member", since=people.FOUNDED, source="QĐ"
            ),
        )

    officer("Nguyễn Thị An")
    queries()
    one = queries()
    officer("Trần Văn Bình")
    officer("Lê Thị Chi")
    assert queries() == one


def test_a_member_is_admitted_with_status_and_group(clerk, house):
    form = {
        "code": "001", "full_name": "Nguyễn Thị An", "born_on": "1980-02-05", "admitted_on": "2005-06-01",
        "position": "", "status": "official", "group": house.groups[0].pk, "since": "2006-06-01",
    }  # fmt: skip
    answer = clerk.post(address("admit", house.cell), form)
    member = Member.objects.get()
    assert answer["Location"] == address("member", member)
    assert (member.unit, member.statuses.get().since, member.groups.get().group) == (
        house.cell, date(2006, 6, 1), house.groups[0],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "001"}, "code"),
        ({"full_name": ""}, "full_name"),
        ({"born_on": "2000-01-01"}, "admitted_on"),
        ({"since": "2000-01-01"}, "since"),
        ({"since": "2999-01-01"}, "since"),
        ({"group": "999999"}, "group"),
        ({"status": "king"}, "status"),
    ],
)
def test_a_form_with_an_error_explains_it_and_keeps_what_was_typed(clerk, house, change, field):
    people.member(house.cell, "Trần Văn Bình")
    form = {
        "code": "002", "full_name": "Nguyễn Thị An", "born_on": "1980-02-05", "admitted_on": "2005-06-01",
        "position": "Chuyên viên", "status": "official", "group": "", "since": "2006-06-01",
    } | change  # fmt: skip
    page = clerk.post(address("admit", house.cell), form)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert 'value="Chuyên viên"' in page.content.decode()
    assert Member.objects.count() == 1


def test_a_status_changes_from_a_day_on_and_the_old_one_stays_in_the_history(clerk, house):
    member = people.member(house.cell, "Nguyễn Thị An")
    early = clerk.post(address("status_change", member), {"status": "exempt", "since": "2015-01-01", "reason": "QĐ 1"})
    assert early.status_code == 422
    clerk.post(address("status_change", member), {"status": "exempt", "since": "2020-05-01", "reason": "QĐ 1"})
    assert list(member.statuses.values_list("status", "since", "until", "reason")) == [
        ("official", people.FOUNDED, date(2020, 4, 30), ""),
        ("exempt", date(2020, 5, 1), None, "QĐ 1"),
    ]


def test_a_member_moves_to_another_group_of_the_same_cell_only(clerk, house):
    member = people.member(house.cell, "Nguyễn Thị An", group=house.groups[0])
    foreign = people.unit("far", "Tổ đảng khác", people.Unit.Kind.GROUP, house.other_cell)
    assert clerk.post(address("group_change", member), {"group": foreign.pk, "since": "2020-05-01"}).status_code == 422
    clerk.post(address("group_change", member), {"group": house.groups[1].pk, "since": "2020-05-01"})
    assert member.groups.get(until=None).group == house.groups[1]


def test_a_decision_appoints_and_another_ends_it(clerk, house):
    member, term = people.member(house.cell, "Nguyễn Thị An"), people.term(house.cell)
    form = {"office": "secretary", "term": term.pk, "since": "2020-02-01", "source": "QĐ 5"}
    outside = clerk.post(address("appoint", member), form | {"since": "2019-01-01"})
    assert set(outside.context["form"].errors) == {"since"}
    clerk.post(address("appoint", member), form)
    assert set(clerk.post(address("appoint", member), form).context["form"].errors) == {"office"}
    held = Appointment.objects.get()
    assert clerk.post(address("appointment_end", held), {"until": "2020-01-01", "reason": "x"}).status_code == 422
    clerk.post(address("appointment_end", held), {"until": "2021-01-01", "reason": "Nghỉ hưu"})
    held.refresh_from_db()
    assert held.until == date(2021, 1, 1)
    assert clerk.get(address("appointment_end", held)).status_code == 404


def test_who_leaves_keeps_a_page_and_can_no_longer_be_changed(clerk, house):
    member = people.member(house.cell, "Nguyễn Thị An", group=house.groups[0])
    clerk.post(address("leave", member), {"since": "2024-01-01", "reason": "Chuyển sinh hoạt"})
    assert clerk.get(address("member", member)).status_code == 200
    for name in ("status_change", "group_change", "appoint", "leave"):
        assert clerk.get(address(name, member)).status_code == 404, name
