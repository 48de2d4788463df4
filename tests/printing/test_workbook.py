"""New Excel files: texts stay texts, whatever they hold; and the judge of our files knows a broken one."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook as ForeignWorkbook
from openpyxl import load_workbook
from xlsxwriter.exceptions import InvalidWorksheetName

from nhiemky.printing.workbook import LONGEST_TEXT, Workbook, storable
from tests.excel import complaints


def listed(*row, headings=("a", "b")):
    workbook = Workbook(locks_structure=True)
    workbook.listing("Bảng", headings, [row])
    return workbook.to_bytes()


def cells(data):
    return [cell.value for cell in load_workbook(BytesIO(data)).active[2]]


def test_values_come_back_as_what_they_were():
    data = listed(Decimal("1234567890.12345"), date(2021, 3, 1))
    value, day = load_workbook(BytesIO(data)).active[2]
    assert (value.value, day.value.date(), day.number_format) == (1234567890.12345, date(2021, 3, 1), "dd/mm/yyyy")
    assert complaints(data) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ("{=SUM(A1)}", "{=SUM(A1)}"),
        ("https://example.vn", "https://example.vn"),
        ("   thụt vào", "   thụt vào"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a\x00\x0b\ufffeb", "ab"),
        ("<r></t></r>", "<r></t></r> "),
        ("<r>", "<r>"),
        ("0012", "0012"),
    ],
)
def test_texts_stay_texts(text, kept):
    data = listed(text, None)
    assert cells(data) == [kept, None]
    assert complaints(data) == []


def test_a_text_longer_than_a_cell_ends_visibly():
    assert storable("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert storable("x" * LONGEST_TEXT + "y") == "x" * (LONGEST_TEXT - 1) + "…"
    # A letter outside of the basic plane counts twice, and is never cut in two.
    cut = storable("😀" * LONGEST_TEXT)
    assert set(cut) == {"😀", "…"}
    assert complaints(listed(cut, None)) == []


def test_a_day_that_excel_does_not_know_is_a_text():
    data = listed(date(1890, 5, 19), date(1900, 3, 1))
    assert cells(data)[0] == "19/05/1890"
    assert complaints(data) == []


@pytest.mark.parametrize("title", ["x" * 32, "a/b", "'a"])
def test_a_title_that_excel_refuses_is_refused(title):
    with pytest.raises(InvalidWorksheetName):
        Workbook().sheet(title)


def broken(data, part, old, new):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            assert name != part or old in content
            after.writestr(name, content.replace(old, new) if name == part else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", 'name="Bảng"', 'name="Bảng: 1"'),
        ("xl/workbook.xml", "Bảng!$1:$1", "'Khác'!$1:$1"),
        ("xl/workbook.xml", 'lockStructure="1"', 'lockStructure="1" workbookPassword="ABCD"'),
        ("xl/worksheets/sheet1.xml", 'r="B2"', 'r="A2"'),
        ("xl/worksheets/sheet1.xml", '<c r="B2"', '<c r="B2" s="99"'),
        ("xl/worksheets/sheet1.xml", "<v>7</v>", "<f>NEUER.NAME(A1;B1)</f>"),
        ("xl/worksheets/sheet1.xml", '<c r="A2" t="s"><v>2<', '<c r="A2" t="s"><v>9<'),
        ("xl/sharedStrings.xml", ' xml:space="preserve"', ""),
        ("xl/styles.xml", '<sz val="11"/><color theme="1"/>', '<color theme="1"/><sz val="11"/>'),
    ],
)  # fmt: skip
def test_the_judge_knows_what_excel_would_repair(part, old, new):
    data = listed(" thụt vào", Decimal(7))
    assert complaints(data) == []
    assert complaints(broken(data, part, old, new)) != []


def test_the_judge_knows_files_that_excel_would_rewrite():
    out = BytesIO()
    book = ForeignWorkbook(write_only=True)
    book.create_sheet("a").append(["inline"])
    book.save(out)
    assert any("expected to repair or rewrite" in each for each in complaints(out.getvalue()))
