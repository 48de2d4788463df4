"""Form 2101: investment attracted in the period, foreign in million USD and domestic in billion VND."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.reporting.board_forms.figures import (
    BILLION_VND,
    HECTARE,
    MILLION_USD,
    PROJECTS,
    Amount,
    Basis,
    Column,
    Figure,
    Row,
    Table,
    money,
    together,
    told,
)
from nhiemky.core.reporting.board_forms.material import Effect, Material, Origin, capital_amounts
from nhiemky.core.reporting.value_states import ValueState
from nhiemky.core.zones.capital import Kind

NAME = Bilingual(
    "Biểu 2101: Thu hút đầu tư vào khu công nghiệp trong kỳ", "Form 2101: Investment attracted into industrial zones"
)
PLACES = (
    Column("outside", Bilingual("Ngoài khu kinh tế", "Outside economic zones"), ""),
    Column("coastal", Bilingual("Trong khu kinh tế ven biển", "In coastal economic zones"), ""),
    Column("border", Bilingual("Trong khu kinh tế cửa khẩu", "In border-gate economic zones"), ""),
    Column("specialised", Bilingual("Trong khu kinh tế chuyên biệt", "In specialised economic zones"), ""),
    Column("total", Bilingual("Tổng cộng", "Total"), ""),
)
_ORIGINS = {
    Origin.FDI: (Bilingual("Đầu tư nước ngoài", "Foreign investment"), MILLION_USD),
    Origin.DOMESTIC: (Bilingual("Đầu tư trong nước", "Domestic investment"), BILLION_VND),
}
_FLOWS = (
    ("revenue", "II", Bilingual("Doanh thu", "Revenue")),
    ("imports", "IV", Bilingual("Nhập khẩu", "Imports")),
    ("exports", "III", Bilingual("Xuất khẩu", "Exports")),
    ("budget", "VII", Bilingual("Nộp ngân sách", "Paid to the budget")),
)


def attraction(material: Material) -> Table:
    """The form for a period. No zone of the registers lies in an economic zone, so those columns have no figures."""
    rows = [row for origin in Origin for row in _rows(material, origin)]
    rows.append(_row("land", Bilingual("Biến động đất cho thuê", "Change of leased land"), _land(material)))
    notes = (
        Bilingual(
            "Sổ đăng ký không có khu công nghiệp nằm trong khu kinh tế: các cột đó ghi “–”.",
            "The registers have no industrial zone inside an economic zone: those columns say “–”.",
        ),
    )
    return Table("2101", NAME, material.period.code, material.rate, PLACES, (), tuple(rows), notes)


def _rows(material: Material, origin: Origin) -> Iterable[Row]:
    who, unit = _ORIGINS[origin]
    projects = material.of(origin)
    effects = [each for each in material.effects if each.project in projects]
    new = [each for each in effects if each.kind is Kind.NEW]
    revoked = [each for each in effects if each.kind is Kind.REVOCATION]
    raised = [each for each in effects if each.kind is Kind.ADJUSTMENT and each.change > 0]
    cut = [each for each in effects if each.kind is Kind.ADJUSTMENT and each.change < 0]

    def named(vi: str, en: str) -> Bilingual:
        return Bilingual(f"{who.vi}: {vi}", f"{who.en}: {en}")

    def amounts(some: Iterable[Effect], of: Callable[[Effect], list[Amount]]) -> Figure:
        listed = list(some)
        total, converted = money([amount for each in listed for amount in of(each)], unit, material.rate)
        return told(total, unit, Basis(certificates=tuple(each.number for each in listed), converted=converted))

    yield _row(f"{origin}.new", named("số dự án cấp mới", "new projects"), _number(new))
    yield _row(f"{origin}.new_capital", named("vốn cấp mới", "new capital"), amounts(new, _change))
    yield _row(f"{origin}.increased", named("vốn tăng", "capital increased"), amounts(raised, _change))
    yield _row(f"{origin}.decreased", named("vốn giảm", "capital decreased"), amounts(cut, _change))
    yield _row(f"{origin}.revoked", named("số dự án thu hồi", "projects revoked"), _number(revoked))
    taken = amounts(revoked, lambda each: capital_amounts(each.left, each.number))
    yield _row(f"{origin}.revoked_capital", named("vốn thu hồi", "capital revoked"), taken)
    for code, line, name in _FLOWS:
        yield _row(f"{origin}.{code}", named(name.vi.lower(), name.en.lower()), _flow(material, line, projects, origin))


def _flow(material: Material, line: str, projects: frozenset[str], origin: Origin) -> Figure:
    """Budget is in billion VND and trade in million USD on both tabs (reference 4.2); revenue in the tab's unit."""
    units = {"VII": BILLION_VND, "III": MILLION_USD, "IV": MILLION_USD}
    return material.flow(line, projects, units.get(line, _ORIGINS[origin][1]))


def _change(effect: Effect) -> list[Amount]:
    return [Amount(Fraction(effect.change), effect.currency, effect.number)]


def _number(effects: list[Effect]) -> Figure:
    return told(Fraction(len(effects)), PROJECTS, Basis(certificates=tuple(each.number for each in effects)))


def _land(material: Material) -> Figure:
    changes = []
    for code, land in material.land.items():
        # Of a zone that ended nothing is leased any more; that is known without a source.
        now = Decimal(0) if land.leased is None and code in material.ended else land.leased
        known = now is not None and land.leased_before is not None
        change = Fraction(now) - Fraction(land.leased_before) if known else None  # type: ignore[arg-type]
        if known or code not in material.ended:
            changes.append(told(change, HECTARE, Basis(facts=land.sources)))
    return together(changes, HECTARE)


def _row(code: str, name: Bilingual, figure: Figure) -> Row:
    none = Figure(None, figure.unit, ValueState.MISSING)
    cells = {"outside": figure, "coastal": none, "border": none, "specialised": none, "total": figure}
    return Row(code, name, cells)
