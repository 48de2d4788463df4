"""A form that zones send, made by two officers, its reports of 2021, and an indicator of them; all of it invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Place
from nhiemky.demonstration.organisation import FOUNDED, LOADER, account
from nhiemky.demonstration.reports import Filing, file_all
from nhiemky.demonstration.tables import DATA, rows
from nhiemky.indicators.definitions import actions as definitions
from nhiemky.organisation import actions as organisation
from nhiemky.organisation.models import Role, Unit, User
from nhiemky.records import clock
from nhiemky.reporting import catalogue
from nhiemky.reporting.form_definitions import actions as forms
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Enterprise, Zone

FOLDER = "zone_reports"
MEASURES = ("wastewater_generated", "wastewater_treated")
INDICATOR = "wastewater_treated_share"
REPORTS_SINCE = date(2021, 1, 1)
# Not the quarter's own, but one that the office would look up: the State Bank's, as in the reports of projects.
RATE = Decimal(22_950)
MADE = datetime(2020, 12, 28, 2, tzinfo=UTC)
COLUMNS = {"leased_ha": "I", "generated_m3": "II", "treated_m3": "III"}


def load_zone_reports() -> None:
    """Developers of all zones, the form, the indicator, and a report of every zone and quarter of the year."""
    writers = {row["zone"]: _developed(row) for row in rows("infrastructure.csv")}
    _define()
    by_code = {zone.code: zone for zone in Zone.objects.select_related("board", "developer")}
    officer = account("khucongnghiep")
    year_to_date: dict[tuple[str, str], Decimal] = {}
    for row in rows(f"{FOLDER}/reports.csv"):
        cells: dict[Place, Decimal | None] = {Place("I", "quarter"): Decimal(row["leased_ha"])}
        for name in ("generated_m3", "treated_m3"):
            total = year_to_date.get((row["zone"], name), Decimal(0)) + Decimal(row[name])
            year_to_date[row["zone"], name] = total
            cells |= {
                Place(COLUMNS[name], "quarter"): Decimal(row[name]),
                Place(COLUMNS[name], "year_to_date"): total,
            }
        period = parse_period(row["period"])
        form = catalogue.form_for("ht-kcn", period)
        if form is None:
            raise LookupError(f"no version of HT-KCN is in force at the end of {period}")
        file_all(officer, period, [Filing(writers[row["zone"]], by_code[row["zone"]], form, cells, RATE)])


def _developed(row: dict[str, str]) -> User:
    """The zone's infrastructure enterprise, and the account that reports for it."""
    zone = Zone.objects.get(code=row["zone"])
    enterprise = Enterprise(
        name=row["investor"],
        tax_code=f"46{row['certificate'][-8:]}",
        address="Trung tâm điều hành giả định, tỉnh Thái Nguyên",
        telephone="0208 000 0000",
        email=f"ha-tang-{row['zone']}@example.vn",
        invented=True,
    )
    zone.developer, zone.reports_since = zones.register_enterprise(LOADER, enterprise), REPORTS_SINCE
    zones.change_zone(LOADER, zone)
    # The accountant of the log-in page reports for one project and for one zone.
    user = account("ketoan") if row["zone"] == "song-cong-1" else _reporter(row["zone"])
    zones.name_reporter(LOADER, enterprise, user, FOUNDED)
    return user


def _reporter(zone: str) -> User:
    user = User(username=f"hatang-{zone}", full_name=f"Người báo cáo hạ tầng {zone}")
    organisation.create_account(LOADER, user, None)
    organisation.grant_role(LOADER, user, Role.REPORTER, Unit.objects.get(code="ban-quan-ly"), FOUNDED)
    return user


def _define() -> None:
    """One officer drafts, another makes live."""
    first, second = account("khucongnghiep"), account("khucongnghiep2")
    with clock.at(MADE):
        form = forms.draft(first, _text("form"))
        forms.release(second, form, form.edition)
        for kind, name in (*(("measure", each) for each in MEASURES), ("indicator", INDICATOR)):
            row = definitions.draft(first, kind, _text(name))
            definitions.release(second, row, row.edition)


def _text(name: str) -> str:
    return (DATA / FOLDER / f"{name}.toml").read_text("utf-8")
