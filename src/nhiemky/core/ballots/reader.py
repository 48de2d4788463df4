"""The reader of one election's ballots: a picture of a page goes in, its marks or the reason for a refusal come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, cast

import cv2

from nhiemky.core.ballots.examined import Examined
from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks.read import Known, known_of, read_known
from nhiemky.core.ballots.reading import MarkReading, PageReading, ReadMark, Status
from nhiemky.core.ballots.registration.bending import Bend
from nhiemky.core.ballots.registration.corners import Numbers, frames_of
from nhiemky.core.ballots.registration.flattening import bend_of, is_flat, landmarks_of, why_not_flattened
from nhiemky.core.ballots.registration.markers import Grey
from nhiemky.core.ballots.registration.page_checks import why_other, why_unfit, why_unregistered
from nhiemky.core.ballots.registration.register import Registration, register
from nhiemky.core.ballots.registration.straightening import (
    PX_PER_MM,
    Straight,
    coarsened,
    straight,
    straightened,
    windows_of,
)
from nhiemky.core.ballots.scans.pyramid import Picture, Pyramid

_CROP_MARGIN = 4.0  # mm around a candidate's row


@dataclass(frozen=True)
class Refusal:
    """A page that is not read; `reason` is a code of `reasons.toml`."""

    reason: str


@dataclass(frozen=True)
class Placed:
    """A sheet in a picture no finer than is needed; `to_picture` (3 × 3) turns millimetres into its pixels."""

    sheet: int
    pyramid: Pyramid
    to_picture: Numbers


@dataclass(frozen=True)
class Page:
    """A straightened page, and how it was bent where it had to be flattened."""

    placed: Placed
    straight: Straight
    bend: Bend | None


class Reader:
    """Reads pages of one layout; `references` are its sheets drawn at `PX_PER_MM` (grey, paper 255)."""

    PX_PER_MM: ClassVar[int] = PX_PER_MM

    def __init__(self, layout: Layout, references: Sequence[Grey]) -> None:
        self._layout = layout
        self._frames = frames_of(layout)
        self._known: tuple[Known, ...] = tuple(
            known_of(reference, layout, sheet) for reference, sheet in zip(references, layout.sheets, strict=True)
        )
        self._references = tuple(references)
        self._landmarks = tuple(
            landmarks_of(layout, sheet, reference) for reference, sheet in zip(references, layout.sheets, strict=True)
        )
        self._windows = tuple(windows_of(layout, sheet.number) for sheet in layout.sheets)

    def read(self, picture: Picture | Pyramid) -> PageReading:
        """What is on a page, grey (rows, columns) or blue-green-red (rows, columns, 3)."""
        return self.examine(picture).reading

    def examine(self, picture: Picture | Pyramid) -> Examined:
        """What is on a page, and the page itself for people to look at; it is looked for only once."""
        page = self._page(picture if isinstance(picture, Pyramid) else Pyramid(picture))
        if isinstance(page, Refusal):
            return Examined(PageReading(Status.REFUSED, (page.reason,), None, ()), lambda: None)
        sheet, flat = page.placed.sheet, page.straight
        marks, reasons = read_known(flat.darkness, flat.colour, self._known[sheet - 1], flat.small)
        reading = PageReading(_status(marks, reasons), reasons, sheet, marks)
        return Examined(reading, partial(self._upright, page.placed, page.bend))

    def crop(self, upright: Picture, candidate: int) -> Picture:
        """A candidate's row, with 4 mm around it, out of an upright page of the candidate's sheet."""
        box = self._layout.places[candidate].row_box
        left, top = (max(0, round((edge - _CROP_MARGIN) * PX_PER_MM)) for edge in (box.x, box.y))
        right, bottom = (round((edge + _CROP_MARGIN) * PX_PER_MM) for edge in (box.right, box.bottom))
        return upright[top:bottom, left:right]

    def _upright(self, placed: Placed, bend: Bend | None) -> Picture:
        return straightened(placed.pyramid.picture, placed.to_picture, self._size(placed.sheet), bend)

    def _page(self, pyramid: Pyramid) -> Page | Refusal:
        placed = self._placed(pyramid)
        return placed if isinstance(placed, Refusal) else self._straight(placed)

    def _placed(self, pyramid: Pyramid) -> Placed | Refusal:
        prints = _prints(pyramid)
        longest = max(self._layout.width, self._layout.height)
        found = register(prints, self._frames, longest)
        if not isinstance(found, Registration):
            return Refusal(why_unregistered(prints.picture, found, self._frames, longest))
        reason = why_other(found.identity, self._layout) or why_unfit(prints.picture, found)
        if reason:
            return Refusal(reason)
        sheet = found.identity.sheet
        return Placed(sheet, *coarsened(pyramid, found.to_picture, self._size(sheet), PX_PER_MM))

    def _straight(self, placed: Placed) -> Page | Refusal:
        """The page flat and evenly lit; a bent one is flattened when its print does not lie where it should."""
        sheet, size = placed.sheet, self._size(placed.sheet)
        windows, landmarks = self._windows[sheet - 1], self._landmarks[sheet - 1]
        pyramid, to_picture = placed.pyramid, placed.to_picture
        if is_flat(landmarks.fit_in(pyramid.picture, to_picture)):
            return Page(placed, straight(pyramid, to_picture, size, windows), None)
        bend = bend_of(_prints(pyramid).picture, to_picture, landmarks)
        page = straight(pyramid, to_picture, size, windows, bend)
        reason = why_not_flattened(landmarks.fit(255 - page.darkness))
        return Refusal(reason) if reason else Page(placed, page, bend)

    def _size(self, sheet: int) -> tuple[int, int]:
        height, width = self._references[sheet - 1].shape
        return width, height


def _prints(pyramid: Pyramid) -> Pyramid:
    """The picture in which print is darkest and the red seal lightest."""
    picture = pyramid.picture
    return pyramid if picture.ndim == 2 else Pyramid(cast(Picture, cv2.extractChannel(picture, 2)))


def _status(marks: tuple[MarkReading, ...], reasons: tuple[str, ...]) -> Status:
    unsure = any(mark.mark is ReadMark.UNSURE for mark in marks)
    return Status.NEEDS_EYES if unsure or reasons else Status.READ
