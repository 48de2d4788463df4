"""Rules of a congress from the Charter and its implementing rules, as cited data (`charter.toml`)."""

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

from nhiemky.core.elections.rulebook import Rule, parse_rule


@cache
def charter() -> dict[str, Rule[Fraction]]:
    """Every rule by key: shares as fractions, spans as whole numbers of their unit.

    The file is package data, a constant of the code: see `nhiemky.core.elections.rulebooks`.
    """
    tables = tomllib.loads(files(__package__).joinpath("charter.toml").read_text("utf-8"))
    return {key: parse_rule(entry, Fraction) for key, entry in tables.items()}
