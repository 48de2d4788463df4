"""How a ballot stands on a page: its sheets as pictures, in millimetres, with the place that is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from nhiemky.ballots import queries
from nhiemky.ballots.models import Ballot
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Place

# Room around what is shown enlarged, in millimetres: as much as a hand may miss a row or overshoot a name by.
_ABOVE, _BESIDE = 3.0, 10.0


@dataclass(frozen=True)
class SheetSight:
    """One sheet: the address of its picture and its size.

    Where the place that is asked about is on this sheet, `row` is its row and `marked` what a voter marks in it: the
    name, or the name with both boxes.
    """

    number: int
    address: str
    width: float
    height: float
    row: Box | None
    marked: Box | None


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
        place = _on_sheet(layout, candidate, number)
        address = reverse("ballots:picture", args=[ballot.pk, number])
        row, marked = (place.row_box, _marked(place)) if place else (None, None)
        found.append(SheetSight(number, address, layout.width, layout.height, row, marked))
    return found


def close_up(sheets: Sequence[SheetSight]) -> CloseUp | None:
    """The row that is asked about, enlarged; None when the whole ballot is."""
    sheet = next((each for each in sheets if each.row is not None), None)
    if sheet is None or sheet.row is None or sheet.marked is None:
        return None
    left, right = max(0.0, sheet.marked.x - _BESIDE), min(sheet.width, sheet.marked.right + _BESIDE)
    top, bottom = max(0.0, sheet.row.y - _ABOVE), min(sheet.height, sheet.row.bottom + _ABOVE)
    return CloseUp(sheet, Box(left, top, right - left, bottom - top))


def _on_sheet(layout: Layout, candidate: int | None, sheet: int) -> Place | None:
    place = None if candidate is None else layout.places[candidate]
    return place if place is not None and place.sheet == sheet else None


def _marked(place: Place) -> Box:
    boxes = [box for box in (place.name_box, place.agree_box, place.disagree_box) if box is not None]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)
