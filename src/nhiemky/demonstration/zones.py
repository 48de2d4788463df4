"""The five real zones with their public areas; invented enterprises, projects and certificates."""

from datetime import date
from decimal import Decimal

from nhiemky.demonstration.organisation import FOUNDED, LOADER
from nhiemky.demonstration.tables import rows
from nhiemky.organisation import actions as organisation
from nhiemky.organisation.models import Role, Unit, User
from nhiemky.zones import actions
from nhiemky.zones.models import Certificate, Enterprise, Project, WastewaterPlant, Zone, ZoneFact

INVENTED = "Dữ liệu trình diễn, giả định"
ROUGH_PLACE = "Ước lượng trên bản đồ, chưa kiểm chứng"
AUTHORITY = "Ban Quản lý các Khu công nghiệp Thái Nguyên"


def load_zones() -> None:
    """Areas from the press with their source; industrial and leased land is invented and says so."""
    board = Unit.objects.get(code="ban-quan-ly")
    for row in rows("zones.csv"):
        place = {name: Decimal(row[name]) for name in ("longitude", "latitude")}
        made = Zone(code=row["code"], name=row["name"], board=board, place_source=ROUGH_PLACE, **place)
        zone = actions.register_zone(LOADER, made)
        _fact(zone, ZoneFact.Kind.AREA_TOTAL, row["area_ha"], row["as_of"], "secondary", row["source"])
        _fact(
            zone, ZoneFact.Kind.INDUSTRIAL_SERVICE_LAND, row["industrial_land_ha"], "2021-12-31", "inferred", INVENTED
        )
        _fact(zone, ZoneFact.Kind.LEASED, row["leased_ha"], "2021-12-31", "inferred", INVENTED)


def _fact(zone: Zone, kind: str, hectares: str, as_of: str, sure: str, source: str) -> None:
    fact = ZoneFact(
        zone=zone, kind=kind, value=Decimal(hectares), as_of=date.fromisoformat(as_of), sure=sure, source=source
    )
    actions.add_fact(LOADER, fact)


def load_plants() -> None:
    """Invented wastewater plants of four zones; the fifth has none."""
    zones = {zone.code: zone for zone in Zone.objects.all()}
    for row in rows("wastewater_plants.csv"):
        plant = WastewaterPlant(
            zone=zones[row["zone"]],
            capacity=Decimal(row["capacity"]),
            since=date.fromisoformat(row["since"]),
            document=row["document"],
        )
        actions.add_plant(LOADER, plant)


def load_projects() -> None:
    """Each project with its enterprise, its certificates, and an account that reports for it."""
    board = Unit.objects.get(code="ban-quan-ly")
    zones = {zone.code: zone for zone in Zone.objects.all()}
    certificates: dict[str, list[dict[str, str]]] = {}
    for row in rows("certificates.csv"):
        certificates.setdefault(row["project"], []).append(row)
    accountant = User.objects.get(username="ketoan")
    for row in rows("projects.csv"):
        enterprise = actions.register_enterprise(LOADER, _enterprise(row))
        project = Project(
            code=row["code"],
            name=f"Dự án {_without_kind(row['enterprise'])}",
            enterprise=enterprise,
            zone=zones[row["zone"]],
            sector=row["sector"],
            country=row["country"],
            origin="domestic" if row["country"] == "VN" else "fdi",
            currency=row["currency"],
        )
        first, *others = certificates[row["code"]]
        actions.register_project(LOADER, project, _certificate(project, first))
        for later in others:
            actions.add_certificate(LOADER, _certificate(project, later))
        user = accountant if row["code"] == "DA002" else _reporter(row, board)
        actions.name_reporter(LOADER, enterprise, user, date(2015, 1, 1))


def _without_kind(enterprise: str) -> str:
    return enterprise.removeprefix("Công ty TNHH ").removeprefix("Công ty cổ phần ")


def _enterprise(row: dict[str, str]) -> Enterprise:
    return Enterprise(
        name=f"{row['enterprise']} (giả định)",
        tax_code=row["tax_code"],
        address="Lô giả định, tỉnh Thái Nguyên",
        telephone="0208 000 0000",
        email=f"{row['code'].lower()}@example.vn",
        invented=True,
    )


def _certificate(project: Project, row: dict[str, str]) -> Certificate:
    return Certificate(
        project=project,
        number=row["number"],
        issued_on=date.fromisoformat(row["issued_on"]),
        kind=row["kind"],
        capital_change=Decimal(row["capital"]) * (1_000_000 if project.currency == "VND" else 1),
        currency=project.currency,
        rate=Decimal(row["rate"]) if row["rate"] else None,
        authority=AUTHORITY,
        source=INVENTED,
    )


def _reporter(row: dict[str, str], board: Unit) -> User:
    user = User(username=f"ketoan-{row['code'].lower()}", full_name=f"Người báo cáo {row['code']}")
    organisation.create_account(LOADER, user, None)
    organisation.grant_role(LOADER, user, Role.REPORTER, board, FOUNDED)
    return user
