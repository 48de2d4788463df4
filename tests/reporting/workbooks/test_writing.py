"""A workbook to fill in: Excel has nothing to repair in it, and it locks, offers and checks what it should."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Place
from nhiemky.core.reporting.workbook.layout import IDENTITY, Kind
from nhiemky.records import clock
from nhiemky.reporting.workbooks.sources import prefilled
from nhiemky.reporting.workbooks.writing import written
from tests.excel import complaints
from tests.reporting import filing
from tests.reporting.workbooks.paper import paper
from tests.zones import register as registers


@pytest.fixture
def register(house):
    with clock.at(filing.IN_APRIL):
        yield registers.register(house)


@pytest.mark.parametrize("kind", Kind)
def test_excel_has_nothing_to_repair(kind, register):
    assert complaints(paper(register, kind).downloaded) == []


def test_names_of_strangers_stay_texts_and_harm_no_file(register):
    made = prefilled(Kind.MANY, filing.QUARTERLY, parse_period("2021-Q1"), [register.project])
    hostile = "<r><t>=1+1</t></r>"
    sources = tuple(replace(each, name="=1+1", enterprise=hostile) for each in made.sources)
    data = written(replace(made, sources=sources))
    assert complaints(data) == []
    _code, name, enterprise, *_rest = load_workbook(BytesIO(data))["Dự án"][4]
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert enterprise.value.strip() == hostile


@pytest.mark.parametrize("kind", Kind)
def test_only_inputs_can_be_written_in_and_sheets_stay_where_they_are(kind, register):
    made = paper(register, kind)
    assert made.book.security.lockStructure
    assert all(sheet.protection.sheet for sheet in made.book)
    assert made.book[IDENTITY].sheet_state == "hidden"
    figure, total = (made[made.layout.figure(0, Place(line, "quarter"))] for line in ("II", "V"))
    assert (figure.protection.locked, total.protection.locked) == (False, True)
    assert made[made.layout.line(0, "II")].protection.locked
    assert figure.number_format == "#,##0.#####"
    workers = made.layout.line(0, "V.1")
    assert made[workers._replace(column=workers.column + 2)].value == "người"


def test_a_sheet_of_many_keeps_headings_in_sight_and_on_each_page(register):
    sheet = paper(register, Kind.MANY).book["Số liệu"]
    printed = sheet.page_setup
    assert sheet.freeze_panes == "F3"
    assert sheet.print_title_rows == "$1:$1"
    assert (printed.orientation, printed.paperSize, printed.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert sheet.column_dimensions["D"].width == pytest.approx(40, abs=1)


def test_a_sheet_offers_the_number_formats_and_checks_figures(register):
    made = paper(register)
    rules = {
        cell: rule for rule in made.book["Báo cáo"].data_validations.dataValidation for cell in str(rule.sqref).split()
    }
    offered = rules[made.layout.number_format.reference]
    assert (offered.type, offered.formula1) == ("list", f"'{IDENTITY}'!$E$1:$E$2")
    assert [made.book[IDENTITY][cell].value for cell in ("E1", "E2")] == ["1.234.567,89", "1,234,567.89"]
    whole = rules[made.layout.figure(0, Place("V.1", "quarter")).reference]
    assert (whole.type, whole.formula1, whole.showErrorMessage) == ("whole", "0", True)
    negative = next(line.code for line in made.layout.form.lines if line.negative and not line.total)
    falling = rules[made.layout.figure(0, Place(negative, "quarter")).reference]
    assert (falling.type, Decimal(falling.formula1) < 0) == ("decimal", True)


def test_an_explanation_that_no_cell_can_hold_comes_back_without_what_nobody_sees(register):
    place = Place("II", "quarter")
    what = replace(filing.entry(), explanations={("R07", place): "một\r\nhai\x0b"})
    filing.begun(register, what)
    made = paper(register)
    assert complaints(made.downloaded) == []
    assert made[made.layout.explanation(0, "II")].value == "một\nhai"


@pytest.mark.parametrize("kind", Kind)
def test_what_does_not_compute_shows_totals_and_notices_too(kind, register):
    filing.accepted(register)
    with clock.at(filing.IN_JULY):
        filing.begun(register, filing.entry(V_1=Decimal("10.5"), II=Decimal(-5)), "2021-Q2")
        made = paper(register, kind, "2021-Q2")
    layout, book = made.layout, load_workbook(BytesIO(made.downloaded), data_only=True)

    def value(spot):
        return book[spot.sheet][spot.reference].value

    shown = [value(layout.figure(0, Place(line, "quarter"))) for line in ("V", "I.1", "VI")]
    assert shown == [13.5, 500000.25, None]
    assert value(layout.figure(0, Place("II", "year_to_date"))) == 299995
    assert value(layout.figure(0, Place("I", "since_licence"))) == 1000000.5
    assert [value(layout.notice(0, line)) for line in ("II", "V.1", "III")] == ["R02 R06", "R03", None]
