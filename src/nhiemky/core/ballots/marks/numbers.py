"""Ink over the printed number of a row: a tick or a cross that a voter put before the name."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout
from nhiemky.core.ballots.marks import limits
from nhiemky.core.ballots.marks.shapes import shape_of
from nhiemky.core.ballots.marks.sight import Bytes, Ints, cut, darker_than_usual
from nhiemky.core.ballots.reading import Ink

EDGE = 0.8  # mm off the rules around the number
BEFORE = 2.9  # mm before the name, where its own window begins to see
WIDENED = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
BLUR = 0.8  # pixels
SQUARE = 5  # pixels: 0.8 mm
INSIDE = slice(SQUARE // 2, -(SQUARE // 2))  # squares that lie in the window whole


@dataclass(frozen=True)
class Numbers:
    """Windows over the numbers of n rows: corners in pixels of the page, one size, and the print's own darkness."""

    tops: Ints
    lefts: Ints
    darkness: Bytes


def numbers_of(reference: Bytes, layout: Layout, sheet: int) -> Numbers:
    """Measure a sheet's reference once."""
    places = [layout.places[candidate] for candidate in layout.on_sheet(sheet)]
    scale = limits.PX_PER_MM
    tops = np.array([round((place.row_box.y + EDGE) * scale) for place in places], np.int64)
    lefts = np.array([round((place.row_box.x + EDGE) * scale) for place in places], np.int64)
    height = int(min((place.row_box.height - 2 * EDGE) * scale for place in places))
    width = max(int(min((place.name_box.x - BEFORE - place.row_box.x - EDGE) * scale for place in places)), SQUARE)
    soft = cv2.GaussianBlur(255 - reference, (0, 0), BLUR)
    widened = np.asarray(cv2.dilate(soft, WIDENED), np.uint8)
    return Numbers(tops, lefts, cut(widened, tops, lefts, height, width))


def ink_on_numbers(darkness: Bytes, known: Numbers, rows: Ints, down: Ints, right: Ints) -> dict[int, Ink]:
    """The shape of the ink over the numbers of those of some `rows` (k, counted from 0) that have any; print stands
    `down` and `right` pixels (k) off its place."""
    if not len(rows):
        return {}
    height, width = known.darkness.shape[1:]
    seen = cut(darkness, known.tops[rows] + down, known.lefts[rows] + right, height, width)
    new = cv2.subtract(seen.reshape(len(rows), -1), known.darkness[rows].reshape(len(rows), -1))
    # A square as dark as a mark has a pixel as dark: where print fits, no number has.
    dark = np.flatnonzero(new.max(axis=1) > int(limits.ON_NUMBER * 255))
    return _shapes(np.asarray(new[dark], np.uint8).reshape(-1, height, width), rows[dark]) if len(dark) else {}


def _shapes(new: Bytes, rows: Ints) -> dict[int, Ink]:
    """The shape of the new ink (k, height, width) of those of some rows that have enough of it in one place."""
    # Edges of digits that do not quite fit are thinner than a square and do not fill one.
    means = np.asarray(cv2.blur(new.reshape(-1, new.shape[2]), (SQUARE, SQUARE)), np.uint8).reshape(new.shape)
    inked = darker_than_usual(means[:, INSIDE, INSIDE].reshape(len(new), -1), limits.ON_NUMBER)
    areas = cv2.reduce(inked, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0] / limits.PX_PER_MM**2
    found = np.flatnonzero(areas >= limits.ON_NUMBER_AREA)
    ink = (new[found] > limits.INK / 2 * 255).astype(np.uint8)
    return {int(row): shape_of(one, limits.PX_PER_MM) for row, one in zip(rows[found], ink, strict=True)}
