"""Form 2104: production and business of industrial zones; what is starred is within the period, not cumulative."""

from fractions import Fraction

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.board_forms.figures import (
    BILLION_VND,
    MILLION_USD,
    PERSONS,
    PROJECTS,
    Basis,
    Column,
    Figure,
    Row,
    Table,
    money,
    together,
    told,
)
from nhiemky.core.reporting.board_forms.material import Material, Origin, capital_amounts, named

NAME = Bilingual(
    "Biểu 2104: Tình hình sản xuất, kinh doanh trong khu công nghiệp", "Form 2104: Production and business of zones"
)
_WORDS = {Origin.FDI: Bilingual("ĐTNN", "FDI"), Origin.DOMESTIC: Bilingual("Trong nước", "Domestic")}
_PARTS = (
    ("projects", Bilingual("dự án còn hiệu lực", "valid projects"), PROJECTS, PROJECTS),
    ("registered", Bilingual("vốn đăng ký", "registered capital"), MILLION_USD, BILLION_VND),
    ("operating", Bilingual("dự án đang hoạt động", "operating projects"), PROJECTS, PROJECTS),
    ("realised", Bilingual("vốn thực hiện", "realised capital"), MILLION_USD, BILLION_VND),
    ("revenue", Bilingual("doanh thu*", "revenue*"), MILLION_USD, BILLION_VND),
    ("exports", Bilingual("xuất khẩu*", "exports*"), MILLION_USD, MILLION_USD),
    ("imports", Bilingual("nhập khẩu*", "imports*"), MILLION_USD, MILLION_USD),
    ("budget", Bilingual("nộp ngân sách*", "paid to the budget*"), BILLION_VND, BILLION_VND),
)
_LINES = {"revenue": "II", "exports": "III", "imports": "IV", "budget": "VII"}


def _columns() -> tuple[Column, ...]:
    found = [
        Column(
            f"{origin}.{code}",
            Bilingual(f"{_WORDS[origin].vi}: {name.vi}", f"{_WORDS[origin].en}: {name.en}"),
            foreign if origin is Origin.FDI else domestic,
            0 if foreign == PROJECTS else 2,
        )
        for origin in Origin
        for code, name, foreign, domestic in _PARTS
    ]
    workers = (
        Column("workers_vn", Bilingual("Lao động Việt Nam", "Vietnamese workers"), PERSONS, 0),
        Column("workers_foreign", Bilingual("Lao động nước ngoài", "Foreign workers"), PERSONS, 0),
    )
    return (*found, *workers)


COLUMNS = _columns()


def production(material: Material) -> Table:
    """One row for each zone, and the total, which adds each column in its own unit."""
    rows = [_row(material, zone, name) for zone, name in material.zones_with_projects()]
    cells = {column.code: together([row.cells[column.code] for row in rows], column.unit) for column in COLUMNS}
    total = Row("total", Bilingual("Tổng cộng", "Total"), cells, is_total=True)
    notes = (
        Bilingual("* Trong kỳ, không lũy kế.", "* Within the period, not cumulative."),
        Bilingual(
            "Dự án đang hoạt động: báo cáo gần nhất được tiếp nhận có doanh thu hoặc lao động.",
            "Operating: the latest accepted report has revenue or workers.",
        ),
    )
    return Table("2104", NAME, material.period.code, material.rate, COLUMNS, (), (*rows, total), notes)


def _row(material: Material, zone: str, name: str) -> Row:
    cells = {}
    for column in COLUMNS:
        origin, _dot, part = column.code.partition(".")
        if part:
            cells[column.code] = _figure(material, material.of(Origin(origin), zone), part, column.unit)
    everybody = material.of(Origin.FDI, zone) | material.of(Origin.DOMESTIC, zone)
    cells["workers_vn"] = material.count("V.1", everybody, PERSONS)
    cells["workers_foreign"] = material.count("V.2", everybody, PERSONS)
    return Row(zone, Bilingual(name, name), cells)


def _figure(material: Material, projects: frozenset[str], part: str, unit: str) -> Figure:
    if part in _LINES:
        return _nothing_to_report(projects, unit) or material.flow(_LINES[part], projects, unit)
    valid = [each for each in material.projects if each.code in projects and each.in_force]
    match part:
        case "projects":
            return told(Fraction(len(valid)), unit, Basis(certificates=tuple(each.code for each in valid)))
        case "registered":
            amounts = [amount for each in valid for amount in capital_amounts(each.capital, each.code)]
            total, converted = money(amounts, unit, material.rate)
            return told(total, unit, Basis(certificates=tuple(each.code for each in valid), converted=converted))
        case "operating":
            return _operating(material, projects, unit)
        case _:
            realised = material.stock("I", projects, unit, "since_licence")
            return _nothing_to_report(projects, unit) or realised


def _operating(material: Material, projects: frozenset[str], unit: str) -> Figure:
    working = [
        each
        for each in material.latest
        if each.unit in projects and (each.value("II", "quarter") or each.value("V", "quarter"))
    ]
    missing = tuple(f"{code} {period}" for code, period in material.owing if code in projects)
    return told(Fraction(len(working)), unit, Basis(reports=tuple(named(each) for each in working), missing=missing))


def _nothing_to_report(projects: frozenset[str], unit: str) -> Figure | None:
    """A zone without a project of that origin has none of its revenue: that is 0 and not a gap."""
    return None if projects else told(Fraction(0), unit, Basis())
