"""When zones end. A room above keeps it, with the moves and mergers of all units; whoever reads registers asks here."""

from nhiemky.core.zones.endings import Endings
from nhiemky.records.ports import Port
from nhiemky.records.remembered import remembered

endings: Port[[], Endings] = Port("when zones end")
"""The ending of each zone that has one, by code. One query."""


@remembered
def known() -> Endings:
    """The same, asked once within `remembering()`."""
    return endings()
