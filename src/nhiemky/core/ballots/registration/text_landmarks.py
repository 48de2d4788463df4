"""Lines of text that show where a bent page lies: unlike rules, they cannot be mistaken for each other."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from nhiemky.core.ballots.composition.paper import MM_PER_POINT
from nhiemky.core.ballots.layout import Sheet, Text
from nhiemky.core.ballots.registration.bending import Measured
from nhiemky.core.ballots.registration.markers import Grey

_TEXT_WIDTH = 28.0  # mm of a line of text that are searched for
_TEXT_ABOVE, _TEXT_BELOW = 0.95, 0.3  # em
_TEXT_WHITE = 0.8  # mm around it
_TEXT_REACH = 6.0  # mm
_MOST_TEXTS = 40
_TEXT_PX = 3  # pixels for a millimetre in this search
_TEXT_LIKENESS = 0.45


@dataclass(frozen=True)
class TextPiece:
    """A piece of printed text at `_TEXT_PX` pixels for a millimetre, and its top left corner on the page."""

    picture: Grey
    x: int
    y: int

    @property
    def middle(self) -> tuple[float, float]:
        """In millimetres."""
        height, width = self.picture.shape
        return (self.x + width / 2) / _TEXT_PX, (self.y + height / 2) / _TEXT_PX


def text_pieces(sheet: Sheet, reference: Grey) -> tuple[TextPiece, ...]:
    """The beginnings of lines of text, spread over the sheet: no two rows of a table have the same."""
    small = _half(reference)
    texts = sheet.texts[:: -(-len(sheet.texts) // _MOST_TEXTS)]
    return tuple(_piece(text, small) for text in texts)


def _piece(text: Text, small: Grey) -> TextPiece:
    em = text.size * MM_PER_POINT
    left, top = text.x - _TEXT_WHITE, text.baseline - _TEXT_ABOVE * em - _TEXT_WHITE
    right, bottom = left + _TEXT_WIDTH, text.baseline + _TEXT_BELOW * em + _TEXT_WHITE
    x, y = (max(0, round(edge * _TEXT_PX)) for edge in (left, top))
    return TextPiece(small[y : round(bottom * _TEXT_PX), x : round(right * _TEXT_PX)], x, y)


def text_offsets(page: Grey, pieces: tuple[TextPiece, ...]) -> tuple[Measured, Measured]:
    """How far pieces of text lie from their places, across and down: those that are found within 6 mm."""
    small = _half(page)
    reach = round(_TEXT_REACH * _TEXT_PX)
    padded = cv2.copyMakeBorder(small, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    points, off = [], []
    for piece in pieces:
        height, width = piece.picture.shape
        around = padded[piece.y : piece.y + height + 2 * reach, piece.x : piece.x + width + 2 * reach]
        likeness = cv2.matchTemplate(around, piece.picture, cv2.TM_CCOEFF_NORMED)
        row, column = divmod(int(likeness.argmax()), likeness.shape[1])
        if likeness[row, column] >= _TEXT_LIKENESS:
            points.append(piece.middle)
            off.append(((column - reach) / _TEXT_PX, (row - reach) / _TEXT_PX))
    where, by = np.array(points).reshape(-1, 2), np.array(off).reshape(-1, 2)
    return Measured(where, by[:, 0]), Measured(where, by[:, 1])


def _half(page: Grey) -> Grey:
    height, width = page.shape[0] // 2, page.shape[1] // 2
    return cast(Grey, cv2.resize(page[: height * 2, : width * 2], (width, height), interpolation=cv2.INTER_AREA))
