"""From millimetres on the paper to pixels of a picture, and the picture of a page under such a map."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

Bending = Callable[[np.ndarray], np.ndarray]

GRID = 24  # pixels between the places at which a bent page is worked out exactly; linear between them


@dataclass(frozen=True)
class View:
    """How a page is seen: `printer` (3, 3) takes millimetres of the layout to millimetres of paper, `matrix` those to
    pixels once `bending` has moved them (n, 2); None is flat. `size` is the picture's width and height in pixels."""

    printer: np.ndarray
    matrix: np.ndarray
    size: tuple[int, int]
    bending: Bending | None = None

    def pixels(self, points: np.ndarray) -> np.ndarray:
        """Where millimetres of the layout (n, 2) fall in the picture (n, 2)."""
        return self.paper_pixels(_through(self.printer, points))

    def paper_pixels(self, points: np.ndarray) -> np.ndarray:
        """Where millimetres of the paper (n, 2) fall in the picture (n, 2)."""
        return _through(self.matrix, points if self.bending is None else points + self.bending(points))

    def paper_mask(self, width: float, height: float) -> np.ndarray | None:
        """255 where the picture shows paper of a size in mm, 0 beside it; None when it shows nothing else."""
        edge = np.linspace(0, 1, 24)[:-1, None]
        corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
        outline = np.concatenate(
            [a + edge * (b - a) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
        )
        polygon = np.rint(self.paper_pixels(outline)).astype(np.int32)
        frame = np.array([[0, 0], [self.size[0] - 1, 0], [self.size[0] - 1, self.size[1] - 1], [0, self.size[1] - 1]])
        if all(cv2.pointPolygonTest(polygon, (float(x), float(y)), False) >= 0 for x, y in frame):
            return None
        mask = np.zeros(self.size[::-1], np.uint8)
        cv2.fillPoly(mask, [polygon], 255)
        return mask


def _through(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    return cv2.perspectiveTransform(points[None].astype(np.float64), matrix)[0]


def seen(canvas: np.ndarray, scale: float, view: View, paper: int) -> np.ndarray:
    """The picture of a canvas drawn at `scale` pixels per mm; beyond the canvas lies paper of a brightness."""
    to_canvas = np.array([[1 / scale, 0, 0.5 / scale], [0, 1 / scale, 0.5 / scale], [0, 0, 1]], float)
    border = (paper,) * 3
    if view.bending is None:
        forward = view.matrix @ view.printer @ to_canvas
        if np.allclose(forward[2], [0, 0, 1]):
            return cv2.warpAffine(canvas, forward[:2], view.size, flags=cv2.INTER_LINEAR, borderValue=border)
        return cv2.warpPerspective(canvas, forward, view.size, flags=cv2.INTER_LINEAR, borderValue=border)
    x, y = _source(view, scale)
    return cv2.remap(canvas, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=border)


def _source(view: View, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel the place on the canvas it shows, found by fixed point steps on a coarse grid."""
    columns, rows = (-(-side // GRID) + 2 for side in view.size)
    u, v = np.meshgrid((np.arange(columns) - 0.5) * GRID - 0.5, (np.arange(rows) - 0.5) * GRID - 0.5)
    wanted = np.stack([u.ravel(), v.ravel()], axis=1)
    inverse = np.linalg.inv(view.matrix @ view.printer)
    flat = _through(inverse, wanted)
    points = flat
    for _ in range(5):
        points = points + flat - _through(inverse, view.pixels(points))
    maps = (points.reshape(rows, columns, 2) * scale - 0.5).astype(np.float32)
    fine = cv2.resize(maps, (columns * GRID, rows * GRID), interpolation=cv2.INTER_LINEAR)
    window = fine[GRID : GRID + view.size[1], GRID : GRID + view.size[0]]
    return np.ascontiguousarray(window[:, :, 0]), np.ascontiguousarray(window[:, :, 1])


def turned(degrees: float, about: tuple[float, float]) -> np.ndarray:
    """Rotation about a point, clockwise on paper with y down."""
    angle = np.radians(degrees)
    cos, sin = np.cos(angle), np.sin(angle)
    return moved(*about) @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]) @ moved(-about[0], -about[1])


def moved(x: float, y: float) -> np.ndarray:
    """Translation."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)


def scaled(factor: float, about: tuple[float, float] = (0.0, 0.0)) -> np.ndarray:
    """Scaling about a point."""
    return moved(*about) @ np.diag([factor, factor, 1.0]) @ moved(-about[0], -about[1])
