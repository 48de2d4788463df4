"""Targets as rows for other programs: what was reached, what was set, and a gap where nothing is known."""

import csv
import io
from dataclasses import replace
from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.boards.content import Content, Panel, TargetResult, View, from_json, to_json
from nhiemky.core.boards.tidy import csv_text, sdmx_csv

CAPITAL = TargetResult(
    1, Bilingual("Vốn", "Capital"), Bilingual("đạt 435%", "435%"), "VND", "10000000000000", None, "43500000000000",
    "8000000000000.5", False, "new_capital", "ban", "Ban Quản lý", "2020-01-01..2022-06-30",
)  # fmt: skip
GROWTH = replace(CAPITAL, number=2, unit="%", target="5", upper="7", actual=None, expected=None, indicator="growth")
MILESTONE = replace(CAPITAL, number=3, unit="", target=None, actual=None, expected=None, indicator="")


def content(*targets, as_of=date(2022, 6, 30)):
    title = Bilingual("Chỉ tiêu", "Targets")
    return Content(title, as_of, "00ff", (Panel(title, View.BULLETS, "", (), (), (), (), {}, targets),))


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_each_number_of_a_target_is_a_row_and_what_is_not_known_is_a_gap():
    whole = content(CAPITAL, GROWTH, MILESTONE)
    rows = read(csv_text(whole, whole.panels[0], "vi"))
    assert [(row["indicator"], row["dimension_value"], row["value"], row["status"]) for row in rows] == [
        ("new_capital", "actual", "43500000000000", "A"),
        ("new_capital", "target", "10000000000000", "A"),
        ("new_capital", "expected", "8000000000000.5", "A"),
        ("growth", "actual", "", "M"),
        ("growth", "target", "5", "A"),
        ("growth", "upper", "7", "A"),
        ("target_3", "actual", "", "M"),
    ]
    assert {(row["dimension"], row["unit"], row["unit_name"]) for row in rows} == {("target", "ban", "Ban Quản lý")}
    assert {(row["period_start"], row["period_end"]) for row in rows} == {("2020-01-01", "2022-06-30")}
    assert [row["dimension_name"] for row in rows[:2]] == ["thực hiện", "chỉ tiêu"]


def test_before_its_end_what_is_not_known_is_not_due():
    whole = content(GROWTH, as_of=date(2022, 6, 29))
    assert read(csv_text(whole, whole.panels[0], "en"))[0]["status"] == "O"


def test_sdmx_tells_the_numbers_of_a_target_apart_by_their_breakdown():
    whole = content(CAPITAL)
    rows = read(sdmx_csv(whole, whole.panels[0]))
    assert [(row["BREAKDOWN"], row["BREAKDOWN_VALUE"], row["OBS_VALUE"]) for row in rows] == [
        ("TARGET", "actual", "43500000000000"),
        ("TARGET", "target", "10000000000000"),
        ("TARGET", "expected", "8000000000000.5"),
    ]
    assert {(row["REF_AREA"], row["TIME_PERIOD"]) for row in rows} == {("ban", "2020-01-01/P912D")}


def test_an_edition_of_before_the_unit_and_period_were_kept_is_read_and_dated_by_its_own_day():
    data = to_json(content(CAPITAL))
    for key in ("holder", "holder_name", "period"):
        del data["panels"][0]["targets"][0][key]
    old = from_json(data)
    assert old.panels[0].targets[0].period == ""
    assert {row["TIME_PERIOD"] for row in read(sdmx_csv(old, old.panels[0]))} == {"2022-06-30"}
    assert {row["period_start"] for row in read(csv_text(old, old.panels[0], "vi"))} == {""}
