"""How a ballot stands on a page: its sheets as pictures, in millimetres, with the place that is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from nhiemky.ballots import queries
from nhiemky.ballots.models import Ballot
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout

# Room around a row when it is shown enlarged, in millimetres: as much as a hand may miss the row by.
_AROUND = 4.0


@dataclass(frozen=True)
class SheetSight:
    """One sheet: the address of its picture and its size; `row` is the place asked about, where it is on this sheet."""

    number: int
    address: str
    width: float
    height: float
    row: Box | None


@dataclass(frozen=True)
class CloseUp:
    """A row enlarged: the sheet it is on, and the part of it that is shown."""

    sheet: SheetSight
    part: Box


def sheets_of(ballot: Ballot, candidate: int | None = None) -> list[SheetSight]:
    """Every sheet of a ballot that has a picture."""
    layout = queries.layout(ballot.batch.paper)
    return [
        SheetSight(
            number,
            reverse("ballots:picture", args=[ballot.pk, number]),
            layout.width,
            layout.height,
            _row(layout, candidate, number),
        )
        for number in range(1, len(ballot.pictures) + 1)
    ]


def close_up(sheets: Sequence[SheetSight]) -> CloseUp | None:
    """The row that is asked about, enlarged; None when the whole ballot is."""
    sheet = next((each for each in sheets if each.row is not None), None)
    if sheet is None or sheet.row is None:
        return None
    left, top = max(0.0, sheet.row.x - _AROUND), max(0.0, sheet.row.y - _AROUND)
    right, bottom = min(sheet.width, sheet.row.right + _AROUND), min(sheet.height, sheet.row.bottom + _AROUND)
    return CloseUp(sheet, Box(left, top, right - left, bottom - top))


def _row(layout: Layout, candidate: int | None, sheet: int) -> Box | None:
    if candidate is None or layout.places[candidate].sheet != sheet:
        return None
    return layout.places[candidate].row_box
