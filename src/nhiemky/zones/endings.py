"""When zones end. A room above keeps it, with the moves and mergers of all units; whoever reads registers asks here."""

from collections.abc import Mapping
from datetime import date

from nhiemky.core.bilingual import Bilingual
from nhiemky.core.zones.endings import Endings, as_of
from nhiemky.records.ports import Port
from nhiemky.records.remembered import remembered

endings: Port[[], Endings] = Port("when zones end")
"""The ending of each zone that has one, by code. One query."""


@remembered
def known() -> Endings:
    """The same, asked once within `remembering()`."""
    return endings()


def named(zones: Mapping[str, str], day: date) -> dict[str, Bilingual]:
    """Names of zones by code; those that had ended by a day say until when they stood."""
    ended = as_of(known(), day)
    return {code: ended[code].name(name) if code in ended else Bilingual(name, name) for code, name in zones.items()}
