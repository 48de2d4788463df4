"""Elections at the steps that tests need. Six candidates for five seats, 28 members, all invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from nhiemky.core.elections.rulebook import Exclusion, InvalidCode
from nhiemky.elections import actions
from nhiemky.elections.models import Candidate, Declaration, Election, Office
from nhiemky.organisation.models import Member, MemberStatus, Role, Term, User
from tests import people

DAY = date(2022, 6, 16)
MOMENT = datetime(2022, 6, 16, 3, 0, tzinfo=UTC)
NAMES = ("Trần Thị Xuân", "Lê Văn An", "Phạm Thị Ánh", "Vũ Văn Đức", "Đỗ Văn Dũng", "Hoàng Thị Yến")
PRINTED = ("Lê Văn An", "Phạm Thị Ánh", "Đỗ Văn Dũng", "Vũ Văn Đức", "Trần Thị Xuân", "Hoàng Thị Yến")
VOTES = (27, 26, 25, 24, 23, 10)
NOBODY_LEFT_OUT = dict.fromkeys(Exclusion, 0)


@dataclass(frozen=True)
class Hall:
    """A cell with its term, its members and the accounts that run an election."""

    house: people.House
    term: Term
    members: tuple[Member, ...]
    clerk: User
    tellers: tuple[User, User]
    presidium: User

    def member(self, name: str) -> Member:
        """A member by name."""
        return next(member for member in self.members if member.full_name == name)


def hall(house: people.House, filler: int = 22) -> Hall:
    """Six who stand, and others up to 28 members."""
    names = (*NAMES, *(f"Nguyễn Văn Đảng{number:02}" for number in range(1, filler + 1)))
    members = tuple(people.member(house.cell, name) for name in names)
    return Hall(
        house,
        people.term(house.cell),
        members,
        people.account(Role.CLERK, house.cell),
        (people.account(Role.TELLER, house.cell), people.account(Role.TELLER, house.cell, "teller2")),
        people.account(Role.PRESIDIUM, house.cell),
    )


def draft(hall: Hall, office: str = Office.COMMITTEE, seats: int = 5, names: tuple[str, ...] = NAMES) -> Election:
    """A draft with its list."""
    election = Election(
        unit=hall.house.cell,
        term=hall.term,
        office=office,
        title=f"Bầu {Office(office).value} khóa VIII",
        rulebook="party-244-2014",
        seats=seats,
        held_on=DAY,
        place="Thái Nguyên",
    )
    actions.prepare(hall.clerk, election)
    for name in names:
        actions.enter_candidate(hall.clerk, Candidate(election=election, member=hall.member(name)))
    return election


def prepared(hall: Hall, **kwargs: object) -> Election:
    """A draft with its list, its counting committee and the attendance: 28 convened and present."""
    election = draft(hall, **kwargs)
    actions.record_attendance(hall.clerk, election, convened=28, excluded=NOBODY_LEFT_OUT, present=28)
    actions.choose_counting_committee(hall.clerk, election, hall.members[-1], hall.members[-3:-1])
    return election


def voting(hall: Hall, **kwargs: object) -> Election:
    """The vote is open."""
    election = prepared(hall, **kwargs)
    actions.close_list(hall.clerk, election)
    return actions.open_voting(hall.clerk, election)


def counting(hall: Hall, **kwargs: object) -> Election:
    """The vote is closed with 28 ballots back."""
    return actions.close_voting(hall.clerk, voting(hall, **kwargs), issued=28, returned=28)


def counted(hall: Hall, votes: tuple[int, ...] = VOTES, **kwargs: object) -> Election:
    """Both tellers typed the same: 27 valid, one ballot with too many votes (on one with a surplus)."""
    election = counting(hall, **kwargs)
    invalid = {InvalidCode.TOO_MANY: 1}
    for teller in hall.tellers:
        actions.type_count(teller, election, valid=27, invalid=invalid, votes=votes)
    return election


def declare(hall: Hall, election: Election) -> Declaration:
    """The presidium declares."""
    return actions.declare(hall.presidium, election, signatory="Nguyễn Văn Chủ", ended=MOMENT)


def declared(hall: Hall, **kwargs: object) -> Declaration:
    """A declared committee election."""
    return declare(hall, counted(hall, **kwargs))


def official(member: Member) -> MemberStatus:
    """The member's first status."""
    return member.statuses.get()
