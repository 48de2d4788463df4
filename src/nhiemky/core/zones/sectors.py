"""Sectors of the economy: the sections and divisions of the Vietnam Standard Industrial Classification (VSIC 2018).

Decision 27/2018/QĐ-TTg, Annex I: 21 sections (A to U) and 88 divisions (two digits); longer codes belong to the
division that their first two digits name.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.sureness import Sureness


@dataclass(frozen=True)
class Sectors:
    """The classification: names by section letter and by division, and the section of each division."""

    cite: str
    effective_from: date
    sureness: Sureness
    note: Bilingual
    sections: Mapping[str, Bilingual]
    divisions: Mapping[str, Bilingual]
    section_of: Mapping[str, str]

    def name(self, code: str) -> Bilingual | None:
        """What a code such as C, C26, 26 or 2610 is called: its section's name or its division's; None for others."""
        digits = code.lstrip("ABCDEFGHIJKLMNOPQRSTU")
        letter = code.removesuffix(digits)
        if not digits:
            return self.sections.get(letter)
        division = digits[:2]
        if letter and self.section_of.get(division) != letter:
            return None
        return self.divisions.get(division)


@cache
def sectors() -> Sectors:
    """The shipped classification."""
    document = tomllib.loads(files(__package__).joinpath("sectors.toml").read_text("utf-8"))
    source, sections, divisions = document["source"], document["sections"], document["divisions"]
    return Sectors(
        cite=source["cite"],
        effective_from=source["effective_from"],
        sureness=Sureness(source["sureness"]),
        note=Bilingual(**source["note"]),
        sections={letter: Bilingual(each["vi"], each["en"]) for letter, each in sections.items()},
        divisions={code: Bilingual(**each) for code, each in divisions.items()},
        section_of={code: letter for letter, each in sections.items() for code in each["divisions"]},
    )
