"""How a ballot stands on a page: its sheets as pictures, in millimetres, with the place that is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from nhiemky.ballots import queries
from nhiemky.ballots.models import Ballot
from nhiemky.core.ballots.close_up import around
from nhiemky.core.ballots.geometry import Box


@dataclass(frozen=True)
class SheetSight:
    """One sheet: the address of its picture and its size.

    Where the place that is asked about is on this sheet, `row` is its row and `part` what is shown of it enlarged.
    """

    number: int
    address: str
    width: float
    height: float
    row: Box | None
    part: Box | None


@dataclass(frozen=True)
class CloseUp:
    """A row enlarged: the sheet it is on, and the part of it that is shown."""

    sheet: SheetSight
    part: Box


def sheets_of(ballot: Ballot, candidate: int | None = None) -> list[SheetSight]:
    """Every sheet of a ballot that has a picture."""
    layout = queries.layout(ballot.batch.paper)
    found = []
    for number in range(1, len(ballot.pictures) + 1):
        address = reverse("ballots:picture", args=[ballot.pk, number])
        row, part = None, None
        if candidate is not None and layout.places[candidate].sheet == number:
            row, part = layout.places[candidate].row_box, around(layout, candidate)
        found.append(SheetSight(number, address, layout.width, layout.height, row, part))
    return found


def close_up(sheets: Sequence[SheetSight]) -> CloseUp | None:
    """The row that is asked about, enlarged; None when the whole ballot is."""
    return next((CloseUp(sheet, sheet.part) for sheet in sheets if sheet.part is not None), None)
