"""What is drawn lies where its numbers say, read back from the SVG."""

import math
import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest

from nhiemky.core.charts import svg
from nhiemky.core.charts.draw import draw
from nhiemky.core.charts.specification import (
    MISSING,
    NOT_DUE,
    Bullet,
    BulletChart,
    BulletStrip,
    CategoryChart,
    Kind,
    MapChart,
    Place,
    Point,
    Series,
    State,
)

SVG = "{http://www.w3.org/2000/svg}"
UPRIGHT = [Kind.COLUMNS, Kind.LINES, Kind.MULTIPLES]


def chart(kind: Kind, *rows: tuple[str | None, ...], target: str | None = None) -> ET.Element:
    series = tuple(
        Series(f"dãy {number}", tuple(Point(Decimal(each)) if each else MISSING for each in row))
        for number, row in enumerate(rows)
    )
    categories = tuple(f"{2019 + number}" for number in range(len(rows[0])))
    goal = Decimal(target) if target else None
    return ET.fromstring(draw(CategoryChart(kind, "t", categories, series, "person", "vi", goal)))


def texts(root: ET.Element) -> dict[str, tuple[float, float]]:
    return {each.text or "": (float(each.attrib["x"]), float(each.attrib["y"])) for each in root.iter(f"{SVG}text")}


def bodies(root: ET.Element) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the rectangles of values."""
    return [
        tuple(float(each.attrib[name]) for name in ("x", "y", "width", "height"))  # type: ignore[misc]
        for each in root.iter(f"{SVG}rect")
        if "x" in each.attrib and each.get("fill") in svg.COLOURS
    ]


def rules(root: ET.Element) -> dict[str, float]:
    """How deep the thin line of each number of the axis lies."""
    lines = [
        float(found[1])
        for each in root.iter(f"{SVG}path")
        if each.get("stroke") in {svg.LINE, svg.INK}
        and (found := re.fullmatch(r"M[-\d.]+ ([-\d.]+)h[-\d.]+", each.attrib["d"]))
    ]
    numbers = [
        (each.text or "", float(each.attrib["y"]))
        for each in root.iter(f"{SVG}text")
        if each.get("text-anchor") == "end"
    ]
    return {
        text: next(line for line in lines if abs(line + 4 - y) < 0.2)
        for text, y in numbers
        if re.fullmatch(r"-?\d+", text)
    }


def target_depth(root: ET.Element) -> float:
    drawn = next(each for each in root.iter(f"{SVG}path") if each.get("stroke") == svg.TARGET)
    return float(re.fullmatch(r"M[-\d.]+ ([-\d.]+)h[-\d.]+", drawn.attrib["d"])[1])  # type: ignore[index]


@pytest.mark.parametrize("kind", [Kind.COLUMNS, Kind.MULTIPLES])
def test_a_column_reaches_from_zero_to_the_line_of_its_number(kind: Kind) -> None:
    root = chart(kind, ("20", "-20", "40"), target="20")
    lines, drawn = rules(root), bodies(root)
    for value, (_, top, _, height) in zip(("20", "-20", "40"), drawn, strict=True):
        ends = sorted((lines[value], lines["0"]))
        assert (top, top + height) == pytest.approx(tuple(ends), abs=0.3)
    assert target_depth(root) == pytest.approx(lines["20"], abs=0.2)


def test_a_line_goes_through_the_lines_of_its_numbers_above_its_categories() -> None:
    root = chart(Kind.LINES, ("20", "0", "40"))
    lines, names = rules(root), texts(root)
    path = next(each for each in root.iter(f"{SVG}path") if each.get("fill") == "none")
    corners = [tuple(map(float, each)) for each in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", path.attrib["d"])]
    expected = [(names[year][0], lines[value]) for year, value in (("2019", "20"), ("2020", "0"), ("2021", "40"))]
    for corner, wanted in zip(corners, expected, strict=True):
        assert corner == pytest.approx(wanted, abs=0.2)


def test_columns_of_a_category_stand_side_by_side_around_its_name() -> None:
    root = chart(Kind.COLUMNS, ("10", "20"), ("30", "40"))
    drawn, names = bodies(root)[:4], texts(root)
    for number, year in enumerate(("2019", "2020")):
        (left, _, width, _), (next_left, _, next_width, _) = drawn[number], drawn[number + 2]
        assert left + width <= next_left
        assert (left + next_left + next_width) / 2 == pytest.approx(names[year][0], abs=0.6)


def test_each_column_bears_its_number_above_it_or_below_what_hangs() -> None:
    root = chart(Kind.COLUMNS, ("13", "-7"))
    names = texts(root)
    (left, top, width, _), (_, hung, _, height) = bodies(root)
    assert names["13"][0] == pytest.approx(left + width / 2, abs=0.6)
    assert top - 8 < names["13"][1] < top
    assert names["-7"][1] > hung + height


def test_many_columns_bear_no_numbers_but_keep_their_axis() -> None:
    root = chart(Kind.COLUMNS, tuple(str(100 + number) for number in range(9)))
    assert "104" not in texts(root)
    assert "100" in texts(root)
    assert "104" in texts(chart(Kind.COLUMNS, tuple(str(100 + number) for number in range(8))))


def test_a_bar_ends_before_its_number_and_a_target_stands_where_a_bar_of_its_value_ends() -> None:
    root = chart(Kind.BARS, ("30", "60"), target="30")
    (left, _, width, _), (_, _, longer, _) = bodies(root)
    assert left == 0
    assert longer == pytest.approx(2 * width, abs=0.2)
    assert texts(root)["30"][0] == pytest.approx(width + 5, abs=0.2)
    mark = next(each for each in root.iter(f"{SVG}path") if each.get("stroke") == svg.TARGET)
    assert float(mark.attrib["d"][1:].split()[0]) == pytest.approx(width, abs=0.2)


def test_bars_stand_below_the_name_of_their_category_in_the_order_of_series() -> None:
    root = chart(Kind.BARS, ("10", "20"), ("30", "40"))
    names, drawn = texts(root), bodies(root)[:4]
    depths = [top for _, top, _, _ in drawn]
    assert names["2019"][1] < depths[0] < depths[1] < names["2020"][1] < depths[2] < depths[3]
    assert all(upper + height <= lower for (_, upper, _, height), (_, lower, _, _) in pairwise(drawn))


def test_what_has_no_number_says_so_beside_its_bar() -> None:
    points = (Point(Decimal(5)), MISSING, NOT_DUE, Point(Decimal(3), State.PROVISIONAL))
    series = (Series("s", points),)
    root = ET.fromstring(draw(CategoryChart(Kind.BARS, "t", ("a", "b", "c", "d"), series, "person", "vi")))
    assert {"chưa có số liệu", "chưa đến hạn", "tạm tính"} <= texts(root).keys()
    assert root[1].text == "(người) s: a 5, b chưa có số liệu, c chưa đến hạn, d 3 (tạm tính)"


def test_small_pictures_have_one_scale_and_stand_two_in_a_row() -> None:
    root = chart(Kind.MULTIPLES, ("10",), ("40",), ("20",))
    (first, top, width, ten), (second, _, _, forty), (third, lower, _, twenty) = bodies(root)
    assert (ten * 4, ten * 2) == pytest.approx((forty, twenty), abs=0.6)
    assert first == third < first + width < second
    assert lower > top
    names = texts(root)
    assert names["dãy 0"][1] == names["dãy 1"][1] < names["dãy 2"][1]


def bullet(**given: object) -> ET.Element:
    values = {"name": "Vốn", "actual": Decimal(50), "target": Decimal(100), "unit": "person"} | given
    return ET.fromstring(draw(BulletChart("Chỉ tiêu", (Bullet(**values),), "vi")))  # type: ignore[arg-type]


def marks(root: ET.Element, colour: str) -> list[float]:
    """Where upright marks of a colour stand, those of the key left out."""
    found = [
        each.attrib["d"] for each in root.iter(f"{SVG}path") if each.get("stroke") == colour and "v" in each.attrib["d"]
    ]
    return [float(path[1:].split()[0]) for path in found]


def place(value: float, low: float, high: float) -> float:
    return 400 * (value - low) / ((high - low) * 1.08)


def test_the_marks_of_a_bullet_stand_where_its_numbers_do() -> None:
    root = bullet(actual=Decimal(-20), expected=Decimal(80), upper=Decimal(130))
    left, _, width, _ = bodies(root)[0]
    assert left == pytest.approx(0, abs=0.1)
    assert width == pytest.approx(place(0, -20, 130), abs=0.2)
    assert marks(root, svg.SOFT)[0] == pytest.approx(place(0, -20, 130), abs=0.1)
    assert marks(root, svg.INK)[0] == pytest.approx(place(80, -20, 130), abs=0.1)
    assert marks(root, svg.TARGET)[:2] == pytest.approx([place(100, -20, 130), place(130, -20, 130)], abs=0.1)
    assert "Chỉ tiêu: 100 – 130" in texts(root)


def test_a_bar_begins_at_the_left_edge_and_the_good_side_reaches_to_the_right_one() -> None:
    root = bullet()
    left, _, width, _ = bodies(root)[0]
    assert (left, width) == pytest.approx((0, place(50, 0, 100)), abs=0.1)
    good = next(each for each in root.iter(f"{SVG}rect") if each.get("fill") == "#d6e6dc")
    assert float(good.attrib["x"]) + float(good.attrib["width"]) == pytest.approx(400, abs=0.1)


def test_a_range_that_ends_at_zero_is_good_up_to_zero_only() -> None:
    root = bullet(actual=Decimal(20), target=Decimal(-10), upper=Decimal(0))
    good = next(each for each in root.iter(f"{SVG}rect") if each.get("fill") == "#d6e6dc")
    assert float(good.attrib["x"]) == pytest.approx(0, abs=0.1)
    assert float(good.attrib["width"]) == pytest.approx(place(0, -10, 20), abs=0.2)


def test_a_bullet_writes_its_numbers_below_its_bar_and_explains_the_marks_it_has() -> None:
    root = bullet()
    assert {"Thực hiện: 50 người", "Chỉ tiêu: 100", "Thực hiện", "Chỉ tiêu"} <= texts(root).keys()
    assert "Mức bình quân theo thời gian" not in texts(root)
    assert not marks(root, svg.INK)
    told = bullet(expected=Decimal(10))
    assert "Mức bình quân theo thời gian" in texts(told)
    assert len(marks(told, svg.INK)) == 2
    below = texts(root)["Thực hiện: 50 người"][1]
    (_, top, _, height), (_, key, _, _) = bodies(root)
    assert top + height < below < key
    assert "Thực hiện: chưa có số liệu" in texts(bullet(actual=None))


def test_the_key_of_bullets_has_each_mark_before_its_word() -> None:
    root = bullet(expected=Decimal(10))
    names = texts(root)
    sample_left, _, sample_width, _ = bodies(root)[-1]
    red, dashed = marks(root, svg.TARGET)[-1], marks(root, svg.INK)[-1]
    assert sample_left + sample_width < names["Thực hiện"][0] < red < names["Chỉ tiêu"][0] < dashed
    assert dashed < names["Mức bình quân theo thời gian"][0] <= dashed + 20


def test_bullets_stand_below_each_other() -> None:
    made = [Bullet(name, Decimal(5), Decimal(10), "person") for name in ("một", "hai")]
    root = ET.fromstring(draw(BulletChart("t", tuple(made), "vi")))
    names = texts(root)
    (_, first, _, height), (_, second, _, _), _ = bodies(root)
    assert names["một"][1] < first < first + height < names["hai"][1] < second


def test_a_strip_is_as_small_as_its_bar() -> None:
    root = ET.fromstring(draw(BulletStrip(Bullet("Vốn", Decimal(5), Decimal(10), "person"), "vi")))
    ((_, top, _, height),) = bodies(root)
    assert float(root.attrib["viewBox"].split()[3]) == pytest.approx(2 * (top + height / 2), abs=0.2)


def mapped(*places: tuple[str, str, str, str | None]) -> ET.Element:
    made = tuple(
        Place(name, Decimal(east), Decimal(north), Point(Decimal(value)) if value else MISSING)
        for name, east, north, value in places
    )
    return ET.fromstring(draw(MapChart("Dự án", made, "project", "vi")))


def circles(root: ET.Element) -> list[tuple[float, float]]:
    return [(float(each.attrib["cx"]), float(each.attrib["cy"])) for each in root.iter(f"{SVG}circle")]


# Ten kilometres to the north and ten to the east of the first, at 21.5 degrees north.
NORTH = str(Decimal("21.5") + Decimal(10) / Decimal("111.2"))
EAST = str(Decimal("105.8") + Decimal(10 / (111.2 * math.cos(math.radians(21.53)))).quantize(Decimal("0.000001")))
THREE = (("giữa", "105.8", "21.5", "9"), ("bắc", "105.8", NORTH, "8"), ("đông", EAST, "21.5", "7"))


def test_north_is_above_east_is_right_and_equal_distances_are_equal() -> None:
    (x, y), (north_x, north_y), (east_x, east_y) = circles(mapped(*THREE))
    assert (north_x, east_y) == pytest.approx((x, y), abs=0.1)
    assert north_y < y
    assert east_x > x
    assert y - north_y == pytest.approx(east_x - x, rel=0.005)


def test_the_ruler_of_a_map_is_as_long_as_it_says() -> None:
    root = mapped(*THREE)
    (_, y), (_, north_y), _ = circles(root)
    words, length = next((text, int(text.split()[0])) for text in texts(root) if text.endswith(" km"))
    drawn = next(
        found
        for each in root.iter(f"{SVG}path")
        if (found := re.fullmatch(r"M([\d.]+) [\d.]+v4H([\d.]+)v-4", each.attrib["d"]))
    )
    ruler = float(drawn[2]) - float(drawn[1])
    assert ruler == pytest.approx(length * (y - north_y) / 10, rel=0.01)
    assert 400 / 7 <= ruler <= 400
    assert texts(root)[words][0] == pytest.approx(float(drawn[2]), abs=0.1)


def test_places_fill_the_map_around_its_middle_with_room_for_their_circles() -> None:
    far = mapped(("tây", "105", "21.5", "9"), ("đông", "106", "21.5", "9"))
    (west, y), (east, _) = circles(far)
    assert (west, east) == (40, 360)
    tall = mapped(("nam", "105", "21", "9"), ("bắc", "105", "22", "9"))
    (x, south), (_, north) = circles(tall)
    assert x == pytest.approx(200)
    assert (south + north) / 2 == pytest.approx(y)
    assert south - north == pytest.approx(150)
    ((alone_x, alone_y),) = circles(mapped(("một", "105", "21", "9")))
    assert (alone_x, alone_y) == pytest.approx((200, y))


def test_the_largest_place_comes_first_and_each_number_stands_in_its_circle_and_in_the_list() -> None:
    root = mapped(("nhỏ", "105", "21", "1"), ("lớn", "106", "22", "-9"), ("không rõ", "105.5", "21.5", None))
    drawn = [(each.text, float(each.attrib["x"]), float(each.attrib["y"])) for each in root.iter(f"{SVG}text")]
    numbered = {text: (x, y) for text, x, y in drawn if text in {"1", "2", "3"} and x != 400}
    (large, small) = circles(root)
    assert numbered["1"] == pytest.approx((large[0], large[1] + 4), abs=0.1)
    assert numbered["2"] == pytest.approx((small[0], small[1] + 4), abs=0.1)
    names = texts(root)
    depths = [names[text][1] for text in ("1. lớn", "2. nhỏ", "3. không rõ")]
    assert depths == sorted(depths)
    assert names["chưa có số liệu"][1] == depths[2]
    radii = [float(each.attrib["r"]) for each in root.iter(f"{SVG}circle")]
    assert radii == [30, 10]


def test_a_map_of_zeros_still_shows_its_places() -> None:
    root = mapped(("a", "105", "21", "0"), ("b", "106", "22", None))
    assert [float(each.attrib["r"]) for each in root.iter(f"{SVG}circle")] == [2]
    assert root[1].text == "(dự án) a: 0; b: chưa có số liệu"
