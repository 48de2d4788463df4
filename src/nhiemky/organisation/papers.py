"""The head of a unit's papers."""

from nhiemky.organisation.models import Unit
from nhiemky.printing.document import PartyHeader, StateHeader

_OF_THE_PARTY = frozenset({Unit.Kind.PARTY_COMMITTEE, Unit.Kind.CELL, Unit.Kind.GROUP})
_DOTS = "……"  # to be filled in by hand where the unit has no address


def header(unit: Unit) -> PartyHeader | StateHeader:
    """A unit of the Party heads its papers as the Party does, all others as the State does; without a number."""
    place = unit.address.rpartition(",")[2].strip().removeprefix("tỉnh ").removeprefix("thành phố ") or _DOTS
    superior = unit.parent.name.upper() if unit.parent else ""
    kind = PartyHeader if unit.kind in _OF_THE_PARTY else StateHeader
    return kind(superior, (unit.name.upper(),), number="", place=place)
