"""Office scanners: where the sheet lies under the lamp, and what the machine adds of its own."""

from dataclasses import dataclass

import cv2
import numpy as np

from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.layout import Layout
from tests.scans.papers import Range
from tests.scans.pictures import compressed, defocused, noisy, toned
from tests.scans.warps import Bending, View, moved, scaled, seen, turned

Quarters = tuple[int, ...]


@dataclass(frozen=True)
class Scanner:
    """A profile's machine. Angles in degrees, lengths in mm, blur in pixels, levels of 256; pairs are ranges."""

    dpi: tuple[int, ...] = (200,)
    colour: bool = False
    turns: Quarters = (0,)  # quarter turns
    skew: Range = (-1.5, 1.5)
    lies: Range = (-2, 2)  # the sheet's shift on the glass
    print_scale: Range = (0.98, 1.01)
    print_shift: Range = (-1.5, 1.5)
    bend: float = 0.0  # up to so many mm of print out of place
    noise: Range = (1, 3)
    blur: Range = (0.3, 0.6)
    black: Range = (0, 25)
    white: Range = (238, 255)
    gamma: Range = (0.9, 1.15)
    quality: tuple[int, int] = (75, 95)
    dust: float = 4.0  # specks per sheet
    streaks: float = 0.0
    streak_contrast: Range = (0.1, 0.5)
    dark_edges: float = 0.0

    def pixels_per_mm(self, rng: np.random.Generator) -> float:
        """Pixels per mm of one scan."""
        return float(rng.choice(self.dpi)) / 25.4

    def view(self, rng: np.random.Generator, layout: Layout, density: float) -> View:
        """Where the print lands: scaled and shifted by the printer, then turned and moved on the glass."""
        middle = (layout.width / 2, layout.height / 2)
        quarter, skew = int(rng.choice(self.turns)), rng.uniform(*self.skew)
        printer = moved(*rng.uniform(*self.print_shift, 2)) @ scaled(rng.uniform(*self.print_scale), middle)
        angle = abs(np.radians(skew))
        width = layout.width * np.cos(angle) + layout.height * np.sin(angle)
        height = layout.height * np.cos(angle) + layout.width * np.sin(angle)
        if abs(skew) < 2:
            # The glass is no larger than the sheet: corners may leave it.
            width, height = layout.width + rng.uniform(0, 4), layout.height + rng.uniform(0, 4)
        if quarter % 2:
            width, height = height, width
        onto_glass = moved(width / 2 - middle[0], height / 2 - middle[1]) @ turned(90 * quarter + skew, middle)
        onto_glass = moved(*rng.uniform(*self.lies, 2)) @ onto_glass
        matrix = moved(-0.5, -0.5) @ scaled(density) @ onto_glass
        return View(printer, matrix, (round(width * density), round(height * density)), self._bending(rng, layout))

    def _bending(self, rng: np.random.Generator, layout: Layout) -> Bending | None:
        """A few long waves, as a sheet that was rolled up or pulled through unevenly shows."""
        if not self.bend:
            return None
        reach = rng.uniform(0.4, 1.0) * self.bend
        waves = rng.uniform(0.4, 1.1, (2, 2)) * np.pi / np.array([layout.width, layout.height])
        phases = rng.uniform(0, 2 * np.pi, (2, 2))
        shares = rng.uniform(-0.5, 0.5, (2, 2)) * reach

        def bending(points: np.ndarray) -> np.ndarray:
            sway = [shares[axis] * np.sin(points * waves[axis] + phases[axis]) for axis in range(2)]
            return np.stack([sway[0].sum(axis=1), sway[1].sum(axis=1)], axis=1)

        return bending

    def scan(
        self, rng: np.random.Generator, canvas: np.ndarray, scale: float, view: View, layout: Layout
    ) -> tuple[np.ndarray, list[np.ndarray]]:
        """The picture, and the lines in pixels (2, 2) at which the machine drew streaks."""
        density = float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
        picture = seen(canvas, scale, view, paper=255)
        lid = rng.uniform(25, 110) if rng.random() < self.dark_edges else rng.uniform(225, 255)
        mask = view.paper_mask(layout.width, layout.height)
        if mask is not None:
            picture[mask == 0] = int(lid)
        self._dust(rng, picture, density)
        streaks = self._streaks(rng, picture)
        picture = defocused(picture, rng.uniform(*self.blur))
        picture = toned(picture, rng.uniform(*self.black), rng.uniform(*self.white), rng.uniform(*self.gamma))
        return compressed(noisy(rng, picture, rng.uniform(*self.noise)), int(rng.integers(*self.quality))), streaks

    def _dust(self, rng: np.random.Generator, picture: np.ndarray, density: float) -> None:
        height, width = picture.shape[:2]
        for _ in range(rng.poisson(self.dust)):
            x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
            grey = int(rng.uniform(40, 200))
            if rng.random() < 0.75:
                cv2.circle(
                    picture, (x, y), max(0, round(rng.uniform(0.05, 0.22) * density)), (grey,) * 3, -1, cv2.LINE_AA
                )
                continue
            turn = np.linspace(0, rng.uniform(0.5, 2.5), 12) + rng.uniform(0, 6)
            hair = rng.uniform(0.6, 1.6) * density * np.stack([np.cos(turn), np.sin(turn)], axis=1) + (x, y)
            cv2.polylines(
                picture, [np.rint(hair).astype(np.int32)], isClosed=False, color=(grey,) * 3, lineType=cv2.LINE_AA
            )

    def _streaks(self, rng: np.random.Generator, picture: np.ndarray) -> list[np.ndarray]:
        """Lines down the whole picture where dirt lay on the glass of the feeder."""
        height, width = picture.shape[:2]
        lines = []
        for _ in range(rng.poisson(self.streaks)):
            x, thick = int(rng.integers(0, width - 4)), int(rng.integers(1, 4))
            share = rng.uniform(*self.streak_contrast)
            area = picture[:, x : x + thick]
            target = 0 if rng.random() < 0.8 else 255
            area[:] = np.rint(area * (1 - share) + target * share).astype(np.uint8)
            lines.append(np.array([[x, 0], [x, height]], float))
        return lines


def under(lines: list[np.ndarray], view: View, boxes: list[Box]) -> list[int]:
    """Which boxes a line of the picture crosses lengthwise, or touches from side to side."""
    hit = []
    for index, box in enumerate(boxes):
        middle = np.array([[box.x, box.y + box.height / 2], [box.right, box.y + box.height / 2]])
        ends = view.pixels(middle)
        tall = view.pixels(np.array([[box.x, box.y], [box.x, box.bottom]]))
        half = float(np.hypot(*(tall[1] - tall[0]))) * 0.6
        lengthwise = abs(ends[1] - ends[0])[1] > abs(ends[1] - ends[0])[0]
        for line in lines:
            x = line[0, 0]
            if lengthwise and ends[:, 0].min() - half < x < ends[:, 0].max() + half:
                hit.append(index)
                break
    return hit
