"""A value that was published and is another one today, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nhiemky.core.indicators.revisions import Causes, ReportCause, Revision

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
