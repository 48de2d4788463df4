"""Sectors of the economy: the sections and divisions of the Vietnam Standard Industrial Classification (VSIC).

VSIC 2018 (Decision 27/2018/QĐ-TTg, Annex I): 21 sections (A to U) and 88 divisions (two digits). VSIC 2025 (Decision
36/2025/QĐ-TTg, Annex I, from 15 November 2025): 22 sections (A to V) and 87 divisions. Longer codes belong to the
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

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUV"
# Division 45 of 2018 went into 46, 47 and 95, so section G names the same trade without it.
_TRADE_IN_VEHICLES = {"45"}


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
        digits = code.lstrip(_LETTERS)
        letter = code.removesuffix(digits)
        if not digits:
            return self.sections.get(letter)
        division = digits[:2]
        if letter and self.section_of.get(division) != letter:
            return None
        return self.divisions.get(division)


@cache
def classifications() -> tuple[Sectors, ...]:
    """The shipped classifications, the oldest first."""
    found = (_read(file.read_text("utf-8")) for file in files(__package__).joinpath("classifications").iterdir())
    return tuple(sorted(found, key=lambda each: each.effective_from))


def classification_of(code: str) -> Sectors | None:
    """The oldest classification that has a code, None where none has it: a code says nothing of its classification.

    With its digits a code means the same in all that have it; a letter alone may not (`is_ambiguous`).
    """
    return next((each for each in classifications() if each.name(code)), None)


def sector_name(code: str) -> Bilingual | None:
    """What a code is called in the oldest classification that has it."""
    found = classification_of(code)
    return found.name(code) if found else None


def is_ambiguous(code: str) -> bool:
    """Whether a letter alone names different divisions in two classifications: K is finance in one, computing later."""
    letters = [each for each in classifications() if code in each.sections]
    meant = {frozenset(d for d, of in each.section_of.items() if of == code) - _TRADE_IN_VEHICLES for each in letters}
    return len(meant) > 1


def _read(text: str) -> Sectors:
    document = tomllib.loads(text)
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
