"""Letters, surfaces and shapes, read back from their SVG."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.charts import svg

WORDS = st.lists(st.text("abcđêư", min_size=1, max_size=14), max_size=12).map(" ".join)


@given(WORDS, st.floats(10, 400))
def test_words_are_wrapped_into_as_few_lines_as_fit_and_none_is_lost(words: str, width: float) -> None:
    lines = svg.wrapped(words, width)
    assert " ".join(lines) == words
    assert all(svg.width_of(line) <= width or " " not in line for line in lines)
    for line, after in pairwise(lines):
        assert svg.width_of(f"{line} {after.partition(' ')[0]}") > width


def test_a_line_as_wide_as_its_room_is_not_broken() -> None:
    assert svg.wrapped("ab cd", svg.width_of("ab cd")) == ["ab cd"]


def test_nothing_to_wrap_is_one_empty_line() -> None:
    assert svg.wrapped(" ", 100) == [""]


def test_a_letter_is_between_four_and_seven_tenths_of_its_size_wide() -> None:
    assert 0.4 < svg.width_of("m", 1) < 0.7
    assert svg.width_of("mm", 3) == pytest.approx(6 * svg.width_of("m", 1))
    assert svg.width_of("mm") == pytest.approx(svg.width_of("mm", svg.SIZE))


@pytest.mark.parametrize(("value", "written"), [(2.0, "2"), (-0.04, "0"), (0.04, "0"), (1.25, "1.2"), (-3.96, "-4")])
def test_a_coordinate_has_one_decimal_at_the_most(value: float, written: str) -> None:
    assert svg.number(value) == written


def test_an_element_writes_lengths_short_and_leaves_out_what_is_none() -> None:
    assert svg.element("a", x=1.04, class_="b", stroke_width=2, fill=None) == '<a x="1" class="b" stroke-width="2"/>'
    assert svg.element("a", "b", "c") == "<a>bc</a>"


def test_letters_are_plain_unless_asked_otherwise() -> None:
    plain = ET.fromstring(svg.text("a < b", 1, 2))
    assert (plain.text, plain.get("x"), plain.get("y")) == ("a < b", "1", "2")
    assert plain.keys() == ["x", "y", "font-size", "fill"]
    assert (plain.get("font-size"), plain.get("fill")) == ("12", svg.INK)
    lifted = ET.fromstring(svg.text("a", 0, 0, anchor="end", bold=True, lifted=True))
    assert lifted.get("text-anchor") == "end"
    assert int(lifted.attrib["font-weight"]) >= 600
    assert (lifted.get("stroke"), lifted.get("paint-order")) == (svg.GROUND, "stroke")


def extent(shape: ET.Element) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a marker."""
    if shape.tag == "circle":
        x, y, r = (float(shape.attrib[name]) for name in ("cx", "cy", "r"))
        return x - r, x + r, y - r, y + r
    if shape.tag == "rect":
        x, y, width, height = (float(shape.attrib[name]) for name in ("x", "y", "width", "height"))
        return x, x + width, y, y + height
    xs, ys = [], []
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mlh])([-0-9. ]+)", shape.attrib["d"]):
        given_ = [float(each) for each in numbers.split()]
        x, y = (given_[0], given_[1]) if letter == "M" else (x + given_[0], y + (given_[1] if letter == "l" else 0))
        xs.append(x)
        ys.append(y)
    return min(xs), max(xs), min(ys), max(ys)


@pytest.mark.parametrize("place", range(4))
def test_each_of_four_shapes_lies_around_its_point(place: int) -> None:
    left, right, top, bottom = extent(ET.fromstring(svg.marker(place, 50, 80, provisional=False)))
    assert (left + right) / 2 == pytest.approx(50)
    assert (top + bottom) / 2 == pytest.approx(80, abs=0.6)
    assert 6.5 <= right - left <= 10
    assert 6.5 <= bottom - top <= 10


def test_shapes_come_again_after_four_colours_after_eight() -> None:
    first, fifth, ninth = (ET.fromstring(svg.marker(place, 0, 0, provisional=False)) for place in (0, 4, 8))
    assert first.tag == fifth.tag == ninth.tag
    assert first.attrib == ninth.attrib != fifth.attrib


def test_what_is_provisional_is_hollow_or_hatched_in_its_own_colour() -> None:
    solid, hollow = (ET.fromstring(svg.marker(1, 0, 0, provisional=each)) for each in (False, True))
    assert (solid.get("fill"), hollow.get("fill")) == (svg.COLOURS[1], svg.GROUND)
    assert solid.get("stroke") == hollow.get("stroke") == svg.COLOURS[1]
    assert svg.fill(9, provisional=False) == svg.COLOURS[1]
    assert svg.fill(9, provisional=True) == svg.fill(1, provisional=True) != svg.fill(2, provisional=True)


def test_a_picture_defines_the_hatches_it_uses_and_no_other() -> None:
    used = svg.element("rect", fill=svg.fill(2, provisional=True))
    root = ET.fromstring(svg.picture("t", "w", 10, [used]))
    name = "{http://www.w3.org/2000/svg}"
    (pattern,) = root.iter(f"{name}pattern")
    assert f"url(#{pattern.attrib['id']})" == root[-1].get("fill")
    assert pattern[1].get("stroke") == svg.COLOURS[2]
    assert not list(ET.fromstring(svg.picture("t", "w", 10, [])).iter(f"{name}defs"))
