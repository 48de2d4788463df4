"""Order does not depend on the locale of the database."""

from nhiemky.organisation.models import Member, Unit
from tests import people


def test_names_are_in_vietnamese_order_whatever_the_locale_of_the_database(house):
    names = ["Lê Thị Bình", "Nguyễn Thị An", "Nguyễn An", "Trần Văn Ánh", "Lê Văn Ân", "Đỗ Thị Đào", "Đỗ Văn Dũng"]
    for name in names:
        people.member(house.cell, name)
    found = list(Member.objects.values_list("full_name", flat=True))
    assert found == [
        "Nguyễn An", "Nguyễn Thị An", "Trần Văn Ánh", "Lê Văn Ân", "Lê Thị Bình", "Đỗ Văn Dũng", "Đỗ Thị Đào",
    ]  # fmt: skip


def test_a_unit_stands_right_before_those_below_it(house):
    codes = list(Unit.objects.order_by("path").values_list("code", flat=True))
    assert codes.index("group-1") == codes.index("cell") + 1
    assert codes.index("group-2") == codes.index("cell") + 2
