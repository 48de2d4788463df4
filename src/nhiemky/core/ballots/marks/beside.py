"""What lies beside or over the places for marks, and makes a question of a mark that was read: written ink, seals."""

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout, Place
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.seal import Seal
from nhiemky.core.ballots.marks.sight import doubted
from nhiemky.core.ballots.marks.written import Written
from nhiemky.core.ballots.reading import Ink, MarkReading, ReadMark


def under_seals(marks: tuple[MarkReading, ...], seals: tuple[Seal, ...], layout: Layout) -> tuple[MarkReading, ...]:
    """Ink under a seal may be the seal's own, so it is asked about; where no ink is seen there is none."""
    return tuple(
        doubted(mark, Ink.SEAL)
        if mark.ink is not Ink.NOTHING and _sealed(layout.places[mark.candidate], seals)
        else mark
        for mark in marks
    )


def with_ink_beside(
    marks: tuple[MarkReading, ...], written: tuple[Written, ...], layout: Layout
) -> tuple[tuple[MarkReading, ...], bool]:
    """Ink beside a name or a box is a question about that candidate; and whether there is stray ink elsewhere."""
    beside: dict[int, Written] = {}
    elsewhere = 0.0
    for piece in written:
        near = [mark for mark in marks if _is_beside(piece.box, layout.places[mark.candidate])]
        if not near:
            elsewhere += piece.area
        elif not _is_hair(piece) and not any(_is_strikes_end(piece, mark, layout) for mark in marks):
            nearest = min(near, key=lambda mark: _distance(piece.box, layout.places[mark.candidate].row_box))
            beside.setdefault(nearest.candidate, piece)
    asked = tuple(_asked(mark, beside[mark.candidate]) if mark.candidate in beside else mark for mark in marks)
    return asked, elsewhere >= limits.STRAY_INK


def _sealed(place: Place, seals: tuple[Seal, ...]) -> bool:
    boxes = [box for box in (place.agree_box, place.disagree_box) if box is not None] or [place.name_box]
    return any(seal.touches(box) for seal in seals for box in boxes)


def _is_beside(box: Box, place: Place) -> bool:
    row = place.row_box
    middle = box.y + box.height / 2
    near = row.x - limits.BESIDE < box.x and box.right < row.right + limits.BESIDE
    return row.y <= middle <= row.bottom and near and box.height < 2 * row.height


def _is_hair(piece: Written) -> bool:
    return max(piece.box.width, piece.box.height) < limits.HAIR and piece.area < limits.HAIR_AREA


def _distance(box: Box, row: Box) -> float:
    return max(row.x - box.right, box.x - row.right, 0.0)


def _is_strikes_end(piece: Written, mark: MarkReading, layout: Layout) -> bool:
    """Whether ink is the end of a long strike: beside its own name, or where it has left its row for the next one."""
    row = layout.places[mark.candidate].row_box
    if mark.ink is Ink.NOTHING or _distance(piece.box, row) > limits.TOUCHES:
        return False
    if row.y <= piece.box.y + piece.box.height / 2 <= row.bottom:
        return mark.mark is ReadMark.STRUCK and piece.box.height < limits.OVERSHOT
    reaches = piece.box.bottom > row.y - limits.TOUCHES and piece.box.y < row.bottom + limits.TOUCHES
    # Level or sloping like a strike: a tick stands up, a cross is as high as wide.
    return reaches and piece.ink is Ink.LINE and piece.box.height < min(row.height / 2, piece.box.width)


def _asked(mark: MarkReading, piece: Written) -> MarkReading:
    if mark.mark is ReadMark.UNSURE:
        return mark
    return doubted(mark, piece.ink if mark.mark in (ReadMark.CLEAR, ReadMark.STRUCK) else Ink.OUTSIDE)
