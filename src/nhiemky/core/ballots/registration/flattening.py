"""Flattening a bent sheet: by lines of text first, which cannot be mistaken for each other, then by the rules."""

from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout, Sheet
from nhiemky.core.ballots.registration.bending import Bend, Measured, fitted
from nhiemky.core.ballots.registration.corners import Numbers, frame_of
from nhiemky.core.ballots.registration.landmarks import (
    PX_PER_MM,
    Fit,
    Places,
    RulePoints,
    offsets,
    places_of,
    profiles,
    rule_points,
)
from nhiemky.core.ballots.registration.markers import Grey
from nhiemky.core.ballots.registration.text_landmarks import TextPiece, text_offsets, text_pieces
from nhiemky.core.ballots.scans.pyramid import Picture

# Print this near its place everywhere is read as it lies.
_FITS = 0.18  # mm
# Further off than this after flattening, ink is not told from print with certainty.
_MOST_OFF = 0.35  # mm
# Of the places on the table's rules, those that something lies over, and those where it cannot be told how they lie.
_MOST_LOST = 0.1
_MOST_SCATTERED = 0.1
# Rounds of measuring: how far to both sides of a rule's place is looked (mm), and how closely the page may turn (mm).
_ROUNDS = ((2.4, 50.0), (1.2, 28.0))
_MOST_POINTS = 320  # measured each time along one axis
_TEXT_SPAN = 70.0
_ANCHOR = 12  # times that each marker, which lies where it should, counts


@dataclass(frozen=True)
class Landmarks:
    """What of a sheet's print is looked for, to see whether a page is flat and to flatten it."""

    page: tuple[float, float]
    size: tuple[int, int]
    markers: Numbers
    near: Places
    rules: tuple[tuple[RulePoints, RulePoints], ...]
    texts: tuple[TextPiece, ...]

    def fit(self, page: Grey) -> Fit:
        """How well a straightened page lies on the rules of the table."""
        return self.near.fit(page)

    def fit_in(self, picture: Picture, to_picture: Numbers) -> Fit:
        """The same of a page that is still in its picture; `to_picture` (3 × 3) turns millimetres into pixels."""
        to_mm = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, PX_PER_MM]], np.float64)
        return self.near.fit(picture, to_picture @ to_mm)


def is_flat(fit: Fit) -> bool:
    """Whether a page can be read as it lies."""
    return fit.off <= _FITS and fit.scattered == 0 and fit.lost <= _MOST_LOST


def why_not_flattened(fit: Fit) -> str | None:
    """The reason when a page that was flattened still cannot be read."""
    if fit.lost > _MOST_LOST:
        return "two_sheets"
    return "bent" if fit.off > _MOST_OFF or fit.scattered > _MOST_SCATTERED else None


def landmarks_of(layout: Layout, sheet: Sheet, reference: Grey) -> Landmarks:
    """The landmarks of a sheet, from its drawn reference."""

    def points(reach: float) -> tuple[RulePoints, RulePoints]:
        across = rule_points(layout, sheet, reference, reach, upright=True)
        return across, rule_points(layout, sheet, reference, reach, upright=False)

    reaches = [reach for reach, _ in _ROUNDS]
    near = points(reaches[-1])
    height, width = reference.shape
    return Landmarks(
        page=(layout.width, layout.height),
        size=(width, height),
        markers=frame_of(sheet).points,
        near=places_of(*near),
        rules=tuple((across.spread(_MOST_POINTS), down.spread(_MOST_POINTS)) for across, down in map(points, reaches)),
        texts=text_pieces(sheet, reference),
    )


def bend_of(picture: Grey, to_picture: Numbers, landmarks: Landmarks) -> Bend:
    """How a sheet in a picture bends between its markers."""
    page = _drawn(picture, to_picture, None, landmarks)
    bend = _fitted(text_offsets(page, landmarks.texts), landmarks, _TEXT_SPAN)
    for (across, down), (_, span) in zip(landmarks.rules, _ROUNDS, strict=True):
        page = _drawn(picture, to_picture, bend, landmarks)
        bend += _fitted((_seen(page, across), _seen(page, down)), landmarks, span)
    return bend


def _drawn(picture: Grey, to_picture: Numbers, bend: Bend | None, landmarks: Landmarks) -> Grey:
    flat = bend or Bend(np.zeros((*(int(np.ceil(side / 2)) + 2 for side in landmarks.page[::-1]), 2)))
    x, y = flat.maps(to_picture, landmarks.size, PX_PER_MM)
    return cast(Grey, cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def _seen(page: Grey, points: RulePoints) -> Measured:
    found = offsets(profiles(page, points.looked_at), points.fraction)
    return Measured(points.points[found.plain], found.off[found.plain])


def _fitted(measured: tuple[Measured, Measured], landmarks: Landmarks, span: float) -> Bend:
    anchors = np.repeat(landmarks.markers, _ANCHOR, axis=0)

    def anchored(seen: Measured) -> Measured:
        points = np.concatenate([anchors, seen.points])
        return Measured(points, np.concatenate([np.zeros(len(anchors)), seen.offsets]))

    across, down = measured
    return fitted(anchored(across), anchored(down), landmarks.page, span)
