"""A named cast for tests. All of them are invented.

The superior Party committee has the cell "Chi bộ Ban" with two groups; beside it stands the management board.
"""

from dataclasses import dataclass
from datetime import date

from nhiemky.organisation import actions
from nhiemky.organisation.models import Member, MemberStatus, Role, Term, Unit, User
from nhiemky.records.actions import System

FOUNDED = date(2015, 1, 1)
CLOCKMAKER = System("tests")
PASSWORD = "một-mật-khẩu-đủ-dài"

ROLE_NAMES = {
    Role.CLERK: "Lê Thị Văn Thư",
    Role.PRESIDIUM: "Nguyễn Văn Chủ",
    Role.TELLER: "Trần Thị Kiểm",
    Role.MEMBER: "Phạm Văn Viên",
    Role.REPORTER: "Hoàng Thị Kế",
    Role.ZONES_OFFICER: "Vũ Văn Khu",
    Role.EDITOR: "Đặng Thị Biên",
    Role.SUPERIOR: "Bùi Văn Trên",
    Role.AUDITOR: "Đỗ Thị Soát",
    Role.ADMINISTRATOR: "Hồ Văn Quản",
}


@dataclass(frozen=True)
class House:
    """The units of the cast."""

    committee: Unit
    cell: Unit
    groups: tuple[Unit, Unit]
    other_cell: Unit
    board: Unit


def house() -> House:
    """Build the units."""
    committee = unit("committee", "Đảng bộ các Khu công nghiệp", Unit.Kind.PARTY_COMMITTEE)
    cell = unit("cell", "Chi bộ Ban Quản lý", Unit.Kind.CELL, committee)
    groups = (
        unit("group-1", "Tổ đảng số 1", Unit.Kind.GROUP, cell),
        unit("group-2", "Tổ đảng số 2", Unit.Kind.GROUP, cell),
    )
    other_cell = unit("other-cell", "Chi bộ Công ty Hạ tầng", Unit.Kind.CELL, committee)
    board = unit("board", "Ban Quản lý các Khu công nghiệp", Unit.Kind.BOARD)
    return House(committee, cell, groups, other_cell, board)


def unit(code: str, name: str, kind: Unit.Kind, parent: Unit | None = None) -> Unit:
    """One unit below a parent."""
    return actions.create_unit(CLOCKMAKER, Unit(code=code, name=name, kind=kind, parent=parent, founded_on=FOUNDED))


def member(
    cell: Unit,
    full_name: str,
    status: MemberStatus.Status = MemberStatus.Status.OFFICIAL,
    group: Unit | None = None,
) -> Member:
    """One member of a cell, official unless said otherwise."""
    code = f"{Member.objects.count() + 1:03}"
    return actions.admit_member(CLOCKMAKER, Member(unit=cell, code=code, full_name=full_name), status, FOUNDED, group)


def term(cell: Unit, ordinal: int = 8, label: str = "2020 - 2025", since: date = date(2020, 1, 1)) -> Term:
    """A term of office."""
    return actions.open_term(CLOCKMAKER, Term(unit=cell, ordinal=ordinal, label=label, since=since))


def account(role: Role, unit: Unit, username: str | None = None) -> User:
    """An account with one role at a unit."""
    user = User(username=username or role.value, full_name=ROLE_NAMES[role])
    actions.create_account(CLOCKMAKER, user, PASSWORD)
    actions.grant_role(CLOCKMAKER, user, role, unit, FOUNDED)
    return user
