"""A small register for tests of zones and reports. Everything in it is invented."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nhiemky.organisation.models import Role, Unit, User
from nhiemky.zones import actions
from nhiemky.zones.models import Certificate, Enterprise, Project, Zone
from tests import people

CERTIFIED = date(2021, 2, 10)


@dataclass(frozen=True)
class Register:
    """One zone with one enterprise and its project licensed in USD; its reporter and the board's officer."""

    zone: Zone
    enterprise: Enterprise
    project: Project
    reporter: User
    officer: User


def register(house: people.House) -> Register:
    """Build it."""
    one = zone(house.board)
    company = enterprise("Công ty TNHH Bịa Đặt")
    reporter = people.account(Role.REPORTER, house.board)
    actions.name_reporter(people.CLOCKMAKER, company, reporter, date(2021, 1, 1))
    return Register(one, company, project(one, company), reporter, people.account(Role.ZONES_OFFICER, house.board))


def zone(board: Unit, code: str = "khu-thu") -> Zone:
    """A zone without any figure."""
    return actions.register_zone(people.CLOCKMAKER, Zone(code=code, name=f"KCN {code}", board=board))


def enterprise(name: str, tax_code: str = "0100000001") -> Enterprise:
    """A company with an address, so that Part A of a report is complete."""
    row = Enterprise(
        name=name,
        tax_code=tax_code,
        address="Lô A1",
        telephone="0280 000 000",
        email="ke-toan@example.test",
        invented=True,
    )
    return actions.register_enterprise(people.CLOCKMAKER, row)


def project(zone: Zone, enterprise: Enterprise, code: str = "da-01", currency: str = "USD") -> Project:
    """A project certified in February 2021 with a million of its currency."""
    row = Project(
        code=code,
        name=f"Dự án {code}",
        enterprise=enterprise,
        zone=zone,
        sector="C26",
        country="KR",
        origin=Project.Origin.FDI,
        currency=currency,
    )
    return actions.register_project(people.CLOCKMAKER, row, certificate(currency=currency))


def certificate(
    kind: Certificate.Kind = Certificate.Kind.NEW,
    change: Decimal | int = 1_000_000,
    currency: str = "USD",
    issued_on: date = CERTIFIED,
    rate: Decimal | int | None = 23_000,
) -> Certificate:
    """A certificate of no project yet."""
    bare = currency == "VND" or kind == Certificate.Kind.REVOCATION
    return Certificate(
        number="98765",
        issued_on=issued_on,
        kind=kind,
        capital_change=Decimal(change),
        currency=currency,
        rate=None if bare else Decimal(rate or 0),
        authority="Ban Quản lý",
        source="Sổ theo dõi",
    )
