"""The report forms that come with the product."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from nhiemky.core.reporting.form_reading import parse_form
from nhiemky.core.reporting.forms import Form
from nhiemky.core.reporting.problems import REPORTING_PROBLEMS


@cache
def shipped_forms() -> Mapping[tuple[str, str], Form]:
    """The forms of `forms/` by code and version (`A.III.1`, `2021`), read once: they are part of the program.

    Raises Refused when a file is no form, or when two have one code and version (M02).
    """
    folder = files("nhiemky.core.reporting").joinpath("forms")
    forms: dict[tuple[str, str], Form] = {}
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            form = parse_form(file.read_text("utf-8"), file.name)
            if (form.code, form.version) in forms:
                raise REPORTING_PROBLEMS.refusal("M02", file.name, code=f"{form.code} {form.version}")
            forms[form.code, form.version] = form
    return forms
