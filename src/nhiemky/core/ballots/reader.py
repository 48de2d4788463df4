"""The reader of one election's ballots: a picture of a page goes in, its marks or the reason for a refusal come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

import cv2
import numpy as np

from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.markers import Grey
from nhiemky.core.ballots.marks import Known, known_of, read_known
from nhiemky.core.ballots.reading import MarkReading, PageReading, ReadMark, Status
from nhiemky.core.ballots.registration import Numbers, Registration, frame_of, register
from nhiemky.core.ballots.straightening import PX_PER_MM, Picture, Straight, evenly_lit, straightened

_CROP_MARGIN = 4.0  # mm around a candidate's row


@dataclass(frozen=True)
class Refusal:
    """A page that is not read; `reason` is a code of `reasons.toml`."""

    reason: str


class Reader:
    """Reads pages of one layout; `references` are its sheets drawn at `PX_PER_MM` (grey, paper 255)."""

    PX_PER_MM: ClassVar[int] = PX_PER_MM

    def __init__(self, layout: Layout, references: Sequence[Grey]) -> None:
        self._layout = layout
        self._frames = (frame_of(layout.sheets[0]),)
        self._known: tuple[Known, ...] = tuple(
            known_of(reference, layout, sheet) for reference, sheet in zip(references, layout.sheets, strict=True)
        )
        self._references = tuple(references)

    def read(self, image: Picture) -> PageReading:
        """What is on a page, grey (rows, columns) or blue-green-red (rows, columns, 3)."""
        placed = self._placed(image)
        if isinstance(placed, Refusal):
            return PageReading(Status.REFUSED, (placed.reason,), None, ())
        sheet = placed.identity.sheet
        straight = self._straight(image, placed.to_picture, sheet)
        marks, reasons = read_known(straight.grey, straight.colour, self._known[sheet - 1])
        return PageReading(_status(marks, reasons), reasons, sheet, marks)

    def upright(self, image: Picture) -> Picture | None:
        """The whole page straightened, in its own colours, for people to look at; None when it is refused."""
        placed = self._placed(image)
        if isinstance(placed, Refusal):
            return None
        return straightened(image, placed.to_picture, self._size(placed.identity.sheet))

    def crop(self, upright: Picture, candidate: int) -> Picture:
        """A candidate's row, with 4 mm around it, out of an upright page of the candidate's sheet."""
        box = self._layout.places[candidate].row_box
        left, top = (max(0, round((edge - _CROP_MARGIN) * PX_PER_MM)) for edge in (box.x, box.y))
        right, bottom = (round((edge + _CROP_MARGIN) * PX_PER_MM) for edge in (box.right, box.bottom))
        return upright[top:bottom, left:right]

    def _placed(self, image: Picture) -> Registration | Refusal:
        grey = cast(Grey, image if image.ndim == 2 else cv2.extractChannel(image, 2))
        found = register(grey, self._frames, max(self._layout.width, self._layout.height))
        if not isinstance(found, Registration):
            return Refusal("not_our_form")
        refusal = self._other(found.identity)
        return refusal or found

    def _other(self, identity: Identity) -> Refusal | None:
        own = self._layout.sheets[0].identity
        if identity.election != own.election:
            return Refusal("other_election")
        if identity.round != own.round:
            return Refusal("other_round")
        if identity not in (sheet.identity for sheet in self._layout.sheets):
            return Refusal("other_layout")
        return None

    def _straight(self, image: Picture, to_picture: Numbers, sheet: int) -> Straight:
        page = straightened(image, to_picture, self._size(sheet))
        if page.ndim == 2:
            return Straight(evenly_lit(page), None, 0.0)
        colour = evenly_lit(page)
        return Straight(cast(Grey, cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY)), colour, 0.0)

    def _size(self, sheet: int) -> tuple[int, int]:
        height, width = self._references[sheet - 1].shape
        return width, height


def _status(marks: tuple[MarkReading, ...], reasons: tuple[str, ...]) -> Status:
    unsure = any(mark.mark is ReadMark.UNSURE for mark in marks)
    return Status.NEEDS_EYES if unsure or reasons else Status.READ
