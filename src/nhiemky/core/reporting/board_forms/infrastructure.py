"""Form 2103: infrastructure projects of industrial zones; occupancy of all is Σ leased ÷ Σ land, never a mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.board_forms.figures import (
    BILLION_VND,
    HECTARE,
    MILLION_USD,
    PERCENT,
    Basis,
    Column,
    Figure,
    Row,
    Table,
    together,
    told,
)
from nhiemky.core.reporting.board_forms.material import Land, Material
from nhiemky.core.zones.occupancy import occupancy

NAME = Bilingual("Biểu 2103: Dự án đầu tư hạ tầng khu công nghiệp", "Form 2103: Infrastructure projects of zones")
TEXTS = (
    Column("decision", Bilingual("Quyết định", "Decision"), ""),
    Column("certificate", Bilingual("Số GCNĐKĐT", "Certificate"), ""),
    Column("place", Bilingual("Địa điểm", "Place"), ""),
    Column("investor", Bilingual("Chủ đầu tư hạ tầng", "Infrastructure investor"), ""),
    Column("country", Bilingual("Quốc tịch", "Nationality"), ""),
    Column("status", Bilingual("Tình trạng", "Status"), ""),
)
COLUMNS = (
    Column("foreign", Bilingual("Vốn đăng ký nước ngoài", "Registered capital, foreign"), MILLION_USD),
    Column("domestic", Bilingual("Vốn đăng ký trong nước", "Registered capital, domestic"), BILLION_VND),
    Column("area", Bilingual("Diện tích thành lập", "Established area"), HECTARE),
    Column("land", Bilingual("Đất công nghiệp, dịch vụ", "Industrial and service land"), HECTARE),
    Column("leased", Bilingual("Đất đã cho thuê", "Leased land"), HECTARE),
    Column("occupancy", Bilingual("Tỷ lệ lấp đầy", "Occupancy"), PERCENT),
    Column("completion", Bilingual("Hoàn thiện hạ tầng", "Infrastructure completed"), PERCENT),
    Column("handed_over", Bilingual("Đất đã bàn giao", "Land handed over"), HECTARE),
    Column("realised", Bilingual("Vốn thực hiện lũy kế", "Cumulative capital"), BILLION_VND),
)
_SUMMED = ("foreign", "domestic", "area", "land", "leased", "handed_over", "realised")


@dataclass(frozen=True)
class Infrastructure:
    """What the board keeps of a zone's infrastructure project; amounts in million USD and billion VND, land in ha."""

    zone: str
    texts: dict[str, str]
    figures: dict[str, Decimal | None]
    source: str


def infrastructure(material: Material, kept: Iterable[Infrastructure]) -> Table:
    """One row for each zone, and the total."""
    by_zone = {each.zone: each for each in kept}
    rows = [_row(zone, name, material.land.get(zone), by_zone.get(zone)) for zone, name in material.zones_with_land()]
    notes = (
        Bilingual(
            "Tỷ lệ lấp đầy = đất đã cho thuê ÷ đất công nghiệp, dịch vụ × 100; tổng là Σ ÷ Σ; “–” khi chưa có đất.",
            "Occupancy = leased ÷ industrial and service land × 100; of all Σ ÷ Σ; “–” where there is no land.",
        ),
    )
    total = _total(rows, material)
    return Table("2103", NAME, material.period.code, material.rate, COLUMNS, TEXTS, (*rows, total), notes)


def _row(zone: str, name: str, land: Land | None, kept: Infrastructure | None) -> Row:
    basis = Basis(facts=land.sources if land else ())
    typed = (
        {code: kept.figures.get(code) for code in ("foreign", "domestic", "completion", "handed_over", "realised")}
        if kept
        else {}
    )
    known = {"area": land.area, "land": land.industrial, "leased": land.leased} if land else {}
    cells = {}
    for column in COLUMNS:
        value = {**typed, **known}.get(column.code)
        source = basis if column.code in known else Basis(facts=(kept.source,) if kept else ())
        cells[column.code] = told(None if value is None else Fraction(value), column.unit, source)
    cells["occupancy"] = _occupancy([(land.leased, land.industrial)] if land else [], basis)
    return Row(zone, Bilingual(name, name), cells, kept.texts if kept else {})


def _occupancy(lands: Iterable[tuple[Decimal | None, Decimal | None]], basis: Basis) -> Figure:
    return told(occupancy(lands), PERCENT, basis)


def _total(rows: list[Row], material: Material) -> Row:
    cells = (
        {code: together([row.cells[code] for row in rows], rows[0].cells[code].unit) for code in _SUMMED}
        if rows
        else {}
    )
    lands = [(each.leased, each.industrial) for each in material.land.values()]
    sources = tuple(source for each in material.land.values() for source in each.sources)
    cells["occupancy"] = _occupancy(lands, Basis(facts=sources))
    return Row("total", Bilingual("Tổng cộng", "Total"), cells, is_total=True)
