"""Small ballots drawn for tests of marks: a printed reference, and the same page with strokes of a pen on it.

Everything is drawn finely and reduced, so that edges are as soft as a scanner's; all of it is deterministic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

import nhiemky.printing
from nhiemky.core.ballots.geometry import Box
from nhiemky.core.ballots.identity import Identity
from nhiemky.core.ballots.layout import Layout, Place, Rule, Sheet
from nhiemky.core.elections.rulebook import BallotStyle

PX = 6
FINE = 2
Picture = npt.NDArray[np.uint8]
Points = Sequence[tuple[float, float]]

NAMES = ("Nguyễn Thị An", "Trần Văn Bình", "Lê Dũng", "Đỗ Thị Thanh Huyền", "Phạm Ngọc Quý", "Vũ Ý")
FONT = Path(nhiemky.printing.__file__).parent / "fonts" / "LiberationSerif-Regular.ttf"
EM = 12 * 25.4 / 72
LEFT, TOP, PITCH = 28.0, 70.0, 9.0
BLUE, RED, BLACK, PENCIL = (160, 60, 30), (50, 40, 200), (35, 30, 30), (150, 150, 150)  # BGR


@dataclass(frozen=True)
class Drawing:
    """A layout with its printed page, grey, at PX pixels a millimetre times FINE."""

    layout: Layout
    fine: Picture

    @property
    def reference(self) -> Picture:
        """The printed page at PX pixels a millimetre."""
        return reduced(self.fine)

    @property
    def sheet(self) -> Sheet:
        """Its only sheet."""
        return self.layout.sheets[0]


def reduced(fine: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """The picture at PX pixels a millimetre."""
    return cv2.resize(fine, None, fx=1 / FINE, fy=1 / FINE, interpolation=cv2.INTER_AREA).astype(np.uint8)


@cache
def drawing(style: BallotStyle = BallotStyle.STRIKE, names: tuple[str, ...] = NAMES) -> Drawing:
    """An A5 ballot of these names in this order."""
    scale = PX * FINE
    image = Image.new("L", (148 * scale, 210 * scale), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), EM * scale)
    places, rules = [], []
    for row, name in enumerate(names):
        y = TOP + row * PITCH
        baseline = y + PITCH / 2 + 0.34 * EM
        pen.text((17 * scale, baseline * scale), f"{row + 1}", 0, font, "ls")
        pen.text((LEFT * scale, baseline * scale), name, 0, font, "ls")
        left, _, right, _ = (edge / scale for edge in pen.textbbox((LEFT * scale, 0), name, font, "ls"))
        boxes: list[Box | None] = [None, None]
        if style is BallotStyle.AGREE:
            boxes = [Box(x, y + PITCH / 2 - 2.5, 5, 5) for x in (104.0, 122.0)]
        places.append(
            Place(name, 1, Box(left, baseline - 0.9 * EM, right - left, 1.12 * EM), Box(14, y, 120, PITCH), *boxes)
        )
        rules += [_square(box) for box in boxes if box is not None]
    bottom = TOP + PITCH * len(names)
    table = [Rule(14, TOP + PITCH * k, 134, TOP + PITCH * k, 0.2) for k in range(len(names) + 1)]
    table += [Rule(x, TOP, x, bottom, 0.2) for x in (14.0, 26.0, 134.0)]
    lines = tuple(table + [rule for square in rules for rule in square])
    for rule in lines:
        pen.line([rule.x1 * scale, rule.y1 * scale, rule.x2 * scale, rule.y2 * scale], 0, round(rule.thickness * scale))
    pen.text((40 * scale, 55 * scale), "PHIẾU BẦU BAN CHẤP HÀNH", 0, font, "ls")
    markers = tuple(Box(x, y, 7, 7) for x, y in ((13, 13), (128, 13), (128, 190), (13, 190)))
    for marker in markers:
        pen.rectangle([marker.x * scale, marker.y * scale, marker.right * scale, marker.bottom * scale], 0)
    identity = Identity(1, 1, style, 1, 1, 1)
    sheet = Sheet(1, (markers[0], markers[1], markers[2], markers[3]), Box(50, 188, 30, 10), identity, (), lines)
    return Drawing(Layout(148, 210, style, (sheet,), tuple(places)), np.asarray(image))


def _square(box: Box) -> list[Rule]:
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom), (box.x, box.y)]
    return [Rule(*corners[k], *corners[k + 1], 0.25) for k in range(4)]


@dataclass(frozen=True)
class Stroke:
    """A pen's way over the paper in millimetres; `ink` is BGR, `width` in millimetres."""

    points: Points
    width: float = 0.5
    ink: tuple[int, int, int] = BLUE


def scan(
    page: Drawing,
    strokes: Sequence[Stroke] = (),
    *,
    shift: tuple[float, float] = (0.0, 0.0),
    blur: float = 0.6,
    noise: float = 4.0,
    seed: int = 1,
) -> Picture:
    """The page in colour as a scanner sees it after straightening: shifted (mm), blurred (pixels), with noise."""
    fine = cv2.cvtColor(page.fine, cv2.COLOR_GRAY2BGR)
    for stroke in strokes:
        draw(fine, stroke)
    moved = cv2.warpAffine(
        fine,
        np.array([[1, 0, shift[0] * PX * FINE], [0, 1, shift[1] * PX * FINE]], np.float32),
        (fine.shape[1], fine.shape[0]),
        flags=cv2.INTER_NEAREST,
        borderValue=(255, 255, 255),
    ).astype(np.uint8)
    small = reduced(moved)
    soft = cv2.GaussianBlur(small, (0, 0), blur).astype(np.float32)
    grain = np.random.default_rng(seed).normal(0, noise, soft.shape[:2]).astype(np.float32)
    return np.clip(soft * (225 / 255) + 25 + grain[:, :, None], 0, 255).astype(np.uint8)


def draw(fine: Picture, stroke: Stroke) -> None:
    """Draw a stroke; where it crosses print or another stroke the darker of the two stays."""
    scale = PX * FINE
    way = np.array(stroke.points, np.float64) * scale
    margin = stroke.width * scale + 2
    left, top = np.maximum(way.min(axis=0) - margin, 0).astype(int)
    right, bottom = (way.max(axis=0) + margin).astype(int)
    part = fine[top:bottom, left:right]
    mask = np.zeros(part.shape[:2], np.uint8)
    points = np.round((way - (left, top)) * 16).astype(np.int32)
    cv2.polylines(mask, [points], False, 255, max(1, round(stroke.width * scale)), cv2.LINE_AA, 4)
    covered = mask[:, :, None].astype(np.float32) / 255
    inked = 255 - covered * (255 - np.array(stroke.ink, np.float32))
    np.minimum(part, inked.astype(np.uint8), out=part)


def grey(colour: Picture) -> Picture:
    """The grey picture of a colour one."""
    return cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY).astype(np.uint8)


def zigzag(box: Box, teeth: int, sway: float) -> Points:
    """A line through a name with teeth, going up and down by so many millimetres around its middle."""
    middle = box.y + box.height / 2
    step = (box.width + 2) / teeth
    return [(box.x - 1 + step * k, middle + sway * (-1) ** k) for k in range(teeth + 1)]


def loop(box: Box) -> Points:
    """A circle drawn around a name."""
    turn = np.linspace(0, 2 * np.pi * 1.03, 60)
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    across, down = box.width / 2 + 2, box.height / 2 + 0.9
    return [(middle[0] + across * float(np.cos(t)), middle[1] + down * float(np.sin(t))) for t in turn]


def crossing(x: float, y: float, size: float, ink: tuple[int, int, int] = BLUE, width: float = 0.5) -> list[Stroke]:
    """An X of a size around a point."""
    half = size / 2
    return [
        Stroke([(x - half, y - half), (x + half, y + half)], width, ink),
        Stroke([(x - half, y + half), (x + half, y - half)], width, ink),
    ]
