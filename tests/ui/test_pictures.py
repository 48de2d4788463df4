"""Small pictures are true to scale and say in words what they show."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from django.utils import translation

from nhiemky.ui import pictures


def drawn(picture):
    """The picture as XML, so that broken markup fails."""
    return ET.fromstring(str(picture))


def widths(root, kind):
    return [int(rect.get("width")) for rect in root.iter("rect") if kind in rect.get("class", "")]


def test_the_bar_is_true_to_scale_and_marks_the_target():
    root = drawn(pictures.bar(Decimal(50), Decimal(100), "warn", "", at_most=False))
    assert widths(root, "value") == [pictures.WIDTH // 2]
    mark = next(rect for rect in root.iter("rect") if rect.get("class") == "mark")
    assert int(mark.get("x")) + 3 <= pictures.WIDTH


def test_a_target_that_is_far_exceeded_stands_where_it_belongs():
    root = drawn(pictures.bar(Decimal(435), Decimal(100), "good", "", at_most=False))
    assert widths(root, "value") == [pictures.WIDTH]
    mark = next(rect for rect in root.iter("rect") if rect.get("class") == "mark")
    assert int(mark.get("x")) == round(pictures.WIDTH * 100 / 435) - 1


@pytest.mark.parametrize(
    ("actual", "target", "words"),
    [
        (3, 4, "thực hiện 3, chỉ tiêu 4"),
        (None, 4, "thực hiện không có số liệu, chỉ tiêu 4"),
        (0, 0, "thực hiện 0, chỉ tiêu 0"),
    ],
)
def test_the_bar_says_what_it_shows(actual, target, words):
    with translation.override("vi"):
        picture = str(pictures.bar(actual, target, "muted", "", at_most=False))
    assert f"<desc>{words}</desc>" in picture
    assert words in re.search(r'aria-label="([^"]*)"', picture)[1]


def test_an_upper_limit_is_said_and_drawn_differently():
    below = str(pictures.bar(3, 4, "good", "", at_most=True))
    assert "không quá 4" in below
    assert "<path" in below


def test_an_unknown_status_is_a_mistake_of_ours():
    with pytest.raises(ValueError):
        pictures.bar(1, 2, "red", "", at_most=False)


def test_columns_leave_a_gap_where_a_value_is_missing():
    root = drawn(pictures.columns([("2021", 3000), ("2022", None), ("2023", 1500)], 3000, ""))
    heights = [int(rect.get("height")) for rect in root.iter("rect")]
    assert heights == [pictures.COLUMN_HEIGHT, pictures.COLUMN_HEIGHT // 2]
    assert [text.text for text in root.iter("text")] == ["2021", "2022", "2023"]


def test_what_comes_from_outside_is_escaped():
    assert "<script>" not in str(pictures.columns([("<script>", 1)], None, "<script>"))
