"""Panels as tables, pictures and rows: the same values in each, gaps included."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.boards.arrangement import charts, lines, series_in_picture
from nhiemky.core.boards.content import (
    Content,
    Figure,
    Held,
    Measured,
    Named,
    Panel,
    Spot,
    TargetResult,
    View,
    from_json,
    to_json,
)
from nhiemky.core.boards.spans import Step, listed_periods, periods_of
from nhiemky.core.boards.table import table
from nhiemky.core.boards.tidy import COLUMNS, SDMX_COLUMNS, csv_text, sdmx_csv, sdmx_time
from nhiemky.core.charts.specification import BulletChart, CategoryChart, MapChart, State
from nhiemky.core.indicators.periods import parse_period
from nhiemky.core.problem import Refused

AS_OF = date(2022, 6, 30)
REVENUE = Measured("revenue", Bilingual("Doanh thu", "Revenue"), "VND", "Luật Đầu tư 2020")
WORKERS = Measured("workers", Bilingual("Lao động", "Workers"), "person", "")
A = Held("a", Bilingual("Khu A", "Zone A"), (Decimal("105.8"), Decimal("21.5")))
B = Held("b", Bilingual("Khu B", "Zone B"), None)
YEARS = tuple(parse_period(code) for code in ("2020", "2021", "2022"))


def panel(view=View.COLUMNS, indicators=(REVENUE,), units=(A, B), by="", splits=(), figures=None, **kwargs):
    held = figures if figures is not None else {
        Spot("revenue", "a", "", "2020"): Figure("43500000000000", "A", 4),
        Spot("revenue", "a", "", "2021"): Figure("0", "P", 4),
        Spot("revenue", "b", "", "2020"): Figure(None, "Z", 1),
    }  # fmt: skip
    return Panel(Bilingual("Theo khu", "By zone"), view, by, indicators, units, splits, YEARS, held, **kwargs)


def content(*panels):
    return Content(Bilingual("Bảng", "Board"), AS_OF, "ab" * 32, panels)


def test_a_gap_is_missing_once_its_period_is_over_and_not_due_before():
    first, second = lines(panel(), AS_OF)
    assert [each.state for each in first.points] == [State.VALUE, State.PROVISIONAL, State.NOT_DUE]
    assert [each.state for each in second.points] == [State.MISSING, State.MISSING, State.NOT_DUE]


def test_a_table_writes_one_scale_a_row_and_says_what_its_signs_mean():
    made = table(panel(), "vi", AS_OF)
    assert made.head == ("Nội dung", "Đơn vị tính", "năm 2020", "năm 2021", "năm 2022")
    assert made.rows[0] == ("Khu A", "tỷ đồng", "43.500", "0*", "–")
    assert made.rows[1][made.first_number :] == ("…", "…", "–")
    assert made.signs == (("*", "tạm tính"), ("…", "chưa có số liệu"), ("–", "chưa đến hạn"))


def test_units_are_series_over_periods_and_lying_bars_turn_that_round():
    (upright,) = charts(panel(), "en", AS_OF)
    (lying,) = charts(panel(View.BARS), "en", AS_OF)
    assert isinstance(upright, CategoryChart)
    assert isinstance(lying, CategoryChart)
    assert [each.name for each in upright.series] == ["Zone A", "Zone B"] == list(lying.categories)
    assert upright.categories == ("2020", "2021", "2022") == tuple(each.name for each in lying.series)
    assert lying.series[0].points == tuple(each.points[0] for each in upright.series)


def test_several_indicators_of_one_unit_share_a_picture_only_in_one_unit_of_measure():
    drawn = charts(panel(View.LINES, indicators=(REVENUE, WORKERS), units=(A,)), "vi", AS_OF)
    assert [[each.name for each in chart.series] for chart in drawn] == [["Doanh thu"], ["Lao động"]]
    assert [chart.unit for chart in drawn] == ["VND", "person"]


def test_several_indicators_of_several_units_have_a_picture_each():
    drawn = charts(panel(indicators=(REVENUE, WORKERS)), "vi", AS_OF)
    assert [chart.title for chart in drawn] == ["Theo khu: Doanh thu", "Theo khu: Lao động"]


def test_a_split_makes_a_series_of_each_value():
    splits = (Named("KR", Bilingual("Hàn Quốc", "South Korea")), Named("", Bilingual("không rõ", "not known")))
    figures = {Spot("revenue", "a", "KR", "2020"): Figure("5", "A", 1)}
    (chart,) = charts(panel(units=(A,), by="country", splits=splits, figures=figures), "vi", AS_OF)
    assert isinstance(chart, CategoryChart)
    assert [each.name for each in chart.series] == ["Hàn Quốc", "không rõ"]
    assert chart.series[0].points[0].value == 5


def test_names_say_all_that_is_not_the_same_in_all_rows():
    splits = (Named("KR", Bilingual("Hàn Quốc", "South Korea")), Named("", Bilingual("không rõ", "not known")))
    whole = panel(View.LINES, indicators=(REVENUE, WORKERS), by="country", splits=splits)
    assert [line.name.en for line in lines(whole, AS_OF)][:3] == [
        "Revenue · Zone A · South Korea", "Revenue · Zone A · not known", "Revenue · Zone B · South Korea",
    ]  # fmt: skip
    names = ["Zone A · South Korea", "Zone A · not known", "Zone B · South Korea", "Zone B · not known"]
    assert [[each.name for each in chart.series] for chart in charts(whole, "en", AS_OF)] == [names, names]
    assert [line.name.en for line in lines(panel(units=(A,)), AS_OF)] == ["Revenue"]


def test_the_pictures_of_one_split_unit_are_named_by_their_indicators():
    splits = (Named("KR", Bilingual("Hàn Quốc", "South Korea")),)
    drawn = charts(panel(indicators=(REVENUE, WORKERS), units=(A,), by="country", splits=splits), "en", AS_OF)
    assert [(chart.title, chart.series[0].name) for chart in drawn] == [
        ("By zone: Revenue", "South Korea"), ("By zone: Workers", "South Korea"),
    ]  # fmt: skip


def test_indicators_of_one_unit_of_measure_are_drawn_together_wherever_they_stand():
    men = Measured("men", Bilingual("Nam", "Men"), "person", "")
    (people, money) = charts(panel(indicators=(WORKERS, REVENUE, men), units=(A,)), "en", AS_OF)[::-1]
    assert [each.name for each in people.series] == ["Workers", "Men"]
    assert [each.name for each in money.series] == ["Revenue"]


def test_indicators_of_several_units_are_drawn_apart_though_their_unit_of_measure_is_one():
    men = Measured("men", Bilingual("Nam", "Men"), "person", "")
    drawn = charts(panel(indicators=(WORKERS, men)), "en", AS_OF)
    assert [chart.title for chart in drawn] == ["By zone: Workers", "By zone: Men"]
    assert [[each.name for each in chart.series] for chart in drawn] == [["Zone A", "Zone B"]] * 2


def test_what_has_nothing_to_draw_has_no_picture():
    assert charts(panel(View.TABLE), "vi", AS_OF) == ()
    assert charts(panel(View.MAP, units=(B,)), "vi", AS_OF) == ()
    assert charts(panel(View.BULLETS, targets=(replace(TARGET, target=None),)), "vi", AS_OF) == ()


def test_a_period_is_over_on_its_last_day():
    (first, *_) = lines(panel(units=(B,)), date(2022, 12, 31))
    assert [each.state for each in first.points] == [State.MISSING] * 3
    whole = replace(content(panel(units=(B,))), as_of=date(2022, 12, 31))
    read = csv.DictReader(io.StringIO(csv_text(whole, whole.panels[0], "vi")))
    assert [row["status"] for row in read] == ["Z", "M", "M"]


def test_a_map_shows_the_newest_period_at_places_that_are_known():
    (chart,) = charts(panel(View.MAP), "vi", AS_OF)
    assert isinstance(chart, MapChart)
    assert [(place.name, place.point.state) for place in chart.places] == [("Khu A", State.NOT_DUE)]
    assert (chart.title, chart.unit) == ("Theo khu, năm 2022", "VND")
    assert [each.title for each in charts(panel(View.MAP, indicators=(REVENUE, WORKERS)), "vi", AS_OF)] == [
        "Theo khu: Doanh thu, năm 2022", "Theo khu: Lao động, năm 2022",
    ]  # fmt: skip


TARGET = TargetResult(
    1, Bilingual("Vốn", "Capital"), Bilingual("đạt 435%", "435%"), "VND", "10000000000000", None, "43500000000000",
    "8000000000000.5", False,
)  # fmt: skip


def test_targets_become_bullets_and_a_table_with_the_result_in_words():
    shown = Panel(Bilingual("Chỉ tiêu", "Targets"), View.BULLETS, "", (), (), (), (), {}, (TARGET,))
    (chart,) = charts(shown, "vi", AS_OF)
    assert isinstance(chart, BulletChart)
    (drawn,) = chart.bullets
    assert (drawn.name, drawn.unit) == ("1. Vốn", "VND")
    assert (drawn.actual, drawn.target) == (Decimal("43500000000000"), Decimal("10000000000000"))
    assert (drawn.expected, drawn.upper, drawn.at_most) == (Decimal("8000000000000.5"), None, False)
    made = table(shown, "vi", AS_OF)
    assert made.head[made.first_number :] == ("Chỉ tiêu", "Thực hiện", "Mức bình quân theo thời gian", "Kết quả")
    assert made.signs == ()
    assert made.rows[0] == ("1. Vốn", "10.000 tỷ đồng", "43.500 tỷ đồng", "8.000.000.000.000,5 đồng", "đạt 435%")


def test_a_range_is_written_with_the_target_alone():
    growth = replace(TARGET, unit="%", target="11", upper="12", actual="11", expected=None)
    shown = Panel(Bilingual("Chỉ tiêu", "Targets"), View.BULLETS, "", (), (), (), (), {}, (TARGET, growth))
    made = table(shown, "vi", AS_OF)
    assert made.rows[1] == ("1. Vốn", "11% – 12%", "11%", "…", "đạt 435%")
    assert made.signs == (("…", "chưa có số liệu"),)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=9).filter(str.strip)
FIGURES = st.builds(Figure, st.none() | st.decimals(places=2, allow_nan=False).map(str), st.sampled_from("AMPZ"),
                    st.integers(0, 99))  # fmt: skip


@given(
    st.sampled_from(View),
    st.dictionaries(
        st.builds(Spot, st.just("revenue"), st.sampled_from("ab"), st.just(""), st.sampled_from(["2020", "2021"])),
        FIGURES,
    ),
    TEXT,
)
def test_a_content_read_back_from_its_data_is_the_same(view, figures, name):
    whole = content(
        panel(view, figures=figures), panel(units=(Held("c", Bilingual(name, name), None),), targets=(TARGET,))
    )
    assert from_json(to_json(whole)) == whole


def test_rows_hold_every_place_of_the_table_once():
    whole = content(panel())
    read = list(csv.DictReader(io.StringIO(csv_text(whole, whole.panels[0], "vi"))))
    assert tuple(read[0]) == COLUMNS
    assert [(row["unit"], row["period"], row["value"], row["status"]) for row in read] == [
        ("a", "2020", "43500000000000", "A"),
        ("a", "2021", "0", "P"),
        ("a", "2022", "", "O"),
        ("b", "2020", "", "Z"),
        ("b", "2021", "", "M"),
        ("b", "2022", "", "O"),
    ]


def test_a_name_that_a_spreadsheet_would_run_is_text():
    whole = content(*(panel(units=(Held("a", Bilingual(name, name), None),)) for name in ("=cmd()", "-2+cmd()")))
    assert ",'=cmd()," in csv_text(whole, whole.panels[0], "vi")
    assert ",'-2+cmd()," in csv_text(whole, whole.panels[1], "vi")


def test_a_negative_number_stays_a_number():
    whole = content(panel(figures={Spot("revenue", "a", "", "2020"): Figure("-2.5", "A", 1)}))
    assert next(csv.DictReader(io.StringIO(csv_text(whole, whole.panels[0], "vi"))))["value"] == "-2.5"


def test_sdmx_rows_name_their_structure_and_write_time_as_sdmx_does():
    whole = content(panel())
    read = list(csv.DictReader(io.StringIO(sdmx_csv(whole, whole.panels[0]))))
    assert tuple(read[0]) == SDMX_COLUMNS
    assert read[0]["STRUCTURE_ID"] == "NHIEMKY:INDICATORS(1.0)"
    assert read[0]["BREAKDOWN_VALUE"] == "_T"
    assert (read[-1]["OBS_VALUE"], read[-1]["FACTS"]) == ("", "0")
    assert (read[0]["BREAKDOWN"], read[0]["TIME_PERIOD"], read[0]["OBS_VALUE"]) == ("_T", "2020", "43500000000000")


def test_an_sdmx_row_says_which_part_of_a_breakdown_it_is():
    splits = (Named("VN", Bilingual("Việt Nam", "Vietnam")), Named("", Bilingual("không rõ", "unknown")))
    whole = content(panel(by="country", splits=splits))
    read = list(csv.DictReader(io.StringIO(sdmx_csv(whole, whole.panels[0]))))
    assert {(row["BREAKDOWN"], row["BREAKDOWN_VALUE"]) for row in read} == {("COUNTRY", "VN"), ("COUNTRY", "_U")}


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("2022", "2022"), ("2022-H1", "2022-S1"), ("2022-Q3", "2022-Q3"), ("2022-01", "2022-01"),
        ("2020..2021", "2020-01-01/P731D"), ("2020-06-29..2020-07-01", "2020-06-29/P3D"),
    ],
)  # fmt: skip
def test_time_in_sdmx(code, written):
    assert sdmx_time(parse_period(code)) == written


def test_years_are_divided_by_the_step():
    assert [each.code for each in periods_of(Step.HALF, 2021, 2022)] == ["2021-H1", "2021-H2", "2022-H1", "2022-H2"]
    assert len(periods_of(Step.MONTH, 2020, 2024)) == 60
    assert [each.code for each in periods_of(Step.QUARTER, 2021, 2021)] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    assert len(listed_periods(" ".join(str(year) for year in range(1900, 1960)))) == 60
    with pytest.raises(ValueError, match="list"):
        periods_of(Step.LIST, 2021, 2021)
    assert [each.code for each in listed_periods("2022-Q1, 2020..2022\n2022-Q1")] == ["2022-Q1", "2020..2022"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (lambda: periods_of(Step.YEAR, 2022, 2021), "B01"),
        (lambda: periods_of(Step.MONTH, 2020, 2025), "B02"),
        (lambda: listed_periods(" "), "B03"),
        (lambda: listed_periods("2022 Q5"), "K01"),
        (lambda: listed_periods(" ".join(str(year) for year in range(1900, 1961))), "B02"),
    ],
)
def test_spans_that_are_none_are_refused(asked, code):
    with pytest.raises(Refused) as refused:
        asked()
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("view", "sizes", "series"),
    [
        (View.TABLE, (5, 50, 1, 60), 0),
        (View.MULTIPLES, (5, 50, 1, 60), 0),
        (View.MAP, (5, 50, 1, 60), 0),
        (View.BULLETS, (5, 50, 1, 60), 0),
        (View.COLUMNS, (3, 2, 0, 4), 2),
        (View.COLUMNS, (3, 1, 2, 4), 2),
        (View.COLUMNS, (3, 5, 2, 4), 10),
        (View.COLUMNS, (3, 1, 1, 4), 3),
        (View.LINES, (1, 9, 1, 4), 9),
        (View.LINES, (1, 1, 4, 4), 4),
        (View.BARS, (1, 9, 1, 4), 4),
    ],
)
def test_how_many_series_a_picture_would_hold(view, sizes, series):
    assert series_in_picture(view, *sizes) == series


def test_one_indicator_of_many_stands_alone_with_its_name_its_values_and_its_targets():
    held = {
        Spot("revenue", "a", "", "2020"): Figure("5", "A", 1),
        Spot("workers", "a", "", "2020"): Figure("7", "A", 1),
    }
    rows = tuple(replace(TARGET, indicator=code) for code in ("revenue", "workers", ""))
    whole = content(panel(indicators=(REVENUE, WORKERS), figures=held, targets=rows), panel(indicators=(REVENUE,)))
    first, second = whole.alone("workers").panels
    assert (first.title.vi, first.indicators) == ("Theo khu: Lao động", (WORKERS,))
    assert list(first.figures.values()) == [Figure("7", "A", 1)]
    assert [each.indicator for each in first.targets] == ["workers"]
    assert (second.title.vi, second.indicators, dict(second.figures)) == ("Theo khu", (), {})


def test_an_edition_of_before_targets_named_their_indicator_is_still_read():
    kept = to_json(content(panel(targets=(replace(TARGET, indicator="revenue"),))))
    assert from_json(kept).panels[0].targets[0].indicator == "revenue"
    del kept["panels"][0]["targets"][0]["indicator"]
    assert from_json(kept).panels[0].targets[0].indicator == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"target": "10"}, "10 người"),
        ({"target": "10", "upper": "12.5"}, "10 người – 12,5 người"),
        ({"target": "10", "at_most": True}, "≤ 10 người"),
        ({"target": "0.0000695", "unit": "kWh/VND"}, "0,00007 kWh/đồng"),
        ({"target": None, "at_most": True}, "…"),
    ],
)
def test_the_table_of_targets_says_which_side_is_good(given, said):
    row = replace(TARGET, **{"unit": "person", **given})
    shown = Panel(Bilingual("Chỉ tiêu", "Targets"), View.BULLETS, "", (), (), (), (), {}, (row,))
    assert table(shown, "vi", AS_OF).rows[0][1] == said
