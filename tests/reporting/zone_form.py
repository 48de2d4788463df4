"""A form that zones send, an enterprise that develops a zone, and a report on it; all invented."""

from datetime import UTC, datetime
from decimal import Decimal

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.form_editing import Document
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.lines import Place
from nhiemky.indicators.definitions import actions as definitions
from nhiemky.organisation.models import User
from nhiemky.records import clock
from nhiemky.reporting import actions, catalogue
from nhiemky.reporting.models import Report
from nhiemky.reporting.reading import Entry
from nhiemky.zones import actions as zones
from nhiemky.zones.models import Zone
from tests import people
from tests.reporting.form_definitions import made

NEW_YEAR = datetime(2021, 1, 1, 3, tzinfo=UTC)
FIRST = NEW_YEAR.date()
QUARTER = parse_period("2021-Q1")
DOCUMENT: Document = {
    "code": "HT-KCN",
    "version": "2021",
    "frequency": "quarter",
    "reporter": "zone",
    "cite": "Quyết định giả định của Ban",
    "sure": "verified",
    "effective_from": FIRST,
    "stock_columns": ["quarter"],
    "name": {"vi": "Hạ tầng khu công nghiệp", "en": "Infrastructure of a zone"},
    "deadline": {"months_after": 1, "before_day": 15, "cite": "Quyết định giả định", "sure": "verified"},
    "column": [{"code": "quarter", "role": "period", "name": {"vi": "Trong quý", "en": "In the quarter"}}],
    "identification": [
        {"code": "A1", "kind": "text", "required": True, "name": {"vi": "Tên khu", "en": "Zone"}},
        {"code": "A7", "kind": "text", "required": True, "name": {"vi": "Đơn vị báo cáo", "en": "Who reports"}},
    ],
    "line": [
        {"code": "I", "unit": "ha", "kind": "stock", "name": {"vi": "Đất đã cho thuê", "en": "Leased land"}},
        {"code": "II", "unit": "m3", "kind": "flow", "name": {"vi": "Nước thải xử lý", "en": "Wastewater treated"}},
    ],
}
BOARD_DOCUMENT: Document = {**DOCUMENT, "code": "BAN-1", "reporter": "board"}
MEASURE = """
[wastewater_treated]
unit = "m3"
over_time = "sum"
over_units = "sum"
name = { vi = "Nước thải xử lý", en = "Wastewater treated" }
source = { kind = "report", form = "HT-KCN", line = "II", column = "quarter" }
"""
INDICATOR = """
code = "wastewater"
unit = "m3"
formula = "wastewater_treated"
decimals = 0
cite = "Quyết định giả định"
sure = "verified"
effective_from = 2021-01-01
name = { vi = "Nước thải xử lý", en = "Wastewater treated" }
"""


def live(first: User, second: User, document: Document = DOCUMENT) -> Form:
    """The form, made live by two officers on its first day."""
    with clock.at(NEW_YEAR):
        made.live(first, second, document)
    return catalogue.form(str(document["code"]), "2021")


def measured(first: User, second: User, form: str = "HT-KCN") -> None:
    """A measure that reads the form, and an indicator of it alone."""
    with clock.at(NEW_YEAR):
        for kind, text in (("measure", MEASURE.replace("HT-KCN", form)), ("indicator", INDICATOR)):
            row = definitions.draft(first, kind, text)
            definitions.release(second, row, row.edition)


def developed(zone: Zone, enterprise: object) -> Zone:
    """The zone, which from now on reports through the enterprise."""
    zone.developer, zone.reports_since = enterprise, FIRST  # type: ignore[assignment]
    return zones.change_zone(people.CLOCKMAKER, zone)


def entry(leased: int = 120, treated: int = 45_000) -> Entry:
    """A complete entry; it holds no money, and so it has no rate."""
    cells = {Place("I", "quarter"): Decimal(leased), Place("II", "quarter"): Decimal(treated)}
    return Entry.of_values(cells, None)


def accepted(form: Form, unit: object, writer: User, officer: User, period: str = "2021-Q1", **said: int) -> Report:
    """A report that counts."""
    report = actions.begin(writer, unit, form, parse_period(period), entry(**said))  # type: ignore[arg-type]
    report = actions.submit(writer, report, report.edition)
    return actions.accept(officer, report, report.edition)
