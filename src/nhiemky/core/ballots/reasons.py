"""The reasons of `reasons.toml`: what a page is refused for or goes to people for, in words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nhiemky.core.bilingual import Bilingual


@dataclass(frozen=True)
class Reason:
    """A sentence in both languages, and whether it takes the page out of the count."""

    sentence: Bilingual
    refused: bool


@cache
def reasons() -> Mapping[str, Reason]:
    """Every reason by its code."""
    table = tomllib.loads(files(__package__).joinpath("reasons.toml").read_text("utf-8"))
    return {
        code: Reason(Bilingual(vi=entry["vi"], en=entry["en"]), refused=entry["refused"])
        for code, entry in table.items()
    }
