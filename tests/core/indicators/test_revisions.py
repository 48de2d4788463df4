"""A value that was published and is another one today, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.indicators.revisions import Causes, PlacementCause, ReportCause, Revision

NOTHING_KNOWN = Causes()
CORRECTED = ReportCause(7, "Nhà máy A", "A.III.1", "2022-Q1", 2, 1, date(2022, 7, 5))
NEW = replace(CORRECTED, key=8, name="Nhà máy B", version=1, replaced=None)
DAY = date(2022, 6, 20)


def revision(before="62500000000", after="62500020000", unit="USD", causes=NOTHING_KNOWN):
    before, after = (None if each is None else Decimal(each) for each in (before, after))
    return Revision(before, after, unit, DAY, causes)


def test_it_says_from_what_to_what_since_when_and_which_report_replaced_which():
    found = revision(causes=Causes((CORRECTED,)))
    assert found.sentence("vi", named=True) == (
        "Giá trị này đã thay đổi sau ngày 20/06/2022: 62,5 tỷ USD → 62.500,02 triệu USD, vì báo cáo A.III.1 "
        "quý I/2022, Nhà máy A, bản 2 thay bản 1 (chấp nhận ngày 05/07/2022)."
    )
    assert "report A.III.1 Q1 2022, Nhà máy A, version 2, replaced version 1" in found.sentence("en", named=True)


def test_the_public_reads_how_many_reports_it_was_and_no_name():
    said = revision(causes=Causes((CORRECTED, NEW, NEW), 4, date(2022, 7, 1))).sentence("vi", named=False)
    assert "Nhà máy" not in said
    assert said.endswith(
        "vì 1 báo cáo được đính chính; 2 báo cáo được chấp nhận thêm; sổ đăng ký được ghi thêm hoặc sửa 4 lần; "
        "chỉ số được tính theo định nghĩa áp dụng từ ngày 01/07/2022."
    )


def test_of_many_reports_three_are_named():
    said = revision(causes=Causes((CORRECTED, *[NEW] * 6))).sentence("vi", named=True)
    assert said.count("Nhà máy") == 3
    assert "4 báo cáo khác được chấp nhận" in said


@pytest.mark.parametrize(
    ("before", "after", "unit", "words"),
    [
        ("435", "435.0000012", "%", "435% → 435,000001%"),
        ("12.345678", "12.5", "person", "12,35 người → 12,5 người"),
        ("0", None, "person", "0 người → không có giá trị"),
        (None, "0", "person", "không có giá trị → 0 người"),
    ],
)
def test_both_values_are_told_apart_and_nothing_is_no_zero(before, after, unit, words):
    assert words in revision(before, after, unit).sentence("vi", named=False)


def test_what_nobody_knows_the_reason_of_says_so():
    assert revision().sentence("vi", named=True).endswith("vì số liệu nguồn đã thay đổi.")


CLOSED = PlacementCause("KCN B", "", "closing", None, date(2022, 5, 10), "QĐ 12")


@pytest.mark.parametrize(
    ("changes", "vi", "en"),
    [
        ({}, "KCN B đã đóng, ngày cuối cùng 10/05/2022 (QĐ 12)", "KCN B was closed, its last day 10/05/2022 (QĐ 12)"),
        (
            {"kind": "merge", "superior": "KCN A", "since": date(2022, 5, 11), "until": None, "became": "corrected"},
            "đính chính: KCN B sáp nhập vào KCN A từ ngày 11/05/2022 (QĐ 12)",
            "corrected: KCN B merged into KCN A on 11/05/2022 (QĐ 12)",
        ),
        (
            {"kind": "move", "superior": "Ban", "since": date(2022, 5, 11), "became": "withdrawn"},
            "không còn tính: KCN B chuyển về Ban từ ngày 11/05/2022 (QĐ 12)",
            "no longer counted: KCN B moved to Ban on 11/05/2022 (QĐ 12)",
        ),
        (
            {"kind": "move", "superior": "Ban"},
            "KCN B thuộc Ban đến ngày 10/05/2022 (QĐ 12)",
            "KCN B stood below Ban until 10/05/2022 (QĐ 12)",
        ),
    ],
)
def test_a_unit_that_moved_merged_or_closed_is_named_with_its_day_and_document(changes, vi, en):
    cause = replace(CLOSED, **changes)
    assert (cause.sentence("vi"), cause.sentence("en")) == (vi, en)


def test_the_public_reads_of_zones_by_name_and_of_projects_how_many():
    hidden = replace(CLOSED, unit="Dự án X", is_public=False)
    causes = Causes((CORRECTED,), placements=(CLOSED, hidden, *[replace(CLOSED, unit="KCN C")] * 4))
    public, named = (revision(causes=causes).sentence("vi", named=each) for each in (False, True))
    assert "vì KCN B đã đóng" in public and "Dự án X" not in public
    assert "3 việc chuyển, sáp nhập, đóng khác; 1 báo cáo được đính chính" in public
    assert "Dự án X đã đóng" in named and "3 việc chuyển" in named and "Nhà máy A" in named
