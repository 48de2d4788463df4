"""The sheet itself: its print, its folds and stains, the seal, and what shines through from behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from tests.scans.hands import writing
from tests.scans.pens import Canvas, Pen, draw, tooth
from tests.scans.strokes import Hand, StrokeModel

RED = (0.42, 0.38, 0.88)
Range = tuple[float, float]


@dataclass(frozen=True)
class Wear:
    """What befalls the sheets of a profile. Chances are per sheet; contrasts are shares of the light taken away."""

    toner: Range = (20, 60)  # brightness of black print
    boldness: Range = (-0.03, 0.05)  # mm by which print grows
    creases: float = 0.0
    crease_contrast: Range = (0.08, 0.4)
    bleed: float = 0.0
    bleed_contrast: Range = (0.05, 0.16)
    seal_over_name: float = 0.0
    seal: float = 0.0  # in its own room, top left
    stains: float = 0.0


def printed(raster: np.ndarray, scale: float, toner: float, boldness: float) -> np.ndarray:
    """The form as it came out of a printer: thinner or fatter by some hundredths of a mm, black not quite black."""
    grown = raster
    reach = abs(boldness) * scale
    if reach > 0.05:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
        other = cv2.erode(raster, kernel) if boldness > 0 else cv2.dilate(raster, kernel)
        share = min(1.0, reach)
        grown = cv2.addWeighted(raster, 1 - share, other, share, 0)
    levels = np.arange(256) * (255 - toner) / 255 + toner
    return cv2.LUT(grown, np.rint(levels).astype(np.uint8))


def crease(canvas: Canvas, rng: np.random.Generator, layout: Layout, contrast: float) -> list[np.ndarray]:
    """A fold across the whole sheet, mostly level; returns its line in mm (2, 2). One side lies in a light shadow."""
    height, width = canvas.pixels.shape[:2]
    level = rng.random() < 0.75
    length, breadth = (layout.width, layout.height) if level else (layout.height, layout.width)
    at = breadth * (rng.choice([1 / 3, 1 / 2, 2 / 3]) + rng.normal(0, 0.03))
    tilt = rng.normal(0, 0.012) * length
    count = int(length * 2)
    jitter = cv2.GaussianBlur(rng.normal(0, 1.2, (1, count)), (0, 0), 4).ravel()
    along, across = np.linspace(-1, length + 1, count), at + np.linspace(-tilt, tilt, count) / 2 + 0.12 * jitter
    points = np.stack([along, across] if level else [across, along], axis=1)
    layer = np.zeros((height, width), np.uint8)
    uneven = np.clip(0.6 + 0.8 * cv2.GaussianBlur(rng.normal(0, 1, (1, count)), (0, 0), 6).ravel() * 2, 0.15, 1)
    line = max(1, round(rng.uniform(0.12, 0.35) * canvas.scale))
    places = np.rint(points * canvas.scale).astype(int)
    for begin, end, dark in zip(places[:-1], places[1:], uneven, strict=False):
        cv2.line(layer, begin.tolist(), end.tolist(), int(255 * dark), line)
    slope = np.linspace(0, 1, round(6 * canvas.scale), dtype=np.float32)[::-1] * rng.uniform(0.02, 0.09)
    start = round(float(across.mean() + tilt / 2) * canvas.scale)
    ink = (0.15, 0.15, 0.15)
    canvas.darken(0, 0, cv2.GaussianBlur(layer, (3, 3), 0).astype(np.float32) / 255 * contrast, ink)
    if level:
        canvas.darken(0, start, np.repeat(slope[:, None], width, axis=1), ink)
    else:
        canvas.darken(start, 0, np.repeat(slope[None, :], height, axis=0), ink)
    return [points[[0, -1]]]


def bleed_through(
    canvas: Canvas, rng: np.random.Generator, layout: Layout, contrast: float, model: StrokeModel
) -> None:
    """Mirrored writing of another page, soft and faint."""
    height, width = canvas.pixels.shape[:2]
    small = canvas.scale / 3
    behind = Canvas(np.full((round(height / 3), round(width / 3)), 255, np.uint8), small)
    hand = Hand("behind", 0.05, 9, 120, (2, 3), 0.01, (1, 1), (0, 0.1), (1, 0.1))
    pen = Pen("behind", (0.2, 0.2, 0.2), (0.5, 0.9), (0.9, 1.0))
    for y in np.arange(30, layout.height - 40, rng.uniform(8, 16)):
        x = rng.uniform(15, 0.5 * layout.width)
        box = Box(x, float(y), rng.uniform(20, layout.width - x - 15), 3.5)
        if rng.random() < 0.5:
            paths = [np.array([[box.x, y], [box.right, y + rng.normal(0, 0.8)]])]
        else:
            paths = writing(rng, hand, box, loops=int(box.width / 4))
        for path in paths:
            draw(behind, rng, pen, model(rng, hand, path))
    soft = cv2.GaussianBlur(behind.pixels[:, ::-1], (0, 0), rng.uniform(0.9, 1.6))
    density = (255 - cv2.resize(soft, (width, height)).astype(np.float32)) / 255
    canvas.darken(0, 0, density * contrast, (0.0, 0.0, 0.0))


@cache
def _seal_shape(size: int) -> np.ndarray:
    """A Party seal seen from afar: two rings, letters as spokes between them, a star within."""
    layer = np.zeros((size, size), np.uint8)
    centre, radius = size / 2, size / 2 * 0.97
    middle = (round(centre), round(centre))
    line = max(1, round(size * 0.022))
    for share in (1.0, 0.94, 0.62):
        cv2.circle(layer, middle, round(radius * share), 255, max(1, line if share == 1 else line // 2), cv2.LINE_AA)
    letters = np.random.default_rng(3)
    for angle in np.arange(0, 2 * np.pi, 0.17):
        for _ in range(3):
            a, r = angle + letters.uniform(-0.05, 0.05, 2), radius * letters.uniform(0.68, 0.88, 2)
            ends = np.stack([centre + r * np.cos(a), centre + r * np.sin(a)], axis=1).round().astype(int)
            cv2.line(layer, ends[0].tolist(), ends[1].tolist(), 255, max(1, line // 2), cv2.LINE_AA)
    turn = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = radius * np.where(np.arange(10) % 2 == 0, 0.5, 0.2)
    star = np.stack([centre + reach * np.cos(turn), centre + reach * np.sin(turn)], axis=1).round().astype(np.int32)
    cv2.fillPoly(layer, [star], 255, cv2.LINE_AA)
    return layer


def seal(canvas: Canvas, rng: np.random.Generator, centre: tuple[float, float]) -> Box:
    """A red seal, 34 to 37 mm across, turned a little and unevenly inked; returns the square it fills, in mm."""
    across = rng.uniform(34, 37)
    size = round(across * canvas.scale)
    spin = cv2.getRotationMatrix2D((size / 2, size / 2), rng.normal(0, 8), 1.0)
    shape = cv2.warpAffine(_seal_shape(size), spin, (size, size)).astype(np.float32) / 255
    top, left = rng.integers(0, 1024 - 400, 2)
    patchy = cv2.resize(tooth()[top : top + 60, left : left + 60], (size, size))
    grain = cv2.resize(tooth()[top : top + 400, left : left + 400], (size, size))
    density = shape * rng.uniform(0.6, 0.95) * (1 - 0.35 * patchy) * (1 - 0.3 * grain)
    box = Box(centre[0] - across / 2, centre[1] - across / 2, across, across)
    canvas.darken(round(box.x * canvas.scale), round(box.y * canvas.scale), density, RED)
    return box


def stain(canvas: Canvas, rng: np.random.Generator, layout: Layout) -> None:
    """A pale spot of tea or a finger, with a darker rim."""
    across = rng.uniform(8, 30)
    size = round(across * canvas.scale)
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    reach = size * 0.36 * (1 + sum(rng.normal(0, 0.08) * np.cos(k * turn + rng.uniform(0, 6)) for k in (2, 3, 5)))
    shape = (
        np.stack([size / 2 + reach * np.cos(turn), size / 2 + reach * np.sin(turn)], axis=1).round().astype(np.int32)
    )
    layer = np.zeros((size, size), np.uint8)
    cv2.fillPoly(layer, [shape], 120)
    cv2.polylines(layer, [shape], isClosed=True, color=255, thickness=max(1, round(0.5 * canvas.scale)))
    soft = cv2.GaussianBlur(layer, (0, 0), 0.25 * canvas.scale).astype(np.float32) / 255
    x, y = rng.uniform(10, layout.width - 30), rng.uniform(30, layout.height - 60)
    canvas.darken(round(x * canvas.scale), round(y * canvas.scale), soft * rng.uniform(0.08, 0.22), (0.35, 0.5, 0.6))


def crossed(line: np.ndarray, boxes: Sequence[Box]) -> list[int]:
    """Which boxes a line (2, 2) in mm runs through for at least a quarter of their width."""
    hit = []
    for index, box in enumerate(boxes):
        x = np.linspace(box.x, box.right, 40)
        (x1, y1), (x2, y2) = line
        if abs(x2 - x1) < abs(y2 - y1):
            hit += [index] if box.x - 0.5 < (x1 + x2) / 2 < box.right + 0.5 else []
            continue
        y = y1 + (x - x1) * (y2 - y1) / (x2 - x1)
        if np.mean((y > box.y - 0.3) & (y < box.bottom + 0.3)) > 0.25:
            hit.append(index)
    return hit
