"""What may stand in the cells of a filled-in workbook, and what is told of each that cannot be read."""

from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.entry import EXAMPLES, NumberFormat
from nhiemky.core.reporting.forms import FieldKind
from nhiemky.core.reporting.lines import Currency, Place
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.core.reporting.workbook.formulas import begun, carried, total
from nhiemky.core.reporting.workbook.layout import FIGURES, REPORT, Kind, Layout
from nhiemky.core.reporting.workbook.reading import LONGEST_TEXT, read_contents
from nhiemky.core.reporting.workbook.source import Source
from nhiemky.core.spreadsheet import ErrorCell, FormulaCell, Spot
from tests.core.reporting.workbook.sheets import grid

FORM = shipped_forms()["A.III.1", "2021"]
ONE, MANY = Layout(Kind.ONE, FORM, ("a",)), Layout(Kind.MANY, FORM, ("a", "b"))
REVENUE = Place("II", "quarter")


def filled(layout, cells):
    """A new workbook with these cells typed over."""
    sources = tuple(Source(unit, "Dự án", "Công ty", Currency.USD) for unit in layout.units)
    sheets = grid(layout, sources, parse_period("2021-Q2"))
    for spot, value in cells.items():
        rows = sheets[spot.sheet]
        rows += [[] for _ in range(spot.row - len(rows))]
        row = rows[spot.row - 1]
        row += [None] * (spot.column - len(row))
        row[spot.column - 1] = value
    return read_contents(layout, sheets)


def told(layout, cells):
    return [(each.code, each.place) for each in filled(layout, cells).problems]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (True, "W08"),
        (date(2021, 1, 2), "W07"),
        (FormulaCell("=1+1"), "W05"),
        (ErrorCell("#DIV/0!"), "W06"),
        ("1.234", "W04"),
        (Decimal("1e20"), "E03"),
    ],
)
def test_what_is_no_number_is_named_with_its_cell(value, code):
    spot = MANY.figure(1, REVENUE)
    assert told(MANY, {spot: value}) == [(code, str(spot))]


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_an_empty_cell_is_no_figure(empty):
    other = ONE.figure(0, Place("III", "quarter"))
    found = filled(ONE, {ONE.figure(0, REVENUE): empty, other: 5})
    assert found.problems == ()
    assert found.reports[0].cells == {Place("III", "quarter"): "5"}


@pytest.mark.parametrize(
    ("number_format", "value"), [(NumberFormat.VIETNAMESE, "1.234,5"), (NumberFormat.INTERNATIONAL, "1,234.5")]
)
def test_a_number_written_as_text_is_read_in_the_way_that_was_chosen(number_format, value):
    example = EXAMPLES[number_format]
    found = filled(ONE, {ONE.number_format: f" {example} ", ONE.figure(0, REVENUE): value})
    assert (found.problems, found.reports[0].cells) == ((), {REVENUE: "1.234,5"})
    wrong = ONE.figure(0, REVENUE)
    assert told(ONE, {ONE.number_format: example, wrong: "12,34.5"}) == [("E01", str(wrong))]


def test_a_choice_that_is_none_is_named():
    assert told(ONE, {ONE.number_format: "1'234.5", ONE.figure(0, REVENUE): 1}) == [("W14", str(ONE.number_format))]
    assert told(ONE, {ONE.number_format: "  ", ONE.figure(0, REVENUE): 1}) == []


def test_our_own_formulas_are_left_to_be_computed_at_their_own_place_alone():
    to_date, sum_ = Place("II", "year_to_date"), Place("V", "quarter")
    for place, formula in ((sum_, total), (to_date, carried), (to_date, begun)):
        text = formula(MANY, 1, place)
        found = filled(MANY, {MANY.figure(1, place): FormulaCell(text.lower())})
        assert (found.problems, found.reports[1].cells) == ((), {})
        elsewhere = MANY.figure(0, place)
        assert told(MANY, {elsewhere: FormulaCell(text)}) == [("W05", str(elsewhere))]


def test_what_moved_is_told_once_a_sheet_and_nothing_else_is():
    line, other = MANY.line(0, "II"), MANY.line(1, "III")
    cells = {line: None, other: "x" * 61, MANY.figure(0, REVENUE): True, MANY.unit(1): "c"}
    found = filled(MANY, cells)
    assert {(each.code, each.place) for each in found.problems} == {("W03", str(line)), ("W03", str(MANY.unit(1)))}
    assert found.reports == ()


def test_what_was_found_is_shown_to_its_sixtieth_sign():
    spot = ONE.line(0, "II")
    texts = [("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…"), (FormulaCell("=1+1"), "=1+1"), (None, "")]
    for text, shown in texts:
        (problem,) = filled(ONE, {spot: text}).problems
        assert f"not “{shown}”" in problem.en


def test_what_stands_outside_of_the_form_is_not_lost_without_a_word():
    row, column = ONE.ends()[REPORT]
    inside, beside, below = Spot(REPORT, row, column), Spot(REPORT, 1, column + 1), Spot(REPORT, row + 1, 1)
    figure = {ONE.figure(0, REVENUE): 1}
    assert told(ONE, figure | {inside: "x", beside: " ", below: None}) == []
    assert told(ONE, figure | {beside: 0, below: "x"}) == [("W12", str(beside)), ("W12", str(below))]
    last, edge = MANY.ends()[FIGURES]
    assert told(MANY, {Spot(FIGURES, last, edge + 1): "x"}) == [("W12", str(Spot(FIGURES, last, edge + 1)))]


def test_a_workbook_of_one_must_be_filled_in_and_one_of_many_need_not():
    assert told(ONE, {}) == [("W13", str(ONE.unit(0)))]
    assert told(MANY, {}) == []
    assert told(ONE, {ONE.rate(0): 25000}) == []
    assert told(ONE, {ONE.explanation(0, "II"): "vì vậy"}) == []


@pytest.mark.parametrize(
    ("value", "read", "codes"),
    [
        ("  vì vậy ", "vì vậy", []),
        (date(2021, 1, 2), "02/01/2021", []),
        (Decimal("1234.50"), "1.234,5", []),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT, []),
        ("x" * (LONGEST_TEXT + 1), None, ["W09"]),
        (FormulaCell("=A1"), None, ["W05"]),
        (ErrorCell("#N/A"), None, ["W06"]),
    ],
)
def test_an_explanation_is_text(value, read, codes):
    found = filled(MANY, {MANY.explanation(1, "II"): value})
    assert [each.code for each in found.problems] == codes
    assert found.reports[1].explanations == ({} if read is None else {"II": read})
    assert found.reports[0].explanations == {}


def test_fields_are_read_by_their_kind():
    kinds = {each.kind: each.code for each in reversed(MANY.fields)}
    text, day = kinds[FieldKind.TEXT], kinds[FieldKind.DATE]
    cells = {MANY.field(0, text): "Công ty", MANY.field(0, day): date(2020, 12, 31)}
    assert filled(MANY, cells).reports[0].fields == {text: "Công ty", day: "31/12/2020"}
    money = MANY.field(0, kinds[FieldKind.MONEY])
    assert filled(MANY, {money: Decimal("12.5")}).reports[0].fields == {kinds[FieldKind.MONEY]: "12,5"}
    assert told(MANY, {money: "12.5"}) == [("W04", str(money))]
