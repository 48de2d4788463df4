"""The part of a sheet that people see enlarged when they are asked about one candidate."""

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Place

# Room around what a voter marks, in millimetres: as much as a hand may miss a row or overshoot a name by. The rows
# above and below come into view: a line low on one name is told from one high on the next.
ABOVE, BESIDE = 3.0, 10.0


def marked(place: Place) -> Box:
    """What a voter marks: the name, or the name with both boxes."""
    boxes = [box for box in (place.name_box, place.agree_box, place.disagree_box) if box is not None]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def around(layout: Layout, candidate: int) -> Box:
    """The row of a candidate (from 0) with its surroundings, within the sheet.

    As wide for a short name as for the longest, so that pictures side by side are enlarged alike.
    """
    place = layout.places[candidate]
    widest = max(marked(each).width for each in layout.places)
    left, top = max(0.0, marked(place).x - BESIDE), max(0.0, place.row_box.y - ABOVE)
    right = min(layout.width, marked(place).x + widest + BESIDE)
    bottom = min(layout.height, place.row_box.bottom + ABOVE)
    return Box(left, top, right - left, bottom - top)
