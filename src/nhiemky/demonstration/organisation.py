"""Units, members, terms and accounts of the demonstration; all persons are invented."""

from datetime import date

from nhiemky.demonstration.logins import LOGINS, PASSWORD
from nhiemky.demonstration.tables import rows
from nhiemky.organisation import actions
from nhiemky.organisation.models import Appointment, Member, MemberRating, MemberStatus, Role, Term, Unit, User
from nhiemky.records.actions import System

LOADER = System("demonstration")
FOUNDED = date(2009, 1, 1)
SEVENTH, EIGHTH = date(2019, 12, 20), date(2022, 6, 16)
OLD_COMMITTEE = {"002": "secretary", "001": "deputy_secretary", "022": "", "018": "", "008": ""}
SMALL_CELLS = {
    "chi-bo-hoa-sim": ("Lương Thị Bích", "Kiều Văn Cường", "Nông Thị Én"),
    "chi-bo-sao-khue": ("Chu Minh Giáp", "Ma Thị Huyền", "Tống Văn Khoa", "Quách Thị Lý"),
    "chi-bo-anh-duong": ("Triệu Văn Mạnh", "Lục Thị Nga", "Hứa Quang Oai"),
}
ADDRESS: dict[str, str] = {
    "address": "Phường Bách Quang, thành phố Sông Công, tỉnh Thái Nguyên",
    "telephone": "02083.845 435",
    "fax": "02083.845 434",
    "email": "bbt@bqlkcnthainguyen.gov.vn",
    "website": "http://bqlkcnthainguyen.gov.vn/",
}


def load_units() -> None:
    """The superior committee with its cells and groups, and the board with its offices."""
    for row in rows("units.csv"):
        parent = Unit.objects.filter(code=row["parent"]).first()
        unit = Unit(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent=parent,
            term_months=int(row["term_months"]),
            founded_on=FOUNDED,
            **(ADDRESS if row["code"] == "ban-quan-ly" else {}),
        )
        actions.create_unit(LOADER, unit)


def load_members() -> None:
    """The 28 members of the cell in their groups, and a few in the other cells."""
    cell = Unit.objects.get(code="chi-bo-ban")
    groups = {unit.code: unit for unit in cell.children.all()}
    for row in rows("members.csv"):
        admitted = date.fromisoformat(row["admitted_on"])
        member = Member(
            unit=cell,
            code=row["code"],
            full_name=row["full_name"],
            born_on=date.fromisoformat(row["born_on"]),
            admitted_on=admitted,
            position=row["position"],
        )
        actions.admit_member(LOADER, member, MemberStatus.Status.OFFICIAL, max(admitted, FOUNDED), groups[row["group"]])
    for code, names in SMALL_CELLS.items():
        unit = Unit.objects.get(code=code)
        for number, name in enumerate(names, 1):
            member = Member(unit=unit, code=f"{number:03}", full_name=name)
            actions.admit_member(LOADER, member, MemberStatus.Status.OFFICIAL, date(2015, 2, 3))


def load_ratings() -> None:
    """Invented counts of the years that the congress reports on."""
    for row in rows("member_ratings.csv"):
        counts = {name: int(row[name]) for name in ("year", "rated", "rated_well")}
        unit = Unit.objects.get(code=row["unit"])
        actions.rate_members(LOADER, MemberRating(unit=unit, document=row["document"], **counts))


def load_terms() -> None:
    """The seventh term, with its committee, and the eighth that the congress opens."""
    cell = Unit.objects.get(code="chi-bo-ban")
    seventh = actions.open_term(LOADER, Term(unit=cell, ordinal=7, label="2020 - 2022", since=SEVENTH))
    for code, office in OLD_COMMITTEE.items():
        member = Member.objects.get(unit=cell, code=code)
        for held in filter(None, ("committee_member", office)):
            actions.appoint(
                LOADER,
                Appointment(
                    unit=cell,
                    member=member,
                    term=seventh,
                    office=held,
                    since=SEVENTH,
                    source="Đại hội Chi bộ lần thứ VII (giả định)",
                ),
            )


def open_eighth_term() -> Term:
    """The term the congress opens, labelled as the source's headline does."""
    cell = Unit.objects.get(code="chi-bo-ban")
    return actions.open_term(LOADER, Term(unit=cell, ordinal=8, label="2020 - 2025", since=EIGHTH))


def load_accounts() -> None:
    """One account for each role, and a second teller."""
    for login in LOGINS:
        unit = Unit.objects.get(code=login.unit)
        member = Member.objects.filter(unit__code="chi-bo-ban", code=login.member).first()
        user = User(username=login.username, full_name=login.full_name, member=member)
        actions.create_account(LOADER, user, PASSWORD)
        actions.grant_role(LOADER, user, Role(login.role), unit, FOUNDED)


def account(username: str) -> User:
    """One account by its log-in name."""
    return User.objects.get(username=username)
