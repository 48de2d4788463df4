"""Reading units and members as of a day."""

from datetime import date, timedelta

import pytest

from nhiemky.organisation import actions, queries
from nhiemky.organisation.models import Appointment, MemberStatus
from nhiemky.records import clock
from tests import people

Status = MemberStatus.Status


def names(members):
    return [member.full_name for member in members]


def test_members_stand_by_given_name_in_vietnamese_order(house):
    for name in ("Trần Văn Út", "Lê Thị Ánh", "Đỗ Văn Đạt", "Nguyễn Văn An", "Phạm Thị Dung"):
        people.member(house.cell, name)
    assert names(queries.members_of(house.cell, clock.today())) == [
        "Nguyễn Văn An", "Lê Thị Ánh", "Phạm Thị Dung", "Đỗ Văn Đạt", "Trần Văn Út",
    ]  # fmt: skip


def test_status_and_group_are_those_of_the_day(house):
    member = people.member(house.cell, "Nguyễn Văn An", Status.PROBATIONARY, house.groups[0])
    turned = date(2021, 6, 1)
    actions.change_status(people.CLOCKMAKER, member, Status.OFFICIAL, turned)
    actions.change_group(people.CLOCKMAKER, member, house.groups[1], turned)
    before = queries.members_of(house.cell, turned - timedelta(days=1)).get()
    after = queries.members_of(house.cell, turned).get()
    assert (before.status, before.group_id) == (Status.PROBATIONARY, house.groups[0].pk)
    assert (after.status, after.group_name, after.status_since) == (Status.OFFICIAL, house.groups[1].name, turned)


def test_who_has_left_is_a_member_until_the_day_before(house):
    member = people.member(house.cell, "Nguyễn Văn An", group=house.groups[0])
    left = date(2024, 3, 1)
    actions.release_member(people.CLOCKMAKER, member, left, "Chuyển sinh hoạt")
    assert names(queries.members_of(house.cell, left - timedelta(days=1))) == ["Nguyễn Văn An"]
    assert names(queries.members_of(house.cell, left)) == []
    assert member.statuses.get().until == left - timedelta(days=1)


@pytest.mark.parametrize("text", ["hoa", "Hòa", "HOÀ", "thi hoa", " hoa "])
def test_search_needs_no_marks(house, text):
    people.member(house.cell, "Lê Thị Hoà")
    people.member(house.cell, "Trần Văn Bình")
    found = queries.search(queries.members_of(house.cell, clock.today()), text)
    assert names(found) == ["Lê Thị Hoà"]


def test_search_finds_a_code(house):
    people.member(house.cell, "Lê Thị Hoà")
    assert names(queries.search(queries.members_of(house.cell, clock.today()), "001")) == ["Lê Thị Hoà"]


def test_the_secretary_stands_first_then_the_deputy_then_members_by_name(house):
    term = people.term(house.cell)
    offices = Appointment.Office
    for name, office in (
        ("Trần Văn Út", offices.COMMITTEE_MEMBER),
        ("Lê Thị Ánh", offices.COMMITTEE_MEMBER),
        ("Đỗ Văn Đạt", offices.DEPUTY_SECRETARY),
        ("Vũ Thị Yến", offices.SECRETARY),
    ):
        held = Appointment(unit=house.cell, member=people.member(house.cell, name), term=term, office=office)
        held.since, held.source = people.FOUNDED, "QĐ"
        actions.appoint(people.CLOCKMAKER, held)
    found = queries.officers_of(house.cell, clock.today())
    assert [held.member.full_name for held in found] == ["Vũ Thị Yến", "Đỗ Văn Đạt", "Lê Thị Ánh", "Trần Văn Út"]


def test_a_tree_starts_where_the_account_starts(house):
    units = [house.cell, *house.groups]
    (root,) = queries.nested(units)
    assert root.unit == house.cell
    assert [branch.unit for branch in root.below] == list(house.groups)


def test_the_units_above_are_named_from_the_root(house):
    assert list(queries.ancestors(house.groups[0])) == [house.committee, house.cell]
    assert list(queries.ancestors(house.committee)) == []
