"""Forms written as TOML and read again."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhiemky.core.problem import Refused
from nhiemky.core.reporting.form_reading import parse_form
from nhiemky.core.reporting.form_writing import form_toml
from nhiemky.core.reporting.shipped import shipped_forms
from tests.core.reporting.written_forms import forms

FOLDER = files("nhiemky.core.reporting").joinpath("forms")


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_every_form_is_read_again_as_it_was_written(form):
    assert parse_form(form_toml(form), "x.toml") == form


@pytest.mark.parametrize("form", shipped_forms().values(), ids=lambda form: f"{form.code} {form.version}")
def test_a_shipped_form_says_the_same_when_written_again(form):
    written = form_toml(form)
    assert parse_form(written, "x.toml") == form
    (source,) = [
        table
        for each in FOLDER.iterdir()
        if each.name.endswith(".toml")
        and (table := tomllib.loads(each.read_text("utf-8")))
        and (table["code"], table["version"]) == (form.code, form.version)
    ]
    again = tomllib.loads(written)
    assert again.keys() == source.keys()
    assert len(again["line"]) == len(source["line"])


TEXTS = st.text(max_size=200) | st.lists(
    st.sampled_from(
        ["code=", '"A"', "\n", "[[line]]", "[", "]", "{", "}", "=", "1e999999999999", "nan", "2022-01-31", "[[" * 400]
    ),
    max_size=20,
).map("".join)


@settings(deadline=None, max_examples=150)
@given(TEXTS)
def test_any_text_is_a_form_or_refused(text):
    with pytest.raises(Refused) as refused:
        parse_form(text, "x.toml")
    assert all(problem.place.startswith("x.toml") for problem in refused.value.problems)


def test_a_text_that_would_exhaust_the_reader_is_refused():
    for text in ("a = " + "[" * 100_000, "a = " + "9" * 10_000, "x" * 600_000):
        with pytest.raises(Refused, match=r"D01|D09"):
            parse_form(text, "x.toml")
