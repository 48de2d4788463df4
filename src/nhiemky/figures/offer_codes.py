"""The codes of what could be published: short, kept with each figure, and read by this one parser alone."""

import re
from dataclasses import dataclass

_TARGET = re.compile(r"(?P<kind>value|attainment)-(?P<target>[0-9]+)", re.A)
_REPORTED = re.compile(r"reported-(?P<congress>[0-9]+)-(?P<indicator>[a-z0-9_]+)", re.A)
# A unit's code may hold hyphens, an indicator's never does.
_HELD = re.compile(r"held-(?P<unit>.+)-(?P<indicator>[a-z0-9_]+)", re.A)


@dataclass(frozen=True)
class OfTarget:
    """What a target asks for, or in `percent` how far it was attained; `target` is its row's number."""

    target: int
    percent: bool = False

    def __str__(self) -> str:
        return f"{'attainment' if self.percent else 'value'}-{self.target}"


@dataclass(frozen=True)
class OfReport:
    """An indicator of the board over the period that a congress reports on."""

    congress: int
    indicator: str

    def __str__(self) -> str:
        return f"reported-{self.congress}-{self.indicator}"


@dataclass(frozen=True)
class OfCell:
    """A stock of a cell at the newest month that states it."""

    unit: str
    indicator: str

    def __str__(self) -> str:
        return f"held-{self.unit}-{self.indicator}"


type OfferCode = OfTarget | OfReport | OfCell


def parse_offer_code(text: str) -> OfferCode | None:
    """The code that a text writes; None where it writes none."""
    if found := _TARGET.fullmatch(text):
        return OfTarget(int(found["target"]), percent=found["kind"] == "attainment")
    if found := _REPORTED.fullmatch(text):
        return OfReport(int(found["congress"]), found["indicator"])
    if found := _HELD.fullmatch(text):
        return OfCell(found["unit"], found["indicator"])
    return None
