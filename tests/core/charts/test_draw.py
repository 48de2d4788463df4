"""Every kind of picture, read back from its SVG."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.charts import svg
from nhiemky.core.charts.draw import draw
from nhiemky.core.charts.specification import (
    MISSING,
    NOT_DUE,
    Bullet,
    BulletChart,
    BulletStrip,
    CategoryChart,
    Chart,
    Kind,
    MapChart,
    Place,
    Point,
    Series,
    State,
)

SVG = "{http://www.w3.org/2000/svg}"
POINTS = st.one_of(
    st.decimals(-(10**14), 10**14, places=3).map(Point),
    st.decimals(0, 10**6, places=0).map(lambda value: Point(value, State.PROVISIONAL)),
    st.sampled_from([MISSING, NOT_DUE]),
)
NAMES = st.text("aăâđêô <&>\"'Ễ1 ", min_size=1, max_size=30)


@st.composite
def category_charts(draw_: st.DrawFn) -> CategoryChart:
    categories = draw_(st.lists(NAMES, min_size=1, max_size=13))
    rows = st.tuples(*[POINTS] * len(categories))
    series = draw_(st.lists(st.builds(Series, NAMES, rows), min_size=1, max_size=9))
    target = draw_(st.none() | st.decimals(-(10**6), 10**14, places=2))
    kind, unit = draw_(st.sampled_from(Kind)), draw_(st.sampled_from(["VND", "person", "%"]))
    return CategoryChart(kind, draw_(NAMES), tuple(categories), tuple(series), unit, "vi", target)


NUMBERS = st.decimals(-(10**9), 10**13, places=2)
BULLETS = st.builds(
    Bullet, NAMES, st.none() | NUMBERS, NUMBERS, st.just("VND"), st.booleans(), st.none() | NUMBERS, st.none() | NUMBERS
)
PLACES = st.builds(
    Place, NAMES, st.decimals(102, 110, places=3), st.decimals(8, 24, places=3), POINTS
)  # where Viet Nam lies
CHARTS = st.one_of(
    category_charts(),
    st.builds(BulletChart, NAMES, st.lists(BULLETS, min_size=1, max_size=4).map(tuple), st.just("en")),
    st.builds(BulletStrip, BULLETS, st.just("vi")),
    st.builds(
        MapChart,
        NAMES,
        st.lists(PLACES, min_size=1, max_size=6, unique_by=lambda place: place.name).map(tuple),
        st.just("ha"),
        st.just("vi"),
    ),
)


@given(CHARTS)
def test_any_picture_is_one_well_formed_file_that_stays_within_its_frame(chart: Chart) -> None:
    text = draw(chart)
    root = ET.fromstring(text)
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    for each in root.findall(f"{SVG}rect"):
        left, top = float(each.get("x", 0)), float(each.get("y", 0))
        assert -0.2 <= left <= left + float(each.attrib["width"]) <= width + 0.2
        assert -0.2 <= top <= top + float(each.attrib["height"]) <= height + 0.2
    assert "nan" not in text.lower().replace("provisio", "")
    assert "style=" not in text
    assert draw(chart) == text


@given(CHARTS)
def test_any_picture_says_its_title_and_content_in_words(chart: Chart) -> None:
    root = ET.fromstring(draw(chart))
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == chart.title
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == f"{chart.title}. {root[1].text}"


def one_series(kind: Kind, *points: Point, target: Decimal | None = None) -> ET.Element:
    categories = tuple(str(2019 + number) for number in range(len(points)))
    chart = CategoryChart(kind, "Doanh thu", categories, (Series("Toàn ban", points),), "person", "vi", target)
    return ET.fromstring(draw(chart))


def bodies(root: ET.Element) -> list[ET.Element]:
    """The rectangles of values: all but the ground, which has no corner of its own."""
    return [each for each in root.iter(f"{SVG}rect") if "x" in each.attrib]


def length(kind: Kind, each: ET.Element) -> float:
    return float(each.attrib["width" if kind is Kind.BARS else "height"])


@pytest.mark.parametrize("kind", [Kind.COLUMNS, Kind.BARS, Kind.MULTIPLES])
def test_lengths_are_in_proportion_to_values_whatever_their_sign(kind: Kind) -> None:
    drawn = bodies(one_series(kind, Point(Decimal(30)), Point(Decimal(-15)), Point(Decimal(60))))
    lengths = [length(kind, each) for each in drawn]
    assert lengths[0] * 2 == pytest.approx(lengths[2], abs=0.3)
    assert lengths[1] * 4 == pytest.approx(lengths[2], abs=0.5)


@pytest.mark.parametrize("kind", [Kind.COLUMNS, Kind.BARS, Kind.MULTIPLES])
def test_a_zero_is_drawn_and_what_is_missing_is_not(kind: Kind) -> None:
    root = one_series(kind, Point(Decimal(0)), MISSING, NOT_DUE, Point(Decimal(5)))
    assert len(bodies(root)) == 2
    assert root[1].text == "(người) Toàn ban: 2019 0, 2020 chưa có số liệu, 2021 chưa đến hạn, 2022 5"


def test_a_gap_breaks_the_line() -> None:
    root = one_series(Kind.LINES, Point(Decimal(1)), Point(Decimal(2)), MISSING, Point(Decimal(3)), Point(Decimal(4)))
    line = next(each for each in root.iter(f"{SVG}path") if each.get("fill") == "none")
    assert [letter for letter in line.attrib["d"] if letter.isalpha()] == ["M", "L", "M", "L"]


def test_what_is_provisional_is_hatched_and_named_in_the_key() -> None:
    root = one_series(Kind.COLUMNS, Point(Decimal(1)), Point(Decimal(2), State.PROVISIONAL))
    fills = [each.attrib["fill"] for each in bodies(root)][:2]
    assert fills[0] == svg.COLOURS[0]
    assert re.fullmatch(r"url\(#h[0-9a-f]{8}-0\)", fills[1])
    assert root.find(f".//{SVG}pattern").attrib["id"] == fills[1][5:-1]  # type: ignore[union-attr]
    assert "tạm tính" in [each.text for each in root.iter(f"{SVG}text")]


def test_hatches_of_two_pictures_on_one_page_have_names_of_their_own() -> None:
    pictures = [one_series(Kind.COLUMNS, Point(Decimal(each), State.PROVISIONAL)) for each in (1, 2)]
    names = [root.find(f".//{SVG}pattern").attrib["id"] for root in pictures]  # type: ignore[union-attr]
    assert names[0] != names[1]


def test_series_differ_in_colour_dash_and_shape() -> None:
    points = (Point(Decimal(1)), Point(Decimal(2)))
    series = tuple(Series(name, points) for name in "abcd")
    root = ET.fromstring(draw(CategoryChart(Kind.LINES, "t", ("1", "2"), series, "person", "vi")))
    lines = [each for each in root.iter(f"{SVG}path") if each.get("fill") == "none"]
    assert len({(each.attrib["stroke"], each.get("stroke-dasharray")) for each in lines}) == 4
    assert len({each.attrib["stroke"] for each in lines}) == len({each.get("stroke-dasharray") for each in lines}) == 4


def test_a_target_is_a_line_with_its_number() -> None:
    root = one_series(Kind.COLUMNS, Point(Decimal(10)), target=Decimal(20))
    assert {"Chỉ tiêu: 20", "10", "20"} <= {each.text for each in root.iter(f"{SVG}text")}
    assert [each for each in root.iter(f"{SVG}path") if each.get("stroke") == svg.TARGET]


def bullet(**given_: object) -> ET.Element:
    values = {"name": "Vốn", "actual": Decimal(50), "target": Decimal(100), "unit": "person"} | given_
    return ET.fromstring(draw(BulletChart("Chỉ tiêu", (Bullet(**values),), "vi")))  # type: ignore[arg-type]


def good_side(root: ET.Element) -> tuple[float, float]:
    ground = next(each for each in root.iter(f"{SVG}rect") if each.attrib["fill"] == "#d6e6dc")
    return float(ground.attrib["x"]), float(ground.attrib["width"])


def test_the_good_side_of_a_bullet_is_beyond_its_target_or_below_it() -> None:
    assert good_side(bullet())[0] == pytest.approx(400 / 1.08, abs=0.1)
    assert good_side(bullet(at_most=True)) == (0, pytest.approx(400 / 1.08, abs=0.1))


def test_a_bullet_says_actual_target_and_even_progress() -> None:
    words = bullet(expected=Decimal(80))[1].text
    assert words == "Vốn (người): Thực hiện 50, Chỉ tiêu 100, Mức bình quân theo thời gian 80"
    assert bullet(actual=None, at_most=True)[1].text == "Vốn (người): Thực hiện chưa có số liệu, Chỉ tiêu ≤ 100"


def test_circles_of_a_map_have_areas_in_proportion() -> None:
    places = tuple(
        Place(name, Decimal(x), Decimal("21.5"), Point(Decimal(value)))
        for name, x, value in (("a", "105.8", 10), ("b", "105.9", 40))
    )
    root = ET.fromstring(draw(MapChart("Dự án", places, "project", "vi")))
    large, small = (float(each.attrib["r"]) for each in root.iter(f"{SVG}circle"))
    assert large == pytest.approx(2 * small, abs=0.1)


def test_contradictions_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Point(None)
    with pytest.raises(ValueError, match="cannot be"):
        Point(Decimal(0), State.MISSING)
    with pytest.raises(ValueError, match="1 points for 2"):
        CategoryChart(Kind.BARS, "t", ("a", "b"), (Series("s", (MISSING,)),), "%", "vi")
    with pytest.raises(ValueError, match="at least one"):
        CategoryChart(Kind.BARS, "t", (), (Series("s", ()),), "%", "vi")
    with pytest.raises(ValueError, match="at least one"):
        CategoryChart(Kind.BARS, "t", ("a",), (), "%", "vi")
    with pytest.raises(ValueError, match="at least one"):
        BulletChart("t", (), "vi")
    with pytest.raises(ValueError, match="at least one"):
        MapChart("t", (), "ha", "vi")


def test_a_strip_has_the_bar_and_marks_of_its_bullet_and_says_its_numbers() -> None:
    bullet = Bullet("Vốn mới", Decimal(30), Decimal(60), "person", expected=Decimal(45))
    strip, whole = (ET.fromstring(draw(each)) for each in (BulletStrip(bullet, "vi"), BulletChart("", (bullet,), "vi")))
    widths = [[float(each.attrib["width"]) for each in bodies(root)[:3]] for root in (strip, whole)]
    assert [small * 400 / 150 for small in widths[0]] == pytest.approx(widths[1], abs=0.3)
    assert not list(strip.iter(f"{SVG}text"))
    assert strip[1].text == "Vốn mới (người): Thực hiện 30, Chỉ tiêu 60, Mức bình quân theo thời gian 45"
