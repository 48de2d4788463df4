"""A stroke of a pen: where it went on the paper, in millimetres, how wide and how dark it came out."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

STEP = 0.22  # mm between drawn points: under half a ballpoint's line, so that joints do not show


@dataclass(frozen=True)
class Stroke:
    """`points` (n, 2) in mm, `width` (n,) as a factor of the pen's line, `density` (n,) from 0 (no ink) to 1."""

    points: np.ndarray
    width: np.ndarray
    density: np.ndarray


@dataclass(frozen=True)
class Hand:
    """How a person moves a pen. Lengths in mm, angles in degrees, pairs are mean and standard deviation."""

    name: str
    tremor: float  # amplitude
    tremor_rate: float  # Hz
    speed: float  # mm per second
    slope: tuple[float, float]
    bow: float  # standard deviation of a line's sag as a share of its length
    overshoot: tuple[float, float]  # beyond the first and the last letter; negative falls short
    height: tuple[float, float]  # of the line against the middle of the name, as a share of the name's height
    pressure: tuple[float, float]
    size: float = 1.0  # of ticks, crosses and loops


StrokeModel = Callable[[np.random.Generator, Hand, np.ndarray], Stroke]
"""From the points a hand means to pass (n, 2) to the stroke it makes."""


def evenly(points: np.ndarray, *values: np.ndarray, step: float = STEP) -> tuple[np.ndarray, ...]:
    """The same path with points `step` mm apart, and the values along it."""
    lengths = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths + 1e-9)])
    wanted = np.linspace(0.0, along[-1], max(2, int(along[-1] / step) + 1))
    path = np.stack([np.interp(wanted, along, points[:, 0]), np.interp(wanted, along, points[:, 1])], axis=1)
    return path, *(np.interp(wanted, along, value) for value in values)


def normals(points: np.ndarray) -> np.ndarray:
    """The unit vector across the path at each of its points."""
    along = np.gradient(points, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return np.stack([-along[:, 1], along[:, 0]], axis=1)
