"""Numbers and dates on pages, in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(template, language="vi", **values):
    with translation.override(language):
        return Template(template).render(Context(values))


@pytest.mark.parametrize(
    ("template", "value", "vi", "en"),
    [
        ("{{ v|number }}", Decimal("1234.50"), "1.234,5", "1,234.5"),
        ("{{ v|number:2 }}", Decimal("2.005"), "2,01", "2.01"),
        ("{{ v|number }}", None, "–", "–"),
        ("{{ v|number }}", 0, "0", "0"),
        ('{{ v|quantity:"VND" }}', Decimal(43_500) * 10**9, "43.500 tỷ đồng", "43,500 billion VND"),
        ('{{ v|quantity:"%" }}', Decimal(435), "435%", "435%"),
        ('{{ v|quantity:"person" }}', 28, "28 người", "28 persons"),
        ('{{ v|quantity:"person" }}', 1, "1 người", "1 person"),
        ('{{ v|quantity:"VND/month" }}', 8_000_000, "8 triệu đồng/tháng", "8 million VND/month"),
        ('{{ v|quantity:"ha" }}', Decimal("180.25"), "180,25 ha", "180.25 ha"),
        ("{{ v|day }}", date(2026, 2, 5), "05/02/2026", "05/02/2026"),
        ("{{ v|day }}", None, "–", "–"),
        ("{{ v|official_day }}", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026", "5 February 2026"),
        ("{{ v|moment }}", datetime(2026, 2, 4, 18, 30, tzinfo=UTC), "05/02/2026 01:30", "05/02/2026 01:30"),
        ("{{ v|day }}", datetime(2026, 2, 4, 18, 30, tzinfo=UTC), "05/02/2026", "05/02/2026"),
    ],
)
def test_values_are_written_as_the_readers_language_writes_them(template, value, vi, en):
    assert (shown(template, "vi", v=value), shown(template, "en", v=value)) == (vi, en)


def test_a_unit_of_the_offices_own_making_is_written_as_it_was_named():
    assert shown('{{ v|quantity:"tấn/ha" }}', v=Decimal("1234.5")) == "1.234,5 tấn/ha"


def test_the_heading_repeats_the_title_of_the_page():
    page = shown('{% extends "ui/base.html" %}{% block title %}Đảng viên{% endblock %}')
    assert "<title>Đảng viên · Nhiệm Kỳ</title>" in page
    assert "<h1>Đảng viên</h1>" in page


def test_a_page_of_a_demonstration_says_so():
    assert "Bản trình diễn" in shown('{% extends "ui/base.html" %}', demonstration=True)
    assert "Bản trình diễn" not in shown('{% extends "ui/base.html" %}', demonstration=False)


def test_no_page_has_inline_styles():
    assert "style=" not in shown('{% extends "ui/base.html" %}{% block main %}{{ 3|quantity:"VND" }}{% endblock %}')
