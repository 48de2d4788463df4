"""The sheet of members: every error is named by row and column, and what is exported can be read in again."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from nhiemky.organisation import actions, member_sheet, member_workbook, queries
from nhiemky.organisation.member_sheet import Fault
from nhiemky.organisation.models import MemberStatus, Unit
from nhiemky.organisation.spreadsheets import FormulaCell, read_rows
from nhiemky.records import clock
from tests import people
from tests.excel import complaints

HEADINGS = (
    "Mã đảng viên",
    "Họ và tên",
    "Ngày sinh",
    "Ngày vào Đảng",
    "Chức vụ công tác",
    "Tổ đảng",
    "Trạng thái",
    "Trạng thái và tổ đảng từ ngày",
)
GOOD = (
    "101",
    "Nguyễn Thị An",
    "05/02/1980",
    date(2005, 6, 1),
    "Chuyên viên",
    "Tổ đảng số 1",
    "Đảng viên chính thức",
    "01/06/2006",
)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def read(house, *rows, headings=HEADINGS):
    lines = member_sheet.lines_of([headings, *rows])
    assert not isinstance(lines, Fault), lines
    return member_sheet.check(house.cell, lines)


def changed(**cells):
    """The good row with some columns replaced."""
    keys = [column.key for column in member_sheet.COLUMNS]
    return tuple(cells.get(key, value) for key, value in zip(keys, GOOD, strict=True))


def test_a_right_row_becomes_a_member(house):
    reading = read(house, GOOD)
    assert reading.faults == []
    (admission,) = reading.admissions
    assert (admission.member.full_name, admission.member.code) == ("Nguyễn Thị An", "101")
    assert (admission.member.born_on, admission.member.admitted_on) == (date(1980, 2, 5), date(2005, 6, 1))
    assert (admission.status, admission.group) == (MemberStatus.Status.OFFICIAL, house.groups[0])


def test_headings_may_stand_lower_and_be_english_and_in_any_order(house):
    english = tuple(column.heading_in("en") for column in member_sheet.COLUMNS)
    rows = [("DANH SÁCH ĐẢNG VIÊN",), (), tuple(reversed(english)), tuple(reversed(GOOD))]
    lines = member_sheet.lines_of(rows)
    assert [line.row for line in lines] == [4]
    assert member_sheet.check(house.cell, lines).faults == []


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"code": None}, "Member code", "empty"),
        ({"code": "1 2"}, "Member code", "without blanks"),
        ({"code": "x" * 21}, "Member code", "at most 20"),
        ({"full_name": "An 2"}, "Full name", "in letters"),
        ({"full_name": FormulaCell("=A1")}, "Full name", "formula"),
        ({"born_on": "30/02/1980"}, "Born on", "no day"),
        ({"born_on": "1980"}, "Born on", "not a date"),
        ({"born_on": 29251}, "Born on", "not a date"),
        ({"born_on": "02/13/1980"}, "Born on", "no day"),
        ({"born_on": date(2090, 1, 1)}, "Born on", "check the year"),
        ({"born_on": date(1990, 1, 1)}, "Admitted on", "before the age of 18"),
        ({"admitted_on": date(2007, 1, 1)}, "Status and group since", "before the day of admission"),
        ({"since": date(2099, 1, 1)}, "Status and group since", "future"),
        ({"position": 12}, "Position at work", "Write words"),
        ({"group": "Tổ đảng số 9"}, "Party group", "its groups: Tổ đảng số 1, Tổ đảng số 2"),
        ({"status": "đảng viên"}, "Status", "write one of: official member"),
        ({"status": None}, "Status", "empty"),
    ],
)
def test_each_wrong_cell_is_named_with_its_row_its_column_and_what_to_do(house, cells, column, said):
    reading = read(house, changed(code="100", full_name="Trần Văn Bình"), changed(**cells))
    faults = [(fault.row, fault.column) for fault in reading.faults]
    assert faults == [(3, column)]
    assert said in reading.faults[0].sentence


def test_all_errors_of_all_rows_are_reported_at_once(house):
    reading = read(house, changed(born_on="x", status="y"), changed(code=None, since="z"))
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        (2, "Born on"), (2, "Status"), (3, "Member code"), (3, "Status and group since"),
    ]  # fmt: skip
    assert reading.admissions == []


def test_duplicates_within_the_file_are_found(house):
    reading = read(house, GOOD, changed(full_name="Trần Văn Bình"), changed(code="102"))
    assert [(fault.row, fault.column) for fault in reading.faults] == [
        (2, "Member code"), (3, "Member code"), (4, "Full name"),
    ]  # fmt: skip
    assert "row 2" in reading.faults[-1].sentence


def test_duplicates_of_the_cells_members_are_found(house):
    people.member(house.cell, "Nguyễn Thị An")
    taken = read(house, changed(code="001", full_name="Trần Văn Bình"))
    same = read(house, changed(born_on=None))
    assert "already has this code" in taken.faults[0].sentence
    assert "write the days of birth" in same.faults[0].sentence


def test_two_persons_of_one_name_are_told_apart_by_birth(house):
    assert read(house, GOOD, changed(code="102", born_on="06/02/1980")).faults == []


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No row with the template's headings"),
        ([("a", "b", "c")], "No row with the template's headings"),
        ([HEADINGS], "no row below the headings"),
        ([HEADINGS[:-1], GOOD], "This column is missing"),
        ([(*HEADINGS, "Lương"), GOOD], "no such column"),
        ([(*HEADINGS, "Họ và tên"), GOOD], "stands twice"),
    ],
)
def test_wrong_headings_are_named(rows, said):
    fault = member_sheet.lines_of(rows)
    assert isinstance(fault, Fault)
    assert said in fault.sentence


def test_too_many_members_are_refused():
    fault = member_sheet.lines_of([HEADINGS] + [GOOD] * (member_sheet.MOST_MEMBERS + 1))
    assert isinstance(fault, Fault)
    assert fault.row == member_sheet.MOST_MEMBERS + 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_exported_is_read_in_again(house, language):
    member = people.member(house.cell, "Nguyễn Thị An", group=house.groups[0])
    member.born_on, member.admitted_on, member.position = date(1980, 2, 5), date(2004, 1, 1), "Chuyên viên"
    actions.change_member(people.CLOCKMAKER, member)
    people.unit("other-group", house.groups[0].name, Unit.Kind.GROUP, house.other_cell)
    with translation.override(language):
        data = member_workbook.export(queries.members_of(house.cell, clock.today()))
        assert complaints(data) == []
        lines = member_sheet.lines_of(read_rows(BytesIO(data)))
        reading = member_sheet.check(house.other_cell, lines)
    assert reading.faults == []
    (copy,) = reading.admissions
    for fact in ("code", "full_name", "born_on", "admitted_on", "position"):
        assert getattr(copy.member, fact) == getattr(member, fact)
    assert (copy.status, copy.since) == (MemberStatus.Status.OFFICIAL, people.FOUNDED)


def test_a_text_that_starts_like_a_formula_stays_a_text(house):
    member = people.member(house.cell, "Nguyễn Thị An")
    member.position = "=1+1"
    actions.change_member(people.CLOCKMAKER, member)
    rows = read_rows(BytesIO(member_workbook.export(queries.members_of(house.cell, clock.today()))))
    assert rows[1][4] == "=1+1"


def test_the_template_has_the_headings_and_only_them(house):
    with translation.override("vi"):
        data = member_workbook.template(house.cell)
    assert complaints(data) == []
    assert read_rows(BytesIO(data)) == [HEADINGS]


def test_the_template_offers_groups_however_many_and_with_commas(house):
    for number in range(20):
        people.unit(f"to-{number}", f"Tổ đảng, khu phố {number}", Unit.Kind.GROUP, house.cell)
    book = load_workbook(BytesIO(member_workbook.template(house.cell)))
    sheet, guide = book.worksheets
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(rules) == {"F2:F2001", "G2:G2001"}
    listed = [cell.value for (cell,) in guide[rules["F2:F2001"].split("!")[1].replace("$", "")]]
    assert listed == [group.name for group in queries.groups_of(house.cell, clock.today())]


def test_the_age_is_counted_by_the_birthday(house):
    born = date(2000, 2, 29)
    just = read(house, changed(born_on=born, admitted_on=date(2018, 3, 1), since=date(2018, 3, 1)))
    early = read(house, changed(born_on=born, admitted_on=date(2018, 3, 1) - timedelta(days=1), since=date(2018, 3, 1)))
    assert just.faults == []
    assert [fault.column for fault in early.faults] == ["Admitted on"]
