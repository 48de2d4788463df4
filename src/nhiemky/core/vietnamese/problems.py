"""The numbered problems of numbers, dates and terms written by people (`problems.toml`)."""

import tomllib
from importlib.resources import files

from nhiemky.core.problem import Problem

# Not a `Catalogue`: that one writes numbers and dates with this package.
_SENTENCES = tomllib.loads(files(__package__).joinpath("problems.toml").read_text("utf-8"))


def problem(code: str, **values: str) -> Problem:
    """Fill in the sentences of `code`; a code or value that does not exist raises KeyError."""
    sentence = _SENTENCES[code]
    return Problem(code, "", sentence["vi"].format_map(values), sentence["en"].format_map(values))
