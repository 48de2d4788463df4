"""The report forms that come with the product."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nhiemky.core.reporting.forms import Form, parse_form


@cache
def shipped_forms() -> Mapping[str, Form]:
    """The forms of `forms/` by code (`A.III.1`), read once."""
    folder = files("nhiemky.core.reporting").joinpath("forms")
    forms = [parse_form(file.read_text("utf-8"), file.name) for file in folder.iterdir() if file.name.endswith(".toml")]
    return {form.code: form for form in sorted(forms, key=lambda form: form.code)}
