"""Phones held over a table: perspective, shadows, colours of lamps, a hand that shakes, paper that curls."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.layout import Layout
from tests.scans.papers import Range
from tests.scans.pens import tooth
from tests.scans.pictures import compressed, defocused, lit, noisy, shaken
from tests.scans.warps import Bending, View, moved, scaled, seen


@dataclass(frozen=True)
class Phone:
    """A profile's way of taking pictures. Angles in degrees, lengths in mm, blur and shake in pixels."""

    density: Range = (8.4, 11.0)  # pixels per mm of paper
    turns: tuple[int, ...] = (0, 1, 2, 3)
    roll: Range = (-8, 8)
    tilt: Range = (0, 16)
    fills: Range = (0.72, 0.92)  # of the picture by paper
    curl: float = 0.0  # mm by which the paper rises
    shadow: float = 0.5
    shadow_depth: Range = (0.15, 0.5)
    uneven: Range = (0.0, 0.3)
    tint: Range = (-0.08, 0.08)  # white balance
    blur: Range = (0.3, 0.9)
    shake: Range = (0, 2)
    noise: Range = (1, 4)
    quality: tuple[int, int] = (70, 95)
    print_scale: Range = (0.98, 1.01)
    print_shift: Range = (-1.5, 1.5)

    colour: bool = True

    def pixels_per_mm(self, rng: np.random.Generator) -> float:
        """Of one photograph, at the middle of the paper."""
        return float(rng.uniform(*self.density))

    def view(self, rng: np.random.Generator, layout: Layout, density: float) -> View:
        """A pinhole camera of a phone's angle of view, looking at the middle of the sheet."""
        middle = np.array([layout.width, layout.height]) / 2
        away = layout.height * rng.uniform(1.15, 1.7)
        tilt, towards = np.radians(rng.uniform(*self.tilt)), rng.uniform(0, 2 * np.pi)
        roll = np.radians(90 * int(rng.choice(self.turns)) + rng.uniform(*self.roll))
        axis = np.array([np.cos(towards), np.sin(towards), 0.0])
        rotation = cv2.Rodrigues(np.array([0, 0, roll]))[0] @ cv2.Rodrigues(axis * tilt)[0]
        focal = density * away
        plane = np.stack([rotation[:, 0], rotation[:, 1], np.array([0, 0, away])], axis=1)
        look = np.diag([focal, focal, 1.0]) @ plane @ moved(*-middle)
        corners = np.array([[0, 0], [layout.width, 0], [layout.width, layout.height], [0, layout.height]], float)
        outline = cv2.perspectiveTransform(corners[None], look)[0]
        low, spread = outline.min(axis=0), np.ptp(outline, axis=0)
        size = spread / rng.uniform(*self.fills)
        offset = (size - spread) * rng.uniform(0.3, 0.7, 2) - low
        printer = moved(*rng.uniform(*self.print_shift, 2)) @ scaled(rng.uniform(*self.print_scale), (*middle,))
        matrix = moved(*offset) @ look
        return View(printer, matrix / matrix[2, 2], (round(size[0]), round(size[1])), self._curling(rng, layout, away))

    def _curling(self, rng: np.random.Generator, layout: Layout, away: float) -> Bending | None:
        """A sheet that rises by some mm along one direction moves outwards by the share of the camera's distance."""
        if not self.curl:
            return None
        rise = rng.uniform(0.3, 1.0) * self.curl
        along = rng.uniform(0, 2 * np.pi)
        direction = np.array([np.cos(along), np.sin(along)]) / layout.height
        wave, phase = rng.uniform(0.8, 2.0) * np.pi, rng.uniform(0, 2 * np.pi)
        middle = np.array([layout.width, layout.height]) / 2

        def curling(points: np.ndarray) -> np.ndarray:
            height = rise * np.sin((points - middle) @ direction * wave + phase)
            return (points - middle) * (height / away)[:, None]

        return curling

    def scan(
        self, rng: np.random.Generator, canvas: np.ndarray, scale: float, view: View, layout: Layout
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """The photograph; no streaks."""
        picture = seen(canvas, scale, view, paper=255)
        mask = view.paper_mask(layout.width, layout.height)
        if mask is not None:
            cv2.copyTo(_table(rng, picture.shape), cv2.bitwise_not(mask), picture)
        picture = self._lit(rng, picture)
        picture = shaken(rng, defocused(picture, rng.uniform(*self.blur)), rng.uniform(*self.shake))
        return compressed(noisy(rng, picture, rng.uniform(*self.noise)), int(rng.integers(*self.quality))), []

    def _lit(self, rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
        """Uneven light, the vignette of the lens, perhaps a shadow with a soft edge, and the colour of the lamp."""
        height, width = picture.shape[0] // 16 + 1, picture.shape[1] // 16 + 1
        y, x = np.mgrid[0:height, 0:width] / max(height, width)
        towards = rng.uniform(0, 2 * np.pi)
        light = 1 - rng.uniform(*self.uneven) * (
            0.5 + 0.7 * ((x - 0.5) * np.cos(towards) + (y - 0.5) * np.sin(towards))
        )
        light = light * (1 - rng.uniform(0, 0.25) * ((x - x.mean()) ** 2 + (y - y.mean()) ** 2))
        if rng.random() < self.shadow:
            angle, at = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.6)
            edge = (x - at) * np.cos(angle) + (y - at) * np.sin(angle) + 0.03 * np.sin(9 * (x + y) + angle)
            soft = rng.uniform(0.004, 0.06)
            light = light * (1 - rng.uniform(*self.shadow_depth) / (1 + np.exp(-np.clip(edge / soft, -50, 50))))
        picture = lit(picture, light / light.max() * rng.uniform(0.8, 1.0))
        if picture.ndim == 2:
            return picture
        gains = 1 - np.array([max(0, g) for g in (lambda t: (t, 0.3 * abs(t), -t))(rng.uniform(*self.tint))])
        tables = np.clip(np.arange(256)[:, None] * gains[None, :], 0, 255).astype(np.uint8)
        return cv2.LUT(picture, tables[None])


def _table(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    """A table top: grain drawn out along one direction, in some colour from pale wood to black."""
    top, left = rng.integers(0, 1024 - 256, 2)
    grain = cv2.resize(tooth()[top : top + 200, left : left + rng.integers(4, 60)], shape[1::-1])
    level = rng.uniform(0.1, 0.75)
    base = np.array([0.55, 0.75, 1.0]) * rng.uniform(0.7, 1.0, 3) * level * 255
    shade = np.rint(255 * (0.75 + 0.25 * grain)).astype(np.uint8)
    if len(shape) == 2:
        return cv2.convertScaleAbs(shade, alpha=float(base.mean()) / 255)
    return cv2.merge([cv2.convertScaleAbs(shade, alpha=float(channel) / 255) for channel in base])
