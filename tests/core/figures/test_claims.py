import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nhiemky.core.figures.claims import Claim, NotAFigure, find_numbers


def claims_in(text: str) -> list[tuple[Decimal, str | None]]:
    return [(found.value, found.unit) for found in find_numbers(text) if isinstance(found, Claim)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("đạt 8 triệu đồng một tháng", 8 * 10**6, "VND/month"),
        ("đạt 8 triệu đồng/người/tháng", 8 * 10**6, "VND/month"),
        ("đạt 43.500 tỷ đồng", 43500 * 10**9, "VND"),
        ("đạt 361,6 nghìn tỷ đồng", 3616 * 10**11, "VND"),
        ("đạt 1 tỷ 200 triệu đồng", 12 * 10**8, "VND"),
        ("đạt 18.7 tỷ USD", 187 * 10**8, "USD"),
        ("bầu 05 đồng chí vào Ban Chi ủy", 5, "seat"),
        ("có 05 đồng chí vắng mặt", 5, "person"),
        ("ở 05 tổ Đảng", 5, "group"),
        ("tám triệu đồng", 8 * 10**6, "VND"),
        ("mỗi năm 2000 lao động", 2000, "person"),
    ],
)
def test_value_and_unit_are_read(text: str, value: int, unit: str) -> None:
    assert claims_in(text) == [(value, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 16 tháng 6", "21-06-2022 09:35", "16/6/2022", "ngày 30/6", "lúc 8 giờ 30 phút", "7h30", "năm 2022",
        "nhiệm kỳ 2020 - 2025", "giai đoạn 2021-2025", "lần thứ VIII", "khóa VIII", "KHOÁ XIII", "lần thứ tám",
        "Quyết định 244-QĐ/TW", "Nghị định 35/2022/NĐ-CP", "Điều 30", "khoản 4", "quý I/2026", "Covid-19",
        "6 tháng đầu năm",
        "Điện thoại: 02083.845 435 / Fax: 02083.845 434", "(+84) 208 3845 435", "http://x.vn/2022/3", "a1@b.vn",
        "Địa chỉ: Số 12, tổ 5", "1. Công tác", "năm 2022 doanh nghiệp nộp đủ",
    ],
)  # fmt: skip
def test_dates_ordinals_telephones_and_the_like_are_no_figures(text: str) -> None:
    found = find_numbers(text)
    assert found
    assert all(isinstance(one, NotAFigure) for one in found)


@pytest.mark.parametrize("text", ["trong năm doanh nghiệp nộp đủ", "một dự án", "không dự án nào"])
def test_words_that_only_look_like_numbers_are_left_alone(text: str) -> None:
    assert find_numbers(text) == []


def test_places_count_characters_of_the_text_as_it_is() -> None:
    text = unicodedata.normalize("NFD", "Chi bộ có 28 Đảng viên sinh hoạt")
    (found,) = find_numbers(text)
    assert unicodedata.normalize("NFC", text[found.start : found.end]) == "28 Đảng viên"


@given(st.text(alphabet="0123456789.,/-–:% ()\n+tháng năm đồng tỷ VIII một", max_size=60))
@settings(deadline=None)
def test_findings_stand_in_order_inside_the_text(text: str) -> None:
    found = find_numbers(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    digits = {place for place, character in enumerate(text) if character.isdigit()}
    assert digits <= {place for one in found for place in range(one.start, one.end)}
