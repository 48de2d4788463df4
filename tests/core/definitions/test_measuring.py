"""Whether a measure can work."""

from dataclasses import replace
from datetime import date

import pytest

from nhiemky.core.definitions.measuring import code_problems, source_problems, version_problems
from nhiemky.core.indicators.definition import parse_measures
from nhiemky.core.indicators.shipped import shipped_definitions
from nhiemky.core.reporting.forms import Frequency
from nhiemky.core.reporting.shipped import shipped_forms

REGISTERS = {"members": "person", "zone_land": "ha"}


def problems(unit, **source):
    keys = ", ".join(f'{key} = "{value}"' for key, value in source.items())
    text = f'[made]\nunit = "{unit}"\nover_time = "sum"\nover_units = "sum"\nsource = {{ {keys} }}'
    found = source_problems(parse_measures(text)["made"], shipped_forms().values(), REGISTERS)
    return [(each.code, each.place) for each in found]


REPORT = {"kind": "report", "form": "A.III.2", "line": "IX", "column": "year"}


@pytest.mark.parametrize(
    ("unit", "change", "expected"),
    [
        ("VND/month", {}, []),
        ("USD", {}, []),
        ("VND.person/month", {"times": "V"}, []),
        ("VND", {"times": "V"}, [("V15", "unit")]),
        ("person", {}, [("V15", "unit")]),
        ("person", {"line": "V"}, []),
        ("VND", {"line": "V"}, [("V15", "unit")]),
        ("VND", {"form": "B.9"}, [("V13", "form")]),
        ("VND", {"line": "XX"}, [("V14", "line")]),
        ("person", {"line": "V", "column": "since_licence"}, [("V14", "line")]),
        ("VND.person", {"times": "XX"}, [("V14", "times")]),
        ("kWh/VND", {"form": "A.III.1", "line": "VI.1", "column": "quarter"}, [("V15", "unit")]),
    ],
)
def test_a_line_of_a_form_and_the_measure_are_in_one_unit(unit, change, expected):
    assert problems(unit, **REPORT | change) == expected


def test_a_register_is_kept_and_in_the_same_unit():
    assert problems("person", kind="register", name="members") == []
    assert problems("ha", kind="register", name="members") == [("V17", "unit")]
    assert problems("ha", kind="register", name="weather") == [("V16", "name")]


def test_all_that_comes_with_the_product_would_pass():
    known = dict(_registers())
    for measure in shipped_definitions().measures.values():
        assert list(source_problems(measure, shipped_forms().values(), known)) == []
        assert list(code_problems(measure.code, [])) == []


def _registers():
    for measure in shipped_definitions().measures.values():
        if hasattr(measure.source, "name"):
            yield measure.source.name, measure.unit


@pytest.mark.parametrize("code", ["", "Women", "2women", "lao-dong", "lao động", "x" * 61, "a;b"])
def test_a_code_that_no_formula_can_name_is_refused(code):
    assert [each.code for each in code_problems(code, [])] == ["V11"]


def test_a_code_of_sixty_signs_can_be_named():
    assert list(code_problems("x" * 60, [])) == []


def test_the_newest_version_that_has_the_line_says_its_unit():
    form = next(each for each in shipped_forms().values() if each.code == "A.III.2")
    year = form.effective_from.year
    renamed = tuple(replace(line, unit="ha") if line.code == "V" else line for line in form.lines)
    newer = replace(form, version="x", effective_from=date(year + 1, 1, 1), lines=renamed)
    newest = replace(
        newer, effective_from=date(year + 2, 1, 1), lines=tuple(each for each in renamed if each.code != "V")
    )
    workers, land = (
        parse_measures(
            f'[made]\nunit = "{unit}"\nover_time = "sum"\nover_units = "sum"\n'
            'source = { kind = "report", form = "A.III.2", line = "V", column = "year" }'
        )["made"]
        for unit in ("person", "ha")
    )
    for forms in ([form, newer, newest], [newest, newer, form]):
        assert list(source_problems(land, forms, REGISTERS)) == []
        assert [each.code for each in source_problems(workers, forms, REGISTERS)] == ["V15"]


def version(since, column="quarter", **changes):
    form, line = ("A.III.2", "V") if column == "year" else ("A.III.1", "V")
    keys = {"unit": "person", "over_time": "last", "over_units": "sum", "order": "time-first"} | changes
    said = "\n".join(f'{key} = "{value}"' for key, value in keys.items())
    text = f"[made]\n{said}\neffective_from = {since}\n"
    source = f'source = {{ kind = "report", form = "{form}", line = "{line}", column = "{column}" }}'
    return parse_measures(text + source)["made"]


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (version("2022-04-01"), []),
        (version("2020-07-01"), []),
        (version("2022-01-01", "year"), []),
        (version("2022-04-02"), ["V24"]),
        (version("2022-05-01"), ["V24"]),
        (version("2022-04-01", "year"), ["V24"]),
        (version("2021-01-01"), ["V04"]),
        (version("2022-04-01", unit="ha"), ["V23"]),
        (version("2022-04-01", over_time="sum", over_units="max", order="units-first"), ["V23", "V23", "V23"]),
    ],
)
def test_a_further_version_counts_the_same_thing_from_the_first_day_of_a_period(new, expected):
    forms = shipped_forms().values()
    assert [each.code for each in version_problems(new, [version("2021-01-01")], forms)] == expected


def test_a_version_put_before_another_may_not_shift_into_the_middle_of_its_period():
    forms = shipped_forms().values()
    later = version("2022-04-01")
    assert [each.code for each in version_problems(version("2020-01-01", "year"), [later], forms)] == ["V24"]
    assert list(version_problems(version("2020-01-05", "year"), [], forms)) == []


def test_every_version_of_the_form_has_a_period_that_begins_then():
    quarterly = next(each for each in shipped_forms().values() if each.code == "A.III.1")
    yearly = replace(quarterly, version="x", frequency=Frequency.YEAR)
    for forms, expected in (([quarterly], []), ([quarterly, yearly], ["V24"]), ([yearly, quarterly], ["V24"])):
        found = version_problems(version("2022-04-01"), [version("2021-01-01")], forms)
        assert [each.code for each in found] == expected


def test_a_code_that_is_taken_is_refused():
    assert [each.code for each in code_problems("women", ["men", "women"])] == ["V12"]
