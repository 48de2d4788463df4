"""Pens and pencils, and how their ink lies on the paper: it only ever takes light away."""

from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np

from tests.scans.strokes import Stroke

SUPERSAMPLING = 3  # drawn this much larger, then reduced, so that edges are soft and widths exact to 0.03 mm
GREY = np.array([0.114, 0.587, 0.299])  # of blue, green and red: what a grey scan makes of a colour


@dataclass(frozen=True)
class Pen:
    """`colour` is what full ink reflects of blue, green and red (0 to 1); `width` in mm and `opacity` are ranges."""

    name: str
    colour: tuple[float, float, float]
    width: tuple[float, float]
    opacity: tuple[float, float]
    grain: float = 0.0  # how much the paper's tooth shows through: pencil
    gaps: float = 0.0  # per mm: places where a ballpoint skips
    gap_length: tuple[float, float] = (0.3, 1.2)  # mm
    blobs: float = 0.0  # per stroke
    dry_start: tuple[float, float] = (0.0, 0.0)  # mm: until a ball that dried turns, each time the pen is set down
    weak: bool = False  # pale or broken: a person, too, has to look closely

    def picked_up(self, rng: np.random.Generator) -> "Pen":
        """This pen as one voter holds it: one width, one darkness."""
        width, opacity = rng.uniform(*self.width), rng.uniform(*self.opacity)
        return replace(self, width=(width, width), opacity=(opacity, opacity))


@dataclass(frozen=True)
class Canvas:
    """The paper while it is written on: (h, w) grey or (h, w, 3) blue-green-red bytes, `scale` pixels per mm."""

    pixels: np.ndarray
    scale: float

    def darken(self, left: int, top: int, density: np.ndarray, colour: tuple[float, float, float]) -> None:
        """Lay ink of a density (h, w, 0 to 1) over the picture at a pixel; what falls outside is cut off."""
        height, width = self.pixels.shape[:2]
        cut = density[max(0, -top) : height - top, max(0, -left) : width - left]
        if cut.size == 0:
            return
        top, left = max(0, top), max(0, left)
        area = self.pixels[top : top + cut.shape[0], left : left + cut.shape[1]]
        if self.pixels.ndim == 2:
            through = 1 - cut * (1 - float(GREY @ np.array(colour)))
        else:
            through = 1 - cut[:, :, None] * (1 - np.array(colour, np.float32))
        area[:] = np.rint(area * through).astype(np.uint8)

    def whiten(self, left: int, top: int, density: np.ndarray) -> None:
        """Lay something white over the picture, as `darken` lays ink."""
        self.pixels[:] = 255 - self.pixels
        self.darken(left, top, density, (0.0, 0.0, 0.0))
        self.pixels[:] = 255 - self.pixels


@cache
def tooth() -> np.ndarray:
    """A tile of paper's tooth, 1024 pixels square, 0 to 1, the same in every run."""
    noise = np.random.default_rng(7).normal(size=(1024, 1024)).astype(np.float32)
    rough = cv2.GaussianBlur(noise, (0, 0), 1.3)
    ranks = (rough - rough.mean()) / rough.std()
    return np.clip(0.5 + 0.35 * ranks, 0, 1).astype(np.float32)


def draw(canvas: Canvas, rng: np.random.Generator, pen: Pen, stroke: Stroke) -> None:
    """Lay one stroke on the paper."""
    fine = canvas.scale * SUPERSAMPLING
    line = rng.uniform(*pen.width)
    margin = line * 1.5 + 0.8
    low = np.floor((stroke.points.min(axis=0) - margin) * canvas.scale).astype(int)
    high = np.ceil((stroke.points.max(axis=0) + margin) * canvas.scale).astype(int)
    size = high - low
    layer = np.zeros((size[1] * SUPERSAMPLING, size[0] * SUPERSAMPLING), np.uint8)
    points = np.rint((stroke.points * canvas.scale - low) * SUPERSAMPLING).astype(int)
    widths = np.maximum(1, np.rint(line * fine * stroke.width)).astype(int)
    darkness = np.rint(255 * np.clip(stroke.density * _skipping(rng, pen, len(points)), 0, 1)).astype(int)
    for begin, end, width, dark in zip(points[:-1], points[1:], widths, darkness, strict=False):
        if dark:
            cv2.line(layer, begin.tolist(), end.tolist(), int(dark), int(width))
    _blots(rng, pen, layer, points, line * fine)
    density = cv2.resize(layer, size.tolist(), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    if pen.grain:
        density = density * _grain(rng, density.shape, pen.grain)
    density *= rng.uniform(*pen.opacity)
    if min(pen.colour) == 1:
        canvas.whiten(int(low[0]), int(low[1]), density)
    else:
        canvas.darken(int(low[0]), int(low[1]), density, pen.colour)


def _skipping(rng: np.random.Generator, pen: Pen, count: int) -> np.ndarray:
    """One where ink flows, near nothing where the pen skips; points stand 0.22 mm apart."""
    flow = np.ones(count)
    for _ in range(rng.poisson(pen.gaps * count * 0.22)):
        start = rng.integers(0, count)
        flow[start : start + max(1, round(rng.uniform(*pen.gap_length) / 0.22))] = rng.uniform(0, 0.15)
    if pen.dry_start[1]:
        flow[: round(rng.uniform(*pen.dry_start) / 0.22)] *= rng.uniform(0, 0.4)
    return flow


def _blots(rng: np.random.Generator, pen: Pen, layer: np.ndarray, points: np.ndarray, line: float) -> None:
    for _ in range(rng.poisson(pen.blobs)):
        where = points[rng.choice([0, -1, rng.integers(0, len(points))])]
        cv2.circle(layer, where.tolist(), max(1, round(line * rng.uniform(0.6, 0.95))), 255, -1)


def _grain(rng: np.random.Generator, shape: tuple[int, ...], grain: float) -> np.ndarray:
    tile = tooth()
    top, left = rng.integers(0, tile.shape[0], 2)
    rows = (np.arange(shape[0]) + top) % tile.shape[0]
    columns = (np.arange(shape[1]) + left) % tile.shape[1]
    return 1 - grain * tile[np.ix_(rows, columns)]
