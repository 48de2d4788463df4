"""A form changed one part at a time."""

import tomllib

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.core.reporting.form_editing import moved, rows_of, with_keys, with_row, without_row
from nhiemky.core.reporting.form_reading import read_form
from nhiemky.core.reporting.form_writing import form_document
from nhiemky.core.reporting.shipped import shipped_forms
from tests.core.reporting.written_forms import forms

FORM = form_document(shipped_forms()["A.III.1", "2021"])


def codes(document, table="line"):
    return [row["code"] for row in rows_of(document, table)]


def problems(document):
    return [(each.code, each.place) for each in read_form(tomli_w.dumps(document), "x")[1]]


def test_a_line_is_added_behind_the_last_changed_in_its_place_and_removed():
    line = {"code": "XX", "unit": "person", "kind": "flow", "name": {"vi": "Dòng", "en": "Line"}}
    added = with_row(FORM, "line", 0, line)
    assert codes(added) == [*codes(FORM), "XX"]
    changed = with_row(added, "line", len(codes(added)), line | {"unit": "ha"})
    assert rows_of(changed, "line")[-1]["unit"] == "ha"
    assert without_row(changed, "line", len(codes(changed))) == FORM
    assert problems(added) == []


def test_a_renamed_line_keeps_its_children_and_rules():
    place = codes(FORM).index("V") + 1
    renamed = with_row(FORM, "line", place, rows_of(FORM, "line")[place - 1] | {"code": "W"})
    assert [row.get("parent") for row in rows_of(renamed, "line") if row["code"] in {"V.1", "V.2"}] == ["W", "W"]
    assert {"when": "II", "then": "W"} in rows_of(renamed, "expect")
    assert problems(renamed) == []


def test_only_a_line_takes_what_names_it_along():
    other = {"code": "V", "kind": "text", "name": {"vi": "Trường", "en": "Field"}}
    added = with_row(FORM, "identification", 0, other)
    renamed = with_row(added, "identification", len(rows_of(added, "identification")), other | {"code": "W"})
    assert codes(renamed, "identification")[-1] == "W"
    assert rows_of(renamed, "line") == rows_of(FORM, "line")


def test_what_does_not_fit_yet_is_told_with_its_row_and_key():
    place = codes(FORM).index("V") + 1
    without = without_row(FORM, "line", place)
    assert ("M01", f"x: line[{place}]: parent") in problems(without)
    assert ("M06", "x: expect[1]: then") in problems(without)


def test_a_key_is_set_and_taken_away():
    ended = with_keys(FORM, {"version": "2026", "stock_columns": None})
    assert ended["version"] == "2026"
    assert "stock_columns" not in ended


def test_a_row_that_is_not_there_is_no_row():
    behind = len(codes(FORM)) + 1
    for change in (
        lambda: without_row(FORM, "line", 0),
        lambda: without_row(FORM, "line", behind),
        lambda: moved(FORM, "line", behind, 1),
        lambda: with_row(FORM, "line", behind, {}),
        lambda: with_row(FORM, "line", -1, {}),
    ):
        with pytest.raises(KeyError):
            change()


def test_the_first_row_does_not_move_up():
    assert moved(FORM, "line", 1, -1) == FORM
    assert codes(moved(FORM, "line", 2, -1))[:2] == codes(FORM)[1::-1]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), st.data())
def test_moving_there_and_back_changes_nothing(form, data):
    document = tomllib.loads(tomli_w.dumps(form_document(form)))
    row = data.draw(st.integers(1, len(form.lines)))
    down = moved(document, "line", row, 1)
    assert sorted(codes(down)) == sorted(codes(document))
    if row < len(form.lines):
        assert moved(down, "line", row + 1, -1) == document
    else:
        assert down == document
