"""The stroke model for tuning: overlapping submovements with lognormal speed, after the sigma-lognormal model of rapid
movements (Plamondon 1995, Biological Cybernetics 72; O'Reilly and Plamondon 2009, Pattern Recognition 42)."""

import numpy as np

from tests.scans.strokes import Hand, Stroke, evenly, normals

RATE = 250.0  # points per second


def _error_function(x: np.ndarray) -> np.ndarray:
    """erf within 1.5e-7 (Abramowitz and Stegun 7.1.26)."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - poly * np.exp(-x * x))


def _progress(time: np.ndarray, start: float, length: float, spread: float) -> np.ndarray:
    """How much of a submovement is done at each time: the lognormal distribution function."""
    # The median falls at 45% of the time a submovement is given, so that nearly all of it is done at its end.
    late = np.maximum(time - start, 1e-6)
    return 0.5 * (1 + _error_function((np.log(late) - np.log(0.45 * length)) / (spread * np.sqrt(2))))


def lognormal_stroke(rng: np.random.Generator, hand: Hand, via: np.ndarray) -> Stroke:
    """Submovements from each meant point to the next, each bowed a little, with tremor of the hand's own rate."""
    parts = np.diff(via, axis=0)
    lengths = np.hypot(parts[:, 0], parts[:, 1])
    given = np.maximum(lengths / hand.speed, 0.07) * rng.uniform(0.85, 1.2, len(parts))
    starts = np.concatenate([[0.0], np.cumsum(given * rng.uniform(0.62, 0.85, len(parts)))])[:-1]
    time = np.arange(0, starts[-1] + 2.2 * given[-1], 1 / RATE)
    if len(time) > 4000:
        time = np.linspace(0, time[-1], 4000)
    points = np.repeat(via[:1], len(time), axis=0)
    for part, length, start, duration in zip(parts, lengths, starts, given, strict=True):
        done = _progress(time, start, duration, rng.uniform(0.2, 0.38))
        across = np.array([-part[1], part[0]])
        # A line bows; the short parts of a wave or a letter do so less than the whole arm does.
        bow = rng.normal(0, hand.bow) * min(1.0, length / 15) * np.sin(np.pi * done)
        points = points + done[:, None] * part + bow[:, None] * across
    speed = np.hypot(*np.gradient(points, axis=0).T)
    fast = speed / max(float(speed.max()), 1e-9)
    moving = (fast > 0.01) | (np.arange(len(fast)) < 3)
    trembling = _tremor(rng, hand, time)
    points = points + normals(points) * (trembling * np.minimum(1.0, fast * 5))[:, None]
    pressure = rng.normal(*hand.pressure) * (1.12 - 0.3 * fast + 0.06 * np.sin(time * rng.uniform(4, 11)))
    lift = np.clip((time[-1] - time) / (0.25 * time[-1]), 0.0, 1.0) ** 0.5
    path, force = evenly(points[moving], (pressure * (0.55 + 0.45 * lift))[moving])
    return Stroke(path, np.clip(0.55 + 0.45 * force, 0.4, 1.5), np.clip(0.35 + 0.65 * force, 0.2, 1.0))


def _tremor(rng: np.random.Generator, hand: Hand, time: np.ndarray) -> np.ndarray:
    """Three near rates that beat against each other; physiological tremor has 8 to 12 Hz, that of age 4 to 7."""
    rates = hand.tremor_rate * rng.uniform(0.75, 1.3, 3)
    phases = rng.uniform(0, 2 * np.pi, 3)
    waves = np.sin(2 * np.pi * rates[:, None] * time[None, :] + phases[:, None])
    return hand.tremor * (waves * rng.uniform(0.2, 0.6, 3)[:, None]).sum(axis=0)
