"""When zones end. A room above keeps it, with the moves and mergers of all units; whoever reads registers asks here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nhiemky.records.ports import Port
from nhiemky.records.remembered import remembered


@dataclass(frozen=True)
class Ending:
    """The last day of a zone that was closed or merged into another, and the document that says so."""

    last_day: date
    document: str


endings: Port[[], Mapping[str, Ending]] = Port("when zones end")
"""The ending of each zone that has one, by code. One query."""


@remembered
def known() -> Mapping[str, Ending]:
    """The same, asked once within `remembering()`."""
    return endings()
