"""Hostile and mistaken Excel files are refused with a sentence; honest ones are read cell by cell."""

import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from nhiemky.organisation import spreadsheets
from nhiemky.organisation.spreadsheets import ErrorCell, FormulaCell, Limits, RefusedFileError, read_rows, read_sheets


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def rebuilt(data, *, also=(), instead=None):
    """The same ZIP with parts added or replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, (instead or {}).get(name, old.read(name)))
        for name, content in also:
            new.writestr(name, content)
    return out.getvalue()


def refusal(data):
    with translation.override("en"), pytest.raises(RefusedFileError) as refused:
        read_rows(BytesIO(data))
    return str(refused.value)


def test_cells_come_as_what_they_are():
    rows = read_rows(BytesIO(workbook(["a", 1, 1.5, date(2020, 1, 2), True, None, "  Nguyễn \n  An "])))
    assert rows == [("a", 1, Decimal("1.5"), date(2020, 1, 2), True, None, "Nguyễn An")]


def test_what_xml_cannot_hold_is_read_as_excel_means_it():
    """A line end of Windows in a cell, and a text that only looks like one."""
    assert read_rows(BytesIO(workbook(["a_x000D__x000A_b", "_x005F_x000D_", "an_x"]))) == [("a b", "_x000D_", "an_x")]


def test_a_formula_is_no_value():
    assert read_rows(BytesIO(workbook(["=1+1"])))[0][0] == FormulaCell("=1+1")


def test_only_the_first_visible_sheet_is_read():
    book = Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("b").append(["seen"])
    out = BytesIO()
    book.save(out)
    assert read_rows(BytesIO(out.getvalue())) == [("seen",)]


def test_what_is_no_workbook_is_refused():
    assert "not an Excel workbook" in refusal(b"name;born\nAn;1980")
    assert "not an Excel workbook" in refusal(b"")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("letter.txt", "hello")
    assert "not an Excel workbook" in refusal(archive.getvalue())


def test_an_old_or_locked_workbook_is_refused():
    """Both are OLE files, which begin so."""
    assert "locked with a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_macros_are_refused():
    assert "macros" in refusal(rebuilt(workbook(["a"]), also=[("xl/vbaProject.bin", b"x")]))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = rebuilt(workbook(["a"]), also=[(f"xl/media/{n}.bin", bytes(9 * 1024 * 1024)) for n in range(5)])
    assert len(bomb) < spreadsheets.LIST.most_bytes
    assert "unpacks to far more" in refusal(bomb)


def test_thousands_of_parts_are_refused():
    assert "unpacks to far more" in refusal(rebuilt(workbook(["a"]), also=[(f"x/{n}", b"") for n in range(300)]))


def test_a_large_file_is_refused():
    assert "larger than 2 MB" in refusal(bytes(spreadsheets.LIST.most_bytes + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(encoding):
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst xmlns="urn:x"/>'.encode(encoding)
    assert "Excel does not write" in refusal(rebuilt(workbook(["a"]), also=[("xl/evil.xml", evil)]))


def test_a_row_far_below_is_not_overlooked():
    book = Workbook()
    book.active.append(["a"])
    book.active.cell(spreadsheets.LIST.most_rows + 1, 1, "b")
    out = BytesIO()
    book.save(out)
    assert "more than 5000 rows" in refusal(out.getvalue())


def test_a_column_far_to_the_right_is_not_overlooked():
    assert "more than 60 columns" in refusal(workbook(["a"] * 61))


def test_a_broken_part_is_refused_and_does_not_crash():
    broken = rebuilt(workbook(["a"]), instead={"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"})
    assert "cannot be read" in refusal(broken)


def test_a_damaged_archive_is_refused():
    data = bytearray(workbook(["a", "b"]))
    data[60:90] = bytes(30)
    assert "Excel workbook" in refusal(bytes(data))


def test_a_failed_computation_is_no_value():
    book = Workbook()
    book.active["A1"].value = "#DIV/0!"
    out = BytesIO()
    book.save(out)
    assert read_rows(BytesIO(out.getvalue())) == [(ErrorCell("#DIV/0!"),)]


def test_links_to_other_files_are_refused():
    assert "linked to other files" in refusal(
        rebuilt(workbook(["a"]), also=[("xl/externalLinks/externalLink1.xml", b"<a/>")])
    )


def test_a_workbook_that_may_hold_macros_is_refused_by_its_type_and_not_by_its_words():
    data = workbook(["macroEnabled"])
    assert read_rows(BytesIO(data)) == [("macroEnabled",)]
    with zipfile.ZipFile(BytesIO(data)) as parts:
        types = parts.read("[Content_Types].xml").replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        )
    assert "macros" in refusal(rebuilt(data, instead={"[Content_Types].xml": types}))


def test_all_sheets_share_one_limit_of_rows_and_keep_their_texts():
    book = Workbook()
    book.active.append(["a \n b"])
    book.create_sheet("two").append(["c"])
    out = BytesIO()
    book.save(out)
    assert read_sheets(out.getvalue(), Limits(most_rows=2)) == {"Sheet": [("a \n b",)], "two": [("c",)]}
    with pytest.raises(RefusedFileError):
        read_sheets(out.getvalue(), Limits(most_rows=1))
