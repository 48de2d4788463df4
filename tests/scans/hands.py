"""What a hand means to write: for each kind of mark the points it wants to pass, in millimetres."""

import numpy as np

from nhiemky.core.ballots.geometry import Box
from tests.scans.strokes import Hand

Paths = list[np.ndarray]


def _path(*points: tuple[float, float]) -> np.ndarray:
    return np.array(points, float)


def strike(rng: np.random.Generator, hand: Hand, box: Box) -> tuple[float, float, float, float]:
    """Both ends of the line a hand means to draw through a name: x and y of the left one, x and y of the right one."""
    left = box.x - rng.normal(*hand.overshoot)
    right = box.right + rng.normal(*hand.overshoot)
    # Nobody who means to strike a name out leaves a fifth of it standing, nor the line out of the letters.
    left, right = min(left, box.x + 0.07 * box.width), max(right, box.right - 0.07 * box.width)
    middle = box.y + box.height * (0.5 + np.clip(rng.normal(*hand.height), -0.22, 0.16))
    rise = np.clip(np.tan(np.radians(rng.normal(*hand.slope))) * (right - left), -0.6 * box.height, 0.6 * box.height)
    return left, middle + rise / 2, right, middle - rise / 2


def straight(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """One line."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    return [_path((x1, y1), (x2, y2))]


def slanted(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """One line from corner to corner of the name."""
    x1, _, x2, _ = strike(rng, hand, box)
    rise = box.height * rng.uniform(0.5, 0.95) * rng.choice([-1, 1], p=[0.25, 0.75])
    middle = box.y + box.height * rng.uniform(0.42, 0.58)
    return [_path((x1, middle + rise / 2), (x2, middle - rise / 2))]


def wavy(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A line that rolls up and down around the middle."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    count = max(4, round((x2 - x1) / rng.uniform(3, 7)))
    x = np.linspace(x1, x2, count)
    sway = box.height * rng.uniform(0.08, 0.2) * (-1.0) ** np.arange(count)
    return [np.stack([x, np.linspace(y1, y2, count) + sway], axis=1)]


def zigzag(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """Sharp turns between the letters' tops and feet."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    count = max(6, round((x2 - x1) / rng.uniform(1.5, 4)))
    sway = box.height * rng.uniform(0.22, 0.42) * (-1.0) ** np.arange(count)
    return [np.stack([np.linspace(x1, x2, count), np.linspace(y1, y2, count) + sway], axis=1)]


def double(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """Two lines."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    apart = box.height * rng.uniform(0.12, 0.3)
    return [
        _path((x1, y1 - apart / 2), (x2, y2 - apart / 2)),
        _path((x1 + rng.normal(0, 1.5), y1 + apart / 2), (x2 + rng.normal(0, 1.5), y2 + apart / 2)),
    ]


def retraced(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """There and back without lifting the pen."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    back = box.height * rng.normal(0, 0.12)
    return [_path((x1, y1), (x2, y2), (x1 + rng.normal(0, 2), y1 + back))]


def two_pieces(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """One line in two goes: the pen is lifted between the words."""
    x1, y1, x2, y2 = strike(rng, hand, box)
    share, gap = rng.uniform(0.3, 0.7), rng.uniform(0.2, 1.0)
    x, y = x1 + share * (x2 - x1), y1 + share * (y2 - y1)
    off = rng.normal(0, 0.25)
    return [_path((x1, y1), (x - gap / 2, y)), _path((x + gap / 2, y + off), (x2, y2 + off))]


def scribble(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """The whole name blotted out without lifting the pen."""
    x1, _, x2, _ = strike(rng, hand, box)
    count = max(12, round((x2 - x1) / rng.uniform(0.7, 1.4)))
    x = np.linspace(x1, x2, count) + rng.normal(0, 0.4, count)
    sway = box.height * rng.uniform(0.3, 0.5, count) * (-1.0) ** np.arange(count)
    return [np.stack([x, box.y + box.height / 2 + sway], axis=1)]


def cross_over(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A long flat X over the whole name."""
    x1, _, x2, _ = strike(rng, hand, box)
    reach = box.height * rng.uniform(0.45, 0.75)
    y = box.y + box.height * rng.uniform(0.45, 0.55)
    return [_path((x1, y - reach), (x2, y + reach)), _path((x1 + rng.normal(0, 1), y + reach), (x2, y - reach))]


def _words(name: str, box: Box) -> list[tuple[float, float]]:
    """Where each word of a name begins and ends: in proportion to its letters, which is near enough for a hand."""
    ends, words = [], name.split()
    total, at = len(name), 0
    for word in words:
        ends.append((box.x + box.width * at / total, box.x + box.width * (at + len(word)) / total))
        at += len(word) + 1
    return ends


def partial(rng: np.random.Generator, hand: Hand, box: Box, name: str) -> Paths:
    """A line through the surname only or the given name only."""
    words = _words(name, box)
    begin, end = words[0] if rng.random() < 0.5 else words[-1]
    _, y, _, _ = strike(rng, hand, box)
    return [_path((begin - rng.uniform(0, 1.2), y), (end + rng.uniform(-0.3, 0.7), y + rng.normal(0, 0.3)))]


def underline(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A line under the name."""
    x1, _, x2, _ = strike(rng, hand, box)
    y = box.bottom + rng.uniform(-0.06 * box.height, 0.9)
    return [_path((x1, y + rng.normal(0, 0.15)), (x2, y + rng.normal(0, 0.15)))]


def overline(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A line above the name."""
    x1, _, x2, _ = strike(rng, hand, box)
    y = box.y - rng.uniform(-0.04 * box.height, 0.9)
    return [_path((x1, y + rng.normal(0, 0.15)), (x2, y + rng.normal(0, 0.15)))]


def circle(rng: np.random.Generator, hand: Hand, box: Box) -> Paths:
    """A loop around the name, closed more or less."""
    turn = np.linspace(0, 2 * np.pi * rng.uniform(0.93, 1.1), 13) + rng.uniform(0, 2 * np.pi)
    x = box.x + box.width / 2 + (box.width / 2 + rng.uniform(0.8, 3)) * np.cos(turn)
    y = box.y + box.height / 2 + (box.height / 2 + rng.uniform(0.3, 1.3)) * np.sin(turn)
    return [np.stack([x, y], axis=1)]


def beside(rng: np.random.Generator, box: Box, reach: float) -> Box:
    """A square of `reach` mm right or left of a name, clear of it."""
    gap = rng.uniform(1.5, 6)
    x = box.right + gap if rng.random() < 0.7 else box.x - gap - reach
    return Box(x, box.y + box.height / 2 - reach / 2 + rng.normal(0, 0.4), reach, reach)


def cross(rng: np.random.Generator, box: Box, reach: float = 0.8) -> Paths:
    """An X within a box, `reach` of it wide."""
    cx, cy = _near(rng, box, 0.08)
    w, h = box.width * reach / 2 * rng.uniform(0.75, 1.1), box.height * reach / 2 * rng.uniform(0.75, 1.1)
    lean = rng.normal(0, 0.15) * w
    return [_path((cx - w + lean, cy - h), (cx + w + lean, cy + h)), _path((cx + w - lean, cy - h), (cx - w, cy + h))]


def tick(rng: np.random.Generator, box: Box, reach: float = 0.9) -> Paths:
    """A check mark within a box."""
    cx, cy = _near(rng, box, 0.08)
    w, h = box.width * reach / 2, box.height * reach / 2
    foot = cx - w * rng.uniform(0.1, 0.4)
    return [
        _path(
            (cx - w * rng.uniform(0.6, 0.9), cy + h * rng.uniform(-0.1, 0.3)),
            (foot, cy + h * 0.9),
            (cx + w * rng.uniform(0.7, 1.1), cy - h * rng.uniform(0.6, 1.1)),
        )
    ]


def slash(rng: np.random.Generator, box: Box, reach: float = 0.85) -> Paths:
    """One slanted line within a box."""
    cx, cy = _near(rng, box, 0.08)
    w, h = box.width * reach / 2 * rng.uniform(0.5, 1), box.height * reach / 2 * rng.uniform(0.8, 1)
    side = rng.choice([-1, 1], p=[0.2, 0.8])
    return [_path((cx - w * side, cy + h), (cx + w * side, cy - h))]


def fill(rng: np.random.Generator, box: Box) -> Paths:
    """A box hatched or blotted out."""
    count = rng.integers(9, 17)
    x = np.linspace(box.x + 0.12 * box.width, box.right - 0.12 * box.width, count)
    sway = box.height * rng.uniform(0.28, 0.42, count) * (-1.0) ** np.arange(count)
    return [np.stack([x, box.y + box.height / 2 + sway], axis=1)]


def dot(rng: np.random.Generator, box: Box, across: tuple[float, float]) -> Paths:
    """A spot of a diameter in mm, somewhere in a box."""
    cx, cy = _near(rng, box, 0.2)
    size = rng.uniform(*across) / 2
    turn = np.linspace(0, 2 * np.pi, 6)
    return [np.stack([cx + 0.5 * size * np.cos(turn), cy + 0.5 * size * np.sin(turn)], axis=1)]


def hesitation(rng: np.random.Generator, box: Box) -> Paths:
    """The pen set down on a name, drawn on for a moment, and taken up again."""
    x = rng.uniform(box.x, box.x + 0.8 * box.width)
    y = box.y + box.height * rng.uniform(0.35, 0.65)
    return [_path((x, y), (x + rng.uniform(1.0, min(3.5, 0.2 * box.width + 0.8)), y + rng.normal(0, 0.4)))]


def writing(rng: np.random.Generator, hand: Hand, box: Box, loops: int) -> Paths:
    """Letters or a signature: loops that go on to the right."""
    x = np.linspace(box.x, box.right, loops * 4) + rng.normal(0, 0.25 * box.height, loops * 4)
    y = box.y + box.height / 2 + box.height * 0.5 * np.sin(np.arange(loops * 4) * 1.7 + rng.uniform(0, 6))
    y = y + rng.normal(0, 0.12 * box.height * hand.size, loops * 4)
    breaks = np.sort(rng.integers(4, loops * 4 - 2, max(1, loops // 4)))
    return [part for part in np.split(np.stack([x, y], axis=1), breaks) if len(part) > 2]


def _near(rng: np.random.Generator, box: Box, spread: float) -> tuple[float, float]:
    return (
        box.x + box.width * (0.5 + np.clip(rng.normal(0, spread), -0.25, 0.25)),
        box.y + box.height * (0.5 + np.clip(rng.normal(0, spread), -0.25, 0.25)),
    )
