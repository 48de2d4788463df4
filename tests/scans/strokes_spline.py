"""The stroke model for judging: cubic B-splines through jittered points that wander off by an Ornstein-Uhlenbeck
process, with width and darkness that walk at random. It knows neither time nor speed: nothing of the tuning model."""

from itertools import pairwise

import numpy as np

from tests.scans.strokes import Hand, Stroke, evenly, normals

MOST_WANDERED = 4.0  # standard deviations of a long stroke's wandering


def spline_stroke(rng: np.random.Generator, hand: Hand, via: np.ndarray) -> Stroke:
    """A uniform cubic B-spline over the meant points, thickened with points between them, each a little off."""
    control = _between(via, spacing=rng.uniform(4.0, 9.0))
    loose = np.minimum(0.35, 0.02 * float(np.hypot(*(via[-1] - via[0])))) * (hand.bow / 0.01)
    control[1:-1] += rng.normal(0, max(loose * 0.5, 0.05), control[1:-1].shape)
    points, _ = evenly(_spline(control), np.zeros(len(_spline(control))))
    points = points + normals(points) * _wandering(rng, len(points), hand)[:, None]
    force = rng.normal(*hand.pressure) * (1 + 0.16 * _walk(rng, len(points)))
    ends = np.clip(np.minimum(np.arange(len(points)), np.arange(len(points))[::-1]) / 6, 0.0, 1.0)
    force = force * (0.7 + 0.3 * ends)
    return Stroke(points, np.clip(0.5 + 0.5 * force, 0.4, 1.6), np.clip(0.3 + 0.7 * force, 0.2, 1.0))


def _between(via: np.ndarray, spacing: float) -> np.ndarray:
    pieces = [via[:1]]
    for begin, end in pairwise(via):
        count = max(1, round(float(np.hypot(*(end - begin))) / spacing))
        pieces.append(begin + (end - begin) * (np.arange(1, count + 1) / count)[:, None])
    return np.concatenate(pieces)


def _spline(control: np.ndarray) -> np.ndarray:
    """Sixteen points per span of the uniform cubic B-spline; the ends are tripled so that it reaches them."""
    padded = np.concatenate([control[:1], control[:1], control, control[-1:], control[-1:]])
    t = np.linspace(0, 1, 16, endpoint=False)[:, None]
    weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    spans = [
        sum(weight * padded[first + number] for number, weight in enumerate(weights)) / 6
        for first in range(len(padded) - 3)
    ]
    return np.concatenate([*spans, control[-1:]])


def _wandering(rng: np.random.Generator, count: int, hand: Hand) -> np.ndarray:
    """Mean-reverting noise, smoothed over about a millimetre: a shaking hand without a rate of its own."""
    steps = rng.normal(0, 1, count + 16)
    pull = float(np.clip(hand.tremor_rate / 40, 0.08, 0.5))
    noise = np.empty(count + 16)
    value = 0.0
    for index, step in enumerate(steps):
        value += -pull * value + step
        noise[index] = value
    smooth = np.convolve(noise, np.hanning(9) / np.hanning(9).sum(), mode="same")[8:-8]
    # A dot's few points hardly differ from each other: without an end it would wander over half of the sheet.
    return hand.tremor * np.clip(smooth / max(float(smooth.std()), 1e-6), -MOST_WANDERED, MOST_WANDERED) * 0.6


def _walk(rng: np.random.Generator, count: int) -> np.ndarray:
    """A smooth walk of about unit size."""
    knots = rng.normal(0, 1, max(2, count // 12 + 2))
    return np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots)
