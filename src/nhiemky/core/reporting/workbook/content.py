"""What a new workbook says in each cell: prefilled, with earlier figures beside and sums that compute themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nhiemky.core.bilingual import Bilingual, Language
from nhiemky.core.indicators.periods import Period, label
from nhiemky.core.quantities import unit_name
from nhiemky.core.reporting.entry import NumberFormat, parse_cell
from nhiemky.core.reporting.forms import FieldKind, Line, LineKind
from nhiemky.core.reporting.lines import Place, unit_label
from nhiemky.core.reporting.workbook import formulas
from nhiemky.core.reporting.workbook.layout import RATE, REPORT, Kind, Layout
from nhiemky.core.reporting.workbook.source import Figures, Source
from nhiemky.core.spreadsheet import Spot


class Look(StrEnum):
    """What a cell is to its reader; INPUTS alone can be written in."""

    TITLE = "title"
    NOTE = "note"
    PART = "part"
    HEADING = "heading"
    CODE = "code"
    LABEL = "label"
    KNOWN = "known"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    TOTAL = "total"
    EARLIER = "earlier"
    NOTICE = "notice"


INPUTS = frozenset({Look.NUMBER, Look.TEXT, Look.CHOICE})


@dataclass(frozen=True, slots=True)
class Content:
    """The value of a new cell and its look; where it `computes`, the value is a formula and `result` what it gives."""

    value: str | Decimal | None
    look: Look
    computes: bool = False
    result: str | Decimal = ""


_WORDS: Mapping[str, Bilingual] = {
    "format": Bilingual("Số ghi dạng chữ viết theo kiểu (chọn nếu có)", "How numbers written as text are written"),
    "rate": Bilingual("Tỷ giá (VND cho 1 USD)", "Rate (VND for 1 USD)"),
    "A": Bilingual("Phần A. Thông tin chung", "Part A. Who reports"),
    "B": Bilingual("Phần B. Số liệu", "Part B. The figures"),
    "C": Bilingual("Phần C", "Part C"),
    "guide": Bilingual(
        "Chỉ điền ô vàng. Không có thì ghi 0, chưa biết thì để trống. Tổng, lũy kế tự tính; không thêm, xóa dòng.",
        "Fill in the yellow cells only. Write 0 for none, leave empty what is not known. Totals compute themselves.",
    ),
    "code": Bilingual("Mã", "Code"),
    "line": Bilingual("Chỉ tiêu", "Line"),
    "unit": Bilingual("Đơn vị", "Unit"),
    "earlier": Bilingual("Kỳ trước đã tiếp nhận", "Accepted before"),
    "explanation": Bilingual("Giải trình", "Explanation"),
    "notice": Bilingual("Kiểm tra", "Check"),
    "project": Bilingual("Dự án", "Project"),
    "zone": Bilingual("Khu công nghiệp", "Industrial zone"),
    "board": Bilingual("Ban quản lý", "Management board"),
    "name": Bilingual("Tên", "Name"),
    "enterprise": Bilingual("Doanh nghiệp", "Enterprise"),
    "currency": Bilingual("Tiền", "Currency"),
}


def contents(
    layout: Layout, period: Period, sources: tuple[Source, ...], language: Language
) -> Iterator[tuple[Spot, Content]]:
    """Every cell of the sheets to fill in, in no order."""
    yield from _head(layout, period, sources, language)
    for block, source in enumerate(sources):
        yield from _fields(layout, block, source, language)
        figures = source.figures(layout.form)
        for line in layout.form.lines:
            yield from _line(layout, block, source, figures, line, language)


def _head(
    layout: Layout, period: Period, sources: tuple[Source, ...], language: Language
) -> Iterator[tuple[Spot, Content]]:
    choice = layout.number_format
    for spot, text in layout.labels:
        yield spot, Content(text, Look.CODE)
    yield Spot(choice.sheet, choice.row, 2), Content(_said("format", language), Look.LABEL)
    yield choice, Content(None, Look.CHOICE)
    yield from _headings(layout, language)
    if layout.kind is Kind.ONE:
        form = layout.form
        yield Spot(REPORT, 1, 1), Content(f"{form.code}. {form.name.text(language)}", Look.TITLE)
        told = f"{label(period, language)} · {sources[0].unit} · {sources[0].enterprise} · {form.cite}"
        yield Spot(REPORT, 2, 1), Content(told, Look.NOTE)
        yield Spot(REPORT, 3, 1), Content(_said("guide", language), Look.NOTE)
        yield Spot(REPORT, layout.rate(0).row + 2, 1), Content(_said("A", language), Look.PART)
        yield Spot(REPORT, layout.heading_row - 1, 1), Content(_said("B", language), Look.PART)
        if form.texts:
            row = layout.field(0, form.texts[0].code).row
            yield Spot(REPORT, row - 1, 1), Content(_said("C", language), Look.PART)
    else:
        yield Spot(layout.units_sheet, 1, 6), Content(_said("guide", language), Look.NOTE)


def _headings(layout: Layout, language: Language) -> Iterator[tuple[Spot, Content]]:
    row, first = layout.heading_row, layout.first_column
    names = [column.name.text(language) for column in layout.form.columns]
    earlier = [f"{_said('earlier', language)}: {name}" for name in names]
    ends = [_said("explanation", language), _said("notice", language)]
    texts = [*(_said(word, language) for word in ("code", "line", "unit")), *names, *earlier, *ends]
    if layout.kind is Kind.MANY:
        texts = [_said(layout.form.reporter, language), _said("enterprise", language), *texts]
        before = (layout.form.reporter, "name", "enterprise", "currency", RATE)
        fields = [f"{field.code}. {field.name.text(language)}" for field in layout.fields]
        for column, text in enumerate([*(_said(word, language) for word in before), *fields], start=1):
            if before[column - 1 : column] != (RATE,) or layout.form.has_money:
                yield Spot(layout.units_sheet, 2, column), Content(text, Look.HEADING)
        first = 1
    for column, text in enumerate(texts, start=first):
        yield Spot(layout.figures_sheet, row, column), Content(text, Look.HEADING)


def _fields(layout: Layout, block: int, source: Source, language: Language) -> Iterator[tuple[Spot, Content]]:
    rate = layout.rate(block)
    asks = layout.form.has_money or source.rate
    if asks:
        yield rate, _number(source.rate)
    if layout.kind is Kind.ONE and asks:
        yield Spot(REPORT, rate.row, 2), Content(_said("rate", language), Look.LABEL)
    elif layout.kind is Kind.MANY:
        for offset, text in enumerate((source.name, source.enterprise, source.currency.value), start=2):
            yield Spot(layout.units_sheet, rate.row, offset), Content(text, Look.LABEL)
    for each in layout.fields:
        spot, text = layout.field(block, each.code), source.fields.get(each.code, "")
        if layout.kind is Kind.ONE:
            yield Spot(REPORT, spot.row, 2), Content(each.name.text(language), Look.LABEL)
        is_known = each.code in source.known
        if each.kind is FieldKind.MONEY:
            yield spot, _number(text, Look.KNOWN if is_known else Look.NUMBER)
        else:
            yield spot, Content(text or None, Look.KNOWN if is_known else Look.TEXT)


def _line(
    layout: Layout, block: int, source: Source, figures: Figures, line: Line, language: Language
) -> Iterator[tuple[Spot, Content]]:
    start = layout.line(block, line.code)
    name = "   " * layout.form.depth(line) + line.name.text(language)
    yield Spot(start.sheet, start.row, start.column + 1), Content(name, Look.LABEL)
    if layout.kind is Kind.MANY:
        yield Spot(start.sheet, start.row, start.column - 1), Content(source.enterprise, Look.LABEL)
    if line.kind is LineKind.HEADING:
        return
    unit = unit_label(layout.form, line.code, source.currency)
    yield Spot(start.sheet, start.row, start.column + 2), Content(unit_name(unit, language), Look.LABEL)
    for code in line.columns:
        place = Place(line.code, code)
        yield layout.figure(block, place), _figure(layout, block, source, figures, place)
        yield layout.earlier(block, place), Content(source.earlier.get(place), Look.EARLIER)
    yield layout.explanation(block, line.code), Content(source.explanations.get(line.code), Look.TEXT)
    said = formulas.noticed(layout.form, line, figures, source.earlier)
    notice = formulas.notice(layout, block, line)
    yield layout.notice(block, line.code), Content(notice, Look.NOTICE, computes=True, result=said)


def _figure(layout: Layout, block: int, source: Source, figures: Figures, place: Place) -> Content:
    typed = source.cells.get(place, "")
    formula = formulas.total(layout, block, place)
    look = Look.TOTAL if formula else Look.NUMBER
    if typed:
        return _number(typed, look)
    if formula is None:
        formula = _running(layout, block, source, place)
    return Content(formula, look, computes=formula is not None, result=figures.get(place, ""))


def _running(layout: Layout, block: int, source: Source, place: Place) -> str | None:
    """The formula of a running total where it can be known, as the completion of a saved report would compute it."""
    role = layout.form.role(place.column)
    if source.starts(role):
        return formulas.begun(layout, block, place)
    return formulas.carried(layout, block, place) if place in source.earlier else None


def _number(typed: str, look: Look = Look.NUMBER) -> Content:
    """A number as a number; what was typed wrong stays as it was typed."""
    read = parse_cell(typed, NumberFormat.VIETNAMESE)
    return Content(read if isinstance(read, Decimal) else typed or None, look)


def _said(word: str, language: Language) -> str:
    return _WORDS[word].text(language)
