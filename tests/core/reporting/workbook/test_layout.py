"""Where things stand in the workbooks that are out, cell by cell, and what a new one says there."""

from decimal import Decimal

import pytest

from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.reporting.lines import Currency, Place
from nhiemky.core.reporting.shipped import shipped_forms
from nhiemky.core.reporting.workbook.content import Look, contents
from nhiemky.core.reporting.workbook.layout import LAYOUT, Kind, Layout
from nhiemky.core.reporting.workbook.source import Source

FORM = shipped_forms()["A.III.1", "2021"]
ONE, MANY = Layout(Kind.ONE, FORM, ("a",)), Layout(Kind.MANY, FORM, ("a", "b"))
TO_DATE = Place("II", "year_to_date")


def places(layout, block):
    """The names that people see of the cells that a reader of a workbook relies on."""
    spots = (
        layout.number_format,
        layout.rate(block),
        layout.field(block, "A1"),
        layout.field(block, "C"),
        layout.unit(block),
        layout.line(block, "II"),
        layout.figure(block, TO_DATE),
        layout.earlier(block, TO_DATE),
        layout.explanation(block, "II"),
        layout.notice(block, "II"),
    )
    return [str(spot).replace("Báo cáo!", "").replace("Dự án!", "d!").replace("Số liệu!", "s!") for spot in spots]


def test_whoever_lays_workbooks_out_anew_counts_the_layouts():
    """Those that are out are read by these places; another place needs another LAYOUT, by which they are refused."""
    assert LAYOUT == 1
    assert places(ONE, 0) == ["D4", "D5", "D8", "D58", "A2", "A39", "E39", "H39", "J39", "K39"]
    assert places(MANY, 0) == ["d!D1", "d!E4", "d!F4", "d!S4", "d!A4", "s!C18", "s!G18", "s!J18", "s!L18", "s!M18"]
    assert places(MANY, 1) == ["d!D1", "d!E5", "d!F5", "d!S5", "d!A5", "s!C50", "s!G50", "s!J50", "s!L50", "s!M50"]
    assert (ONE.ends(), MANY.ends()) == ({"Báo cáo": (58, 11)}, {"Dự án": (5, 19), "Số liệu": (66, 13)})
    assert (ONE.heading_row, MANY.heading_row, ONE.first_column, MANY.first_column) == (22, 1, 1, 3)
    assert [ONE.foot(each) for each in ("A13", "C")] == [False, True]


def test_the_labels_that_are_looked_at_are_all_codes_and_units():
    one, many = ({str(spot): text for spot, text in each.labels} for each in (ONE, MANY))
    assert (one["Báo cáo!A4"], one["Báo cáo!A5"], one["Báo cáo!A8"]) == ("number_format", "rate", "A1")
    assert (one["Báo cáo!A58"], one["Báo cáo!E23"], one["Báo cáo!A39"]) == ("C", "year_to_date", "II")
    assert len(one) == 2 + 14 + 3 + 32
    assert (many["Dự án!A1"], many["Dự án!E3"], many["Dự án!F3"]) == ("number_format", "rate", "A1")
    assert (many["Số liệu!G2"], many["Số liệu!A50"], many["Số liệu!C50"]) == ("year_to_date", "b", "II")
    assert (many["Dự án!A4"], many["Dự án!A5"]) == ("a", "b")
    assert len(many) == 2 + 14 + 3 + 2 * (1 + 2 * 32)


@pytest.fixture(scope="module")
def said():
    """By kind, what stands in each cell: text or number, and look."""
    found = {}
    for layout in (ONE, MANY):
        sources = tuple(
            Source(
                unit=unit,
                name=f"Dự án {unit}",
                enterprise="Công ty",
                currency=Currency.VND,
                fields={"A1": "Tên"},
                known=frozenset({"A1"}),
                rate="23.105,5",
                cells={Place("V.1", "quarter"): "120", Place("V.2", "quarter"): "1.5"},
                explanations={"II": "vì vậy"},
                earlier={TO_DATE: Decimal(7)},
            )
            for unit in layout.units
        )
        cells = contents(layout, parse_period("2021-Q2"), sources, "vi")
        found[layout.kind] = {
            str(spot).replace("Báo cáo!", "").replace("Dự án!", "d!").replace("Số liệu!", "s!"): (each.value, each.look)
            for spot, each in cells
        }
    return found


def test_one_report_is_laid_out_like_the_paper_form(said):
    cells = said[Kind.ONE]
    assert cells["A1"] == (f"A.III.1. {FORM.name.vi}", Look.TITLE)
    assert cells["A2"] == (f"quý II/2021 · a · Công ty · {FORM.cite}", Look.NOTE)
    assert (cells["A3"][0][:16], cells["A3"][1]) == ("Chỉ điền ô vàng.", Look.NOTE)
    assert [cells[each] for each in ("A7", "A21", "A57")] == [
        ("Phần A. Thông tin chung", Look.PART),
        ("Phần B. Số liệu", Look.PART),
        ("Phần C", Look.PART),
    ]
    assert cells["B4"] == ("Số ghi dạng chữ viết theo kiểu (chọn nếu có)", Look.LABEL)
    assert cells["B5"] == ("Tỷ giá (VND cho 1 USD)", Look.LABEL)
    assert (cells["D4"], cells["D5"]) == ((None, Look.CHOICE), (Decimal("23105.5"), Look.NUMBER))
    assert [cells[each] for each in ("B8", "D8", "D9", "D13")] == [
        ("Tên dự án đầu tư", Look.LABEL),
        ("Tên", Look.KNOWN),
        (None, Look.TEXT),
        (None, Look.NUMBER),
    ]
    headings = [cells[f"{letter}22"][0] for letter in "ABCDEFGHIJK"]
    columns = ["Trong quý", "Lũy kế từ đầu năm", "Lũy kế từ khi được cấp GCNĐKĐT"]
    before = [f"Kỳ trước đã tiếp nhận: {each}" for each in columns]
    assert headings == ["Mã", "Chỉ tiêu", "Đơn vị", *columns, *before, "Giải trình", "Kiểm tra"]


def test_a_line_of_many_names_its_unit_and_enterprise(said):
    cells = said[Kind.MANY]
    assert [cells[f"s!{letter}1"][0] for letter in "ABCDE"] == ["Dự án", "Doanh nghiệp", "Mã", "Chỉ tiêu", "Đơn vị"]
    assert [cells[f"d!{letter}2"][0] for letter in "ABCDEF"] == [
        "Dự án",
        "Tên",
        "Doanh nghiệp",
        "Tiền",
        "Tỷ giá (VND cho 1 USD)",
        "A1. Tên dự án đầu tư",
    ]
    assert [cells[f"d!{letter}5"][0] for letter in "ABCDEF"] == [
        "b",
        "Dự án b",
        "Công ty",
        "VND",
        Decimal("23105.5"),
        "Tên",
    ]
    assert [cells[f"s!{letter}50"][0] for letter in "ABCDE"] == ["b", "Công ty", "II", "Doanh thu thuần", "triệu đồng"]
    assert (cells["s!G50"], cells["s!J50"]) == (('=IF(F50="","",F50+J50)', Look.NUMBER), (Decimal(7), Look.EARLIER))
    assert cells["s!L50"] == ("vì vậy", Look.TEXT)
    assert cells["s!D4"][0].startswith("   ")


def test_what_was_typed_wrong_stays_as_it_was_typed(said):
    workers = ONE.figure(0, Place("V.2", "quarter")).reference
    assert said[Kind.ONE][workers] == ("1.5", Look.NUMBER)
    assert said[Kind.ONE][ONE.figure(0, Place("V.1", "quarter")).reference] == (Decimal(120), Look.NUMBER)
